"""A table as it was read: its rows, and what is wrong with them one by one."""

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..problems import Problem
from . import cells, reading
from .package import DTYPES, read_package


@dataclass(frozen=True)
class Table:
    """The rows of one file.

    Parameters
    ----------
    name, file : str
        Its name in the package, and its file, such as "data/footprints.csv".
    schema : dict
        What the package says of it.
    every_row : tuple of named tuples
        Every row that has a cell for each column. ``Index`` is its row of the file; None is an
        empty cell, or one that is not sound.
    unsound : frozenset of (int, str)
        The row and the column of each cell that is not as its column says.
    problems : tuple of Problem
        What is wrong with the file, its header and its cells.
    whole : bool
        Whether no row is missing: the file could be read, and each row had all its cells.
    """

    name: str
    file: str
    schema: dict
    every_row: tuple
    unsound: frozenset
    problems: tuple[Problem, ...]
    whole: bool

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The sound table with its types; the index is the row of the file."""
        columns = {
            field["name"]: pd.array(
                [pd.NA if cell is None else cell for cell in self.column(field["name"])],
                dtype=DTYPES[field["type"]],
            )
            for field in self.schema["fields"]
        }
        return pd.DataFrame(columns, index=[row.Index for row in self.every_row])

    @cached_property
    def sound_rows(self) -> list:
        """The rows whose cells are all sound."""
        wrong = {row for row, _ in self.unsound}
        return [row for row in self.every_row if row.Index not in wrong]

    def rows(self) -> Iterator[tuple]:
        """Yield the rows as named tuples; `Index` is the row of the file, None an empty cell."""
        return iter(self.every_row)

    def column(self, name: str) -> list:
        """Return the cells of a column."""
        return [getattr(row, name) for row in self.every_row]

    def filled(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the row of the file and the cell, for each cell of a column that holds a value."""
        return ((row.Index, cell) for row in self.every_row if (cell := getattr(row, name)))

    def by(self, name: str) -> dict[str, list]:
        """Return the rows that have each value of a column, but for rows without one."""
        groups = {}
        for row in self.every_row:
            if (cell := getattr(row, name)) is not None:
                groups.setdefault(cell, []).append(row)
        return groups

    def allowed(self, column: str) -> list[str]:
        """Return the allowed values of a column, in the order of the package."""
        [field] = (field for field in self.schema["fields"] if field["name"] == column)
        return field["constraints"]["enum"]


def read_table(folder: str, description: bytes, name: str, content: bytes | None) -> Table:
    """Return a table with all that is wrong with its file, its header and its cells.

    Parameters
    ----------
    folder, description : str, bytes
        The name of the folder, and what stands in its `datapackage.json`.
    name : str
        The name of the table.
    content : bytes or None
        What stands in its file; None where there is none.
    """
    package = read_package(folder, description)
    fields, columns, file = package.fields(name), package.columns(name), package.file(name)
    sheet = reading.read(content, columns)
    problems = [Problem(file, *fault) for fault in sheet.faults]
    Row = namedtuple("Row", ["Index", *columns])
    rows, unsound = [], set()
    for line, texts in sheet.records:
        values = []
        for text, field in zip(texts, fields, strict=True):
            fault = cells.fault(text, field, package.dates)
            values.append(None if fault else cells.value(text, field))
            if fault:
                unsound.add((line, field["name"]))
                problems.append(Problem(file, line, field["name"], text, *fault))
        rows.append(Row(line, *values))
    schema = package.resources[name]["schema"]
    whole = not sheet.faults
    return Table(name, file, schema, tuple(rows), frozenset(unsound), tuple(problems), whole)
