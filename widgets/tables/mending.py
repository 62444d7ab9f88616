"""What a spreadsheet did to a table and can be undone for sure: cells, and whole files.

A mend is offered, never made: `make check MEND=yes` writes it beside the table.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
MISREAD = re.compile("[ÂÃ][\u0080-\u00bf]|â[€\u0080]")  # UTF-8 that was read as Windows-1252
UNSEEN_KINDS = ("Cf", "Cc")  # general categories of Unicode: format and control signs


def mended(text: str, field: dict) -> str | None:
    """Return a cell as it was before a spreadsheet or a keyboard changed it, if that is sure.

    Parameters
    ----------
    text : str
        What stands in the cell.
    field : dict
        Its column, as the data package describes it.

    Returns
    -------
    str or None
        None where nothing is to be mended, or more than one reading is possible.
    """
    better = _plain(text)
    limits = field.get("constraints", {})
    if "enum" in limits:
        better = _word(better, limits["enum"])
    elif field["type"] != "string":
        better = _number(better, field["type"])
    elif "rdfType" in field:
        better = _date(better)
    elif field.get("asPrinted"):
        better = re.sub(r"(?<![\d.,])\d{5,}", lambda digits: f"{int(digits[0]):,}", better)
    return better if better != text else None


def _plain(text: str) -> str:
    """Return text with ordinary spaces and without signs that nobody sees."""
    text = unicodedata.normalize("NFC", _read_again(text).replace("\r\n", "\n"))
    kinds = [(sign, unicodedata.category(sign)) for sign in text]
    spaced = (" " if kind[0] == "Z" or sign == "\t" else sign for sign, kind in kinds)
    seen = (s for s in spaced if s == "\n" or unicodedata.category(s) not in UNSEEN_KINDS)
    return "".join(seen).strip()


def _read_again(text: str) -> str:
    """Return text that was read as Windows-1252 and saved so, such as "Â£22bn", as it was."""
    while MISREAD.search(text):
        try:
            text = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            break
    return text


def _word(text: str, words: list[str]) -> str:
    """Return the word that only differs in capitals, or in zeros that a spreadsheet dropped."""
    same = [word for word in words if word.casefold() == text.casefold()]
    same += [word for word in words if word.isdigit() and text.isdigit() and int(word) == int(text)]
    return same[0] if same else text


def _number(text: str, kind: str) -> str:
    bare = text.replace(" ", "")
    if kind == "number" and re.fullmatch(r"-?\d{1,3},\d{3}", bare, re.ASCII):
        return text  # a comma of thousands, or a decimal one
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare, re.ASCII):
        return bare.replace(",", "")
    if kind == "number" and re.fullmatch(r"-?\d+,\d+", bare, re.ASCII):  # a decimal comma
        return bare.replace(",", ".")
    if kind == "integer" and re.fullmatch(r"-?\d+\.0+", bare, re.ASCII):
        return bare.split(".")[0]
    if re.fullmatch(r"\+?\d+(\.\d+)?", bare, re.ASCII):
        return bare.removeprefix("+")
    return text


def _date(text: str) -> str:
    """Return a date as the tables write it; a day that may be another's month stays as it is."""
    if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ][\d:.]+Z?", text, re.ASCII):
        return found[1]
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text, re.ASCII):
        return "-".join(part.zfill(2) for part in found.groups() if part)
    # A spreadsheet makes May-18 of 2018-05.
    named = r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})(?:[ -](\d{4})|-(\d{2}))"
    if (found := re.fullmatch(named, text, re.ASCII)) and (month := _month(found[2])):
        parts = [found[3] or f"20{found[4]}", f"{month:02}", found[1] and found[1].zfill(2)]
        return "-".join(filter(None, parts))
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text, re.ASCII):
        one, two = int(found[1]), int(found[2])
        if one == two or max(one, two) > 12:
            day, month = (two, one) if two > 12 else (one, two)
            return f"{found[3]}-{month:02}-{day:02}"
    return text


def _month(name: str) -> int | None:
    """Return the number of a month from its name or the beginning of it."""
    found = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return found[0] if len(found) == 1 else None


def mended_file(content: bytes, fields: list[dict]) -> bytes | None:
    """Return a table with all that is sure put right, or None where nothing is or it is too broken.

    Parameters
    ----------
    content : bytes
        What stands in the file.
    fields : list of dict
        Its columns, as the data package describes them.
    """
    names = [field["name"] for field in fields]
    try:
        text = _decoded(content)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        header, *rows = (row for row in reader if any(_plain(cell) for cell in row))
    except (UnicodeDecodeError, csv.Error, ValueError):
        return None
    if [_plain(cell) for cell in _cut(header, names)] != names:
        return None
    better = _written([names, *(_mended_row(_cut(row, names), fields) for row in rows)])
    return None if better in (content, _requoted(content)) else better


def _written(rows: Iterable[list[str]]) -> bytes:
    """Return rows as a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


def _requoted(content: bytes) -> bytes | None:
    """Return a table with quotes only where a cell needs them: others harm nothing."""
    try:
        return _written(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None


def _cut(row: list[str], names: list[str]) -> list[str]:
    """Return a row without the empty cells beyond the last column."""
    return row if any(_plain(cell) for cell in row[len(names) :]) else row[: len(names)]


def _mended_row(row: list[str], fields: list[dict]) -> list[str]:
    pairs = zip(row, fields, strict=False)
    better = [(cell, mended(cell, field)) for cell, field in pairs]
    return [old if new is None else new for old, new in better] + row[len(fields) :]


def _decoded(content: bytes) -> str:
    """Return the text of a file from Excel: UTF-8, UTF-16 with its mark, or Windows-1252."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)
