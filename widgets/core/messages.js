// Fills the messages of a topic, by the rules of messages.py. Python has read the file of messages:
// a pattern is a text, or a list of texts and of parts that are filled.
import { about, capital, join, people, percent, sayDate, times } from "./formats.js";

const functions = {
  ABOUT: about,
  TIMES: times,
  PERCENT: percent,
  DATE: sayDate,
  LIST: (items) => join(items),
  CHOICE: (items) => join(items, "or"),
  CAPITAL: capital,
  SENTENCES: (texts) => texts.filter(Boolean).join(" "),
};

/** Return a function that gives the text of a saying, `{ say: id, ...values }`; of none, "". */
export function filler(patterns) {
  const fill = (saying) => (saying ? filled(patterns[saying.say], saying) : "");

  const filled = (pattern, values) =>
    typeof pattern === "string"
      ? pattern
      : pattern.map((part) => (typeof part === "string" ? part : text(valueOf(part, values)))).join("");

  function valueOf([kind, first, variants, otherwise], values) {
    if (kind === "$") return values[first];
    if (kind === "?") return filled(variantOf(valueOf(first, values), variants, otherwise), values);
    return functions[kind](plain(valueOf(first, values)));
  }

  const plain = (value) => {
    if (Array.isArray(value)) return value.map(text);
    return typeof value === "object" ? fill(value) : value;
  };

  const text = (value) => {
    if (typeof value === "object") return fill(value);
    return typeof value === "string" ? value : people(value);
  };

  return fill;
}

function variantOf(value, variants, otherwise) {
  const plural = value === 1 ? "one" : "other";
  return variants[String(value)] ?? variants[plural] ?? variants[otherwise];
}
