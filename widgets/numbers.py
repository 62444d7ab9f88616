"""The numbers in the chapters' sentences, printed from the tables: a chapter never types one.

Three roles stand for them. The site prints them by `sphinx_ext/numbers.py`; where there is no
Sphinx, as in a notebook, `printed` does.

``{people}`id` ``
    A row of `data/populations.csv`, as published or as it is said.
``{figure}`id` ``
    A row of `data/figures.csv`: money, a share, a time or a count.
``{count}`table` `` or ``{count}`table column=value` ``
    How many rows a table has, or how many of them hold a value.
"""

import functools
import re
from pathlib import Path

from . import tables
from .core.formats import about, people


def population(key: str) -> str:
    """Return a number of people as its source prints it, or as we say it."""
    row = _row("populations", key)
    return row["wording"] or about(row["central"])


def area_of(role: str, key: str) -> str:
    """Return the id of the area whose people a role prints; "" for a number of anything else."""
    return _row("populations", key)["footprint"] if role == "people" else ""


def figure(key: str) -> str:
    """Return a figure as a sentence says it."""
    return _row("figures", key)["figure"]


def count(words: str) -> str:
    """Return how many rows a table has, all or those that hold a value in a column."""
    name, _, condition = words.partition(" ")
    rows = _rows(_known(name, tables.names(), "the name of a table"), tables.edition())
    if not condition:
        return people(len(rows))
    column, _, value = condition.partition("=")
    values = [row[_known(column, rows[0], f"a column of data/{name}.csv")] for row in rows]
    return people(values.count(_known(value, values, f"a value in its column {column}")))


ROLES = {"people": population, "figure": figure, "count": count}
ROLE = re.compile(rf"\{{({'|'.join(ROLES)})\}}`([^`]+)`")


def printed(text: str) -> str:
    """Return the text of a chapter with its numbers in place of the roles.

    Raises
    ------
    LookupError
        If a role names no row, table, column or value; the message says which was near.
    """
    return ROLE.sub(lambda role: ROLES[role[1]](role[2]), text)


def print_in(folder: Path) -> None:
    """Put the numbers into the chapters of a folder, for readers without Sphinx.

    For a copy only, such as Binder's: a chapter that has been printed no longer follows the tables.
    """
    for chapter in Path(folder).glob("*.md"):
        chapter.write_text(printed(chapter.read_text("utf8")), "utf8")


def _row(name, key):
    rows = {row["id"]: row for row in _rows(name, tables.edition())}
    return rows[_known(key, rows, f"the id of a row in data/{name}.csv")]


@functools.lru_cache(maxsize=32)
def _rows(name, _edition):
    return tables.records(name)


def _known(word, words, what):
    if word not in words:
        near = tables.nearest(word, [each for each in words if each])
        raise LookupError(f'"{word}" is not {what}{near}')
    return word
