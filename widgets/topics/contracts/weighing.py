"""The calculation behind contracts compared: scores, who leads, and how robust that is.

``weighing.js`` does the same in the browser. Scores and random numbers are whole numbers, so that
the two never differ by a rounding, and a tie is a tie in both.

An option and a criterion are given by their number in the table, from 0.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .matrix import BEST, UNKNOWN

# How much a criterion matters: not at all, a little, much, decisive.
LEVELS = (0, 1, 2, 3)
AMOUNTS = np.array([0, 1, 2, 2])  # the weight of a level; `weighed` raises the decisive one
DECISIVE = LEVELS[-1]

SAMPLES, SEED = 10_000, 2018
BITS = 32  # of a random number


# Who comes first -----------------------------------------------------------------------------


def weighed(levels: Sequence[int], amounts: np.ndarray) -> np.ndarray:
    """Return the weights of the criteria: the amounts, but with decisive criteria raised.

    A decisive criterion is raised 3n + 1 times, n being the number of lesser criteria that count.
    One step on it then outweighs all that the lesser ones can add up to.

    Parameters
    ----------
    levels : sequence of int
        Shape (criteria,): how much each matters, 0 to 3.
    amounts : numpy.ndarray
        Shape (..., criteria). No lesser criterion may have more than a decisive one.
    """
    levels = np.asarray(levels)
    lesser = np.count_nonzero((levels > 0) & (levels < DECISIVE))
    return np.where(levels == DECISIVE, BEST * lesser + 1, 1) * amounts


def scores(levels: Sequence[int], ratings: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the options' scores at worst and at best, and the best score there could be.

    The score is the sum of rating times weight. An unknown rating is 0 at worst and 3 at best.

    Parameters
    ----------
    levels : sequence of int
        Shape (criteria,): how much each matters, 0 to 3.
    ratings : numpy.ndarray
        Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
    """
    weights = weighed(levels, AMOUNTS[list(levels)])
    low = np.where(ratings == UNKNOWN, 0, ratings) @ weights
    high = np.where(ratings == UNKNOWN, BEST, ratings) @ weights
    return low, high, int(BEST * weights.sum())


def leaders(levels: Sequence[int], ratings: np.ndarray) -> tuple[int, ...]:
    """Return the options whose middle score is highest; none if nothing counts."""
    low, high, best = scores(levels, ratings)
    middle = low + high
    return tuple(map(int, np.flatnonzero(middle == middle.max()))) if best else ()


def possible(levels: Sequence[int], ratings: np.ndarray) -> list[int]:
    """Return the options that come first, alone or with others, in some reading of the unknown.

    An unknown rating belongs to one option only. So an option can come first if at its best it
    reaches every other at its worst.
    """
    low, high, _ = scores(levels, ratings)
    return np.flatnonzero(high >= low.max()).tolist()


def certain(levels: Sequence[int], ratings: np.ndarray) -> bool:
    """Return whether the leaders lead however the unknown ratings turn out."""
    low, high, _ = scores(levels, ratings)
    leading = leaders(levels, ratings)
    if tuple(possible(levels, ratings)) != leading:
        return False
    return len(leading) == 1 or all(low[option] == high[option] for option in leading)


def other_weight(
    levels: Sequence[int], ratings: np.ndarray
) -> tuple[int, int, tuple[int, ...]] | None:
    """Return the smallest change of one level that changes who leads.

    Of changes of one size the first criterion comes first, and up before down.

    Returns
    -------
    (int, int, tuple of int) or None
        The criterion, its new level, and who then leads.
    """
    before = leaders(levels, ratings)
    for size in range(1, len(LEVELS)):
        for criterion, level in enumerate(levels):
            for other in (level + size, level - size):
                if other in LEVELS:
                    changed = [*levels[:criterion], other, *levels[criterion + 1 :]]
                    after = leaders(changed, ratings)
                    if after and after != before:
                        return criterion, other, after
    return None


def other_rating(
    levels: Sequence[int], ratings: np.ndarray
) -> tuple[int, int, int, tuple[int, ...]] | None:
    """Return the unknown rating that changes who leads once it is known, and is nearest to it.

    The rating of a leader is taken to turn out lower than the middle, that of another option
    higher: first by the nearest step, then by the last. All else stays as it is.

    Returns
    -------
    (int, int, int, tuple of int) or None
        The option, the criterion, the rating, and who then leads.
    """
    before = leaders(levels, ratings)
    for leading, other in ((1, 2), (0, 3)):
        for option, criterion in np.argwhere(ratings == UNKNOWN).tolist():
            rating = leading if option in before else other
            changed = ratings.copy()
            changed[option, criterion] = rating
            after = leaders(levels, changed)
            if after != before:
                return option, criterion, rating, after
    return None


# How robust that is --------------------------------------------------------------------------


def random_numbers(stride: int, slots: Sequence[int]) -> np.ndarray:
    """Return random numbers of 32 bits, equal each time and in the browser.

    This is the generator mulberry32 (Tommy Ettinger, 2017). A number follows from its position
    alone: that of the sample times the stride, and its slot. So any of them can be had at once.

    Returns
    -------
    numpy.ndarray
        Shape (SAMPLES, slots), of the type uint32.
    """
    samples = np.arange(SAMPLES, dtype=np.uint32)[:, None]
    position = samples * np.uint32(stride) + np.asarray(slots, dtype=np.uint32)
    seed = (position + np.uint32(1)) * np.uint32(0x6D2B79F5) + np.uint32(SEED)
    mixed = (seed ^ (seed >> 15)) * (seed | 1)
    mixed ^= mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)
    return mixed ^ (mixed >> 14)


