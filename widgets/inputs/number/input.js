// A whole number or none: a field in which it is typed, and a slider beside it.
import { people } from "../../core/formats.js";

/** Read what a person types for a number: "430,000", "430 000", "2.7 million", "85k". */
export function parseNumber(text) {
  const match = /^([\d\s,]*\.?\d+)\s*(k|m|thousand|million)?$/i.exec(text.trim());
  if (!match) return NaN;
  const scale = { k: 1e3, t: 1e3, m: 1e6 }[(match[2] ?? "").charAt(0).toLowerCase()] ?? 1;
  return Math.round(Number(match[1].replace(/[\s,]/g, "")) * scale);
}

// The slider moves in equal steps of size, not of count; its left end is "no number".
const STEPS = 400;
const roundTo2 = (number) => Number(number.toPrecision(2));
const fromSlider = (step, [low, high]) =>
  step === 0 ? null : roundTo2(low * (high / low) ** ((step - 1) / (STEPS - 1)));
const toSlider = (number, [low, high]) => {
  if (number === null) return 0;
  const kept = Math.min(Math.max(number, low), high);
  return Math.round(1 + ((STEPS - 1) * Math.log(kept / low)) / Math.log(high / low));
};

const boundsOf = (el) => [Number(el.dataset.low), Number(el.dataset.high)];
const isSlider = (el) => el.type === "range";
const within = (number, [low, high]) => (number >= low && number <= high ? number : undefined);

export default {
  show(el, value) {
    if (!isSlider(el)) {
      el.value = value === null ? "" : people(value);
      return;
    }
    el.value = toSlider(value, boundsOf(el));
    const said = value === null ? el.dataset.none : `${people(value)} ${el.dataset.unit}`.trim();
    el.setAttribute("aria-valuetext", said);
  },
  read(el) {
    if (isSlider(el)) return fromSlider(Number(el.value), boundsOf(el));
    return el.value.trim() === "" ? null : within(parseNumber(el.value), boundsOf(el));
  },
  fromAddress(text, el) {
    return text === "" ? null : within(Math.round(Number(text)), boundsOf(el));
  },
  toAddress: (value) => (value === null ? "" : String(value)),
};
