"""The calculation behind the evidence: what claims rest on, and which of them a reader sees.

The claims stand in ``data/claims.csv`` with their speakers, in ``data/answers.csv`` (which claim
answers which) and ``data/found_later.csv`` (which finding bears on which claim). ``model.js`` does
the filter and the counts in the browser.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ... import tables
from ...core.formats import say_date
from ...core.messages import Saying, say
from ...core.sources import names_of

# The values of a claim in the order in which they are offered and drawn; words.ftl has the words.
TOPICS = (
    "hospital-use", "quality-of-care", "money", "privatisation", "accountability", "law",
    "leadership", "pace", "staff-and-gps", "prevention", "organisation", "public-voice", "data",
)  # fmt: skip
GROUNDS = (  # the weakest first
    "none-offered", "expert-judgement", "official-document", "case-example", "local-data",
    "aggregate-data",
)  # fmt: skip
STANCES = ("supports", "contests", "uncertain")
SPEAKERS = (  # kinds of speaker
    "think-tank", "national-body", "provider-body", "clinician", "citizen", "campaign",
    "consultancy", "media", "local-nhs", "government", "court", "politician", "not-known",
)  # fmt: skip
ARRANGEMENTS = (  # a claim may also be about a place, or about an area of a footprint
    "integrated-care", "ics", "icp-partnership", "icp-contract", "aco", "stp", "new-care-models",
    "law-2012",
)  # fmt: skip
LATER = ("bears-out", "qualifies", "contradicts", "overtaken")
VOICES = ("author", "reported", "comment")

NOTHING, DATA = "none-offered", ("local-data", "aggregate-data")

# A facet is a column of completed claims that a reader filters by. A claim has one value in each,
# and in later as many as there are outcomes.
FACETS = ("topic", "ground", "stance", "who", "about", "source", "later")
EVERYTHING = {**{facet: [] for facet in FACETS}, "text": ""}  # the filter that keeps all claims

# The columns from which a figure is made, and those that it adds.
COLUMNS = (
    "id", "claim", "speaker", "voice", "said_on", "topic", "stance", "ground", "ground_note",
    "about", "source", "anchor",
)  # fmt: skip
ADDED = ("who", "later", "name", "stands", "title", "said", "rests", "words")


@dataclass(frozen=True)
class Book:
    """The claims of the book and the tables around them.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table of claims, graded as its columns say; an empty cell is an empty text.
    speakers, sources : dict of str to dict
        Rows of these tables by id.
    source_names, places : dict of str to str
        Names by id: of the sources, and of the areas and places that a claim may be about.
    answers, answered : dict of str to list of dict
        Rows that link two claims, by the claim that answers and by the claim that is answered.
    found : dict of str to list of dict
        Findings with the way in which they bear on a claim, by that claim.
    """

    claims: pd.DataFrame
    speakers: dict[str, dict]
    sources: dict[str, dict]
    source_names: dict[str, str]
    places: dict[str, str]
    answers: dict[str, list[dict]]
    answered: dict[str, list[dict]]
    found: dict[str, list[dict]]


@functools.lru_cache(maxsize=2)
def book(snapshot: tables.Snapshot) -> Book:
    """Return the claims that the tables hold, and all that stands around them."""
    claims, answers = snapshot.load("claims"), snapshot.records("answers")
    findings, sources = _by_id(snapshot, "findings"), _by_id(snapshot, "sources")
    found = ({**row, **findings[row["finding"]]} for row in snapshot.records("found_later"))
    places = [*snapshot.records("footprints"), *snapshot.records("places")]
    return Book(
        claims=claims.astype(object).fillna(""),
        speakers=_by_id(snapshot, "speakers"),
        sources=sources,
        source_names=names_of(sources.values()),
        places={row["id"]: row["name"] for row in places},
        answers=_grouped(answers, "claim"),
        answered=_grouped(answers, "answers"),
        found=_grouped(found, "claim"),
    )


def _by_id(snapshot: tables.Snapshot, table: str) -> dict[str, dict]:
    return {row["id"]: row for row in snapshot.records(table)}


def _grouped(rows: Iterable[dict], key: str) -> dict[str, list[dict]]:
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


# Claims with all that is known of them.


def complete(claims: pd.DataFrame, around: Book, words: Callable[..., str]) -> pd.DataFrame:
    """Return claims by topic, with what is known of their speakers and of what was found later.

    Parameters
    ----------
    claims : pandas.DataFrame
        One row a claim, with the ``COLUMNS``.
    around : Book
        The tables around the claims.
    words : callable
        Gives the text of a message.

    Returns
    -------
    pandas.DataFrame
        The same columns and those ``ADDED``: ``who`` (kind of speaker), ``later`` (what was found,
        by kind), ``name`` (of the speaker), ``stands`` (its stance in words), ``title`` (of its
        card), ``said`` (as what, and when), ``rests`` (on what) and ``words`` (in which a reader
        searches).
    """
    claims = claims.iloc[by_topic(claims["topic"])].reset_index(drop=True)
    rows = claims[list(COLUMNS)].to_dict("records")
    added = pd.DataFrame([_added(row, around, words) for row in rows], columns=ADDED, dtype=object)
    return claims.assign(**added)


def by_topic(topics: Iterable[str]) -> list[int]:
    """Return the places of claims in the order of their topics; in a topic they keep theirs."""
    order = [TOPICS.index(topic) for topic in topics]
    return sorted(range(len(order)), key=order.__getitem__)


def _added(row: dict, around: Book, words: Callable[..., str]) -> tuple[str, ...]:
    """Return the values of a claim in the columns ``ADDED``."""
    speaker = around.speakers.get(row["speaker"], {"name": row["speaker"]})
    ways = {link["how"] for link in around.found.get(row["id"], [])}
    said = _said(row, speaker, words)
    stands = words(f"stance.{row['stance']}")
    title = words("card-title", name=speaker["name"], stance=stands)
    rests = words("rests", ground=words(f"ground.{row['ground']}"))
    return (
        speaker.get("kind", "not-known"),
        " ".join(way for way in LATER if way in ways),
        speaker["name"],
        stands,
        title,
        said,
        rests,
        normal(f"{title} {said} {row['claim']} {rests} {row['ground_note']}"),
    )


def _said(row: dict, speaker: dict, words: Callable[..., str]) -> str:
    """Return what a speaker is, in whose voice the claim is made, and when."""
    where = [speaker.get("role"), speaker.get("organisation")]
    when = row["said_on"] and say_date(row["said_on"])
    said = [*(part for part in where if part != speaker["name"]), words(f"voice.{row['voice']}")]
    return ", ".join(filter(None, [*said, when]))


def normal(text: str) -> str:
    """Return a text as it is searched: small letters, single spaces, straight apostrophes."""
    # The byte order mark is a space in JavaScript, as some control characters are in Python.
    return re.sub(r"[\s\ufeff]+", " ", re.sub("[‘’]", "'", text)).strip().lower()


# The filter.


Passes = dict[str, np.ndarray]  # by part of the filter, which claims pass it


def values_of(facet: str, cells: Iterable[str]) -> list[str]:
    """Return the values in cells of a facet, one after the other."""
    if facet == "later":
        return [way for cell in cells for way in cell.split()]
    return list(cells)


def passed(claims: pd.DataFrame, state: dict) -> Passes:
    """Return which claims pass each part of a filter.

    Parameters
    ----------
    claims : pandas.DataFrame
        Completed claims.
    state : dict
        The chosen values of each facet, and the text whose words a claim must all have.

    Returns
    -------
    dict of str to numpy.ndarray
        By each of ``FACETS`` and ``"text"``, True or False for each claim.
    """
    passes = {facet: _has(state[facet], facet, claims[facet]) for facet in FACETS}
    asked = normal(state["text"]).split()
    has_all = [all(word in text for word in asked) for text in claims["words"]]
    return {**passes, "text": np.array(has_all, dtype=bool)}


def _has(chosen: list[str], facet: str, cells: Iterable[str]) -> np.ndarray:
    """Return which cells of a facet hold one of the chosen values; all do if none is chosen."""
    wanted = set(chosen)
    has = [not wanted or not wanted.isdisjoint(values_of(facet, [cell])) for cell in cells]
    return np.array(has, dtype=bool)


def shown(passes: Passes, but: str = "") -> np.ndarray:
    """Return which claims pass all parts of the filter, or all but one."""
    return np.all([passes[part] for part in passes if part != but], axis=0)


def counts(claims: pd.DataFrame, passes: Passes, facet: str) -> Counter:
    """Return for each value of a facet how many claims it alone would leave there.

    Parameters
    ----------
    claims : pandas.DataFrame
        Completed claims.
    passes : dict of str to numpy.ndarray
        Which of them pass each part of the filter.
    facet : str
        One of ``FACETS``.
    """
    return Counter(values_of(facet, claims[facet].to_numpy()[shown(passes, but=facet)]))


# Counts and sayings.


def parts(claims: pd.DataFrame) -> list[int]:
    """Return how many claims offer nothing, something other than data, and data."""
    nothing, data = (int(claims["ground"].isin(kinds).sum()) for kinds in ([NOTHING], DATA))
    return [nothing, len(claims) - nothing - data, data]


def tally(claims: pd.DataFrame) -> Counter:
    """Return how many claims have each ground, by row of the table and ground."""
    numbers: Counter = Counter()
    columns = (claims[column] for column in ("topic", "stance", "who", "ground"))
    for topic, stance, who, ground in zip(*columns, strict=True):
        numbers[f"topic {topic} {stance}", ground] += 1
        numbers[f"who {who}", ground] += 1
    return numbers


def ways(claims: pd.DataFrame) -> Counter:
    """Return on how many claims some later finding bears in each way."""
    return Counter(values_of("later", claims["later"]))


def bars(name: str, numbers: dict[str, list[int]]) -> dict[str, dict]:
    """Return where the parts of bars begin and how wide they are, in % of the bar.

    Parameters
    ----------
    name : str
        What begins the names of the parts.
    numbers : dict of str to list of int
        By value, how many claims each part of its bar stands for.
    """
    return {
        f"{name}-bar:{value} {place}": {
            "x": _percent(sum(parts[:place]), sum(parts)),
            "width": _percent(part, sum(parts)),
        }
        for value, parts in numbers.items()
        for place, part in enumerate(parts)
    }


def _percent(part: int, whole: int) -> str:
    return f"{int(1000 * part / max(1, whole) + 0.5) / 10:g}%"


def say_title(claims: pd.DataFrame, total: int) -> Saying:
    """Return how many of the claims that are shown offer nothing, as the title says it."""
    if claims.empty:
        return say("title-none")
    nothing, shown = parts(claims)[0], len(claims)
    if shown == total:
        return say("title-all", tenths=int(10 * nothing / total + 0.5))
    return say("title-some", nothing=nothing, shown=shown)


def say_shown(claims: pd.DataFrame, total: int) -> Saying:
    """Return how many claims are shown out of how many, by how many speakers, on what ground."""
    if claims.empty:
        return say("shown-none", total=total)
    nothing, _, data = parts(claims)
    message = "shown-all" if len(claims) == total else "shown-some"
    return say(
        message, shown=len(claims), total=total, speakers=claims["speaker"].nunique(),
        nothing=nothing, data=data,
    )  # fmt: skip


def say_relies(claims: pd.DataFrame) -> Saying:
    """Return for the three kinds of speaker with most claims how many of theirs offer nothing."""
    by_kind = dict(list(claims.groupby("who")))
    most = sorted(by_kind, key=lambda kind: (-len(by_kind[kind]), SPEAKERS.index(kind)))[:3]
    return say("relies", most=[_say_relies_kind(kind, by_kind[kind]) for kind in most])


def _say_relies_kind(kind: str, theirs: pd.DataFrame) -> Saying:
    return say(
        "relies-kind", nothing=parts(theirs)[0], claims=len(theirs), kind=say(f"speakers.{kind}"),
        behind=say_behind(theirs),
    )  # fmt: skip


def say_behind(theirs: pd.DataFrame) -> Saying:
    """Return how many speakers stand behind claims, and who it is if there is one alone."""
    names = theirs.groupby("speaker")["name"].first()
    return say("behind", speakers=len(names), name=names.iloc[0] if len(names) == 1 else "")


def say_bar(part: int, claims: pd.DataFrame) -> Saying:
    """Return how many of the claims that a bar stands for are in its first part."""
    return say("bar", part=part, claims=len(claims))


def say_found(claims: pd.DataFrame) -> Saying:
    """Return on how many claims some later finding bears, and in which way on how many."""
    found = int((claims["later"] != "").sum())
    if not found:
        return say("found-none")
    numbers = ways(claims)
    outcomes = [
        say("found-outcome", claims=numbers[way], outcome=say(f"later.{way}"))
        for way in LATER
        if numbers[way]
    ]
    several = int(claims["later"].str.contains(" ").sum())
    return say("found", claims=found, several=several, outcomes=outcomes)
