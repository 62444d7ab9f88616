"""Evidence: what was claimed, on what ground, and what was found later.

The claims stand in ``data/claims.csv`` with their speakers, in ``data/answers.csv`` (which claim
answers which) and ``data/found_later.csv`` (which finding bears on which claim). ``FILTER`` says
once which column each control sifts; pandas reads it here and ``static/evidence.js`` in the
browser, and the tests hold the two to the same rows.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt
import pandas as pd
import traitlets

from . import tables
from .explorer import (
    BLUE,
    GREY,
    ORANGE,
    PINK,
    TURQUOISE,
    WIDTH,
    Control,
    Explorer,
    Option,
    Question,
    Table,
    Words,
)  # fmt: skip
from .words import join, passage_url, say_date


@dataclass(frozen=True)
class Ground:
    """What a claim may rest on: in a list, in a sentence, and on two lines above its column."""

    label: str
    head: tuple[str, str]
    width: int  # of its column, in units of the picture


# The weakest first, as the columns stand from left to right.
GROUNDS = {
    "none-offered": Ground("Nothing offered", ("Nothing", "offered"), 66),
    "expert-judgement": Ground("Own work or expertise", ("Own", "work"), 36),
    "official-document": Ground("Official document", ("Official", "text"), 46),
    "case-example": Ground("Case example", ("Named", "case"), 46),
    "local-data": Ground("Data from one place", ("Local", "data"), 36),
    "aggregate-data": Ground("Data from several places", ("Wider", "data"), 38),
}
LATER_HEAD, LATER_WIDTH = ("Found", "later"), 52
NOTHING, DATA = "none-offered", ("local-data", "aggregate-data")

# A claim has the ground of the first line that fits it, and none offered where none fits.
GRADES = (
    ("data_from", "many-places", "aggregate-data"),
    ("data_from", "one-place", "local-data"),
    ("case_named", "yes", "case-example"),
    ("document_named", "yes", "official-document"),
    ("own_work", "yes", "expert-judgement"),
)

TOPICS = {
    "hospital-use": "Hospital use",
    "quality-of-care": "Quality of care",
    "money": "Money",
    "privatisation": "Privatisation",
    "accountability": "Accountability",
    "law": "Law",
    "leadership": "Leadership",
    "pace": "Pace of change",
    "staff-and-gps": "Staff and GPs",
    "prevention": "Prevention",
    "organisation": "How it is organised",
    "public-voice": "Public voice",
    "data": "Data and privacy",
}
STANCES = {"supports": "Supports", "contests": "Contests", "uncertain": "Uncertain"}
LATER = {
    "bears-out": "Borne out",
    "qualifies": "Qualified",
    "contradicts": "Contradicted",
    "overtaken": "Overtaken by events",
}
SPEAKERS = {  # the kind of speaker: as one, as several
    "think-tank": ("Think tank", "think tanks"),
    "national-body": ("National body", "national bodies"),
    "provider-body": ("Provider body", "provider bodies"),
    "clinician": ("Clinician", "clinicians"),
    "citizen": ("Citizen", "citizens"),
    "campaign": ("Campaign", "campaigns"),
    "consultancy": ("Consultancy", "consultancies"),
    "media": ("Media", "media"),
    "local-nhs": ("Local NHS body", "local NHS bodies"),
    "government": ("Government", "government"),
    "court": ("Court", "courts"),
    "politician": ("Politician", "politicians"),
    "not-known": ("Not known", "speakers of a kind not known"),
}
ARRANGEMENTS = {
    "integrated-care": "Integrated care in general",
    "ics": "Integrated care systems (ICSs)",
    "icp-partnership": "Integrated care partnerships (ICPs)",
    "icp-contract": "The ICP contract",
    "aco": "Accountable care organisations (ACOs)",
    "stp": "Sustainability and transformation partnerships (STPs)",
    "new-care-models": "New care models",
    "law-2012": "The Health and Social Care Act 2012",
}
VOICES = {"author": "", "reported": "reported", "comment": "reader’s comment"}
# How one claim answers another: said of the first claim, and of the second.
ANSWERS = {
    "answers": ("Answers", "Answered by"),
    "supports": ("Supports", "Supported by"),
    "contradicts": ("Contradicts", "Contradicted by"),
}

# The one definition of the filter. A facet keeps the claims that have one of the chosen values in
# its column, whose cells hold values with spaces between; the text keeps those with all its words.
FILTER = {
    "facets": {
        "topic": "topic", "ground": "ground", "stance": "stance", "who": "who",
        "about": "about", "source": "source", "later": "later",
    },
    "text": "words",
}  # fmt: skip
EVERYTHING = {**{facet: [] for facet in FILTER["facets"]}, "text": ""}
PRESETS = (
    ("Did it reduce hospital admissions?", "hospital-use"),
    ("Is it privatisation?", "privatisation"),
    ("Does it save money?", "money"),
    ("Who is accountable?", "accountability"),
    ("Is it legal?", "law"),
)

# What a frame of claims must have, and the values that a column may hold.
COLUMNS = (
    "id", "claim", "speaker", "voice", "said_on", "topic", "stance", "ground", "ground_note",
    "about", "source", "anchor",
)  # fmt: skip
ALLOWED = {"voice": VOICES, "topic": TOPICS, "stance": STANCES, "ground": GROUNDS}

# The drawing: marks on a fixed grid, so that a filter moves nothing.
STEP, MARK, FONT, HEAD_FONT = 7.6, 30, 12.5, 11.5
HEAD, LABEL, GAP, BAR_ROW, BAR = 48, 17, 9, 28, 8
FADED = 0.13
SHAPES = {
    "supports": ("triangle-up", BLUE),
    "contests": ("triangle-down", PINK),
    "uncertain": ("circle", TURQUOISE),
}
# A tick, a wave, a cross and an arrow, drawn as lines.
FATES = {
    "bears-out": "M-1,0.1L-0.3,0.8L1,-0.8",
    "qualifies": "M-1,0.2C-0.6,-0.8,-0.3,-0.6,0,0C0.3,0.6,0.6,0.8,1,-0.2",
    "contradicts": "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
    "overtaken": "M-1,0L1,0M0.2,-0.8L1,0L0.2,0.8",
}


# What the tables say -------------------------------------------------------------------------


@dataclass(frozen=True)
class Tables:
    """What stands around the claims: rows by id, and links of claims by either end."""

    speakers: dict[str, dict]
    sources: dict[str, dict]
    labels: dict[str, str]
    names: dict[str, str]
    answers: dict[str, list[dict]]
    answered: dict[str, list[dict]]
    found: dict[str, list[dict]]


def around() -> Tables:
    """Return the tables around the claims as they stand on disk."""
    return _around(tables.stamp())


@functools.lru_cache(maxsize=2)
def _around(_stamp: tuple) -> Tables:
    findings, sources = _by_id("findings"), _by_id("sources")
    answers = tables.records("answers")
    found = [{**row, **findings[row["finding"]]} for row in tables.records("found_later")]
    places = [*tables.records("footprints"), *tables.records("places")]
    return Tables(
        speakers=_by_id("speakers"),
        sources=sources,
        labels={key: _source_label(row) for key, row in sources.items()},
        names=ARRANGEMENTS | {row["id"]: row["name"] for row in places},
        answers=_grouped(answers, "claim"),
        answered=_grouped(answers, "answers"),
        found=_grouped(found, "claim"),
    )


def _source_label(row: dict) -> str:
    """Return the publisher and date of a source, or as much as is known."""
    name = (row["publisher"] or row["author"] or "Unsigned blog").removesuffix(" (inferred)")
    return f"{name}, {say_date(row['date'])}" if row["date"] else name


def _by_id(name: str) -> dict[str, dict]:
    return {row["id"]: row for row in tables.records(name)}


def _grouped(rows: Iterable[dict], key: str) -> dict[str, list[dict]]:
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def grade(claim: dict) -> str:
    """Return the ground of a claim: the strongest that its columns hold.

    Parameters
    ----------
    claim : mapping
        With ``data_from``, ``case_named``, ``document_named`` and ``own_work``.

    Returns
    -------
    str
        A key of ``GROUNDS``.
    """
    return next((ground for column, value, ground in GRADES if claim[column] == value), NOTHING)


def book_claims() -> pd.DataFrame:
    """Return the book's claims, each graded as its columns say.

    Raises
    ------
    TableError
        If a ground is not the one that follows from the columns beside it.
    """
    frame = tables.load("claims")
    _raise_at(frame, "data/claims.csv", _grade_problems(frame))
    return frame


def _grade_problems(frame: pd.DataFrame) -> Iterable[tuple]:
    grades = [grade(row) for row in frame.to_dict("records")]
    for place, (ground, graded) in enumerate(zip(frame["ground"], grades, strict=True)):
        if ground != graded:
            yield place, "ground", f"{graded}, which follows from the columns beside it"


def _raise_at(frame: pd.DataFrame, file: str, problems: Iterable[tuple]) -> None:
    for place, column, expected in problems:
        raise tables.TableError(file, place + 2, column, str(frame[column].iloc[place]), expected)


def check_claims(frame: pd.DataFrame) -> None:
    """Check a frame of claims that somebody brings.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a claim, with the ``COLUMNS``; others are kept.

    Raises
    ------
    TableError
        At the first column that lacks, or the first cell that is not as expected. It counts rows
        as a CSV file does: the header is row 1.
    """
    for column in COLUMNS:
        if column not in frame:
            expected = f"a column of this name; there are {', '.join(map(str, frame))}"
            raise tables.TableError("claims", 1, column, "", expected)
    if frame.empty:
        raise tables.TableError("claims", None, None, "no rows", "at least one claim")
    _raise_at(frame, "claims", _cell_problems(frame))


def _cell_problems(frame: pd.DataFrame) -> Iterable[tuple]:
    seen = set()
    for place, row in enumerate(frame.fillna("").to_dict("records")):
        if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", str(row["id"])):
            yield place, "id", "lower-case letters, digits and single hyphens, such as my-claim-1"
        if row["id"] in seen:
            yield place, "id", "an id that no other row has"
        seen.add(row["id"])
        for column, known in ALLOWED.items():
            if row[column] not in known:
                hint = tables.nearest(str(row[column]), known)
                yield place, column, f"one of {', '.join(known)}{hint}"
        for column in ("claim", "about", "source"):
            if not row[column]:
                yield place, column, "a value, because this column may not be empty"


# What they mean, in words --------------------------------------------------------------------


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Return claims by topic, with what is known of their speakers and of what was found later.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a claim, with the ``COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        The same columns and ``who`` (kind of speaker), ``later`` (what was found, by kind),
        ``name`` (of the speaker), ``said`` (who says it and when), ``rests`` (on what) and
        ``words`` (what is searched).
    """
    order, known = list(TOPICS), around()
    frame = frame.astype(object).fillna("")
    frame = frame.sort_values("topic", key=lambda topic: topic.map(order.index), kind="stable")
    rows = frame.to_dict("records")
    speakers = [known.speakers.get(row["speaker"], {"name": row["speaker"]}) for row in rows]
    said = [_said(row, speaker) for row, speaker in zip(rows, speakers, strict=True)]
    rests = [f"{GROUNDS[row['ground']].label}. {row['ground_note']}".strip() for row in rows]
    return frame.assign(
        who=[speaker.get("kind", "not-known") for speaker in speakers],
        later=[" ".join(_fates(known.found.get(row["id"], []))) for row in rows],
        name=[speaker["name"] for speaker in speakers],
        said=said,
        rests=rests,
        words=[
            normal(f"{row['claim']} {first} {second}")
            for row, first, second in zip(rows, said, rests, strict=True)
        ],
    ).reset_index(drop=True)


