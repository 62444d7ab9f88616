"""Claims that somebody brings: whether they are as the figure needs them."""

import datetime
import numbers
import re
import unicodedata
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ... import tables
from ...problems import Problem
from .model import ADDED, COLUMNS, GROUNDS, STANCES, TOPICS, VOICES

NAME = "claims"  # what an error calls them
ALLOWED = {"voice": VOICES, "topic": TOPICS, "stance": STANCES, "ground": GROUNDS}
FILLED = ("claim", "about", "source")
ID = "[a-z0-9]+(-[a-z0-9]+)*"
DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
LARGEST = 10**15  # of whole numbers that are taken as text


def checked(claims: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of claims that somebody brings, with each of the ``COLUMNS`` as text.

    Whole numbers are taken as their text, dates as the text of their day, and missing values as
    empty. Spaces around a text are left out.

    Parameters
    ----------
    claims : pandas.DataFrame
        One row a claim, with the ``COLUMNS``. Others are kept as they are, behind these.

    Returns
    -------
    pandas.DataFrame
        A new frame.

    Raises
    ------
    TableError
        At the first column that lacks, or the first cell that is not as expected. It counts rows
        as a CSV file does: the header is row 1.
    """
    if not isinstance(claims, pd.DataFrame):
        found = f"an object of the type {type(claims).__name__}"
        raise _error(None, None, found, "a pandas DataFrame, one row a claim")
    places = {column: _place_of(column, claims) for column in COLUMNS}
    if claims.empty:
        raise _error(None, None, "no rows", "at least one claim")
    cells = {column: list(claims.iloc[:, place]) for column, place in places.items()}
    for row, column, value, expected in _problems(cells):
        raise _error(row, column, _shown(value), expected)
    texts = {column: [_text(value) for value in values] for column, values in cells.items()}
    others = [place for place, column in enumerate(claims.columns) if _is_other(column)]
    return pd.concat(
        [
            pd.DataFrame(texts, dtype=object),
            claims.iloc[:, others].reset_index(drop=True),
        ],
        axis=1,
    )


def _error(row: int | None, column: str | None, value: str, expected: str) -> tables.TableError:
    return tables.TableError([Problem(NAME, row, column, value, expected)])


def _place_of(column: str, claims: pd.DataFrame) -> int:
    """Return the place of a column, which must be there once."""
    # A header may hold values that cannot be compared with a text.
    places = [
        place
        for place, name in enumerate(claims.columns)
        if isinstance(name, str) and name == column
    ]
    if not places:
        expected = f"a column of this name; there are {', '.join(map(str, claims.columns))}"
        raise _error(1, column, "", expected)
    if len(places) > 1:
        raise _error(1, column, column, "each column once")
    return places[0]


def _is_other(column) -> bool:
    return not isinstance(column, str) or column not in (*COLUMNS, *ADDED)


def _problems(cells: dict[str, list]) -> Iterable[tuple]:
    """Find the cells that will not do, as (row, column, value, expected), row by row."""
    ids = set()
    for row, values in enumerate(zip(*cells.values(), strict=True), start=2):
        for column, value in zip(cells, values, strict=True):
            if expected := _fault(column, value):
                yield row, column, value, expected
            if column == "id" and _text(value) in ids:
                yield row, column, value, "an id that no other row has"
        ids.add(_text(values[0]))


def _fault(column: str, value) -> str | None:
    """Return what a cell should have held, or None if it does."""
    text = _text(value)
    if text is None:
        return "a date" if column == "said_on" else "a text"
    if any(unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() for sign in text):
        return "text without control characters"
    if column in FILLED and not text:
        return "a value, because this column may not be empty"
    if column == "id" and not re.fullmatch(ID, text):
        return "lower-case letters, digits and single hyphens, such as my-claim-1"
    if column == "said_on" and text and not _is_date(text):
        return "a date that exists, as precise as it is known: 2018, 2018-05 or 2018-05-03"
    if column in ALLOWED and text not in ALLOWED[column]:
        known = ALLOWED[column]
        return f"one of {', '.join(known)}{tables.nearest(text, known)}"
    return None


def _text(value) -> str | None:
    """Return a cell as text; None if it is of a type that a claim does not have."""
    if _is_missing(value):
        return ""
    if isinstance(value, str):
        return str(value).strip()
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    if isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_):
        return str(value) if abs(value) < LARGEST else None
    if isinstance(value, datetime.date):  # a Timestamp too
        return value.isoformat()[: len("2018-05-03")]
    if isinstance(value, np.datetime64 | pd.Period):
        return str(value)[: len("2018-05-03")]
    return None


def _is_missing(value) -> bool:
    if isinstance(value, float | np.floating | np.datetime64):
        return bool(np.isnan(value))
    return value is None or value is pd.NA or value is pd.NaT


def _is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day that exists."""
    if not re.fullmatch(DATE, text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[: len("2018-05-03")])
    except ValueError:
        return False
    return True


def _shown(value) -> str:
    """Return a cell as an error shows it."""
    try:
        return _text(value) or str(value) if _text(value) != "" else ""
    except Exception:  # whatever a stranger's type does
        return f"an object of the type {type(value).__name__}"
