"""What the figure of contracts says at a setting. ``model.js`` says the same in the browser.

A level says how much a criterion matters, 0 to 3; a rating says how far an option serves it. An
option and a criterion are given by their number in the table, from 0.
"""

import math
from collections.abc import Sequence

import numpy as np

from ...core.messages import Saying, say
from .matrix import UNKNOWN, Matrix, written_rating
from .views import views
from .weighing import (
    Result,
    acceptability,
    certain,
    first_places,
    leaders,
    other_rating,
    other_weight,
    possible,
    scores,
)

FEW = 3  # so many other options that could lead are named, and more are counted

# The sentences ---------------------------------------------------------------------------------


def say_view(matrix: Matrix, levels: Sequence[int]) -> Saying | None:
    """Return the point of view that has these levels; None where they are a reader's own."""
    if not any(levels):
        return say("view.nothing")
    if all(level == 1 for level in levels):
        return say("view.alike")
    known = views(matrix.criteria).items()
    return next((say(f"view.{view}") for view, chosen in known if chosen == list(levels)), None)


def say_lead(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying | None:
    """Return who leads, with which score, and whether that is certain; None if nothing counts."""
    leading = leaders(levels, ratings)
    if not leading:
        return None
    low, high, best = scores(levels, ratings)
    spans = dict.fromkeys(percents(low[option], high[option], best) for option in leading)
    return say(
        "lead", **_named(matrix, leading), scores=[_say_span(*span) for span in spans],
        said=[
            _say_certainty(matrix, levels, ratings), _say_ground(matrix, levels, ratings),
            _say_unused(matrix, leading),
        ],
    )  # fmt: skip


def _say_certainty(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    if certain(levels, ratings):
        return say("certain")
    leading = leaders(levels, ratings)
    others = [option for option in possible(levels, ratings) if option not in leading]
    if not others:
        return say("leaders-unsure")
    if len(others) > FEW:
        return say("not-certain", others=say("any-of", count=len(others)))
    return say("not-certain", others=say("one-of", options=matrix.names_of(others)))


def _say_ground(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    """Return on how many ratings a lead stands, and how many of them the editors infer."""
    behind = [
        (option, criterion)
        for option in leaders(levels, ratings)
        for criterion, level in enumerate(levels)
        if level
    ]
    inferred = [cell for cell in behind if matrix.is_inferred(*cell, ratings)]
    return say("ground", count=len(behind), editors=len(inferred))


def _say_unused(matrix: Matrix, options: Sequence[int]) -> Saying | None:
    """Return which of some options nobody is known to have used."""
    unused = [option for option in options if not matrix.is_used(option)]
    return say("unused", options=matrix.names_of(unused)) if unused else None


def say_overturn(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying | None:
    """Return which one weight and which one unknown rating would change who leads."""
    if not any(levels):
        return None
    weight = _say_other_weight(matrix, levels, ratings)
    rating = _say_other_rating(matrix, levels, ratings)
    return say("overturn", said=[weight, rating])


def _say_other_weight(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    found = other_weight(levels, ratings)
    if found is None:
        return say("no-weight")
    criterion, level, after = found
    return say(
        "other-weight", criterion=matrix.wording(criterion), then=say("mattering", level=level),
        now=say("mattering", level=levels[criterion]), outcome=_say_would_lead(matrix, after),
    )  # fmt: skip


def _say_other_rating(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying | None:
    found = other_rating(levels, ratings)
    if found is None:
        return None if certain(levels, ratings) else say("no-rating")
    option, criterion, rating, after = found
    return say(
        "other-rating", option=matrix.names[option], criterion=matrix.wording(criterion),
        rating=rating, outcome=_say_would_lead(matrix, after),
    )  # fmt: skip


def _say_would_lead(matrix: Matrix, options: Sequence[int]) -> Saying:
    return say("would-lead", **_named(matrix, options))


def say_robust(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    """Return who comes first most often under all weightings, and under those in this order."""
    every = _say_most_often(matrix, first_places(ratings))
    if all(level == levels[0] for level in levels):
        return say("robust", every=every)
    order = _say_most_often(matrix, acceptability(levels, ratings))
    return say("robust-ordered", every=every, order=order)


def _say_most_often(matrix: Matrix, shares: Sequence[float]) -> Saying:
    most = max(shares)
    foremost = [option for option, share in enumerate(shares) if share == most]
    return say("most-often", **_named(matrix, foremost), share=most)


def _named(matrix: Matrix, options: Sequence[int]) -> dict:
    """Return the variables of a message about options: their names, and how many they are."""
    return {"options": matrix.names_of(options), "count": len(options)}


def say_description(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    """Return the accessible name of the picture."""
    lead = say_lead(matrix, levels, ratings) or say("view.nothing")
    return say("description", lead=lead)


# Beside the picture, and in the comparison ------------------------------------------------------


def say_now(matrix: Matrix, levels: Sequence[int], ratings: np.ndarray) -> Saying:
    """Return who leads, as short as can be."""
    leading = leaders(levels, ratings)
    if not leading:
        return say("no-ranking")
    sure = certain(levels, ratings)
    return say("now" if sure else "now-not-certain", options=matrix.names_of(leading))


def say_own(own: Sequence[str]) -> Saying:
    """Return how many ratings are the reader's own."""
    return say("own", count=len(own))


def say_compared(matrix: Matrix, first: int, second: int, ratings: np.ndarray) -> Saying:
    """Return on how many criteria the one option is rated above the other."""
    if first == second:
        return say("choose-two")
    one, other = ratings[first], ratings[second]
    known = (one != UNKNOWN) & (other != UNKNOWN)
    above, below, equal = (
        int((test & known).sum()) for test in (one > other, one < other, one == other)
    )
    names = matrix.names_of([first, second])
    return say(
        "compared", first=names[0], second=names[1], criteria=len(one), above=above, below=below,
        equal=equal, unknown=len(one) - above - below - equal,
    )  # fmt: skip


def say_rated(matrix: Matrix, option: str, criterion: str, rating: int) -> Saying:
    """Return a rating and its meaning, for an option and a criterion by their ids."""
    return say(
        "rated",
        rating=say_rating(matrix, option, criterion, rating),
        meaning=matrix.meaning(criterion, rating),
    )


# The cells of the table -------------------------------------------------------------------------


def say_rating(matrix: Matrix, option: str, criterion: str, rating: int) -> Saying:
    """Return a rating, and whether it is the reader's own."""
    yours = rating != matrix.rating(option, criterion)
    return say("rating-yours" if yours else "rating", rating=written_rating(rating))


def say_basis(matrix: Matrix, option: str, criterion: str, rating: int) -> Saying:
    """Return on which basis a rating stands; of a reader's own one, which rating is published."""
    published = matrix.rating(option, criterion)
    if rating != published:
        return say("published", rating=written_rating(published))
    return say(f"basis.{matrix.cells[option, criterion]['basis']}")


def say_place(result: Result) -> Saying | str:
    """Return the place of an option; empty if nothing counts."""
    if result.place is None:
        return ""
    return say("place-shared" if result.shared else "place", place=result.place)


def say_score(result: Result) -> Saying | str:
    """Return the score of an option as a share of the best; empty if nothing counts."""
    return _say_span(*percents(result.low, result.high, result.best)) if result.best else ""


def say_share(share: float | None) -> Saying | str:
    """Return a share of weightings; empty if nothing counts."""
    return "" if share is None else say("share", share=share)


def say_shares(result: Result) -> Saying:
    """Return the shares of weightings under which an option comes first."""
    if result.order is None:
        return say("shares", every=result.every)
    return say("shares-ordered", every=result.every, order=result.order)


def say_gaps(ratings: Sequence[int]) -> Saying | str:
    """Return how many ratings of an option are unknown; empty if none is."""
    count = int(sum(rating == UNKNOWN for rating in ratings))
    return say("gaps", count=count, criteria=len(ratings)) if count else ""


def say_bars(result: Result) -> tuple[Saying, Saying]:
    """Return what the two bars of an option are: its score, and how often it comes first."""
    score = say("told-score", score=say_score(result)) if result.best else say("no-score")
    if result.order is None:
        return score, say("told-first", every=result.every)
    return score, say("told-first-ordered", every=result.every, order=result.order)


def percents(low: int, high: int, best: int) -> tuple[int, int]:
    """Return a score at worst and at best as whole percents of the best there could be."""
    least, most = (math.floor(score / best * 100 + 0.5) for score in (low, high))
    return least, most


def _say_span(low: int, high: int) -> Saying:
    return say("score", percent=low) if low == high else say("score-between", low=low, high=high)
