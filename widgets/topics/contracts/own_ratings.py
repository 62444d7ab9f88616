"""The reader's own ratings: they are checked, and kept where they differ from those published."""

from collections.abc import Iterable

import pandas as pd
import traitlets

from ... import tables
from .matrix import RATINGS, Matrix, read_rating, written_rating


def put_in_order(texts: Iterable[str], matrix: Matrix) -> list[str]:
    """Return own ratings in the order of the tables, without those that are as published.

    Parameters
    ----------
    texts : iterable of str
        Written "option:criterion:rating". The last one on a cell counts.
    matrix : Matrix

    Raises
    ------
    traitlets.TraitError
        For an id or a rating that does not exist.
    """
    ratings = {}
    for text in texts:
        option, _, rest = text.partition(":")
        criterion, _, rating = rest.partition(":")
        _check_id(option, "option", matrix.options)
        _check_id(criterion, "criterion", matrix.criteria)
        ratings[option, criterion] = _checked_rating(option, criterion, rating)
    return _written(ratings, matrix)


def of_frame(frame: pd.DataFrame, matrix: Matrix) -> list[str]:
    """Return the own ratings of a frame, options by criteria, in whatever order.

    Raises
    ------
    traitlets.TraitError
        Unless it has every option and criterion once, and ratings that exist.
    """
    _check_ids(frame.index, "option", matrix.options)
    _check_ids(frame.columns, "criterion", matrix.criteria)
    ratings = {
        (option, criterion): _checked_rating(option, criterion, frame.loc[option, criterion])
        for option in frame.index
        for criterion in frame.columns
    }
    return _written(ratings, matrix)


def _written(ratings: dict[tuple[str, str], int], matrix: Matrix) -> list[str]:
    return [
        f"{option}:{criterion}:{written_rating(ratings[option, criterion])}"
        for option, criterion in ((o, c) for o in matrix.options for c in matrix.criteria)
        if ratings.get((option, criterion)) not in (None, matrix.rating(option, criterion))
    ]


def _checked_rating(option: str, criterion: str, value) -> int:
    """Return a rating as a number, or raise a TraitError that says where it is not one."""
    text = "" if value is None or value is pd.NA or value != value else str(value)
    if text.removesuffix(".0") in {*map(str, RATINGS), "unknown"}:
        return read_rating(text.removesuffix(".0"))
    found = f'"{text}"' if text else "nothing"
    raise traitlets.TraitError(
        f"contracts: the rating of {option} on {criterion} is {found}; "
        'expected 0, 1, 2 or 3, or "unknown"'
    )


def _check_id(value: str, kind: str, known: Iterable[str]) -> None:
    if value not in known:
        hint = tables.nearest(str(value), known)
        article = "an" if kind == "option" else "a"
        raise traitlets.TraitError(
            f'contracts: "{value}" is not the id of {article} {kind}{hint}; '
            f"expected one of {', '.join(known)}"
        )


def _check_ids(found: Iterable[str], kind: str, known: Iterable[str]) -> None:
    """Raise a TraitError unless the ids of a frame are those known, once."""
    found = list(found)
    for value in found:
        _check_id(value, kind, known)
    for value in known:
        if found.count(value) != 1:
            times = "twice" if value in found else "not there"
            raise traitlets.TraitError(
                f"contracts: the {kind} {value} is {times} in the ratings; expected it once"
            )
