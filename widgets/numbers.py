"""The numbers in the chapters' sentences, printed from the tables: a chapter never types one.

Four roles stand for them: `sphinx_ext/numbers.py` prints them on a page, and
`sphinx_ext/chapters.py` in a notebook.

``{people}`id` ``
    A row of `data/populations.csv`, as published or as it is said.
``{figure}`id` ``
    A row of `data/figures.csv`: money, a share, a time or a count.
``{count}`table` `` or ``{count}`table column=value` ``
    How many rows a table has, or how many of them hold a value.
``{day}`id` ``
    The date of a row of `data/events.csv`, such as the last day that the facts reach.
"""

import functools

from . import tables
from .core.formats import about, people, say_date


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


def day(key: str) -> str:
    """Return the date of an event as a sentence says it, as exact as its source."""
    return say_date(date_of(key))


def date_of(key: str) -> str:
    """Return the date of an event as the table has it, such as "2026-09-30"."""
    return _row("events", key)["date"]


ROLES = {"people": population, "figure": figure, "count": count, "day": day}


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