def _fates(found: list[dict]) -> list[str]:
    """Return how later findings bear on a claim, each way once and in one order."""
    ways = {row["how"] for row in found}
    return [how for how in LATER if how in ways]


def _said(row: dict, speaker: dict) -> str:
    where = [speaker.get("role"), speaker.get("organisation")]
    where = ", ".join(each for each in where if each and each != speaker["name"])
    when = [VOICES[row["voice"]], row["said_on"] and say_date(row["said_on"])]
    return ", ".join(filter(None, [speaker["name"] + (f" ({where})" if where else ""), *when]))


def normal(text: str) -> str:
    """Return text as it is compared: small letters, single spaces, straight apostrophes."""
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", text)).strip().lower()


def claims_number(number: int) -> str:
    """Return a number of claims in words and digits: "1 claim", "12 claims"."""
    return f"{number} claim{'' if number == 1 else 's'}"


def sentences(frame: pd.DataFrame, total: int) -> list[str]:
    """Return how many claims there are, on what ground, by whom, and what was found later.

    Parameters
    ----------
    frame : pandas.DataFrame
        The claims that are shown.
    total : int
        How many there are in all.
    """
    if frame.empty:
        return [f"None of the {claims_number(total)} fits what you chose.", "", ""]
    return [_shown(frame, total), _reliance(frame), _later(frame)]


