"""From the bytes of a CSV to its records, with all that is wrong with the file as such."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import nearest

SAVE = 'save it as "CSV UTF-8 (comma delimited)" in Excel, or as Text CSV with UTF-8 and commas'
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

# Row, column, value or what was found, what was expected, rule, fix.
Fault = tuple[int | None, str | None, str, str, str, str]


@dataclass
class Sheet:
    """The records of a file, each with the line on which it starts, and what is wrong with it."""

    records: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(content: bytes | None, columns: list[str]) -> Sheet:
    """Read a file; where its header will not do there are no records.

    Parameters
    ----------
    content : bytes or None
        What stands in the file; None where there is no file that can be read.
    columns : list of str
        The names of the columns.
    """
    if content is None:
        expected = "one of this name"
        return Sheet(faults=[(None, None, "no readable file", expected, "table-there", "")])
    try:
        # A byte order mark comes from Excel and does no harm.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Sheet(faults=[_wrong_byte(error)])
    records, broken = _records(text)
    if broken:
        return Sheet(faults=[broken])
    if not records or not any(records[0][1]):
        expected = "the names of the columns on the first line"
        return Sheet(faults=[(1, None, "no header", expected, "table-header", "")])
    (_, header), *rows = records
    if faults := list(_header_faults(header, columns)):
        return Sheet(faults=faults)
    faults = list(_length_faults(rows, columns))
    wrong = {row for row, *_ in faults}
    return Sheet([each for each in rows if each[0] not in wrong], faults)


def _wrong_byte(error: UnicodeDecodeError) -> Fault:
    before = error.object[: error.start]
    row, byte = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    found = f"byte 0x{error.object[error.start]:02X} as byte {byte} of the line"
    return row, None, found, "text in UTF-8", "table-encoding", SAVE


def _records(text: str) -> tuple[list[tuple[int, list[str]]], Fault | None]:
    """Return each record with the line on which it starts, or what is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, row = [], 1
    try:
        for cells in reader:
            records.append((row, cells))
            row = reader.line_num + 1
    except csv.Error as error:
        expected = "a quotation mark at both ends of a quoted cell, and each one inside doubled"
        return [], (row, None, f"broken CSV ({error})", expected, "table-quotes", "")
    return records, None


def _header_faults(header: list[str], columns: list[str]) -> Iterator[Fault]:
    """Find columns out of place too: other tools read a data package's columns by position."""
    if sign := _other_separator(header, columns):
        yield 1, None, f"{sign} between the columns", "commas", "table-commas", SAVE
        return
    if not header[-1].strip():
        fix = "delete the empty columns at the end"
        yield 1, None, "a column without a name", "no column more", "table-header", fix
        header = [name for name in header if name.strip()]
    faults = [*_strange_columns(header, columns), *_missing_columns(header, columns)]
    yield from ((1, *fault, "table-header", "") for fault in faults)


def _other_separator(header: list[str], columns: list[str]) -> str | None:
    """Return the name of the sign that stands between the columns in place of a comma."""
    for sign, name in SEPARATORS.items():
        if len(header) == 1 and sign in header[0] and set(header[0].split(sign)) & set(columns):
            return name
    return None


def _strange_columns(header: list[str], columns: list[str]) -> Iterator[tuple[str, str, str]]:
    for place, name in enumerate(header):
        if name not in columns:
            expected = f"one of the columns {', '.join(columns)}{nearest(name, columns)}"
            yield name, name, expected
        elif name in header[:place]:
            yield name, name, "each column once"


def _missing_columns(header: list[str], columns: list[str]) -> Iterator[tuple[str, str, str]]:
    """Find columns that are not there; where all are, the first that is out of its place."""
    whole = f"the header is {','.join(columns)}"
    for name in columns:
        if name not in header:
            yield name, "", f"a column of this name; {whole}"
    if sorted(header) == sorted(columns):
        pairs = zip(header, columns, strict=True)
        for name, wanted in [pair for pair in pairs if pair[0] != pair[1]][:1]:
            yield name, name, f"{wanted} here; {whole}"


def _length_faults(rows: list[tuple[int, list[str]]], columns: list[str]) -> Iterator[Fault]:
    if not rows:
        yield None, None, "no rows", "at least one row below the header", "table-rows", ""
    expected = f"{len(columns)} cells, one for each column of the header"
    for row, cells in rows:
        if not any(cell.strip() for cell in cells):
            yield row, None, "an empty line", expected, "row-length", "delete the line"
        elif len(cells) != len(columns):
            yield row, None, f"{len(cells)} cells", expected, "row-length", _fix(cells, columns)


def _fix(cells: list[str], columns: list[str]) -> str:
    """Return how to mend a row with too many or too few cells, where that can be told."""
    if any(sign in cell for cell in cells for sign in "“”"):
        return 'put straight marks (") around a cell with commas: “ and ” do not hold it together'
    if len(cells) <= len(columns):
        return ""
    if any(cell.strip() for cell in cells[len(columns) :]) or any(c[:1] == " " for c in cells):
        return 'put quotation marks (") around a cell that has a comma in it'
    return "delete the empty cells at its end"
