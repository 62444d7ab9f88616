// A day of the calendar, as ISO writes it: a field in which it is typed, and beside it a slider that
// moves from the first of a month to that of the next. An empty field is a day still being typed.
import { sayDate } from "../../core/formats.js";

/** Tell whether a text is a day that exists, between two others. */
export function isDay(text, low, high) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return false;
  return text >= low && text <= high;
}

const isSlider = (el) => el.type === "range";
const kept = (text, el) => (isDay(text, el.dataset.low, el.dataset.high) ? text : undefined);

/** The month of a day as a number, and the first day of such a month. */
const toMonth = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const fromMonth = (month) =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

export default {
  show(el, value) {
    if (!isSlider(el)) {
      el.value = value;
      return;
    }
    el.value = toMonth(value);
    el.setAttribute("aria-valuetext", sayDate(value));
  },
  read(el) {
    if (!isSlider(el)) return kept(el.value, el);
    const day = fromMonth(Number(el.value));
    return day < el.dataset.low ? el.dataset.low : day;
  },
  fromAddress: kept,
  toAddress: (value) => value,
};