def _shown(frame: pd.DataFrame, total: int) -> str:
    number, speakers = len(frame), frame["speaker"].nunique()
    whole = f"All {claims_number(total)}" if number == total else f"{number} of {total} claims"
    nothing, data = (frame["ground"].isin(each).sum() for each in ([NOTHING], DATA))
    return (
        f"{whole}, by {speakers} speaker{'' if speakers == 1 else 's'}: "
        f"{nothing} with nothing offered for them and {data} with data."
    )


def _reliance(frame: pd.DataFrame) -> str:
    """Name the three kinds of speaker with most claims, and how many of theirs offer nothing."""
    kinds = list(SPEAKERS)
    counts = [
        (len(group), (group["ground"] == NOTHING).sum(), kind)
        for kind, group in frame.groupby("who")
    ]
    counts.sort(key=lambda count: (-count[0], kinds.index(count[2])))
    most = join(f"{none} of {all_} by {SPEAKERS[kind][1]}" for all_, none, kind in counts[:3])
    return f"Nothing is offered for {most}."


def _later(frame: pd.DataFrame) -> str:
    found = frame[frame["later"] != ""]
    if found.empty:
        return "We know of no later finding on any of them."
    counts = {how: found["later"].str.split().map(lambda fates, how=how: how in fates).sum()
              for how in LATER}  # fmt: skip
    parts = join(f"{count} {LATER[how].lower()}" for how, count in counts.items() if count)
    verb = "bear on 1 of them" if len(found) == 1 else f"bear on {len(found)} of them"
    return f"Later findings {verb}: {parts}."


