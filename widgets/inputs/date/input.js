// A day of the calendar, as ISO writes it. An empty field is a day that is still being typed.

/** Tell whether a text is a day that exists, between two others. */
export function isDay(text, low, high) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return false;
  return text >= low && text <= high;
}

const kept = (text, el) => (isDay(text, el.min, el.max) ? text : undefined);

export default {
  show(el, value) {
    el.value = value;
  },
  read: (el) => kept(el.value, el),
  fromAddress: kept,
  toAddress: (value) => value,
};
