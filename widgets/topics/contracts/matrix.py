"""The tables behind contracts compared, side by side.

The options, the criteria, the ratings and the steps stand in ``data/options.csv``,
``criteria.csv``, ``ratings.csv`` and ``steps.csv``.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ... import tables
from ...core.messages import Saying, say
from ...core.sources import names_of

# How far an option serves a criterion: not at all, a little, largely, fully.
RATINGS = (0, 1, 2, 3)
BEST, UNKNOWN = RATINGS[-1], -1

METHOD = "lahdelma-1998-smaa"  # the source of how first places are counted


@dataclass(frozen=True)
class Matrix:
    """The tables side by side.

    Parameters
    ----------
    options, criteria : dict of str to dict
        Their rows by id, in the order of the tables.
    cells : dict of (str, str) to dict
        The row of the ratings table for an option and a criterion.
    published : numpy.ndarray
        Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
    steps : dict of str to list of dict
        The steps that it takes to use an option, in order.
    sources : dict of str to dict
        The rows of the sources table that these rest on, and the method's.
    source_names : dict of str to str
        The names of these sources.
    """

    options: dict[str, dict]
    criteria: dict[str, dict]
    cells: dict[tuple[str, str], dict]
    published: np.ndarray
    steps: dict[str, list[dict]]
    sources: dict[str, dict]
    source_names: dict[str, str]

    @property
    def names(self) -> list[str]:
        """The options' short names, in the order of the table."""
        return [row["short"] or row["name"] for row in self.options.values()]

    def names_of(self, options: Iterable[int]) -> list[str]:
        """Return the short names of options that are given by their number in the table."""
        names = self.names
        return [names[option] for option in options]

    def is_used(self, option: int) -> bool:
        """Tell whether a use was found of an option that is given by its number in the table."""
        return list(self.options.values())[option]["used"] == "yes"

    def is_inferred(self, option: int, criterion: int, ratings: np.ndarray) -> bool:
        """Tell whether the editors infer a rating, and it is not a reader's own."""
        cell = self.cells[list(self.options)[option], list(self.criteria)[criterion]]
        as_published = ratings[option, criterion] == self.published[option, criterion]
        return cell["basis"] == "editors" and bool(as_published)

    def wording(self, criterion: int) -> str:
        """Return the wording of a criterion that is given by its number in the table."""
        return list(self.criteria.values())[criterion]["criterion"]

    def scale(self, criterion: str) -> list[str]:
        """Return the meaning of every known rating on a criterion."""
        return [self.criteria[criterion][f"step_{rating}"] for rating in RATINGS]

    def meaning(self, criterion: str, rating: int) -> str | Saying:
        """Return the meaning of a rating on a criterion; that of an unknown one is a saying."""
        return say("not-said") if rating == UNKNOWN else self.scale(criterion)[rating]

    def rating(self, option: str, criterion: str) -> int:
        """Return the published rating of an option on a criterion."""
        return read_rating(self.cells[option, criterion]["rating"])


@functools.lru_cache(maxsize=2)
def matrix(snapshot: tables.Snapshot) -> Matrix:
    """Return the matrix that the tables hold."""
    options, criteria = (
        {row["id"]: row for row in snapshot.records(table)} for table in ("options", "criteria")
    )
    cells = {(row["option"], row["criterion"]): row for row in snapshot.records("ratings")}
    published = [
        [read_rating(cells[option, criterion]["rating"]) for criterion in criteria]
        for option in options
    ]
    steps = {option: [] for option in options}
    for row in sorted(snapshot.records("steps"), key=lambda row: row["order"]):
        steps[row["option"]].append(row)
    used = {METHOD, *_sources_of(options.values(), cells.values(), *steps.values())}
    rows = snapshot.records("sources")
    sources = {row["id"]: row for row in rows if row["id"] in used}
    return Matrix(
        options, criteria, cells, np.array(published), steps, sources, names_of(rows)
    )  # fmt: skip


def _sources_of(*tabled: Iterable[dict]) -> Iterable[str | None]:
    """Yield the ids of the sources that rows name, one or more."""
    for rows in tabled:
        for row in rows:
            yield row["source"]
            yield from (row.get("more_sources") or "").split()


def read_rating(text: str) -> int:
    """Return a rating as a number: "unknown" is ``UNKNOWN``."""
    return UNKNOWN if text == "unknown" else int(text)


def written_rating(rating: int) -> int | str:
    """Return a rating as tables, traits and sayings write it: ``UNKNOWN`` is "unknown"."""
    return "unknown" if rating == UNKNOWN else rating
