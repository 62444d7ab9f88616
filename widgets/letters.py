"""What some letters mean in a document: :func:`which`.

The rules stand in ``data/clues.csv``, each with its reason and its source, and passages that show
a meaning in ``data/examples.csv`` and ``data/names.csv``. Here is only how they are weighed;
``topics/names/which.js`` does the same in the browser.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from . import tables
from .core.dates import read_date
from .core.messages import Messages, Saying, say

OTHER, CANNOT_TELL = "other", "cannot-tell"
SAID = (
    Path(__file__).parent / "topics" / "names" / "words.ftl"
)  # what an answer says of its reasons
ENOUGH = 2  # points that a meaning must have, and by which it must lead: one clue, no mere leaning
WORDS = re.compile(r"[^\W_]+|/")
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Example:
    """A passage that shows a use of the letters.

    Parameters
    ----------
    words : str
        Three to eight exact words, or "" where only the source is known.
    source : str
        The id of the source.
    title, publisher, date, url : str or None
        What is known of it.
    """

    words: str
    source: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None


@dataclass(frozen=True)
class Answer:
    """What some letters mean, and why.

    Parameters
    ----------
    letters : str
        The letters as the tables write them.
    meaning : str
        The id of a row of the names table, ``"other"`` or ``"cannot-tell"``.
    plain : str
        The meaning in plain words; for ``"other"`` the thing meant.
    why : str
        The reasons; for ``"cannot-tell"`` also what would tell.
    example : Example or None
        A passage that shows this use; None for ``"cannot-tell"``.
    points : dict of str to int
        How much speaks for each meaning.
    clues : tuple of str
        The ids of the rules of ``data/clues.csv`` that spoke.
    """

    letters: str
    meaning: str
    plain: str
    why: str
    example: Example | None
    points: dict[str, int] = field(default_factory=dict)
    clues: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.letters}: {self.plain} ({self.meaning}). {self.why}"


@dataclass(frozen=True)
class Rules:
    """The rules of some letters, ready to be tried on words.

    Parameters
    ----------
    rows : tuple of dict
        The rows of the table.
    patterns : dict of str to (str, str)
        By the id of a row with words: the expression for words in small letters, and for words as
        they stand; "" where there is none.
    """

    rows: tuple[dict, ...]
    patterns: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Weighed:
    """The rules that spoke, and the meaning that has enough of them; ``"cannot-tell"`` for none.

    Parameters
    ----------
    meaning : str
        The id of a row of the names table, ``"other"`` or ``"cannot-tell"``.
    points : dict of str to int
        How much speaks for each meaning.
    spoke, tells : list of dict
        The rows that count, and those that say what would tell.
    words : dict of str to str
        By the id of a row that spoke: the words in which it found its clue, "" for a date alone.
    """

    meaning: str
    points: dict[str, int]
    spoke: list[dict]
    tells: list[dict]
    words: dict[str, str]


def which(letters: str, date: str | dt.date | None = None, words: str = "") -> Answer:
    """Tell which meaning some letters have in a document.

    Every rule of ``data/clues.csv`` whose words are found, or whose dates hold that of the
    document, gives its points to a meaning. A meaning is the answer if it has at least two points
    and leads by at least two; otherwise it cannot be told.

    Parameters
    ----------
    letters : str
        ICP, STP, ICS, ACS, ICO, ACO, ICB, IHO, MCP, PACS, PCN or section 75, in capitals or not.
    date : str, datetime.date or None
        The date of the document as exactly as it is known: "2018", "2018-05" or "2018-05-03", or
        as people write it, "May 2018" or "3/5/2018", the day first. None if it is not known.
    words : str
        Words around the letters, and the letters themselves, as they stand there.

    Returns
    -------
    Answer
        With ``meaning``, ``why`` and ``example``.

    Raises
    ------
    ValueError
        If there are no rules for the letters, or the date is none.

    Examples
    --------
    >>> which("ICP", "2019-06", "the ICP contract was put out to tender").meaning
    'icp-provider'
    >>> which("ICP", "2019-06").meaning
    'cannot-tell'
    """
    snapshot = tables.snapshot()
    known = _known(letters, rules(snapshot))
    first, last = iso_span(date)
    if not isinstance(words or "", str):
        raise ValueError(f"words: found {words!r}; expected text")
    found = weigh(rules(snapshot)[known], known, words or "", first, last)
    mine = [row for row in found.spoke if row["meaning"] == found.meaning]
    told = found.meaning != CANNOT_TELL
    return Answer(
        known,
        found.meaning,
        plain_of(snapshot, mine[0]) if told else "cannot be told",
        _messages().fill(why(snapshot, found)),
        example(snapshot, mine[0]) if told else None,
        found.points,
        tuple(row["id"] for row in found.spoke),
    )


@functools.cache
def _messages() -> Messages:
    return Messages(SAID)


def span(date: str | dt.date | None) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """Return the first and the last day that a date may mean.

    Raises
    ------
    ValueError
        If it cannot be read as a date, or the calendar does not have it.

    Examples
    --------
    >>> span("2018-02")
    (datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    """
    if date is None or date == "":
        return None, None
    text = date.isoformat()[:10] if isinstance(date, dt.date) else date
    parts = PARTIAL.fullmatch(iso(text)) if isinstance(text, str) else None
    if not parts:
        expected = "a date as exact as it is known, such as 2018, May 2018 or 2018-05-03"
        raise ValueError(f"date: found {date!r}; expected {expected}")
    year, month, day = (int(part) if part else None for part in parts.groups())
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"date: found {date!r}; expected a day of the calendar") from None
    if day:
        return first, first
    if month:
        return first, (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)
    return first, dt.date(year, 12, 31)


def iso(text: str) -> str:
    """Return a date as ISO writes it; "" if the text is none."""
    text = text.strip()
    return text if PARTIAL.fullmatch(text) else read_date(text) or ""


def _known(letters: str, rules: dict) -> str:
    """Return letters as the tables write them."""
    if isinstance(letters, str):
        plain = re.sub(r"[^a-z0-9]", "", letters.casefold())
        for known in rules:
            alone = known.casefold().replace(" ", "")
            short = alone.replace("section", "s")
            if plain in {alone, short, f"{alone}s", alone.replace("section", "sections")}:
                return known
    expected = f"one of {', '.join(rules)}"
    hint = tables.nearest(letters.upper(), rules) if isinstance(letters, str) else ""
    raise ValueError(f"letters: found {letters!r}; expected {expected}{hint}")


# How words are compared ---------------------------------------------------------------------------


def reduced(words: str, letters: str) -> str:
    """Return words with one space round each and no signs but slashes; the letters become ``_``.

    Examples
    --------
    >>> reduced("The ICP’s (draft) contract", "ICP")
    ' The _ draft contract '
    """
    text = re.sub(r"['’‘]", "", unicodedata.normalize("NFKC", words))
    text = f" {' '.join(WORDS.findall(text))} "
    plain = re.escape(letters)
    if letters.startswith("section"):
        plain = rf"(?:{plain}|{plain.replace('section', 'sections')}|s 75|s75)"
    text = re.sub(rf"(?i) {plain}[0-9]{{2,}}(?= )", " _#", text)
    return re.sub(rf"(?i) {plain}s?(?= )", " _", text)


def pattern(clue: str, systems: str) -> tuple[str, bool]:
    """Return the expression that finds a clue in reduced words, and whether capitals count."""
    exact = clue.replace("SYSTEM", "") != clue.replace("SYSTEM", "").lower()
    found = ""
    for word in clue.split(" "):
        if word == "...":
            found += r"(?: \S+){0,4}"
        elif word == "SYSTEM":
            found += f" (?:{systems})"
        else:
            found += " " + word.replace("*", r"\S*")
    return f"{found}(?= )", exact


@functools.lru_cache(maxsize=2)
def rules(snapshot: tables.Snapshot) -> dict[str, Rules]:
    """Return the rules of each of the letters."""
    systems = "|".join(
        reduced(row["name"], "ICP").strip().lower()
        for row in snapshot.records("footprints")
        if row["kind"] in ("icb-2022", "icb-2026")
    )
    found: dict[str, list[dict]] = {}
    for row in snapshot.records("clues"):
        found.setdefault(row["letters"], []).append(row)
    return {
        letters: Rules(tuple(rows), {row["id"]: _patterns(row, systems) for row in rows})
        for letters, rows in found.items()
    }


def _patterns(row: dict, systems: str) -> tuple[str, str]:
    made = [pattern(clue, systems) for clue in (row["clue"] or "").split("; ") if clue]
    folded, exact = ([each for each, case in made if case == kind] for kind in (False, True))
    return "|".join(folded), "|".join(exact)


def iso_span(date: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that a date may mean, as text; see :func:`span`."""
    return _iso(*span(date))


def _iso(first: dt.date | None, last: dt.date | None) -> tuple[str | None, str | None]:
    return (first and first.isoformat()), (last and last.isoformat())


# How rules are weighed ----------------------------------------------------------------------------


def weigh(
    rules: Rules, letters: str, words: str, first: str | None, last: str | None
) -> Weighed:  # fmt: skip
    """Return the rules that speak for a document, and what they come to.

    Parameters
    ----------
    rules : Rules
        Those of the letters.
    letters, words : str
        As :func:`which` takes them.
    first, last : str or None
        The first and the last day that the date of the document may mean, ISO.
    """
    text = reduced(words, letters)
    spoke, tells, points, found = [], [], {}, {}
    for row in rules.rows:
        if not row["weight"]:
            tells.append(row)
            continue
        clue = _found(rules.patterns[row["id"]], text) if _in_time(row, first, last) else None
        if clue or (clue == "" and not row["clue"]):
            spoke.append(row)
            found[row["id"]] = clue.replace("_#", f"{letters}…").replace("_", letters)
            points[row["meaning"]] = points.get(row["meaning"], 0) + row["weight"]
    ranked = sorted(points, key=lambda meaning: -points[meaning])
    most, second = ([points[each] for each in ranked] + [0, 0])[:2]
    meaning = ranked[0] if most >= ENOUGH and most - second >= ENOUGH else CANNOT_TELL
    spoke.sort(key=lambda row: -row["weight"])
    return Weighed(meaning, points, spoke, tells, found)


def _found(patterns: tuple[str, str], text: str) -> str:
    """Return the words of a reduced text in which a clue is found, "" where it is not."""
    folded = text.lower()
    for pattern, tried in zip(patterns, (folded, text), strict=True):
        if pattern and (match := re.search(pattern, tried)):
            # As they stand there, unless small letters took more room than the capitals.
            return (text if len(text) == len(folded) else tried)[slice(*match.span())].strip()
    return ""


def _in_time(row: dict, first: str | None, last: str | None) -> bool:
    """Tell whether a row holds: for words if it may, for a date alone if it must."""
    if first is None:
        return bool(row["clue"])
    after, before = bounds(row)
    return last >= after and first <= before if row["clue"] else first >= after and last <= before


def bounds(row: dict) -> tuple[str, str]:
    """Return the first and the last day of a row, ISO."""
    after, before = _iso(span(row["not_before"])[0], span(row["not_after"])[1])
    return after or dt.date.min.isoformat(), before or dt.date.max.isoformat()


def why(snapshot: tables.Snapshot, found: Weighed) -> Saying:
    """Return the reasons as a saying of the names figure."""
    by_meaning: dict[str, list[dict]] = {}
    for row in found.spoke:
        by_meaning.setdefault(row["meaning"], []).append(row)
    said = _reasons(found, by_meaning.pop(found.meaning, []))
    if found.meaning != CANNOT_TELL:
        against = _reasons(found, (row for rows in by_meaning.values() for row in rows))
        return say("why", said=[*said, *([say("against", said=against)] if against else [])])
    for rows in by_meaning.values():
        said.append(
            say("speaks-for", plain=plain_of(snapshot, rows[0]), said=_reasons(found, rows))
        )
    return say("why", said=[*said, *_reasons(found, found.tells)])


def _reasons(found: Weighed, rows: Iterable[dict]) -> list[Saying | str]:
    """Return each reason once, with the words that the first of its rows found."""
    firsts: dict[str, dict] = {}
    for row in rows:
        firsts.setdefault(row["reason"], row)
    return [_reason(row, found.words.get(row["id"], "")) for row in firsts.values()]


def _reason(row: dict, words: str) -> Saying | str:
    reason = row["reason"]
    return say("for-words", reason=reason.removesuffix("."), words=words) if words else reason


def plain_of(snapshot: tables.Snapshot, row: dict) -> str:
    """Return what a row speaks for, in plain words."""
    return row["thing"] or _names(snapshot).get(row["meaning"], {"plain": ""})["plain"]


@functools.lru_cache(maxsize=2)
def _names(snapshot: tables.Snapshot) -> dict[str, dict]:
    return {row["id"]: row for row in snapshot.records("names")}


def example(snapshot: tables.Snapshot, row: dict) -> Example:
    """Return a passage with a row's meaning: of its own table, of the name, or of the rule."""
    sources = _sources(snapshot)
    if found := _examples(snapshot).get((row["meaning"], row["thing"])):
        return _shown(found["anchor"], sources[found["source"]])
    name = _names(snapshot).get(row["meaning"])
    if name and name["anchor"]:
        return _shown(name["anchor"], sources[name["source"]])
    return _shown("", sources[row["source"]])


@functools.lru_cache(maxsize=2)
def _examples(snapshot: tables.Snapshot) -> dict[tuple[str, str], dict]:
    """Return the first example of each meaning, or of each other thing."""
    rows = reversed(snapshot.records("examples"))
    return {(row["meaning"], row["thing"]): row for row in rows}


@functools.lru_cache(maxsize=2)
def _sources(snapshot: tables.Snapshot) -> dict[str, dict]:
    return {row["id"]: row for row in snapshot.records("sources")}


def _shown(words: str, source: dict) -> Example:
    return Example(
        words, source["id"], source["title"], source["publisher"], source["date"], source["url"]
    )
