// What letters mean in a document: the calculation of letters.py, done here without a kernel.
import { readDate } from "../../core/dates.js";

const CANNOT_TELL = "cannot-tell";
const ENOUGH = 2;
const NOTHING = { which: null, date: null, why: null, shows: null };

/** Words with one space round each and no signs but slashes; the letters become `_`. */
export function reduced(words, letters) {
  const plainWords = words.normalize("NFKC").replace(/['’‘]/g, "");
  const text = ` ${(plainWords.match(/[\p{L}\p{N}]+|\//gu) ?? []).join(" ")} `;
  const plain = letters.startsWith("section")
    ? `(?:${letters}|${letters.replace("section", "sections")}|s 75|s75)`
    : letters;
  return text
    .replace(new RegExp(` ${plain}[0-9]{2,}(?= )`, "gi"), " _#")
    .replace(new RegExp(` ${plain}s?(?= )`, "gi"), " _");
}

/** The first and the last day that a date may mean; none where nothing, or no date, is given. */
export function span(text) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(readDate(text));
  if (!parts) return null;
  const [, year, month = "01", day = "01"] = parts;
  const first = `${year}-${month}-${day}`;
  const time = Date.parse(`${first}T00:00Z`);
  if (year === "0000" || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== first) return null;
  if (parts[3]) return [first, first];
  if (!parts[2]) return [first, `${year}-12-31`];
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return [first, `${year}-${month}-${days}`];
}

function isInTime({ after, before, folded, exact }, dates) {
  const hasWords = folded !== "" || exact !== "";
  if (!dates) return hasWords;
  const [first, last] = dates;
  return hasWords ? last >= after && first <= before : first >= after && last <= before;
}

/** The words of a reduced text in which a clue is found, "" where it is not. */
function found({ folded, exact }, text) {
  const small = text.toLowerCase();
  for (const [pattern, tried] of [[folded, small], [exact, text]]) {
    const match = pattern && new RegExp(pattern).exec(tried);
    // As they stand there, unless small letters took more room than the capitals.
    if (match) return (small.length === text.length ? text : tried).substr(match.index, match[0].length).trim();
  }
  return "";
}

function weigh(rules, letters, text, dates) {
  const points = new Map();
  const spoke = [];
  for (const row of rules) {
    const { weight, meaning, folded, exact } = row;
    if (!weight || !isInTime(row, dates)) continue;
    const clue = found(row, text);
    if (!clue && (folded || exact)) continue;
    points.set(meaning, (points.get(meaning) ?? 0) + weight);
    spoke.push({ ...row, words: clue.replaceAll("_#", `${letters}…`).replaceAll("_", letters) });
  }
  const [[best, most] = [null, 0], [, second] = [null, 0]] = [...points].sort(([, a], [, b]) => b - a);
  const meaning = most >= ENOUGH && most - second >= ENOUGH ? best : CANNOT_TELL;
  spoke.sort((a, b) => b.weight - a.weight);
  return { meaning, spoke, tells: rules.filter(({ weight }) => !weight) };
}

/** Each reason once, with the words that the first of its rows found. */
function reasons(rows) {
  const firsts = new Map();
  for (const row of rows) if (!firsts.has(row.reason)) firsts.set(row.reason, row);
  return [...firsts.values()].map(({ reason, words }) =>
    words ? { say: "for-words", reason: reason.replace(/\.$/, ""), words } : reason,
  );
}

function why({ meaning, spoke, tells }) {
  const byMeaning = new Map();
  for (const row of spoke) byMeaning.set(row.meaning, [...(byMeaning.get(row.meaning) ?? []), row]);
  const said = reasons(byMeaning.get(meaning) ?? []);
  byMeaning.delete(meaning);
  if (meaning !== CANNOT_TELL) {
    const against = reasons([...byMeaning.values()].flat());
    return { say: "why", said: against.length ? [...said, { say: "against", said: against }] : said };
  }
  for (const rows of byMeaning.values()) said.push({ say: "speaks-for", plain: rows[0].plain, said: reasons(rows) });
  return { say: "why", said: [...said, ...reasons(tells)] };
}

/** How a date was read that ISO does not write so, and what is said to one that cannot be read. */
function sayRead(text, dates) {
  if (!text) return null;
  if (!dates) return { say: "bad-date", text };
  const date = readDate(text);
  return date === text ? null : { say: "read-date", date };
}

/** What letters mean in a document, why, and where that can be seen. */
export function sayWhich({ letters, dated, around }, { rules, shows }) {
  if (!letters) return NOTHING;
  const dates = span(dated);
  const answer = weigh(rules[letters], letters, reduced(around, letters), dates);
  const date = sayRead(dated.trim(), dates);
  if (answer.meaning === CANNOT_TELL) {
    return { which: { say: "told-not", letters }, date, why: why(answer), shows: null };
  }
  const { plain, shown } = answer.spoke.find(({ meaning }) => meaning === answer.meaning);
  const told = answer.meaning === "other" ? "told-other" : "told-meaning";
  return { which: { say: told, letters, plain }, date, why: why(answer), shows: shows[shown] };
}
