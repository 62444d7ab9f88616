"""The numbers in a sentence, printed from the tables, so that a chapter never types one.

``{people}`id` `` prints a row of ``data/populations.csv``, as published or as it is said.
``{figure}`id` `` prints a row of ``data/figures.csv``: money, a share, a time or a count.
``{count}`table` `` prints how many rows a table has, and ``{count}`table column=value` `` how many
of them hold that value.
"""

import functools

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from widgets import tables
from widgets.words import about, people

from .data_pages import package


def setup(app):
    """Add the roles."""
    app.add_role("people", NumberRole(population))
    app.add_role("figure", NumberRole(figure))
    app.add_role("count", NumberRole(count))


class NumberRole(SphinxRole):
    """Print the number that a function gives for the role's words, or warn of what it says."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        """Return the number as text."""
        try:
            return [nodes.Text(self.number(self.text))], []
        except LookupError as error:
            message = f"{self.name}: {error.args[0]}"
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]


def population(key: str) -> str:
    """Return a number of people as its source prints it, or as we say it."""
    row = row_of("populations", key)
    return row["wording"] or about(row["central"])


def figure(key: str) -> str:
    """Return a figure as the chapters say it."""
    return row_of("figures", key)["figure"]


def count(words: str) -> str:
    """Return how many rows a table has, all or those that hold a value in a column."""
    name, _, condition = words.partition(" ")
    tables_of_package = {resource["name"] for resource in package()["resources"]}
    rows = rows_of(known(name, tables_of_package, "the name of a table"), tables.stamp())
    if not condition:
        return people(len(rows))
    column, _, value = condition.partition("=")
    values = [row[known(column, rows[0], f"a column of data/{name}.csv")] for row in rows]
    return people(values.count(known(value, values, f"a value in its column {column}")))


def row_of(name: str, key: str) -> dict:
    """Return one row of a table by its id."""
    rows = {row["id"]: row for row in rows_of(name, tables.stamp())}
    return rows[known(key, rows, f"the id of a row in data/{name}.csv")]


@functools.cache
def rows_of(name: str, _stamp) -> list[dict]:
    """Return the rows of a table; an edit of a table changes the stamp."""
    return tables.records(name)


def known(word, words, what):
    """Return a word that is one of those known; else say so, with the nearest."""
    if word not in words:
        near = tables.nearest(word, [each for each in words if each])
        raise LookupError(f'"{word}" is not {what}{near}')
    return word
