"""Contracts compared: say what matters, and see which options serve it and how sure that is.

The options, the criteria, the ratings and the steps stand in ``data/options.csv``,
``criteria.csv``, ``ratings.csv`` and ``steps.csv``. ``static/contracts.js`` counts and says the
same in the browser. Everything is counted in whole numbers, so that the two never differ by a
rounding, and a tie is a tie in both.
"""

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
import traitlets

from . import tables
from .explorer import (
    BLUE,
    GREY,
    ORANGE,
    TURQUOISE,
    WIDTH,
    Control,
    Explorer,
    Option,
    Question,
    Table,
    Words,
)
from .words import join, passage_url, percent, say_date

# How much a criterion matters, and how far an option serves it. Both are steps in an order.
LEVELS = ("not at all", "a little", "much", "decisive")
STEPS = ("not at all", "a little", "largely", "fully")
AMOUNTS = np.array([0, 1, 2, 2])  # what each level weighs; `weighed` raises the decisive
DECISIVE, BEST, UNKNOWN = 3, 3, -1

SAMPLES, SEED = 10_000, 2018
BITS = 32  # of each number drawn

# The drawing: a row is a line of text above a line of bars.
ROW, TEXT_AT, MARK_AT, FONT = 38, -9, 5, 12.5

BASIS = {"source": "a source says", "editors": "editors’ reading", "silent": "sources are silent"}
STATES = {
    "current": "current",
    "past": "past",
    "draft-never-used": "draft, never used",
    "abandoned": "abandoned",
    "emerging": "planned, not yet in use",
    None: "state not known",
}
USED = {"yes": "used", "no": "not used", "none-found": "no use found"}
FACTS = {
    "what": "What it is", "legal_basis": "Legal basis", "holder": "Who holds it",
    "gp_inside": "Core GP services inside", "budget": "Money", "duration": "How long it runs",
    "used_note": "Who tried it, and how it ended",
}  # fmt: skip
METHOD = "lahdelma-1998-smaa"
COMPARED = ("existing-contracts", "icp-contract")


@dataclass(frozen=True)
class View:
    """A point of view: who, what they might say, and how much each criterion then matters."""

    who: str
    says: str
    levels: dict[str, int]


VIEWS = (
    View(
        "GP partnership",
        "A GP partnership that wants to stay independent might say: “Our own contract must be "
        "left alone, we want no competition for a new one, and it should have worked elsewhere.”",
        {"leaves-gp-contracts": 3, "no-procurement": 2, "used-in-practice": 1, "survives-exit": 1},
    ),
    View(
        "Council leader",
        "A council leader might say: “Social care has to be inside, money should move between "
        "services, and the people of this area must be able to question us.”",
        {"social-care-inside": 3, "one-budget": 2, "public-can-question": 2,
         "no-private-holder": 1},
    ),
    View(
        "Commissioner",
        "A commissioner who wants one accountable body might say: “One organisation must answer "
        "for the whole, bound by contract, with one budget.”",
        {"one-body-answers": 3, "binds-partners": 2, "one-budget": 2, "survives-exit": 1},
    ),
    View(
        "Campaigner",
        "A campaigner against private holders might say: “No private firm may hold it, the "
        "public must see what is decided, and services should not be put out to competition.”",
        {"no-private-holder": 3, "public-can-question": 2, "no-procurement": 1},
    ),
    View(
        "Finance director",
        "A finance director might say: “I want one budget that binds everyone, a low risk of "
        "going to court, and something that others have already run.”",
        {"one-budget": 2, "binds-partners": 2, "low-legal-risk": 2, "used-in-practice": 1,
         "gp-money-inside": 1, "survives-exit": 1},
    ),
)  # fmt: skip
SAME = "Every criterion counts the same here. That is a choice too, and not a neutral one."
NOTHING = (
    "Nothing counts here, so there is no ranking: without a preference no option is better than "
    "another. The lower bars show how often each comes first when all weightings are tried."
)


# What the tables say -------------------------------------------------------------------------


@dataclass(frozen=True)
class Matrix:
    """The tables side by side.

    Parameters
    ----------
    options, criteria : dict of str to dict
        Their rows by id, in the order of the tables.
    cells : dict of (str, str) to dict
        The row of each option and criterion.
    published : numpy.ndarray
        Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
    steps : dict of str to list of dict
        The steps of each option in order.
    sources : dict of str to dict
        The rows of the sources table that these rest on, and the method's.
    """

    options: dict[str, dict]
    criteria: dict[str, dict]
    cells: dict[tuple[str, str], dict]
    published: np.ndarray
    steps: dict[str, list[dict]]
    sources: dict[str, dict]

    def short(self, options: Iterable[int]) -> list[str]:
        """Return the short names of options that are given by their place."""
        rows = list(self.options.values())
        return [rows[each]["short"] or rows[each]["name"] for each in options]

    def wanted(self, criterion: int) -> str:
        """Return a criterion, in quotation marks, that is given by its place."""
        return f"“{list(self.criteria.values())[criterion]['criterion']}”"