# The figure ----------------------------------------------------------------------------------


class Evidence(Explorer):
    """Every claim, what it rests on, who makes it, what answers it and what was found later.

    Parameters
    ----------
    claims : pandas.DataFrame, optional
        Claims of one's own, with the ``COLUMNS``. The book's if none are given.
    topic, ground, stance, who, about, source, later : list of str
        The values to keep: of topics (``TOPICS``), grounds (``GROUNDS``), stances (``STANCES``),
        kinds of speaker (``SPEAKERS``), arrangements or places, sources, and what was found
        later (``LATER``). An empty list keeps all.
    text : str
        Words that must all stand on a claim's card.

    Raises
    ------
    TableError
        If the claims brought are not as expected.
    traitlets.TraitError
        For a value that no claim has. It names the trait, the value and what was expected.

    Examples
    --------
    >>> e = Evidence(topic=["money"], text="savings")
    >>> e.claims[["claim", "ground", "later"]]
    """

    name = "evidence"
    template = "evidence.html"
    inputs = tuple(EVERYTHING)

    topic = traitlets.List(traitlets.Unicode()).tag(sync=True)
    ground = traitlets.List(traitlets.Unicode()).tag(sync=True)
    stance = traitlets.List(traitlets.Unicode()).tag(sync=True)
    who = traitlets.List(traitlets.Unicode()).tag(sync=True)
    about = traitlets.List(traitlets.Unicode()).tag(sync=True)
    source = traitlets.List(traitlets.Unicode()).tag(sync=True)
    later = traitlets.List(traitlets.Unicode()).tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)

    def __init__(self, claims: pd.DataFrame | None = None, **traits):
        self._brought = claims is not None
        if claims is None:
            claims = book_claims()
        else:
            check_claims(claims)
        self.all_claims = complete(claims)
        self._options = {facet: self._found(facet) for facet in FILTER["facets"]}
        super().__init__(**traits)

    @traitlets.validate(*FILTER["facets"])
    def _known_values(self, proposal):
        name, values = proposal["trait"].name, proposal["value"]
        known = [option.value for option in self.options(name)]
        for value in values:
            if value not in known:
                hint = tables.nearest(value, known)
                raise traitlets.TraitError(
                    f'evidence: {name} holds "{value}"; expected values that a claim has{hint}'
                )
        return [value for value in known if value in values]

    # What is shown.

    @property
    def claims(self) -> pd.DataFrame:
        """The claims that the reader sees, in the order of the list."""
        return self.all_claims[self._fits(self.state())]

    def _fits(self, state: dict) -> pd.Series:
        frame = self.all_claims
        fits = pd.Series(True, index=frame.index)
        for facet, column in FILTER["facets"].items():
            if state[facet]:
                chosen = set(state[facet])
                fits &= ~frame[column].map(
                    lambda cell, chosen=chosen: chosen.isdisjoint(cell.split())
                )
        for word in normal(state["text"]).split():
            fits &= frame[FILTER["text"]].str.contains(word, regex=False)
        return fits

    def counts(self, facet: str) -> dict[str, int]:
        """Return for each value of a facet how many claims it alone would leave there."""
        others = self.all_claims[self._fits({**self.state(), facet: []})]
        found = others[FILTER["facets"][facet]].str.split().explode().value_counts()
        return {option.value: int(found.get(option.value, 0)) for option in self.options(facet)}

    def options(self, facet: str) -> tuple[Option, ...]:
        """Return the values of a facet that some claim has, with the words for them."""
        return self._options[facet]

    def _found(self, facet: str) -> tuple[Option, ...]:
        words = _labels(facet)
        order = {value: place for place, value in enumerate(words)}
        cells = self.all_claims[FILTER["facets"][facet]].str.split().explode().dropna()
        found = sorted(dict.fromkeys(cells), key=lambda value: order.get(value, len(order)))
        return tuple(Option(value, words.get(value, value)) for value in found)

    # What stands around the picture.

    def presets(self) -> list[tuple[str, dict]]:
        """Return the questions that people ask, and the way back."""
        known = set(self.all_claims["topic"])
        asked = [
            (label, {**EVERYTHING, "topic": [topic]}) for label, topic in PRESETS if topic in known
        ]
        return [*asked, ("Show all claims", EVERYTHING)]

    def questions(self) -> Iterable[Question]:
        """Ask what the claims are about, what they rest on, who makes them and what came later."""

        def several(facet: str, label: str) -> Control:
            return Control("several", facet, label, self.options(facet))

        words = Control("text", "text", "Words on the card", hint="such as admissions")
        yield Question(
            "What about?", (words, several("topic", "Topic"), several("about", "Place or model"))
        )
        yield Question(
            "On what ground?", (several("ground", "Ground"), several("stance", "Stance"))
        )
        yield Question("Who says so?", (several("who", "Who speaks"), several("source", "Source")))
        if self.options("later"):
            yield Question("What was found later?", (several("later", "Found later"),))

    def words(self) -> Words:
        """Return what is said around the figure."""
        frame = self.all_claims
        tenths = round(10 * (frame["ground"] == NOTHING).mean())
        sources = frame["source"].nunique()
        return Words(
            title=f"About {tenths} in 10 claims come with nothing offered for them",
            subtitle=f"Each mark is one claim in {sources} source{'' if sources == 1 else 's'}. "
            "A row is a topic. A column is what the source rests the claim on.",
            description=f"Marks by topic and ground. {sentences(self.claims, len(frame))[0]}",
            key=(
                *((key, f"{label.lower()}") for key, label in STANCES.items()),
                *((key, label.lower()) for key, label in LATER.items()),
                ("nothing", "nothing offered"),
                ("something", "expertise, document or case"),
                ("data", "data"),
            ),
            notes=(
                "A ground says what the passage rests the claim on. It does not say whether the "
                "claim is true. A claim with nothing offered may be right.",
                "Found later: each kind of outcome is one mark. A claim that one finding bears "
                "out and another qualifies has two marks.",
                "Supports means that the claim says the arrangement works, helps or is safe. "
                "Contests means that it says it fails, harms or is risky. Uncertain means that it "
                "says this is not known, or depends.",
            ),
        )

    def sources(self) -> list[dict]:
        """Return the sources of the claims and of what was found later."""
        known, found = around().sources, around().found
        used = set(self.all_claims["source"])
        used |= {row["source"] for claim in self.all_claims["id"] for row in found.get(claim, [])}
        rows = [known[source] for source in used if source in known]
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or "", row["id"]))

    def sentences(self) -> list[str]:
        """Say what is shown."""
        return sentences(self.claims, len(self.all_claims))

    def brought(self) -> str:
        """Return the name of the claims of one's own, if these are shown."""
        return "claims" if self._brought else ""

    def facts(self) -> dict:
        """Return the filter with each claim's values as numbers, and the words of the sentence."""
        speakers = list(dict.fromkeys(self.all_claims["speaker"]))
        return {
            "facets": {
                facet: {"values": [option.value for option in self.options(facet)],
                        "rows": self._codes(facet)}
                for facet in FILTER["facets"]
            },
            "speakers": [speakers.index(speaker) for speaker in self.all_claims["speaker"]],
            "grounds": list(GROUNDS),
            "kinds": [(kind, plural) for kind, (_, plural) in SPEAKERS.items()],
            "fates": [(how, label.lower()) for how, label in LATER.items()],
            "everything": EVERYTHING,
        }  # fmt: skip

    def _codes(self, facet: str) -> list:
        """Return the places of a claim's values among the options: a number, or a list of them."""
        place = {option.value: i for i, option in enumerate(self.options(facet))}
        cells = self.all_claims[FILTER["facets"][facet]].str.split()
        codes = [[place[value] for value in cell] for cell in cells]
        return [code[0] if len(code) == 1 else code for code in codes]

    # The picture.

    def signals(self) -> dict:
        """Return which marks are shown, the number above each column, and the bars of speakers."""
        fits, frame = self._fits(self.state()), self.claims
        return {
            "shown": fits.astype(int).tolist(),
            "heads": [
                *(int((frame["ground"] == ground).sum()) for ground in GROUNDS),
                int((frame["later"] != "").sum()),
            ],
            "relies": [_parts(frame[frame["who"] == kind]) for kind in self._kinds()],
        }

    def _kinds(self) -> list[str]:
        return [option.value for option in self.options("who")]

    def spec(self) -> dict:
        """Return the chart, as tall as its rows are."""
        return {**super().spec(), "height": self._layout["height"]}

    def datasets(self) -> dict[str, list[dict]]:
        """Return marks, words, lines and bars, each where it stands."""
        return {name: self._layout[name] for name in ("marks", "texts", "lines", "bars")}

    @functools.cached_property
    def _layout(self) -> dict:
        """Return every thing in the picture with its place, in units from the top left."""
        picture = {"marks": [], "texts": list(_heads()), "lines": [], "bars": []}
        top = HEAD
        for topic, rows in self.all_claims.groupby("topic", sort=False):
            picture["lines"].append({"y": top - 3})
            picture["texts"].append(_text(TOPICS[topic], 0, top + 9, bold=True))
            marks = list(_row_marks(rows, top + LABEL))
            picture["marks"] += marks
            top = max(mark["y"] for mark in marks) + STEP / 2 + GAP
        picture["lines"].append({"y": top - 3})
        picture["texts"].append(
            _text("Claims with nothing offered, by who speaks", 0, top + 22, True)
        )
        top += 34
        for place, kind in enumerate(self._kinds()):
            picture["texts"].append(_text(SPEAKERS[kind][0], 0, top + 6))
            picture["texts"].append(
                {"what": "share", "k": place, "x": WIDTH, "y": top + 6, "words": ""}
            )
            picture["bars"] += [{"k": place, "part": part, "y": top + 17} for part in range(3)]
            top += BAR_ROW
        return {**picture, "height": round(top, 1)}

    @classmethod
    def chart(cls) -> alt.LayerChart:
        """Return the marks by topic and ground, and below them the bars by kind of speaker."""
        params = (alt.param(name=name) for name in ("shown", "heads", "relies"))
        layers = (*_line_layers(), *_mark_layers(), *_text_layers(), *_bar_layers())
        return alt.layer(*layers).add_params(*params).properties(width=WIDTH, height=100)

    # The table and the list.

    def table(self) -> Table:
        """Return how many claims rest on what, by topic and stance and by kind of speaker."""
        columns = {"name": "Topic or speaker", "stance": "Stance",
                   **{key: ground.label for key, ground in GROUNDS.items()}}  # fmt: skip
        frame = self.claims
        counts = Counter(zip(frame["topic"], frame["stance"], frame["ground"], strict=True))
        counts += Counter(zip(frame["who"], frame["ground"], strict=True))

        def row(name: str, stance: str, address: str, *key: str) -> dict:
            cells = {ground: counts[(*key, ground)] for ground in GROUNDS}
            return {"when": "", "id": address, "name": name, "stance": stance, **cells}

        rows = [
            row(topic.label, label, f"topic {topic.value} {stance}", topic.value, stance)
            for topic in self.options("topic")
            for stance, label in STANCES.items()
        ]
        rows += [
            row(kind.label, "All", f"who {kind.value}", kind.value) for kind in self.options("who")
        ]
        return Table(columns, rows)

    def groups(self) -> Iterable[tuple[str, str, list[dict]]]:
        """Yield each topic, the words for it, and its cards."""
        claims = self.all_claims.set_index("id")[["claim", "name"]].to_dict("index")
        known = around()
        for topic, rows in self.all_claims.groupby("topic", sort=False):
            yield (
                topic,
                TOPICS[topic],
                [_card(row, claims, known) for row in rows.to_dict("records")],
            )

    @property
    def everything(self) -> dict:
        """The setting that shows all claims."""
        return EVERYTHING


