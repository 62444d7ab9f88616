"""Read the tables in `data/` and check every cell: the only code that opens a CSV.

What a table must hold stands in `data/datapackage.json` and nowhere else: columns, types, allowed
values, keys, references. What that file cannot say (low is at most high) stands in `RULES` below.

Every check is a generator of problems `(row, column, value, expected)`, and the first problem is
raised as a `TableError`. The order of checks is: encoding and shape of the CSV, header, cells row
by row, keys, references, rules.
"""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path

import pandas as pd

from .problems import Problem, nearest

DATA = Path(__file__).resolve().parent.parent / "data"
PACKAGE = "datapackage.json"

# Type in the data package: dtype, how a cell is read, how it is written, the same in words.
TYPES = {
    "string": ("string", str, r"[\s\S]*", "text"),
    "integer": ("Int64", int, r"-?[0-9]{1,15}", "a whole number in digits only, such as 1200000"),
    "number": ("Float64", float, r"-?[0-9]{1,15}(\.[0-9]+)?", "a number in digits, such as 0.25"),
}
# The tables write small numbers in words, the chapters all in digits.
NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
}  # fmt: skip
# The rdfType of a date that may be a year, a month or a day: Extended Date/Time Format, level 0.
PARTIAL_DATE = "http://id.loc.gov/datatypes/edtf/EDTF-level0"

Fault = tuple[int | None, str | None, str, str]  # row, column, value, expected


class TableError(ValueError):
    """What in the tables is not as the data package says it must be.

    Attributes
    ----------
    problems : list of Problem
        What was found, in the order of the files; at least one.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self):
        return "\n".join(problem.message for problem in self.problems)


@dataclass(frozen=True)
class Table:
    """One table: its file, its schema and its frame, whose index is the row of the file."""

    file: str
    schema: dict
    frame: pd.DataFrame

    def rows(self) -> Iterator[tuple]:
        """Yield the rows as named tuples; `Index` is the row of the file, None an empty cell."""
        cells = self.frame.astype(object)
        return cells.where(cells.notna(), None).itertuples(name="Row")

    def allowed(self, column: str) -> list[str]:
        """Return the allowed values of a column, in the order of the package."""
        [field] = (field for field in self.schema["fields"] if field["name"] == column)
        return field["constraints"]["enum"]


def load(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Return one table, checked together with every table that it refers to.

    Parameters
    ----------
    name : str
        The name of a table in the data package, such as "footprints".
    folder : Path
        The folder that holds `datapackage.json` and the tables.

    Returns
    -------
    pandas.DataFrame
        The caller's own copy, with the rows and columns of the file in their order. The types
        are string, Int64 and Float64; an empty cell is `pandas.NA`.

    Raises
    ------
    TableError
        At the first problem in the table or in one that it refers to.
    """
    return _frames(folder, name)[name]


