"""Read the tables in `data/` and check every cell: the only code that opens a CSV.

What a table must hold stands in `data/datapackage.json` and nowhere else: columns, types, allowed
values, keys, references. What that file cannot say (low is at most high) stands in `rules.py`.

A check says everything that is wrong, in the order of the files, and raises it as one
`TableError`. What rests on something broken is not held, so that each slip is told once: a file
that cannot be read has no cells, a table with a wrong cell has no sums.

=============  ====================================================================
`package.py`   what each table must hold
`reading.py`   from the bytes of a CSV to its records
`cells.py`     whether one cell holds what its column asks for
`table.py`     the rows of a table
`links.py`     keys, references and ids
`rules.py`     how cells, rows and tables fit together
`mending.py`   what a spreadsheet did and can be undone
=============  ====================================================================
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from ..problems import Problem, nearest
from . import links, rules
from .mending import mended_file
from .package import PACKAGE, Package, TableError, read_package
from .rules import grade
from .table import Table, read_table

__all__ = [
    "DATA", "PACKAGE", "Snapshot", "Table", "TableError", "check", "edition", "examine", "grade",
    "held", "load", "mended_file", "names", "nearest", "package_of", "problems", "records",
    "snapshot", "sound", "strangers",
]  # fmt: skip

DATA = Path(__file__).resolve().parents[2] / "data"
# What an operating system leaves in a folder that somebody looked at.
NOT_OURS = (".DS_Store", "Thumbs.db", "desktop.ini")


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
        With all that is wrong in the table and in those that it refers to.
    """
    return _frames(folder, name)[name]


def records(name: str, folder: Path = DATA) -> list[dict]:
    """Return one table, checked as by `load`, as plain dictionaries; None is an empty cell.

    Parameters
    ----------
    name : str
        The name of a table in the data package, such as "footprints".
    folder : Path
        The folder that holds `datapackage.json` and the tables.

    Returns
    -------
    list of dict
        The rows, each with its cells by the names of the columns.
    """
    return _plain(load(name, folder))


