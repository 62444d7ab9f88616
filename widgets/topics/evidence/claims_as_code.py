"""Python code that makes a frame of claims anew.

Claims of the book are taken from its table by their ids, and cells that differ from it are set one
by one. Other claims are written out.
"""

import textwrap
from collections.abc import Iterable

import pandas as pd

from ...core.parts import Given
from ...core.python_code import LINE, literal
from .model import COLUMNS, by_topic

BOOK = 'widgets.tables.load("claims")'
PANDAS = ("import pandas as pd",)
INDENT = " " * 4


def as_code(claims: pd.DataFrame, table: pd.DataFrame) -> Given:
    """Return code that makes ``claims`` as far as they matter to a figure.

    Parameters
    ----------
    claims, table : pandas.DataFrame
        These claims and the book's, with the ``COLUMNS`` as texts.
    """
    rows, ids = _rows(claims), list(table["id"])
    known = {row["id"]: row for row in _rows(table[table["id"].isin(claims["id"])])}
    taken = [row for row in rows if row["id"] in known]
    own = [row for row in rows if row["id"] not in known]
    if not taken:
        return Given(f"claims = {_written(own, set())}", "claims", PANDAS)
    mixed = _order([*taken, *own]) != _order(rows)  # own claims stand between those of the book
    lines = [f"claims = {BOOK}"]
    lines += (line for row in taken for line in _changes(row, known[row["id"]]))
    lines += [] if mixed else _choice(taken, ids)
    if own:
        lines += [f"own = {_written(own, set(COLUMNS))}", "claims = pd.concat([claims, own])"]
    lines += _by_ids(rows) if mixed else []
    return Given("\n".join(lines), "claims", PANDAS if own else ())


def _rows(claims: pd.DataFrame) -> list[dict[str, str]]:
    return claims[list(COLUMNS)].to_dict("records")


def _order(rows: list[dict]) -> list[str]:
    """Return the ids of claims in the order in which a figure shows them."""
    return [rows[place]["id"] for place in by_topic(row["topic"] for row in rows)]


def _changes(row: dict, before: dict) -> Iterable[str]:
    """Yield a statement for each cell of a claim that differs from the book's."""
    for column in COLUMNS:
        if row[column] != before[column]:
            cell = f'claims.loc[claims["id"] == {literal(row["id"])}, {literal(column)}]'
            value = literal(row[column])
            line = f"{cell} = {value}"
            yield line if len(line) <= LINE else f"{cell} = (\n{INDENT}{value}\n)"


def _choice(taken: list[dict], ids: list[str]) -> list[str]:
    """Return the lines that keep these claims of the book alone, in their order."""
    place = {claim: place for place, claim in enumerate(ids)}
    in_order = sorted(taken, key=lambda row: place[row["id"]])
    if _order(in_order) != _order(taken):
        return _by_ids(taken)
    kept = {row["id"] for row in taken}
    left_out = [claim for claim in ids if claim not in kept]
    if len(left_out) >= len(taken):
        return _by_ids(in_order)
    return [_ids(left_out), 'claims = claims[~claims["id"].isin(ids)]'] if left_out else []


def _by_ids(rows: list[dict]) -> list[str]:
    ids = _ids([row["id"] for row in rows])
    return [ids, 'claims = claims.set_index("id").loc[ids].reset_index()']


def _ids(ids: list[str]) -> str:
    """Return a statement that lists ids: many stand in one text, which is shorter to read."""
    line = f"ids = {literal(ids)}"
    if len(line) <= LINE:
        return line
    lines = textwrap.fill(
        " ".join(ids), LINE, initial_indent=INDENT, subsequent_indent=INDENT,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return f'ids = """\n{lines}\n""".split()'


def _written(rows: list[dict], columns: set[str]) -> str:
    """Return a frame of claims as code.

    Parameters
    ----------
    rows : list of dict
    columns : set of str
        The columns that are there anyway: an empty cell in one of them may be left out.
    """
    columns = columns | {column for row in rows for column, text in row.items() if text}
    empty = {column: "" for column in COLUMNS if column not in columns}
    first, *others = rows
    dictionaries = [_dictionary(first, empty), *(_dictionary(row, {}) for row in others)]
    return f"pd.DataFrame(\n{INDENT}[\n{''.join(dictionaries)}{INDENT}]\n)"


def _dictionary(row: dict, empty: dict) -> str:
    inner = INDENT * 3
    cells = (
        f"{inner}{literal(column)}: {literal(text)},\n"
        for column, text in row.items()
        if text or column in empty
    )
    return f"{INDENT * 2}{{\n{''.join(cells)}{INDENT * 2}}},\n"
