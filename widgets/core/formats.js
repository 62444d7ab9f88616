// How the book says numbers, dates and lists: the functions of formats.py, for the browser.

const halfUp = (number) => Math.floor(number + 0.5);
const oneDecimal = (number) => number.toFixed(1).replace(".0", "");

/** A whole number as printed: 430000 -> "430,000". */
export function people(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number of people as said: 2845985 -> "2.8 million", 318631 -> "319,000". */
export function about(number) {
  if (number >= 999_500) return `${oneDecimal(halfUp(number / 100_000) / 10)} million`;
  return people(number < 1000 ? Math.floor(number) : halfUp(number / 1000) * 1000);
}

/** How one size compares with another: 1.7 -> "1.7 times", 0.15 -> "15% of". */
export function times(ratio) {
  if (ratio >= 9.95) return `${people(halfUp(ratio))} times`;
  if (ratio >= 1.05) return `${oneDecimal(halfUp(ratio * 10) / 10)} times`;
  if (ratio >= 0.95) return "about the same as";
  if (ratio >= 0.01) return `${halfUp(ratio * 100)}% of`;
  return "less than 1% of";
}

/** A share of a whole as a whole percentage, never 0% or 100% of a part. */
export function percent(share) {
  const whole = halfUp(share * 100);
  if (whole === 0 && share > 0) return "less than 1%";
  if (whole === 100 && share < 1) return "more than 99%";
  return `${whole}%`;
}

/** Where on an axis a share of it lies, as SVG takes it: 0.6082 -> "60.82%". */
export const position = (share) => `${halfUp(share * 10_000) / 100}%`;

/** Parts as a list in a sentence: "a, b and c". */
export const join = (parts, word = "and") =>
  parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}` : (parts[0] ?? "");

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/** A date as precise as it is known: "2018-05-03" -> "3 May 2018", "2018-05" -> "May 2018". */
export function sayDate(text) {
  const [year, month, day] = text.split("-");
  return [day && String(Number(day)), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