def check(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """Return every table of the data package by its name, all of them checked.

    Parameters
    ----------
    folder : Path
        The folder that holds `datapackage.json` and the tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables, each as `load` returns it.

    Raises
    ------
    TableError
        With all that is wrong in any table.
    """
    return _frames(folder)


def sound(folder: Path = DATA) -> dict[str, Table]:
    """Return every table with the rows of its file, all of them checked.

    Raises
    ------
    TableError
        With all that is wrong in any table.
    """
    folder = Path(folder).resolve()
    return _checked(folder, None, edition(folder))


def problems(folder: Path = DATA) -> list[Problem]:
    """Return all that is wrong in the tables, in the order of the files; nothing is raised."""
    try:
        return examine(*_contents(Path(folder).resolve()))[1]
    except TableError as error:
        return error.problems


def names(folder: Path = DATA) -> list[str]:
    """Return the names of the tables, in the order of the data package.

    Parameters
    ----------
    folder : Path
        The folder that holds `datapackage.json` and the tables.

    Returns
    -------
    list of str
        The names, such as "footprints".
    """
    return list(package_of(folder).resources)


def package_of(folder: Path = DATA) -> Package:
    """Return what the tables of a folder must hold.

    Raises
    ------
    TableError
        If `datapackage.json` cannot be read.
    """
    folder = Path(folder).resolve()
    return read_package(folder.name, _bytes(folder / PACKAGE))


def strangers(folder: Path = DATA) -> Iterator[Problem]:
    """Find the files of a folder that its data package does not list, so that none is published."""
    folder = Path(folder).resolve()
    try:
        ours = package_of(folder).files()
    except TableError:
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ours and path.name not in NOT_OURS:
            expected = f"only what {folder.name}/{PACKAGE} lists"
            place = f"{folder.name}/{name}", None, None
            yield Problem(*place, _kind(path.name), expected, "stray-file", _way_out(path.name))


def _kind(name: str) -> str:
    if name.startswith(("~$", ".~lock.")):
        return "the lock of a spreadsheet that has a table open"
    return "a file that is no part of the tables"


def _way_out(name: str) -> str:
    if name.startswith(("~$", ".~lock.")):
        return "close the table in the spreadsheet, or delete the file if none is open"
    if name.endswith(".mended.csv"):
        return f"put it in place of {name.replace('.mended', '')} if it is right, or delete it"
    return "move it out of the folder, or list it as a table"


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
        return _plain(self.load(name))


def snapshot(folder: Path | None = None) -> Snapshot:
    """Return the tables as they stand now. A table is read when it is first asked for."""
    folder = Path(folder or DATA).resolve()
    return Snapshot(folder, edition(folder))


_held = {}  # editions by folder


@contextlib.contextmanager
def held(folder: Path = DATA) -> Iterator[None]:
    """Take the tables as they stand now for as long as this lasts.

    A build would ask 20,000 times whether one was edited, which takes a second.
    """
    if folder in _held:
        yield
        return
    _held[folder] = edition(folder)
    try:
        yield
    finally:
        del _held[folder]


def edition(folder: Path = DATA) -> tuple:
    """Return a value that changes when a table is edited: a key for what is made from tables."""
    if folder in _held:
        return _held[folder]
    with os.scandir(folder) as entries:
        stats = [(e.name, e.stat()) for e in entries if e.name.endswith((".csv", ".json"))]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


def _plain(frame: pd.DataFrame) -> list[dict]:
    frame = frame.astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def _frames(folder: Path, name: str | None = None, known: tuple = ()) -> dict[str, pd.DataFrame]:
    tables = _checked(Path(folder).resolve(), name, known or edition(folder))
    # A deep copy, because copy-on-write does not guard an array that a caller takes out.
    return {each: table.frame.reset_index(drop=True).copy() for each, table in tables.items()}


@lru_cache(maxsize=32)
def _checked(folder: Path, name: str | None, _edition: tuple) -> dict[str, Table]:
    """Read and check one table with those it refers to, or all, once for each edition."""
    tables, problems = examine(*_contents(folder, name))
    if problems:
        raise TableError(problems)
    return tables


def _contents(folder: Path, name: str | None = None) -> tuple:
    """Return what `examine` takes: the folder, its description, and what the files hold."""
    package = package_of(folder)
    wanted = package.reach(name) if name else package.resources
    contents = {each: _bytes(folder / package.resources[each]["path"]) for each in wanted}
    return folder.name, _bytes(folder / PACKAGE), contents


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def examine(
    folder: str, description: bytes | None, contents: Mapping[str, bytes | None]
) -> tuple[dict[str, Table], list[Problem]]:
    """Return the tables that some files hold, and all that is wrong with them.

    Parameters
    ----------
    folder : str
        The name of the folder, with which messages begin.
    description : bytes
        What stands in its `datapackage.json`.
    contents : mapping
        What stands in the files, by the names of the tables; None for one that is not there.
        With each table goes every other that it refers to.

    Returns
    -------
    tables : dict of Table
    problems : list of Problem
        In the order of the tables, their rows and their columns.

    Raises
    ------
    TableError
        If the description cannot be read.
    """
    package = read_package(folder, description)
    tables, found = {}, {}
    for name, content in contents.items():
        tables[name], problems = _read(folder, description, name, content)
        found[name] = list(problems)
    for name, table in tables.items():
        faults = links.reference_faults(table, tables)
        found[name] += [Problem(table.file, *fault) for fault in faults]
    sound = rules.Sound(tables, {name for name, problems in found.items() if problems})
    for name, table in tables.items():
        found[name] += [Problem(table.file, *fault) for fault in rules.faults(table, sound)]
    ordered = [sorted(found[name], key=_order(package.columns(name))) for name in tables]
    return tables, [problem for problems in ordered for problem in problems]


# A file that has not changed is not read again: an edit changes one of thirty.
@lru_cache(maxsize=128)
def _read(
    folder: str, description: bytes, name: str, content: bytes | None
) -> tuple[Table, list[Problem]]:
    """Return a table, and what is wrong with it by itself."""
    table = read_table(folder, description, name, content)
    faults = [*links.key_faults(table), *links.id_faults(table)]
    return table, [*table.problems, *(Problem(table.file, *fault) for fault in faults)]


def _order(columns: list[str]):
    """Return the key by which the problems of one file are in its order."""

    def key(problem: Problem) -> tuple[int, int]:
        place = columns.index(problem.column) if problem.column in columns else -1
        return problem.row or 0, place

    return key