def matrix() -> Matrix:
    """Return the tables as they stand on disk; an edited table is read again."""
    return _matrix(tables.stamp())


@functools.lru_cache(maxsize=2)
def _matrix(_stamp: tuple) -> Matrix:
    options = {row["id"]: row for row in tables.records("options")}
    criteria = {row["id"]: row for row in tables.records("criteria")}
    cells = {(row["option"], row["criterion"]): row for row in tables.records("ratings")}
    published = [[_number(cells[o, c]["rating"]) for c in criteria] for o in options]
    steps = {option: [] for option in options}
    for row in sorted(tables.records("steps"), key=lambda row: row["order"]):
        steps[row["option"]].append(row)
    used = {METHOD, *(row["source"] for row in (*options.values(), *cells.values()))}
    used |= {row["source"] for rows in steps.values() for row in rows}
    used |= {each for row in options.values() for each in (row["more_sources"] or "").split()}
    sources = {row["id"]: row for row in tables.records("sources") if row["id"] in used}
    return Matrix(options, criteria, cells, np.array(published), steps, sources)


def _number(rating: str) -> int:
    return UNKNOWN if rating == "unknown" else int(rating)


# Who comes first -----------------------------------------------------------------------------


def weighed(levels: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """Return what each criterion weighs: the amounts, but with decisive criteria raised.

    A decisive criterion is raised 3n + 1 times, n being the number of lesser criteria that count.
    One step on it then outweighs all that the lesser ones can add up to.

    Parameters
    ----------
    levels : numpy.ndarray
        Shape (criteria,): how much each matters, 0 to 3.
    amounts : numpy.ndarray
        Shape (..., criteria). No lesser criterion may have more than a decisive one.
    """
    lesser = np.count_nonzero((levels > 0) & (levels < DECISIVE))
    return np.where(levels == DECISIVE, BEST * lesser + 1, 1) * amounts


def scores(levels: Sequence[int], ratings: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Return what each option scores at worst and at best, and the best score there could be.

    The score is the sum of rating times weight. An unknown rating is 0 at worst and 3 at best.

    Parameters
    ----------
    levels : sequence of int
        Shape (criteria,): how much each matters, 0 to 3.
    ratings : numpy.ndarray
        Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
    """
    levels = np.asarray(levels)
    weights = weighed(levels, AMOUNTS[levels])
    low = np.where(ratings == UNKNOWN, 0, ratings) @ weights
    high = np.where(ratings == UNKNOWN, BEST, ratings) @ weights
    return low, high, int(BEST * weights.sum())


def leaders(levels: Sequence[int], ratings: np.ndarray) -> tuple[int, ...]:
    """Return the places of the options whose middle score is highest; none if nothing counts."""
    low, high, best = scores(levels, ratings)
    middle = low + high
    return tuple(map(int, np.flatnonzero(middle == middle.max()))) if best else ()


def possible(levels: Sequence[int], ratings: np.ndarray) -> list[int]:
    """Return the options that come first, alone or with others, in some reading of the unknown.

    Each unknown rating belongs to one option only. So an option can come first if at its best it
    reaches every other at its worst.
    """
    low, high, _ = scores(levels, ratings)
    return [each for each in range(len(low)) if high[each] >= max(low)]


def certain(levels: Sequence[int], ratings: np.ndarray) -> bool:
    """Return whether the same options lead however the unknown ratings turn out."""
    low, high, _ = scores(levels, ratings)
    first = leaders(levels, ratings)
    if tuple(possible(levels, ratings)) != first:
        return False
    return len(first) == 1 or all(low[each] == high[each] for each in first)


def other_weight(levels: Sequence[int], ratings: np.ndarray):
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
                if 0 <= other < len(LEVELS):
                    changed = [*levels[:criterion], other, *levels[criterion + 1 :]]
                    after = leaders(changed, ratings)
                    if after and after != before:
                        return criterion, other, after
    return None


def other_rating(levels: Sequence[int], ratings: np.ndarray):
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
            changed = ratings.copy()
            changed[option, criterion] = leading if option in before else other
            after = leaders(levels, changed)
            if after != before:
                return option, criterion, int(changed[option, criterion]), after
    return None


# How robust that is --------------------------------------------------------------------------


def draw(stride: int, slots: Sequence[int]) -> np.ndarray:
    """Return numbers of 32 bits drawn at random, the same ones each time and in the browser.

    This is the generator mulberry32 (Tommy Ettinger, 2017). Each number follows from its place
    alone: that of the sample times the stride, and its slot. So any of them can be had at once.

    Returns
    -------
    numpy.ndarray
        Shape (SAMPLES, slots), of the type uint32.
    """
    samples = np.arange(SAMPLES, dtype=np.uint32)[:, None]
    place = samples * np.uint32(stride) + np.asarray(slots, dtype=np.uint32)
    seed = (place + np.uint32(1)) * np.uint32(0x6D2B79F5) + np.uint32(SEED)
    mixed = (seed ^ (seed >> 15)) * (seed | 1)
    mixed ^= mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)
    return mixed ^ (mixed >> 14)


def sampled_weights(levels: Sequence[int], stride: int) -> np.ndarray:
    """Return weightings drawn evenly from all that keep the order of importance.

    The gaps between sorted random cuts of one length are evenly spread over all ways to share it
    out. They are dealt out so that what matters more weighs more; between criteria that matter
    the same, chance decides.

    Returns
    -------
    numpy.ndarray
        Shape (SAMPLES, criteria), whole numbers.
    """
    levels = np.asarray(levels)
    counting = np.flatnonzero(levels)
    cuts = np.sort(draw(stride, range(len(counting) - 1)).astype(np.int64), axis=1)
    gaps = np.diff(cuts, axis=1, prepend=0, append=2**BITS)
    wanted = np.argsort(-(levels[counting] * 2 ** (BITS + 1) + gaps), axis=1, kind="stable")
    weights = np.zeros((SAMPLES, len(levels)), dtype=np.int64)
    np.put_along_axis(weights, counting[wanted], -np.sort(-gaps, axis=1), axis=1)
    return weighed(levels, weights)


def acceptability(levels: Sequence[int], ratings: np.ndarray) -> list[float] | None:
    """Return the share of weightings under which each option comes first; ties are shared.

    This is the rank acceptability of first places in stochastic multicriteria acceptability
    analysis (Lahdelma, Hokkanen and Salminen 1998). 10,000 weightings are drawn that keep the
    order of importance, and with each of them every unknown rating, from the four steps alike.

    Parameters
    ----------
    levels : sequence of int
        Shape (criteria,): how much each matters, 0 to 3. All the same means all weightings.
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
    weights = sampled_weights(levels, stride).astype(float)  # exact: far below 2 to the power 53
    totals = weights @ np.where(ratings == UNKNOWN, 0, ratings).T
    for option, criterion in np.argwhere(ratings == UNKNOWN):
        drawn = draw(stride, [criteria + option * criteria + criterion])[:, 0] >> (BITS - 2)
        totals[:, option] += weights[:, criterion] * drawn
    first = totals == totals.max(axis=1, keepdims=True)
    sharing = first.sum(axis=1)
    won = sum(first[sharing == k].sum(axis=0) / k for k in range(1, options + 1))
    return (won / SAMPLES).tolist()


# What that means, in words -------------------------------------------------------------------


def view_sentence(levels: Sequence[int]) -> str:
    """Return the point of view that these levels stand for; empty where they are a reader's own."""
    if not any(levels):
        return NOTHING
    if all(level == 1 for level in levels):
        return SAME
    ids = list(matrix().criteria)
    chosen = {ids[place]: level for place, level in enumerate(levels) if level}
    return next((view.says for view in VIEWS if view.levels == chosen), "")


def lead_sentence(levels: Sequence[int], ratings: np.ndarray) -> str:
    """Return who leads, with what score, and whether that is certain; empty if nothing counts."""
    first = leaders(levels, ratings)
    if not first:
        return ""
    low, high, best = scores(levels, ratings)
    score = " and ".join(dict.fromkeys(_span(low[each], high[each], best) for each in first))
    verb = "leads" if len(first) == 1 else "share the lead"
    return (
        f"{join(matrix().short(first))} {verb} with {score} of the best possible score. "
        f"{_how_certain(levels, ratings)}"
    )


def now_sentence(levels: Sequence[int], ratings: np.ndarray) -> str:
    """Return who leads, as short as can be."""
    first = leaders(levels, ratings)
    if not first:
        return "No ranking yet"
    sure = "certain" if certain(levels, ratings) else "not certain"
    return f"In front: {join(matrix().short(first))} ({sure})"


def _how_certain(levels: Sequence[int], ratings: np.ndarray) -> str:
    if certain(levels, ratings):
        return "That is certain: no unknown rating could change it."
    others = set(possible(levels, ratings)) - set(leaders(levels, ratings))
    if not others:
        return "Which of them comes first depends on ratings that are unknown."
    if len(others) > 3:
        names = f"any of {len(others)} others"
    else:
        *rest, last = matrix().short(sorted(others))
        names = f"{', '.join(rest)} or {last}" if rest else last
    return f"That is not certain: given what is unknown, {names} could lead instead."


def overturn_sentence(levels: Sequence[int], ratings: np.ndarray) -> str:
    """Return which one weight and which one unknown rating would change who leads."""
    if not any(levels):
        return ""
    weight, rating = other_weight(levels, ratings), other_rating(levels, ratings)
    if weight is None:
        said = ["No change of a single weight would change that."]
    else:
        criterion, level, after = weight
        said = [
            f"If {matrix().wanted(criterion)} mattered {_matter(level)} instead of "
            f"{_matter(levels[criterion])}, {_would_lead(after)}."
        ]
    if rating is not None:
        option, criterion, step, after = rating
        said.append(
            f"If a source showed that {matrix().short([option])[0]} serves "
            f"{matrix().wanted(criterion)} {STEPS[step]}, {_would_lead(after)}."
        )
    elif not certain(levels, ratings):
        said.append("No single unknown rating would change it; several together could.")
    return " ".join(said)


def _matter(level: int) -> str:
    return "decisively" if level == DECISIVE else LEVELS[level]


def _would_lead(options: Sequence[int]) -> str:
    names = matrix().short(options)
    return f"{join(names)} would {'lead' if len(names) == 1 else 'share the lead'}"


def robust_sentence(levels: Sequence[int], ratings: np.ndarray) -> str:
    """Return who comes first most often under all weightings, and under those in this order."""
    every = acceptability([1] * len(levels), ratings)
    said = f"Under all weightings, {_most_often(every)}."
    if any(levels) and any(level != levels[0] for level in levels):
        said += " Under those that keep your order of importance, "
        said += f"{_most_often(acceptability(levels, ratings))}."
    return said


def _most_often(shares: Sequence[float]) -> str:
    first = [each for each, share in enumerate(shares) if share == max(shares)]
    verb = "comes first most often" if len(first) == 1 else "come first equally often"
    return f"{join(matrix().short(first))} {verb} (in {percent(max(shares))})"


def compared_sentence(first: int, second: int, ratings: np.ndarray) -> str:
    """Return on how many criteria the one option is rated above the other."""
    if first == second:
        return "Choose two different options."
    one, other = ratings[first], ratings[second]
    known = (one != UNKNOWN) & (other != UNKNOWN)
    above, below = int(((one > other) & known).sum()), int(((one < other) & known).sum())
    names = matrix().short([first, second])
    same = int(known.sum()) - above - below
    return (
        f"{names[0]} is rated higher on {above} of {len(one)} criteria and {names[1]} on {below}. "
        f"They are level on {same}. On {len(one) - above - below - same} at least one is unknown."
    )


def own_sentence(own: Sequence[str]) -> str:
    """Return how many ratings are the reader's own."""
    if not own:
        return "All ratings are as published. Open a cell to try another one."
    many = "rating is" if len(own) == 1 else "ratings are"
    return f"{len(own)} {many} yours, marked as such. The link to this page keeps them."


def _span(low: int, high: int, best: int) -> str:
    """Return a score as a share of the best there could be: "55% to 89%", or "60%"."""
    ends = [math.floor(each / best * 100 + 0.5) for each in (low, high)]
    return f"{ends[0]}%" if ends[0] == ends[1] else f"{ends[0]}% to {ends[1]}%"


def places(levels: Sequence[int], ratings: np.ndarray) -> list[tuple[int, str]]:
    """Return where each option stands: its row from the top, and its place, "2" or "2="."""
    low, high, best = scores(levels, ratings)
    middle = (low + high).tolist()
    order = sorted(range(len(middle)), key=lambda each: -middle[each])
    if not best:
        return [(row, "") for row in range(len(middle))]
    return [
        (order.index(each), f"{1 + sum(m > mid for m in middle)}{'=' * (middle.count(mid) > 1)}")
        for each, mid in enumerate(middle)
    ]


# The figure ----------------------------------------------------------------------------------


def trait_of(criterion: str) -> str:
    """Return the name of the trait that says how much a criterion matters."""
    return criterion.replace("-", "_")


class Level(traitlets.Enum):
    """How much a criterion matters: "0" to "3". A whole number is taken as its text."""

    def __init__(self):
        super().__init__([str(level) for level in range(len(LEVELS))], default_value="1")

    def validate(self, obj, value):
        """Return the text, or raise a TraitError that names the trait and what was found."""
        text = str(value) if type(value) is int else value
        if text in self.values:
            return text
        levels = ", ".join(f'"{level}" ({words})' for level, words in enumerate(LEVELS))
        raise traitlets.TraitError(f"contracts: {self.name} is {value!r}; expected {levels}")


class Contracts(Explorer):
    """Which ways to hold organisations together serve what a reader wants.

    Parameters
    ----------
    no_procurement, binds_partners, ... : {"0", "1", "2", "3"}
        How much each criterion of ``data/criteria.csv`` matters: not at all, a little, much, or
        decisive. The name is the criterion's id with underscores.
    own : list of str
        Ratings of the reader's own, each "option:criterion:rating".
    first, second : str
        The ids of the two options that are compared.

    Raises
    ------
    traitlets.TraitError
        For a value that is none of these. It names the trait, the value and what was expected.

    Examples
    --------
    >>> c = Contracts(one_budget="3")
    >>> ratings = c.ratings
    >>> ratings.loc["icp-contract", "used-in-practice"] = 1
    >>> c.ratings = ratings
    """

    name = "contracts"
    template = "contracts.html"
    presets_legend = "Points of view"

    own = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = traitlets.Unicode(COMPARED[0]).tag(sync=True)
    second = traitlets.Unicode(COMPARED[1]).tag(sync=True)

    def __init__(self, **values):
        self.inputs = self.input_names()
        levels = {name: Level().tag(sync=True) for name in self.inputs[: -len(OTHERS)]}
        # Not the widget's own method, which would speak to a browser that is not there yet.
        traitlets.HasTraits.add_traits(self, **levels)
        super().__init__(**values)

    @classmethod
    def input_names(cls) -> tuple[str, ...]:
        """Return the names of the inputs: one a criterion, and the others."""
        names = [trait_of(criterion) for criterion in matrix().criteria]
        for name in names:
            if hasattr(cls, name):
                raise ValueError(f'data/criteria.csv: the id "{name}" has another meaning here')
        return (*names, *OTHERS)

    @traitlets.validate("first", "second")
    def _known_option(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        if value not in matrix().options:
            hint = tables.nearest(value, matrix().options)
            raise traitlets.TraitError(
                f'contracts: {name} is "{value}"; expected the id of an option{hint}'
            )
        return value

    @traitlets.validate("own")
    def _own_on_the_scale(self, proposal):
        changed = {}
        for text in proposal["value"]:
            option, _, rest = text.partition(":")
            criterion, _, rating = rest.partition(":")
            _check(option, "option", matrix().options)
            _check(criterion, "criterion", matrix().criteria)
            changed[option, criterion] = _rating(option, criterion, rating)
        return _own(changed)

    @property
    def ratings(self) -> pd.DataFrame:
        """The ratings as they are used: options by criteria, 0 to 3 or "unknown".

        This is a copy. Change it and assign it, and the figure follows.
        """
        shown = [[_text(rating) for rating in row] for row in self.used_ratings().tolist()]
        frame = pd.DataFrame(shown, list(matrix().options), list(matrix().criteria), dtype=object)
        return frame.rename_axis(index="option", columns="criterion")

    @ratings.setter
    def ratings(self, frame: pd.DataFrame):
        _check_names(frame.index, "option", matrix().options)
        _check_names(frame.columns, "criterion", matrix().criteria)
        self.own = _own(
            {(o, c): _rating(o, c, frame.loc[o, c]) for o in frame.index for c in frame.columns}
        )

    def levels(self) -> list[int]:
        """Return how much each criterion matters, in the order of the table."""
        return [int(getattr(self, trait_of(criterion))) for criterion in matrix().criteria]

    def used_ratings(self) -> np.ndarray:
        """Return the published ratings with the reader's own in their places.

        Returns
        -------
        numpy.ndarray
            Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
        """
        ratings, tabled = matrix().published.copy(), matrix()
        options, criteria = list(tabled.options), list(tabled.criteria)
        for text in self.own:
            option, criterion, rating = text.split(":")
            ratings[options.index(option), criteria.index(criterion)] = _number(rating)
        return ratings

    # What stands around the picture.

    def presets(self) -> list[tuple[str, dict]]:
        """Return the points of view, all the same, and none."""
        ids = matrix().criteria

        def levels(chosen: dict[str, int]) -> dict[str, str]:
            return {trait_of(each): str(chosen.get(each, 0)) for each in ids}

        return [
            *((view.who, levels(view.levels)) for view in VIEWS),
            ("All the same", levels(dict.fromkeys(ids, 1))),
            ("No preference", levels({})),
        ]

    def questions(self) -> Iterable[Question]:
        """Ask how much each criterion matters."""
        steps = tuple(Option(str(level), words) for level, words in enumerate(LEVELS))
        yield Question(
            "How much does each matter to you?",
            tuple(
                Control("scale", trait_of(row["id"]), row["criterion"], steps)
                for row in matrix().criteria.values()
            ),
        )

    def comparison(self) -> tuple[Control, ...]:
        """Return the controls that choose the two options to compare."""
        options = tuple(Option(row["id"], row["name"]) for row in matrix().options.values())
        return (
            Control("choice", "first", "Compare", options),
            Control("choice", "second", "with", options),
        )

    def words(self) -> Words:
        """Return what is said around the figure."""
        tabled = matrix()
        lead = lead_sentence(self.levels(), self.used_ratings()) or NOTHING
        return Words(
            title="Which option comes first depends on what you want",
            subtitle=f"{len(tabled.options)} ways to hold organisations together, rated on "
            f"{len(tabled.criteria)} things that people have wanted of them.",
            description=f"Bar chart of options. {lead}",
            key=(
                ("sure", "score if all that is unknown turns out badly"),
                ("maybe", "what comes on top if it turns out well"),
                ("every", "first under this share of all weightings"),
                ("order", "the same, if your order of importance is kept"),
            ),
            notes=(
                "The ratings are steps in an order, given by the editors: not at all (0), a "
                "little (1), largely (2), fully (3). The steps need not be equally far apart, so "
                "small differences between scores mean little.",
                "The score is the sum of each rating times its weight, as a share of the best "
                "possible. A little weighs 1 and much weighs 2. Decisive weighs 2 times (3n + 1), "
                "n being the number of lesser criteria that count, so that one step on it "
                "outweighs all of them together.",
                "An unknown rating is 0 at worst and 3 at best. Options are ordered by the middle "
                "of the two scores.",
                f"First places are counted over {SAMPLES:,} weightings drawn at random, the same "
                "ones each time, as in stochastic multicriteria acceptability analysis. Unknown "
                "ratings are drawn too, each of the four steps alike. Ties are shared.",
                "The points of view are sketches by the editors. They are not surveys.",
            ),
        )

    def sources(self) -> list[dict]:
        """Return the sources of every rating and step, by publisher and date."""
        rows = matrix().sources.values()
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or ""))

    def sentences(self) -> list[str]:
        """Say whose view this is, who leads, what would change it, and how robust it is."""
        levels, ratings = self.levels(), self.used_ratings()
        return [
            view_sentence(levels),
            lead_sentence(levels, ratings),
            overturn_sentence(levels, ratings),
            robust_sentence(levels, ratings),
        ]

    def facts(self) -> dict:
        """Return the ratings, and the words from which the browser makes its sentences."""
        tabled = matrix()
        return {
            "options": list(zip(tabled.options, self._names(), strict=True)),
            "criteria": [[row["id"], row["criterion"]] for row in tabled.criteria.values()],
            "scales": [_scale(row) for row in tabled.criteria.values()],
            "published": tabled.published.tolist(),
            "basis": [
                [BASIS[tabled.cells[o, c]["basis"]] for c in tabled.criteria]
                for o in tabled.options
            ],
            "views": [
                [[view.levels.get(each, 0) for each in tabled.criteria], view.says]
                for view in VIEWS
            ],
            "levels": LEVELS,
            "steps": STEPS,
            "amounts": AMOUNTS.tolist(),
            "start": {"state": self.state(), **self.signals()},
            "draw": {"samples": SAMPLES, "seed": SEED},
            "same": SAME,
            "nothing": NOTHING,
        }

    @staticmethod
    def _names() -> list[str]:
        return matrix().short(range(len(matrix().options)))

    def texts(self) -> dict[str, str]:
        """Return what the comparison and the note on own ratings say, by data-text."""
        tabled, ratings = matrix(), self.used_ratings()
        ids = list(tabled.options)
        said = {
            "now": now_sentence(self.levels(), ratings),
            "own": own_sentence(self.own),
            "compared": compared_sentence(ids.index(self.first), ids.index(self.second), ratings),
        }
        for side, option in (("first", self.first), ("second", self.second)):
            said[side] = tabled.options[option]["short"]
            row = ratings[ids.index(option)].tolist()
            for criterion, rating in zip(tabled.criteria.values(), row, strict=True):
                words = _capital(_said(option, criterion["id"], rating))
                said[f"{side}:{criterion['id']}"] = f"{words}. {_scale(criterion)[rating]}"
        return said

    # The picture.

    def signals(self) -> dict:
        """Return what is drawn of each option, in the order of the table.

        Returns
        -------
        dict
            ``result``: for each option its ``row`` from the top, ``place`` ("2="), ``low`` and
            ``high`` (0 to 1, or None), ``says`` (the two in words), ``every`` and ``order`` (the
            share of weightings, or None) and ``often`` (the two in words).
        """
        levels, ratings = self.levels(), self.used_ratings()
        low, high, best = scores(levels, ratings)
        every = acceptability([1] * len(levels), ratings)
        order = acceptability(levels, ratings) or [None] * len(every)
        return {
            "result": [
                {
                    "row": row, "place": place,
                    "low": low[each] / best if best else None,
                    "high": high[each] / best if best else None,
                    "says": _span(low[each], high[each], best) if best else "",
                    "every": every[each], "order": order[each],
                    "often": _often(every[each], order[each]),
                }
                for each, (row, place) in enumerate(places(levels, ratings))
            ]
        }  # fmt: skip

    def datasets(self) -> dict[str, list[dict]]:
        """Return the data of the chart by name: two rows an option, and two headings."""
        rows = [
            {"panel": panel, "after": after, "option": option, "name": name}
            for panel, after in (("rank", 0), ("first", 100))
            for option, name in enumerate(self._names())
        ]
        headings = [
            {"panel": "heading", "after": -1, "name": "How far each serves what matters"},
            {"panel": "heading", "after": 99, "name": "First under how many weightings?"},
        ]
        return {"rows": rows + headings}

    @classmethod
    def chart(cls) -> alt.LayerChart:
        """Return the options ranked as bars, and below them how often each comes first."""
        rows = (
            alt.Chart(alt.NamedData("rows"))
            .transform_calculate(drawn="isValid(datum.option) ? result[datum.option] : {}")
            .transform_calculate(order="datum.after + (datum.drawn.row || 0)")
            .encode(y=alt.Y("order:O", axis=None, scale=alt.Scale(padding=0)))
        )

        def only(panel: str) -> alt.Chart:
            return rows.transform_filter(f"datum.panel == '{panel}'")

        return (
            alt.layer(*_rank_layers(only("rank")), *_first_layers(only("first")),
                      *_text_layers(only))
            .add_params(*(alt.param(name=name) for name in (*cls.input_names(), "result")))
            .properties(width=WIDTH, height=alt.Step(ROW))
        )  # fmt: skip

    # The table.

    def table(self) -> Table:
        """Return one row an option: its ratings, when it was live, and where it stands now."""
        columns = {"name": "Option", "live": "When, and whether anyone used it"}
        columns |= {row["id"]: row["criterion"] for row in matrix().criteria.values()}
        columns |= {
            "result-place": "Place now",
            "result-share": "Share of the best possible score",
            "result-every": "First under all weightings",
            "result-order": "First in your order of importance",
        }
        options, drawn = matrix().options.values(), self.signals()["result"]
        rows = [
            self._row(place, each) | _result(drawn[place]) for place, each in enumerate(options)
        ]
        return Table(columns, rows)

    def _row(self, place: int, option: dict) -> dict:
        ratings = self.used_ratings()[place].tolist()
        cells = {
            criterion["id"]: self._cell(option["id"], criterion, rating)
            for criterion, rating in zip(matrix().criteria.values(), ratings, strict=True)
        }
        return {
            "when": "", "id": option["id"], "name": option["short"], "full": option["name"],
            "state": STATES[option["state"]], "live": _live(option),
            **cells, **{f"{key}_value": cell["says"] for key, cell in cells.items()},
        }  # fmt: skip

    def _cell(self, option: str, criterion: dict, rating: int) -> dict:
        row = matrix().cells[option, criterion["id"]]
        published, scale = _number(row["rating"]), _scale(criterion)
        return {
            "says": _said(option, criterion["id"], rating),
            "basis": BASIS[row["basis"]] if rating == published else _published(published),
            "kind": row["basis"], "reason": row["reason"], "means": scale[rating],
            "cited": cited(row["source"], row["anchor"]), "published": _word(published),
            "choices": [
                Option(f"{option}:{criterion['id']}:{_text(each)}", f"{_word(each)}: {scale[each]}")
                for each in (*range(len(STEPS)), UNKNOWN)
                if each != published
            ],
        }  # fmt: skip

    def cards(self) -> list[dict]:
        """Return what is known of each option, and the steps to use it, each with its source."""
        return [
            {
                "id": option["id"], "name": option["name"],
                "state": _capital(STATES[option["state"]]), "live": _capital(_live(option)),
                "cited": cited(option["source"], option["anchor"]),
                "more": [cited(each) for each in (option["more_sources"] or "").split()],
                "facts": [
                    (label, _capital(option[key] or "not known")) for key, label in FACTS.items()
                ],
                "steps": [
                    (row["step"], cited(row["source"], row["anchor"]))
                    for row in matrix().steps[option["id"]]
                ],
            }
            for option in matrix().options.values()
        ]  # fmt: skip


OTHERS = ("own", "first", "second")  # the inputs that are not levels


# What the reader changes ---------------------------------------------------------------------


def _own(ratings: dict[tuple[str, str], int]) -> list[str]:
    """Return the ratings that differ from those published, in the order of the tables."""
    tabled = matrix()
    return [
        f"{option}:{criterion}:{_text(ratings[option, criterion])}"
        for option, criterion in ((o, c) for o in tabled.options for c in tabled.criteria)
        if ratings.get((option, criterion)) not in
        (None, _number(tabled.cells[option, criterion]["rating"]))
    ]  # fmt: skip


def _rating(option: str, criterion: str, value) -> int:
    """Return a rating as a number, or raise a TraitError that says where it is not one."""
    text = "" if value is None or value is pd.NA or value != value else str(value)
    if text.removesuffix(".0") in {*map(str, range(len(STEPS))), "unknown"}:
        return _number(text.removesuffix(".0"))
    found = f'"{text}"' if text else "nothing"
    raise traitlets.TraitError(
        f"contracts: the rating of {option} on {criterion} is {found}; "
        'expected 0, 1, 2 or 3, or "unknown"'
    )


def _check(value: str, what: str, known: Iterable[str]) -> None:
    if value not in known:
        hint = tables.nearest(str(value), known)
        raise traitlets.TraitError(
            f'contracts: "{value}" is not the id of {"an" if what == "option" else "a"} {what}'
            f"{hint}; expected one of {', '.join(known)}"
        )


def _check_names(found: Iterable[str], what: str, known: Iterable[str]) -> None:
    """Raise a TraitError unless a frame has each option or criterion once."""
    found = list(found)
    for value in found:
        _check(value, what, known)
    for value in known:
        if found.count(value) != 1:
            times = "twice" if value in found else "not there"
            raise traitlets.TraitError(
                f"contracts: the {what} {value} is {times} in the ratings; expected it once"
            )


# Words of a cell -----------------------------------------------------------------------------


def _text(rating: int):
    return "unknown" if rating == UNKNOWN else rating


def _word(rating: int) -> str:
    return "unknown" if rating == UNKNOWN else STEPS[rating]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _said(option: str, criterion: str, rating: int) -> str:
    """Return a rating in a word, and whether it is the reader's own."""
    published = _number(matrix().cells[option, criterion]["rating"])
    return _word(rating) + (" (yours)" if rating != published else "")


def _published(rating: int) -> str:
    return f"published: {_word(rating)}"


def _scale(criterion: dict) -> list[str]:
    """Return what each step means on a criterion; the last is for the unknown, at place -1."""
    return [*(criterion[f"step_{step}"] for step in range(len(STEPS))), "The sources do not say."]


def _live(option: dict) -> str:
    """Return when an option was live and whether it was used, in words."""
    start, end = (say_date(option[key]) if option[key] else "" for key in ("live_from", "live_to"))
    when = {
        (True, True): f"{start} to {end}", (True, False): f"since {start}",
        (False, True): f"until {end}", (False, False): "no dates found",
    }[bool(start), bool(end)]  # fmt: skip
    return f"{when}; {USED[option['used']]}"


def _result(drawn: dict) -> dict:
    """Return the cells of the table that say what is drawn of an option."""
    return {
        "result-place": drawn["place"], "result-share": drawn["says"],
        "result-every": percent(drawn["every"]),
        "result-order": "" if drawn["order"] is None else percent(drawn["order"]),
    }  # fmt: skip


def _often(*shares: float | None) -> str:
    """Return shares as they stand beside a bar, short."""
    said = " · ".join(percent(share) for share in shares if share is not None)
    return said.replace("less than ", "<").replace("more than ", ">")


def cited(source: str | None, anchor: str | None = None) -> dict:
    """Return how a source is named in a cell, with a link to the passage where there is one."""
    if source is None:
        return {}
    row = matrix().sources[source]
    label = " ".join(filter(None, [row["publisher"] or row["title"], (row["date"] or "")[:4]]))
    url = passage_url(row["url"], anchor) if row["url"] and anchor else row["url"]
    return {"label": label, "url": url, "anchor": anchor}


# The layers of the picture -------------------------------------------------------------------

SHARE = alt.Scale(domain=[0, 1])


def _bar(rows: alt.Chart, start: str, end: str, colour: str, height: int, at: int, **style):
    return (
        rows.transform_filter(f"isValid({end})")
        .transform_calculate(start=start, end=end)
        .mark_bar(color=colour, height=height, yOffset=at, **style)
        .encode(x=alt.X("start:Q", axis=None, scale=SHARE), x2="end:Q")
    )


def _rank_layers(rows: alt.Chart) -> list[alt.Chart]:
    """Return a track from none to all, what is sure, and what hangs on the unknown."""
    sure, maybe = "datum.drawn.low", "datum.drawn.high"
    return [
        rows.mark_rule(color=GREY, opacity=0.25, x=0, x2=WIDTH, yOffset=MARK_AT),
        _bar(rows, "0", sure, BLUE, 9, MARK_AT),
        # Pale inside a dark edge: by its pale colour alone it would be hard to see.
        _bar(rows, sure, maybe, BLUE, 8, MARK_AT, fillOpacity=0.35, stroke=BLUE, strokeWidth=1),
    ]


def _first_layers(rows: alt.Chart) -> list[alt.Chart]:
    """Return how often an option comes first: under all weightings, and in the reader's order."""
    return [
        rows.mark_rule(color=GREY, opacity=0.25, x=0, x2=WIDTH, yOffset=MARK_AT),
        _bar(rows, "0", "datum.drawn.every", TURQUOISE, 5, MARK_AT - 3),
        # Hollow, because the two colours are equally light.
        _bar(
            rows,
            "0",
            "datum.drawn.order",
            ORANGE,
            4,
            MARK_AT + 3,
            fillOpacity=0,
            stroke=ORANGE,
            strokeWidth=1,
        ),
    ]


def _text_layers(only) -> Iterable[alt.Chart]:
    line = {"baseline": "middle", "fontSize": FONT}
    left = {**line, "align": "left", "x": 0, "color": GREY}
    right = {**line, "align": "right", "x": WIDTH, "color": BLUE, "fontWeight": "bold"}
    place = "datum.drawn.place ? datum.drawn.place + '  ' + datum.name : datum.name"
    for panel, text, number in (("rank", place, "says"), ("first", "datum.name", "often")):
        rows = only(panel).transform_calculate(text=text, number=f"datum.drawn.{number}")
        yield rows.mark_text(**left, yOffset=TEXT_AT).encode(text="text:N")
        yield rows.mark_text(**right, yOffset=TEXT_AT).encode(text="number:N")
    headings = only("heading").mark_text(**left, yOffset=MARK_AT, fontWeight="bold")
    yield headings.encode(text="name:N")