def _labels(facet: str) -> dict[str, str]:
    """Return the words for the values of a facet, in the order in which they are offered."""
    return {
        "topic": TOPICS,
        "ground": {key: ground.label for key, ground in GROUNDS.items()},
        "stance": STANCES,
        "who": {kind: label for kind, (label, _) in SPEAKERS.items()},
        "about": around().names,
        "source": around().labels,
        "later": LATER,
    }[facet]


def _parts(frame: pd.DataFrame) -> list[int]:
    """Return how many claims offer nothing, something other than data, and data."""
    nothing, data = (int(frame["ground"].isin(each).sum()) for each in ([NOTHING], DATA))
    return [nothing, len(frame) - nothing - data, data]


# A card of the list --------------------------------------------------------------------------


def _card(row: dict, claims: dict[str, dict], known: Tables) -> dict:
    """Return what a card says of a claim; it links to claims that stand in the same list."""
    claim, source = row["id"], known.sources.get(row["source"], {"url": None})
    passage = source["url"] and row["anchor"] and passage_url(source["url"], row["anchor"])
    return {
        **row,
        "stance_words": STANCES[row["stance"]],
        "source_label": known.labels.get(row["source"], row["source"]),
        "address": passage or source["url"],
        "thread": [
            *_links(known.answers.get(claim, []), "answers", 0, claims),
            *_links(known.answered.get(claim, []), "claim", 1, claims),
        ],
        "found": [_finding(each, known) for each in known.found.get(claim, [])],
    }


