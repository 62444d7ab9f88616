"""Whether one cell holds what its column asks for, and what would mend it."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from ..problems import nearest, quoted
from .mending import MISREAD, mended

# The rdfType of a date that may be a year, a month or a day: Extended Date/Time Format, level 0.
PARTIAL_DATE = "http://id.loc.gov/datatypes/edtf/EDTF-level0"

DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"

# How a cell of each type is read, how it is written, the same in words.
TYPES = {
    "string": (str, r"[\s\S]*", "text"),
    "integer": (int, r"-?[0-9]{1,15}", "a whole number in digits only, such as 1200000"),
    "number": (float, r"-?[0-9]{1,15}(\.[0-9]+)?", "a number in digits, such as 0.25"),
}
# Signs that nobody sees, by which two cells that look the same are not.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# Python calls these printable, though they show nothing.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\ufe00-\ufe0d\uffa0]")
TWO_ALPHABETS = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
# A spreadsheet runs what begins with one of these, when a reader opens a table there.
RUN = ("=", "+", "-", "@")
NO_VALUES = {
    "#n/a", "#na", "#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!", "#error!", "####",
    "na", "n/a", "nan", "null", "nil", "tbc", "tbd", "tba", "unknown", "not known", "?", "–", "—",
}  # fmt: skip
NO_VALUE = "an empty cell where the value is not known"
# Four digits among words may be a year; alone they are a number that has lost its comma.
BARE_DIGITS = re.compile(r"(?<![\d.,])\d{5,}|\A\d{4}\Z")


class Fault(NamedTuple):
    """What a cell should have held, the rule that says so, and how to mend it."""

    expected: str
    rule: str
    fix: str = ""


def fault(text: str, field: dict, dates: dict[str, str]) -> Fault | None:
    """Return what is wrong with a cell, or None.

    Parameters
    ----------
    text : str
        What stands in the cell.
    field : dict
        Its column, as the data package describes it.
    dates : dict
        The ``earliest`` and the ``latest`` year that a date may have.
    """
    found = _fault(text, field, dates)
    if not found or found.fix or not text:
        return found
    better = mended(text, field)
    if better and not _fault(better, field, dates):
        return found._replace(fix=f"write {quoted(better)}")
    return found


def _fault(text: str, field: dict, dates: dict[str, str]) -> Fault | None:
    limits = field.get("constraints", {})
    if text == "":
        expected = "a value, because this column may not be empty"
        return Fault(expected, "cell-required") if limits.get("required") else None
    return _sign_fault(text) or _value_fault(text, field, limits, dates)


def _sign_fault(text: str) -> Fault | None:
    """Return what is wrong with the signs of a text in any column."""
    if CONTROL.search(text):
        return Fault("text without tabs or other control characters", "cell-signs")
    if text != text.strip():
        return Fault("no space before or after the text", "cell-spaces")
    return None if text.isascii() else _look_fault(text)


def _look_fault(text: str) -> Fault | None:
    """Return by what a text is not what it looks like."""
    for sign in text:
        if UNSEEN.match(sign) or not (sign.isprintable() or sign == "\n"):
            name = unicodedata.name(sign, "a sign without a name").lower()
            fix = f"take U+{ord(sign):04X} ({name}) out, or write a space in its place"
            return Fault("text in which every sign can be seen", "cell-signs", fix)
    if found := TWO_ALPHABETS.search(text):
        foreign = max(found[0])
        fix = f"type the letter again: {foreign} is {unicodedata.name(foreign).lower()}"
        return Fault("words in one alphabet", "cell-signs", fix)
    if MISREAD.search(text):
        return Fault("text in UTF-8 that was read as such, such as £22bn", "cell-signs")
    if not unicodedata.is_normalized("NFC", text):
        return Fault("letters with their accents in one sign", "cell-signs")
    return None


def _value_fault(text: str, field: dict, limits: dict, dates: dict[str, str]) -> Fault | None:
    """Return what is wrong with a filled cell of this column."""
    words = limits.get("enum")
    if words and text not in words:
        return Fault(f"one of {', '.join(words)}{nearest(text, words)}", "cell-word")
    if field["type"] != "string":
        return _number_fault(text, field["type"], limits)
    return None if words else _text_fault(text, field, limits, dates)


def _text_fault(text: str, field: dict, limits: dict, dates: dict[str, str]) -> Fault | None:
    """Return what is wrong with a text that is not one of some words."""
    if text.casefold() in NO_VALUES:
        return Fault(NO_VALUE, "cell-no-value")
    if text.startswith(RUN):
        expected = "text that no spreadsheet runs: it may not begin with =, +, - or @"
        return Fault(expected, "cell-formula")
    if field.get("rdfType") == PARTIAL_DATE:
        return _date_fault(text, field, dates)
    if not re.fullmatch(limits.get("pattern", r"[\s\S]*"), text):
        return Fault(field.get("expected", limits.get("pattern", "")), "cell-pattern")
    if field.get("asPrinted") and BARE_DIGITS.search(text):
        expected = "a figure with its commas, such as 812,459, as its source prints it"
        return Fault(expected, "cell-printed")
    return None


def _number_fault(text: str, kind: str, limits: dict) -> Fault | None:
    if text.casefold() in NO_VALUES:
        return Fault(NO_VALUE, "cell-no-value")
    read, shape, words = TYPES[kind]
    if not re.fullmatch(shape, text, re.ASCII):
        return Fault(words, "cell-number")
    if not limits.get("minimum", read(text)) <= read(text) <= limits.get("maximum", read(text)):
        least, most = limits.get("minimum", "any"), limits.get("maximum", "any")
        return Fault(f"a number from {least} to {most}", "cell-range")
    return None


def _date_fault(text: str, field: dict, dates: dict[str, str]) -> Fault | None:
    if not re.fullmatch(DATE, text, re.ASCII):
        return Fault(field.get("expected", "a date"), "cell-date", _which_date(text))
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return Fault("a date that exists in the calendar", "cell-date")
    first, last = dates.get("earliest", "0000"), dates.get("latest", "9999")
    if not first <= text[:4] <= last:
        expected = f"a year from {first} to {last}, the time that this book is about"
        return Fault(expected, "cell-date")
    return None


def _which_date(text: str) -> str:
    """Return both readings of a day that may be written as in Britain or as in America."""
    if not (found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)):
        return ""
    one, two, year = int(found[1]), int(found[2]), found[3]
    if max(one, two) > 12 or one == two:
        return ""  # there is one reading alone
    days = [f"{year}-{month:02}-{day:02}" for day, month in ((one, two), (two, one))]
    return f"write {days[0]} or, if a spreadsheet turned it round, {days[1]}"


def value(text: str, field: dict):
    """Return a sound cell as a value; an empty one is None."""
    return TYPES[field["type"]][0](text) if text else None
