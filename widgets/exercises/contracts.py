"""Exercises of the chapter ``weigh-contracts``: how far a ranking hangs on what is not known."""

import functools

import pandas as pd

from .. import tables
from .core import Exercise, Labels, Open, Slip, Word

BEST = 3  # the highest rating
WEIGHTS = {"binds-partners": 2, "one-body-answers": 2, "low-legal-risk": 3}
WANTED_FIRST = "existing-contracts"


def ratings() -> pd.DataFrame:
    """Return the ratings as numbers, options by criteria; NaN where one is not known."""
    return _ratings(tables.edition()).copy()


@functools.lru_cache(maxsize=1)  # for a page every answer to `contracts-4` is tried
def _ratings(_edition) -> pd.DataFrame:
    rows = tables.load("ratings")
    rows["rating"] = pd.to_numeric(rows["rating"], errors="coerce")
    return rows.pivot(index="option", columns="criterion", values="rating").astype(float)


def score(unknown: float, weights: dict | None = None, frame: pd.DataFrame | None = None):
    """Return the score of each option, with one number in the place of what is not known."""
    weights = pd.Series(weights or WEIGHTS, dtype=float)
    frame = ratings() if frame is None else frame
    return frame[weights.index].fillna(unknown) @ weights


def first(scores: pd.Series) -> frozenset:
    """Return the options with the highest score."""
    return frozenset(scores.index[scores >= scores.max() - 1e-9])


def leader(unknown: float) -> str:
    """Return the one option that comes first; with a tie, the first by its id."""
    return min(first(score(unknown)))


def most(basis: str) -> str:
    """Return the option with the most ratings on a basis."""
    rows = tables.load("ratings")
    return rows.loc[rows["basis"] == basis, "option"].value_counts().idxmax()


def options() -> list[str]:
    """Return the ids of the options."""
    return list(tables.load("options")["id"])


def criteria() -> list[str]:
    """Return the ids of the criteria."""
    return list(tables.load("criteria")["id"])


def digits() -> list[int]:
    """Return the ratings there are."""
    return list(range(BEST + 1))


PARTS = {"option": options, "criterion": criteria, "rating": digits}  # of an answer


def weighting_problem(weights: dict) -> str:
    """Return why weights do not put the wanted option first, alone."""
    if not any(weights.values()):
        return "Every weight is 0, so nothing counts and no option leads."
    leading = first(score(BEST / 2, weights))
    if leading == {WANTED_FIRST}:
        return ""
    if WANTED_FIRST in leading:
        return "It shares the first place. Give weight to something that only it serves fully."
    return (
        f"With these weights {min(leading)} leads. "
        "Look in the row of existing-contracts for the ratings of 3, and weigh those criteria."
    )


def change_problem(change: dict) -> str:
    """Return why a rating, once known, would not change who leads."""
    option, criterion, rating = (change[key] for key in ("option", "criterion", "rating"))
    frame = ratings()
    if pd.notna(frame.loc[option, criterion]):
        return "That rating is known. Choose a cell that is empty in the table."
    if criterion not in WEIGHTS:
        return "That criterion has no weight here, so no rating on it can change the order."
    before = first(score(BEST / 2))
    frame.loc[option, criterion] = rating
    if first(score(BEST / 2, frame=frame)) == before:
        return "With that rating the same option still leads. Try another number or cell."
    return ""


EXERCISES = (
    Exercise(
        "contracts-1",
        Word("the id of an option, in quotation marks", known=options),
        right=lambda: most("silent"),
        well="Where so much is not known, a place in a ranking is mostly a guess.",
        slips=(
            Slip(
                lambda: most("editors"),
                "That one has the most ratings of our own. Those are known, if open to doubt. "
                "Count the empty cells.",
            ),
            Slip(
                lambda: most("source"),
                "That one has the most ratings that a source gives. Count the empty cells.",
            ),
        ),
        look="Count the empty cells in each row of the table.",
    ),
    Exercise(
        "contracts-2",
        Word("the id of an option, in quotation marks", known=options),
        right=lambda: leader(BEST / 2),
        well="It leads by the middle. At its worst and at its best, other options lead.",
        slips=(
            Slip(
                lambda: leader(0),
                "That one leads if each unknown rating is a 0, which is the worst case.",
            ),
            Slip(
                lambda: leader(BEST),
                "That one leads if each unknown rating is a 3, which is the best case.",
            ),
        ),
        look="Work out the worst and the best score of each option, "
        "take the middle of the two, and see which is highest.",
    ),
    Open(
        "contracts-3",
        Labels(
            "a dictionary of criteria, which are the columns, with whole numbers from 0 to 3",
            keys=criteria,
            known=lambda criterion: digits(),
            whole=False,
        ),
        problem=weighting_problem,
        well="Nothing in the ratings has changed, only what you want. "
        "That is why the first place of a ranking is no verdict.",
        slips=(
            Slip(lambda: dict.fromkeys(criteria(), 1), "With these weights"),
            Slip(lambda: {"no-procurement": 3}, "It shares the first place."),
            Slip(lambda: dict.fromkeys(criteria(), 0), "Every weight is 0"),
        ),
    ),
    Open(
        "contracts-4",
        Labels(
            "a dictionary with an option, which is a row, a criterion, which is a column, "
            "and a rating, which is a whole number from 0 to 3",
            keys=lambda: ("option", "criterion", "rating"),
            known=lambda key: PARTS[key](),
        ),
        problem=change_problem,
        well="One fact that nobody has written down would change the first place.",
        slips=(
            Slip(
                lambda: {"option": leader(BEST / 2), "criterion": "one-body-answers", "rating": 0},
                "That rating is known.",
            ),
            Slip(
                lambda: {"option": leader(BEST / 2), "criterion": "low-legal-risk", "rating": 3},
                "the same option still leads",
            ),
            Slip(
                lambda: {
                    "option": leader(BEST / 2),
                    "criterion": "public-can-question",
                    "rating": 0,
                },
                "has no weight here",
            ),
            Slip(
                lambda: {"option": leader(BEST / 2), "criterion": "low-legal-risk", "rating": 7},
                "whole number from 0 to 3",
            ),
        ),
    ),
)
