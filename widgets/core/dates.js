// Dates as people write them, read as exactly as they say: the function of dates.py, for the browser.

const MONTHS = [
  "january", "february", "march", "april", "may", "june",
  "july", "august", "september", "october", "november", "december",
];

/** A date as ISO writes it: "July 2022" -> "2022-07", "12/3/2021" -> "2021-03-12"; else null. */
export function readDate(text) {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (/^\d{4}\s*\/\s*\d+$/.test(plain)) return null; // 2011/12 is a financial year
  const parts = plain.replace(/(\d)(?:st|nd|rd|th)(?![\p{L}\p{N}_])/gu, "$1").match(/\d+|\p{L}+/gu) ?? [];
  const named = parts.filter((part) => !/\d/.test(part) && part !== "of" && part !== "the");
  const numbers = parts.filter((part) => /\d/.test(part));
  if (numbers[0]?.length < 4) numbers.reverse();
  if (named.length) {
    const month = MONTHS.findIndex((name) => name.startsWith(named[0])) + 1;
    if (named.length > 1 || named[0].length < 3 || !month || !numbers.length) return null;
    numbers.splice(1, 0, String(month));
  }
  if (numbers.length === 3 && numbers[0].length === 2) numbers[0] = `20${numbers[0]}`;
  const written = numbers.map((number) => number.padStart(2, "0")).join("-");
  return /^\d{4}(-\d\d){0,2}$/.test(written) ? written : null;
}
