"""What holds between rows of any table: keys, references to other rows, and ids that fit."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..problems import nearest
from .package import links
from .table import Table

# Row, column, value, what was expected, rule, fix.
Fault = tuple[int | None, str | None, str, str, str, str]

MANY = 5  # rows whose ids do not fit: more are the work of one slip


def key_faults(table: Table) -> Iterator[Fault]:
    """Find keys that an earlier row has, and rows that only differ in their id."""
    schema = table.schema
    alone = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for key in [schema["primaryKey"], *alone]:
        for row, before, values in _again(table, key):
            expected = f"a value that no other row has (row {before} has it)"
            yield row, ", ".join(key), ", ".join(map(str, values)), expected, "key-once", ""
    if schema["primaryKey"] == ["id"]:
        ids = {row.Index: row.id for row in table.every_row}
        others = [field["name"] for field in schema["fields"] if field["name"] != "id"]
        twice = [each for each in _again(table, others) if ids[each[0]] != ids[each[1]]]
        for row, before, _ in twice:
            found = f"the same as row {before}, under another id"
            yield (
                row,
                None,
                found,
                "each row once",
                "row-twice",
                f"delete one of rows {before} and {row}",
            )


def _again(table: Table, columns: list[str]) -> Iterator[tuple[int, int, tuple]]:
    """Yield the row, the row before it and the values, where some cells stand a second time."""
    first = {}
    for row in table.every_row:
        values = tuple(getattr(row, column) for column in columns)
        if any((row.Index, column) in table.unsound for column in columns) or not any(values):
            continue
        before = first.setdefault(values, row.Index)
        if before != row.Index:
            yield row.Index, before, values


def reference_faults(table: Table, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Find ids that no row has, but for those in a table some of whose rows cannot be read."""
    for column, targets, words, separator in links(table.name, table.schema):
        key = tables[targets[0]].schema["primaryKey"][0]
        if not all(_knows_its_keys(tables[target], key) for target in targets):
            continue
        known = set(words).union(*(tables[target].column(key) for target in targets))
        files = " or ".join(tables[target].file for target in targets)
        expected = f"the {key} of a row in {files}"
        for row, cell in table.filled(column):
            for value in cell.split(separator) if separator else [cell]:
                if value not in known:
                    hint = nearest(value, known - {None})
                    yield row, column, value, expected + hint, "reference", ""


def _knows_its_keys(table: Table, key: str) -> bool:
    return table.whole and not any(column == key for _, column in table.unsound)


def id_faults(table: Table) -> Iterator[Fault]:
    """Find ids that share no word with their row, as after one column was sorted alone."""
    columns = table.schema.get("idFrom", [])
    key = table.schema["primaryKey"][0]
    odd = [row for row in table.sound_rows if columns and not _fits(row, key, columns)]
    expected = f"an id with a word of its row, from {' or '.join(columns)}"
    if len(odd) > MANY:
        more = f"; {len(odd)} ids do not fit their rows"
        fix = "take the last version of the file back, and sort all columns together"
        yield odd[0].Index, key, getattr(odd[0], key), expected + more, "id-fits", fix
        return
    for row in odd:
        yield row.Index, key, getattr(row, key), expected, "id-fits", ""


def _fits(row, key: str, columns: list[str]) -> bool:
    """Tell whether an id shares a word, its first four letters, or initials with a cell."""
    own = _words(getattr(row, key))
    wanted = [word for word in [*own, _initials(own)] if len(word) > 1]
    for column in columns:
        words = _words(str(getattr(row, column) or ""))
        initials = _initials(words)
        begun = {word[:4] for word in words if len(word) > 3}
        if any(word in words or word in initials or word[:4] in begun for word in wanted):
            return True
    return False


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case, letters without their accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z]+|\d+", plain)
