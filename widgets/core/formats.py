"""How the book says numbers, dates and lists. ``formats.js`` says them the same way.

Rounding is half up in both languages, so that page and kernel never differ by one.
"""

import math
from collections.abc import Iterable
from urllib.parse import quote


def people(number: int) -> str:
    """Return a whole number as printed: 430000 is "430,000"."""
    return f"{number:,}"


def about(number: float) -> str:
    """Return a number of people as it is said.

    One decimal from a million on, whole thousands below: 2845985 is "2.8 million", 318631 is
    "319,000". Under a thousand the number itself.
    """
    number = float(number)
    if number >= 999_500:
        return f"{math.floor(number / 100_000 + 0.5) / 10:.1f}".removesuffix(".0") + " million"
    return people(int(number) if number < 1000 else math.floor(number / 1000 + 0.5) * 1000)


def times(ratio: float) -> str:
    """Return how one size compares with another: "1.7 times", "about the same as", "15% of"."""
    if ratio >= 9.95:
        return f"{people(math.floor(ratio + 0.5))} times"
    if ratio >= 1.05:
        return f"{math.floor(ratio * 10 + 0.5) / 10:.1f}".removesuffix(".0") + " times"
    if ratio >= 0.95:
        return "about the same as"
    if ratio >= 0.01:
        return f"{math.floor(ratio * 100 + 0.5)}% of"
    return "less than 1% of"


def join(parts: Iterable[str], word: str = "and") -> str:
    """Return parts as a list in a sentence: "a, b and c"; no parts are an empty text."""
    *rest, last = [*parts] or [""]
    return f"{', '.join(rest)} {word} {last}" if rest else last


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    """Return a share of a whole as a whole percentage, never 0% or 100% of a part."""
    whole = math.floor(share * 100 + 0.5)
    if whole == 0 and share > 0:
        return "less than 1%"
    if whole == 100 and share < 1:
        return "more than 99%"
    return f"{whole}%"


def position(share: float) -> str:
    """Return where on an axis a share of it lies, as SVG takes it: 0.6082 is "60.82%"."""
    return f"{math.floor(share * 10_000 + 0.5) / 100:g}%"


def say_date(text: str) -> str:
    """Return a date as precise as it is known: "3 May 2018", "May 2018", "2018"."""
    year, *rest = text.split("-")
    if not rest:
        return year
    months = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    month = months[int(rest[0]) - 1]  # Python's own names follow the locale of the machine
    return " ".join([*(str(int(day)) for day in rest[1:]), month, year])


def passage_url(url: str, words: str) -> str:
    """Return an address that opens a page at the words (a text fragment, WICG 2023)."""
    return f"{url}#:~:text={quote(words, safe='')}"