def _links(rows: list[dict], end: str, side: int, claims: dict[str, dict]) -> Iterable[dict]:
    for row in rows:
        if row[end] in claims:
            yield {
                "how": ANSWERS[row["how"]][side],
                "id": row[end],
                # Once, at the claim that is answered: the other card is a click away.
                "why": row["why"] if side else "",
                **claims[row[end]],
            }


def _finding(row: dict, known: Tables) -> dict:
    source = known.sources[row["source"]]
    by = [row["authors"] or source["publisher"], row["date"] and say_date(row["date"])]
    return {**row, "how": LATER[row["how"]], "by": ", ".join(filter(None, by)),
            "study": row["study"] or source["title"], "url": source["url"]}  # fmt: skip


# The marks and layers of the picture ---------------------------------------------------------


def _columns() -> dict[str, tuple[float, float]]:
    """Return where each column begins and how wide it is."""
    widths = {**{key: ground.width for key, ground in GROUNDS.items()}, "later": LATER_WIDTH}
    starts, left = {}, 0
    for key, width in widths.items():
        starts[key] = (left, width)
        left += width
    return starts


def _heads() -> Iterable[dict]:
    heads = [ground.head for ground in GROUNDS.values()] + [LATER_HEAD]
    for place, ((left, _), (first, second)) in enumerate(
        zip(_columns().values(), heads, strict=True)
    ):
        yield {"what": "head", "words": first, "x": left, "y": 10}
        yield {"what": "head", "words": second, "x": left, "y": 22}
        yield {"what": "count", "n": place, "x": left, "y": 37, "words": ""}