def random_weightings(levels: Sequence[int], stride: int) -> np.ndarray:
    """Return weightings taken evenly from all that keep the order of importance.

    The gaps between sorted random cuts of one length are evenly spread over all ways to share it
    out. They are dealt out so that a criterion that matters more weighs more; between criteria
    that matter alike, chance decides.

    Returns
    -------
    numpy.ndarray
        Shape (SAMPLES, criteria), whole numbers.
    """
    levels = np.asarray(levels)
    counting = np.flatnonzero(levels)
    cuts = np.sort(random_numbers(stride, range(len(counting) - 1)).astype(np.int64), axis=1)
    gaps = np.diff(cuts, axis=1, prepend=0, append=2**BITS)
    wanted = np.argsort(-(levels[counting] * 2 ** (BITS + 1) + gaps), axis=1, kind="stable")
    weights = np.zeros((SAMPLES, len(levels)), dtype=np.int64)
    np.put_along_axis(weights, counting[wanted], -np.sort(-gaps, axis=1), axis=1)
    return weighed(levels, weights)


def acceptability(levels: Sequence[int], ratings: np.ndarray) -> list[float] | None:
    """Return the share of weightings under which an option comes first; ties are shared.

    This is the rank acceptability of first places in stochastic multicriteria acceptability
    analysis (Lahdelma, Hokkanen and Salminen 1998). 10,000 random weightings keep the order of
    importance, and with each of them every unknown rating is random, the four steps alike.

    Parameters
    ----------
    levels : sequence of int
        Shape (criteria,): how much each matters, 0 to 3. Equal levels mean all weightings.
    ratings : numpy.ndarray
        Shape (options, criteria): 0 to 3, or ``UNKNOWN``.

    Returns
    -------
    list of float or None
        Shape (options,), which adds up to 1. None if nothing counts.
    """
    return _acceptability(tuple(levels), ratings.shape, ratings.astype(np.int64).tobytes())


@functools.lru_cache(maxsize=64)
def _acceptability(levels: tuple, shape: tuple, ratings: bytes) -> list[float] | None:
    if not any(levels):
        return None
    ratings = np.frombuffer(ratings, dtype=np.int64).reshape(shape)
    options, criteria = shape
    stride = (options + 1) * criteria
    weights = random_weightings(levels, stride).astype(float)  # exact: far below 2 to the power 53
    totals = weights @ np.where(ratings == UNKNOWN, 0, ratings).T
    for option, criterion in np.argwhere(ratings == UNKNOWN):
        slot = criteria + option * criteria + criterion
        totals[:, option] += weights[:, criterion] * _random_ratings(stride, slot)
    first = totals == totals.max(axis=1, keepdims=True)
    sharing = first.sum(axis=1)
    won = sum(first[sharing == many].sum(axis=0) / many for many in range(1, options + 1))
    return (won / SAMPLES).tolist()


def _random_ratings(stride: int, slot: int) -> np.ndarray:
    """Return the ratings that an unknown one takes by sample: the four steps alike."""
    return random_numbers(stride, [slot])[:, 0] >> (BITS - 2)


# How an option fares -------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """How one option fares at a setting.

    Parameters
    ----------
    row : int
        Its row from the top of the ranking, from 0.
    place : int or None
        Its place from 1; None if nothing counts.
    shared : bool
        Whether another option has that place too.
    low, high, best : int
        Its score at worst and at best, and the best score there could be.
    every, order : float or None
        The share of weightings under which it comes first: of all, and of those that keep the
        order of importance (None if nothing counts).
    """

    row: int
    place: int | None
    shared: bool
    low: int
    high: int
    best: int
    every: float
    order: float | None


def results(levels: Sequence[int], ratings: np.ndarray) -> list[Result]:
    """Return how every option fares, in the order of the table."""
    low, high, best = scores(levels, ratings)
    every = first_places(ratings)
    order = acceptability(levels, ratings) or [None] * len(every)
    return [
        Result(*place, int(low[option]), int(high[option]), best, every[option], order[option])
        for option, place in enumerate(places(levels, ratings))
    ]


def first_places(ratings: np.ndarray) -> list[float]:
    """Return the share of all weightings under which an option comes first."""
    return acceptability([1] * ratings.shape[1], ratings)


def places(levels: Sequence[int], ratings: np.ndarray) -> list[tuple[int, int | None, bool]]:
    """Return the options' rows from the top, their places, and whether these are shared."""
    low, high, best = scores(levels, ratings)
    middle = (low + high).tolist()
    if not best:
        return [(row, None, False) for row in range(len(middle))]
    ranked = sorted(range(len(middle)), key=lambda option: -middle[option])
    return [
        (ranked.index(option), 1 + sum(other > score for other in middle), middle.count(score) > 1)
        for option, score in enumerate(middle)
    ]
