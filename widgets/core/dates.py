"""Dates as people write them, read as exactly as they say. ``dates.js`` reads them the same way."""

import re
import unicodedata

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SMALL = {"of", "the"}
FINANCIAL_YEAR = re.compile(r"\d{4}\s*/\s*\d+")  # 2011/12 is no month


def read_date(text: str) -> str | None:
    """Return a date as ISO writes it, as exact as the text; None if the text is no date.

    Numbers alone are read in the British order, the day first, unless the year comes first. Whether
    the calendar has the day is not looked at.

    Examples
    --------
    >>> read_date("July 2022"), read_date("12/3/2021"), read_date("2018-05")
    ('2022-07', '2021-03-12', '2018-05')
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if FINANCIAL_YEAR.fullmatch(plain):
        return None
    plain = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", plain)
    parts = re.findall(r"[0-9]+|[^\W\d_]+", plain)
    named = [part for part in parts if not part.isdigit() and part not in SMALL]
    numbers = [part for part in parts if part.isdigit()]
    if numbers and len(numbers[0]) < 4:
        numbers.reverse()
    if named:
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(named[0])), None)
        if len(named) > 1 or len(named[0]) < 3 or not month or not numbers:
            return None
        numbers.insert(1, str(month))
    if len(numbers) == 3 and len(numbers[0]) == 2:
        numbers[0] = f"20{numbers[0]}"
    written = "-".join(number.zfill(2) for number in numbers)
    return written if re.fullmatch(r"\d{4}(-\d\d){0,2}", written) else None