def _text(words: str, x: float, y: float, bold: bool = False) -> dict:
    return {"what": "bold" if bold else "plain", "words": words, "x": x, "y": y}


def _row_marks(rows: pd.DataFrame, top: float) -> Iterable[dict]:
    """Yield the marks of a topic, each column filled from the left and then downwards."""
    stances = list(STANCES)
    placed: dict[str, int] = {}
    for i, row in sorted(rows.iterrows(), key=lambda item: stances.index(item[1]["stance"])):
        yield _mark(int(i), row["stance"], row["ground"], placed, top)
    for how in LATER:
        for i in rows.index[rows["later"].str.split().map(lambda fates, how=how: how in fates)]:
            yield _mark(int(i), how, "later", placed, top)


def _mark(i: int, mark: str, column: str, placed: dict[str, int], top: float) -> dict:
    left, width = _columns()[column]
    place = placed[column] = placed.get(column, -1) + 1
    down, along = divmod(place, int((width - 4) // STEP))
    return {"i": i, "mark": mark, "x": round(left + (along + 0.5) * STEP, 1),
            "y": round(top + (down + 0.5) * STEP, 1)}  # fmt: skip


def _at(chart: alt.Chart, **channels) -> alt.Chart:
    """Place what a chart draws by the units in its data."""
    pixels = {"scale": None, "axis": None}
    return chart.encode(x=alt.X("x:Q", **pixels), y=alt.Y("y:Q", **pixels), **channels)


def _line_layers() -> Iterable[alt.Chart]:
    lines = alt.Chart(alt.NamedData("lines"))
    y = alt.Y("y:Q", scale=None, axis=None)
    yield lines.mark_rule(color=GREY, opacity=0.25, x=0, x2=WIDTH).encode(y=y)


def _mark_layers() -> Iterable[alt.Chart]:
    def marks(kind: str, shape: str, **style) -> alt.Chart:
        chart = alt.Chart(alt.NamedData("marks")).transform_filter(f"datum.mark == '{kind}'")
        return chart.mark_point(shape=shape, size=MARK, opacity=1, **style)

    # The opacity of a fill or a line: that of a whole mark would take the browser a layer each.
    faded = alt.condition("shown[datum.i]", alt.value(1), alt.value(FADED))
    for kind, (shape, color) in SHAPES.items():
        yield _at(marks(kind, shape, color=color, filled=True), fillOpacity=faded)
    for kind, path in FATES.items():
        lines = marks(kind, path, color=GREY, filled=False, strokeWidth=1.6)
        yield _at(lines, strokeOpacity=faded)


def _text_layers() -> Iterable[alt.Chart]:
    texts = alt.Chart(alt.NamedData("texts"))

    def of(what: str, **style) -> alt.Chart:
        style = {"align": "left", "fontSize": FONT, "color": GREY, **style}
        return texts.transform_filter(f"datum.what == '{what}'").mark_text(**style)

    yield _at(of("plain"), text="words:N")
    yield _at(of("bold", fontWeight="bold"), text="words:N")
    yield _at(of("head", fontSize=HEAD_FONT), text="words:N")
    count = of("count", fontWeight="bold", color=BLUE).transform_calculate(words="heads[datum.n]")
    yield _at(count, text="words:N")
    share = of("share", align="right").transform_calculate(
        all="relies[datum.k][0] + relies[datum.k][1] + relies[datum.k][2]",
        words="datum.all ? relies[datum.k][0] + ' of ' + datum.all : 'none shown'",
    )
    yield _at(share, text="words:N")


def _bar_layers() -> Iterable[alt.Chart]:
    """Return the three parts of a kind's claims as parts of one length: hollow, dark, bright."""
    parts = "relies[datum.k]"
    ends = [f"{parts}[0]", f"{parts}[0] + {parts}[1]", f"{parts}[0] + {parts}[1] + {parts}[2]"]
    styles = [
        {"fillOpacity": 0, "stroke": GREY, "strokeWidth": 1},
        {"color": GREY},
        {"color": ORANGE, "height": BAR + 4},  # taller: on dark it is as light as its neighbour
    ]
    for part, style in enumerate(styles):
        start = ends[part - 1] if part else "0"
        bars = (
            alt.Chart(alt.NamedData("bars"))
            .transform_filter(f"datum.part == {part}")
            .transform_calculate(
                x=f"{WIDTH} * ({start}) / max(1, {ends[2]})",
                x2=f"{WIDTH} * ({ends[part]}) / max(1, {ends[2]})",
            )
            .transform_filter("datum.x2 > datum.x")
        )
        yield _at(bars.mark_bar(**{"height": BAR, **style}), x2="x2:Q")