def records(name: str, folder: Path = DATA) -> list[dict]:
    """Return one table, checked as by `load`, as plain dictionaries; None is an empty cell."""
    frame = load(name, folder).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def check(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """Return every table of the data package by its name, all of them checked.

    Raises
    ------
    TableError
        At the first problem in any table.
    """
    return _frames(folder)


def names(folder: Path = DATA) -> list[str]:
    """Return the names of the tables, in the order of the data package."""
    return list(_resources(folder))


@dataclass(frozen=True)
class Snapshot:
    """The tables as they stood at one moment: a key for all that is made from them.

    Parameters
    ----------
    folder : pathlib.Path
        The folder that holds `datapackage.json` and the tables.
    edition : tuple
        What :func:`edition` gave at that moment.
    """

    folder: Path
    edition: tuple

    def load(self, name: str) -> pd.DataFrame:
        """Return one table as `load` does."""
        return _frames(self.folder, name, self.edition)[name]

    def records(self, name: str) -> list[dict]:
        """Return one table as `records` does."""
        frame = self.load(name).astype(object)
        return frame.where(frame.notna(), None).to_dict("records")

    def lines(self, name: str) -> list[int]:
        """Return for each row of a table the line of its file on which it starts."""
        return list(_checked(self.folder, name, self.edition)[name].frame.index)


def snapshot(folder: Path | None = None) -> Snapshot:
    """Return the tables as they stand now. A table is read when it is first asked for."""
    folder = Path(folder or DATA).resolve()
    return Snapshot(folder, edition(folder))


def edition(folder: Path = DATA) -> tuple:
    """Return a value that changes when a table is edited: a key for what is made from tables."""
    with os.scandir(folder) as entries:
        stats = [(e.name, e.stat()) for e in entries if e.name.endswith((".csv", ".json"))]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


def _frames(folder: Path, name: str | None = None, known: tuple = ()) -> dict[str, pd.DataFrame]:
    tables = _checked(Path(folder).resolve(), name, known or edition(folder))
    # A deep copy, because copy-on-write does not guard an array that a caller takes out.
    return {each: table.frame.reset_index(drop=True).copy() for each, table in tables.items()}


@lru_cache(maxsize=32)
def _checked(folder: Path, name: str | None, _edition: tuple) -> dict[str, Table]:
    """Read and check one table with those it refers to, or all, once for each edition."""
    resources = _resources(folder)
    names = list(resources) if name is None else _reach(folder, name, resources)
    tables = {each: _read(folder, resources[each]) for each in names}
    for problems in (_key_problems, _reference_problems, _rule_problems):
        for each, table in tables.items():
            _raise_first(table.file, problems(each, tables))
    return tables


def _raise_first(file: str, faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise TableError([Problem(file, *fault)])


def _resources(folder: Path) -> dict[str, dict]:
    file = f"{folder.name}/{PACKAGE}"
    try:
        package = json.loads(_text(folder / PACKAGE, file))
    except json.JSONDecodeError as error:
        raise TableError(
            [Problem(file, error.lineno, None, f"broken JSON ({error.msg})", "JSON")]
        ) from None
    return {resource["name"]: resource for resource in package["resources"]}


def _reach(folder: Path, name: str, resources: dict[str, dict]) -> list[str]:
    """Return the names of a table and of all that it refers to, however far away."""
    if name not in resources:
        expected = f"the name of a table{nearest(name, resources)}"
        raise TableError([Problem(f"{folder.name}/{PACKAGE}", None, "name", name, expected)])
    found = [name]
    for each in found:
        schema = resources[each]["schema"]
        targets = [target for _, some, *_ in _links(each, schema) for target in some]
        targets += [sums["in"] for sums in schema.get("addsUpTo", [])]
        found += dict.fromkeys(target for target in targets if target not in found)
    return [each for each in resources if each in found]


def _links(name: str, schema: dict) -> Iterator[tuple[str, list[str], list[str], str | None]]:
    """Yield `(column, tables, words, separator)` for each column that holds ids of rows."""
    for key in schema.get("foreignKeys", []):
        yield key["fields"][0], [key["reference"]["resource"] or name], [], None
    for field in schema["fields"]:
        if to := field.get("refersTo"):
            yield field["name"], to["resources"], to.get("words", []), to.get("separator")


def _read(folder: Path, resource: dict) -> Table:
    file, schema = f"{folder.name}/{resource['path']}", resource["schema"]
    (_, header), *records = _records(_text(folder / resource["path"], file), file)
    _raise_first(file, _header_problems(header, [field["name"] for field in schema["fields"]]))
    _raise_first(file, _cell_problems(records, schema["fields"]))
    rows, cells = zip(*records, strict=True)
    frame = pd.DataFrame(cells, index=rows, columns=header, dtype=object)
    for field in schema["fields"]:
        dtype, read, *_ = TYPES[field["type"]]
        values = [read(text) if text else pd.NA for text in frame[field["name"]]]
        frame[field["name"]] = pd.array(values, dtype=dtype)
    return Table(file, schema, frame)


def _text(path: Path, file: str) -> str:
    """Return the text of a UTF-8 file, without the byte order mark that Excel puts first."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise TableError(
            [Problem(file, None, None, "no readable file", "one of this name")]
        ) from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        row, byte = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        found = f"byte 0x{error.object[error.start]:02X} as byte {byte} of the line"
        expected = 'text in UTF-8 (in Excel, save as "CSV UTF-8")'
        raise TableError([Problem(file, row, None, found, expected)]) from None


def _records(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return each record of a CSV with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, row = [], 1
    try:
        for cells in reader:
            records.append((row, cells))
            row = reader.line_num + 1
    except csv.Error as error:
        expected = "a quotation mark at both ends of a quoted cell, and each one inside doubled"
        raise TableError([Problem(file, row, None, f"broken CSV ({error})", expected)]) from None
    if not records or not records[0][1]:
        raise TableError(
            [Problem(file, 1, None, "no header", "the names of the columns on the first line")]
        )
    return records


def _header_problems(header: list[str], names: list[str]) -> Iterator[Fault]:
    """Find columns out of place too: other tools read a data package's columns by position."""
    for place, name in enumerate(header):
        if name not in names:
            yield 1, name, name, f"one of the columns {', '.join(names)}{nearest(name, names)}"
        if name in header[:place]:
            yield 1, name, name, "each column once"
    for name in names:
        if name not in header:
            yield 1, name, "", f"a column of this name; the header is {','.join(names)}"
    for name, wanted in zip(header, names, strict=True):
        if name != wanted:
            yield 1, name, name, f"{wanted} here; the header is {','.join(names)}"


def _cell_problems(records: list[tuple[int, list[str]]], fields: list[dict]) -> Iterator[Fault]:
    if not records:
        yield None, None, "no rows", "at least one row below the header"
    for row, cells in records:
        if len(cells) != len(fields):
            found = f"{len(cells)} cells" if cells else "an empty line"
            yield row, None, found, f"{len(fields)} cells, one for each column of the header"
        for text, field in zip(cells, fields, strict=True):
            rules = field.get("constraints", {})
            if expected := _text_fault(text, rules) or (text and _value_fault(text, field, rules)):
                yield row, field["name"], text, expected


def _text_fault(text: str, rules: dict) -> str | None:
    """Return what a cell of any column should have held, or None."""
    if text == "" and rules.get("required"):
        return "a value, because this column may not be empty"
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        return "text without tabs or other control characters"
    if text != text.strip():
        return "no space before or after the text"
    return None


def _value_fault(text: str, field: dict, rules: dict) -> str | None:
    """Return what a filled cell of this column should have held, or None."""
    _, read, shape, words = TYPES[field["type"]]
    if text not in rules.get("enum", [text]):
        return f"one of {', '.join(rules['enum'])}{nearest(text, rules['enum'])}"
    if not re.fullmatch(shape, text):
        return words
    if not rules.get("minimum", read(text)) <= read(text) <= rules.get("maximum", read(text)):
        return f"a number from {rules['minimum']} to {rules['maximum']}"
    if not re.fullmatch(rules.get("pattern", shape), text):
        return field.get("expected", rules["pattern"])
    if field.get("rdfType") == PARTIAL_DATE and not _is_date(text):
        return "a date that exists in the calendar"
    return None


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _key_problems(name: str, tables: dict[str, Table]) -> Iterator[Fault]:
    schema = tables[name].schema
    alone = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for key in [schema["primaryKey"], *alone]:
        first = {}
        for row, *values in tables[name].frame[key].itertuples(name=None):
            before = first.setdefault(tuple(values), row)
            if before != row:
                expected = f"a value that no other row has (row {before} has it)"
                yield row, ", ".join(key), ", ".join(map(str, values)), expected


def _reference_problems(name: str, tables: dict[str, Table]) -> Iterator[Fault]:
    for column, targets, words, separator in _links(name, tables[name].schema):
        key = tables[targets[0]].schema["primaryKey"][0]
        known = set(words).union(*(tables[target].frame[key] for target in targets))
        files = " or ".join(tables[target].file for target in targets)
        expected = f"the {key} of a row in {files}"
        for row, cell in tables[name].frame[column].dropna().items():
            for value in cell.split(separator) if separator else [cell]:
                if value not in known:
                    yield row, column, value, expected + nearest(value, known)


def _rule_problems(name: str, tables: dict[str, Table]) -> Iterator[Fault]:
    for rule in [*RULES.get(name, []), _anchored, _adds_up]:
        yield from rule(tables[name], tables)


def _row_by_row(rule):
    """Make a rule of a table from one that sees a row and yields `(column, expected)`."""

    def rule_of_table(table, tables):
        for row in table.rows():
            for column, expected in rule(row):
                value = getattr(row, column)
                yield row.Index, column, "" if value is None else str(value), expected

    return rule_of_table


def _anchored(table, tables):
    for column in [name for name in table.frame if name.startswith("anchor")]:
        sources = table.frame[column.replace("anchor", "source")]
        without = sources.isin(_articles(tables)) & table.frame[column].isna()
        for row, source in sources[without].items():
            yield row, column, "", f"3 to 8 words of the article {source}"


def _adds_up(table, tables):
    """Hold sums of the column population against the figures that `addsUpTo` names."""
    frame = table.frame
    for sums in table.schema.get("addsUpTo", []):
        other = tables[sums["in"]]
        rows = other.frame
        for column, value in sums.get("where", {}).items():
            rows = rows[rows[column] == value]
        totals = rows.set_index(sums["at"])[sums["total"]]
        added = {}  # the sum for each key, and the first of the rows that it is of
        for column in sums["by"]:
            first = frame[column].drop_duplicates().dropna()
            found = frame.groupby(column)["population"].sum()
            added |= {key: (found[key], row) for row, key in first.items()}
        if "whole" in sums:
            added[sums["whole"]] = (frame["population"].sum(), frame.index[0])
        for key, (found, row) in added.items():
            if found != (total := totals.get(key, "a figure")):
                expected = f"{total} as the sum for {key}, which {other.file} has"
                yield row, "population", str(found), expected


def _articles(tables):
    sources = tables["sources"].frame
    return list(sources["id"][sources["article"].notna()])


@_row_by_row
def _address_fits_its_status(row):
    if row.url and row.url_status == "unknown":
        yield "url_status", "another status than unknown, because there is a url"
    if row.url_status == "verified" and not row.url:
        yield "url", "an address, because its url_status is verified"


@_row_by_row
def _cells_fit_the_kind(row):
    if (row.kind == "nation") != (row.parent is None):
        yield "parent", "the area that contains it; none for the nation and only there"
    if (row.kind == "ics-first") != (row.wave is not None):
        yield "wave", "a month for the kind ics-first and nothing for another kind"


def _no_loop_of_parents(table, tables):
    parents = {row.id: row.parent for row in table.rows()}
    for row in table.rows():
        path = [row.id]
        while parents[path[-1]] and path[-1] not in path[:-1]:
            path.append(parents[path[-1]])
        if path[-1] in path[:-1]:
            yield row.Index, "parent", row.parent, f"no loop of parents, not {' in '.join(path)}"


def _level_below_parent(table, tables):
    widest_first = table.allowed("level")
    levels = {row.id: row.level for row in table.rows()}
    for row in table.rows():
        above = levels.get(row.parent)
        if above and widest_first.index(row.level) <= widest_first.index(above):
            yield row.Index, "level", row.level, f"a level below {above}, that of {row.parent}"


def _named_in_articles(table, tables):
    articles = _articles(tables)
    for row, names in table.frame["named_in"].dropna().items():
        for name in names.split():
            if name not in articles:
                yield row, "named_in", name, f"one of the articles {', '.join(articles)}"


@_row_by_row
def _low_central_high(row):
    if not (row.low or row.central or row.high or row.wording):
        yield "central", "a value in low, central, high or wording"
    for lower, upper in (("low", "central"), ("central", "high"), ("low", "high")):
        small, large = getattr(row, lower), getattr(row, upper)
        if small and large and small > large:
            yield upper, f"at least {small}, which is {lower}"


KIND_OF_COLUMN = {
    "stp_2016": "stp-2016",
    "first_ics": "ics-first",
    "icb_2022": "icb-2022",
    "icb_2026": "icb-2026",
}


def _kinds_of_flow(table, tables):
    kinds = {row.id: row.kind for row in tables["footprints"].rows()}
    for column in KIND_OF_COLUMN.keys() & table.frame:
        for row, area in table.frame[column].dropna().items():
            if kinds[area] != KIND_OF_COLUMN[column]:
                yield row, column, area, f"a footprint of the kind {KIND_OF_COLUMN[column]}"


def _shares_add_up(by):
    def rule(table, _tables):
        frame = table.frame
        totals = frame.groupby(by)["share"].transform("sum")
        parts = frame["population"] / frame.groupby(by)["population"].transform("sum")
        for row, total in totals[(totals - 1).abs() > 0.001].items():
            expected = f"1 as the sum of the shares of {frame[by][row]}"
            yield row, "share", f"{total:.4f}", expected
        for row, part in parts[(frame["share"] - parts).abs() > 0.00006].items():
            yield row, "share", f"{frame['share'][row]:.4f}", f"{part:.4f}, which its people are"

    return rule


def _codes_of_boards(table, tables):
    codes = {row.id: row.ods_code for row in tables["footprints"].rows()}
    for row in table.rows():
        for column in ("icb_2022", "icb_2026"):
            board, code = getattr(row, column), getattr(row, f"{column}_ods")
            if code != codes[board]:
                yield row.Index, f"{column}_ods", code, f"{codes[board]}, the code of {board}"


def _parts_of_the_split(table, tables):
    rows = table.frame.groupby("ltla22_code")["id"].transform("size")
    for row in table.rows():
        if (rows[row.Index] > 1) != (row.part is not None):
            expected = "a part if the council has several rows, and only then"
            yield row.Index, "part", row.part or "", expected


def _groups_lie_in_the_area(table, tables):
    groups = {row.ods_code: row for row in tables["ccgs"].rows()}
    for row in table.rows():
        for code in row.ccgs.split():
            for column in ("stp_2016", "first_ics"):
                of_group = getattr(groups[code], column)
                if getattr(row, column) != of_group:
                    value = getattr(row, column) or ""
                    yield row.Index, column, value, f"{of_group or 'nothing'}, where {code} lay"


@_row_by_row
def _answers_another(row):
    if row.claim == row.answers:
        yield "answers", "the id of another claim"


def _ends_after_it_starts(first, last):
    @_row_by_row
    def rule(row):
        start, end = getattr(row, first), getattr(row, last)
        if start and end and end < start[: len(end)]:
            yield last, f"a date not before {start}, which is {first}"

    return rule


@_row_by_row
def _other_says_what(row):
    if (row.meaning == "other") != (row.thing is not None):
        yield "thing", "what else is meant if the meaning is other, and only then"


@_row_by_row
def _weighs_what_it_finds(row):
    if not row.weight and (row.clue or row.meaning != "cannot-tell"):
        yield "weight", "1, 2 or 4; 0 is for what would tell"
    if row.weight and not (row.clue or row.not_before or row.not_after):
        yield "clue", "words, or a date in not_before or not_after"


def _told_together(column, other):
    """Make a rule: two columns are filled in together, or neither is."""

    @_row_by_row
    def rule(row):
        if (getattr(row, column, None) is None) != (getattr(row, other, None) is None):
            filled = getattr(row, column, None) is None
            yield other, f"{'nothing' if filled else 'a value'}, as in {column}"

    return rule


@_row_by_row
def _lives_only_if_it_began(row):
    for column in ("began", "ended"):
        if getattr(row, "state", None) in ("planned", "unused") and getattr(row, column, None):
            yield column, f"nothing, because the state is {row.state}"


def _ends_after_it_began(table, tables):
    dates = {row.id: row.date for row in tables["events"].rows()} if "events" in tables else {}
    for row in table.rows():
        start, end = (dates.get(getattr(row, column, None)) for column in ("began", "ended"))
        if start and end and end < start[: len(end)]:
            yield row.Index, "ended", row.ended, f"an event not before {start}, when it began"


def _both_say_who_replaced_whom(table, tables):
    if "replaced_by" not in table.frame:
        return
    pairs = {
        column: {
            (row.id, key) for row in table.rows() for key in (getattr(row, column) or "").split()
        }
        for column in ("replaced", "replaced_by")
    }
    for row in table.rows():
        for column, other in (("replaced", "replaced_by"), ("replaced_by", "replaced")):
            for key in (getattr(row, column) or "").split():
                if (key, row.id) not in pairs[other]:
                    yield row.Index, column, key, f"a name whose {other} has {row.id}"


@_row_by_row
def _silent_is_unknown(row):
    if (row.rating == "unknown") != (row.basis == "silent"):
        yield "basis", "silent if the rating is unknown, and only then"


def _every_pair_rated(table, tables):
    rated = {(row.option, row.criterion) for row in table.rows()}
    for pair in product(tables["options"].frame["id"], tables["criteria"].frame["id"]):
        if pair not in rated:
            yield None, None, "no row", f"a row for the option {pair[0]} and criterion {pair[1]}"


def _stands_in_its_row(table, tables):
    holders = {
        each["id"]: (tables[name].file, number, _as_said(" ".join(each.dropna().astype(str))))
        for name in _rows_may_be_in(table)
        for number, each in tables[name].frame.iterrows()
    }
    for row in table.rows():
        file, number, text = holders[row.row]
        figure = re.escape(row.figure.casefold())
        if not re.search(rf"(?<![\d.,]){figure}(?![\d%]|[.,]\d)", text):
            yield row.Index, "figure", row.figure, f"a number that {file}, row {number} holds"


def _in_the_order_of_its_events(table, tables):
    dates = {row.id: row.date for row in tables["events"].rows()}
    for row in table.rows():
        start, end = dates.get(row.starts), dates.get(row.ends)
        if start and end and end < start[: len(end)]:
            yield row.Index, "ends", row.ends, f"an event not before {start}, when it starts"


def _agree_with_their_names(table, tables):
    names = {row.id: row for row in tables["names"].rows()}
    for thing in dict.fromkeys(row.thing for row in table.rows()):
        name = names[thing]
        own = [row for row in table.rows() if row.thing == thing]
        stood = [row for row in own if row.standing != "paper"]
        last = name.state if stood else "paper"
        if own[-1].standing != last:
            yield own[-1].Index, "standing", own[-1].standing, f"{last}, as data/names.csv has it"
        if stood and stood[0].starts != name.began:
            yield stood[0].Index, "starts", stood[0].starts or "", f"{name.began}, as in its name"
        if stood and stood[-1].ends != name.ended:
            yield stood[-1].Index, "ends", stood[-1].ends or "", f"{name.ended}, as in its name"


def _counts_in_digits(table, tables):
    said = {row.id: row.figure for row in tables["figures"].rows()}
    for row in table.rows():
        if not said[row.figure].isdigit():
            yield row.Index, "figure", row.figure, "the id of a figure in digits only"


def _rows_may_be_in(table):
    [field] = (field for field in table.schema["fields"] if field["name"] == "row")
    return field["refersTo"]["resources"]


def _as_said(text):
    """Return text with numbers as the chapters say them: in digits, and ranges with "to"."""
    digits = re.sub(r"[a-z]+", lambda word: NUMBER_WORDS.get(word[0], word[0]), text.casefold())
    return re.sub(r"(?<=\d)–(?=\d)", " to ", digits)


def _no_claim_says_it(table, tables):
    claims = tables["claims"].rows() if "claims" in tables else ()  # only where all are checked
    claimed = {(row.source, row.anchor) for row in claims}
    for row in table.rows():
        if (row.source, row.anchor) in claimed:
            yield row.Index, "anchor", row.anchor, "a passage on which no claim rests"


RULES = {
    "sources": [_address_fits_its_status],
    "footprints": [
        _cells_fit_the_kind,
        _no_loop_of_parents,
        _level_below_parent,
        _named_in_articles,
    ],
    "populations": [_low_central_high],
    "flows": [_kinds_of_flow, _shares_add_up("stp_2016")],
    "ccgs": [_kinds_of_flow],
    "council_flows": [
        _kinds_of_flow,
        _shares_add_up("ltla22_code"),
        _codes_of_boards,
        _parts_of_the_split,
        _groups_lie_in_the_area,
    ],
    "council_ccgs": [_shares_add_up("ltla22_code")],
    "passages": [_no_claim_says_it],
    "answers": [_answers_another],
    "options": [_ends_after_it_starts("live_from", "live_to")],
    "ratings": [_silent_is_unknown, _every_pair_rated],
    "names": [
        _ends_after_it_starts("valid_from", "valid_to"),
        _told_together("valid_from", "from_known"),
        _told_together("valid_to", "to_known"),
        _told_together("purpose", "state"),
        _told_together("replaced_by", "ending"),
        _told_together("replaced_by", "ending_source"),
        _lives_only_if_it_began,
        _ends_after_it_began,
        _both_say_who_replaced_whom,
    ],
    "clues": [
        _ends_after_it_starts("not_before", "not_after"),
        _other_says_what,
        _weighs_what_it_finds,
    ],
    "examples": [_other_says_what],
    "figures": [_stands_in_its_row],
    "lives": [_in_the_order_of_its_events, _agree_with_their_names],
    "counts": [_counts_in_digits],
}
