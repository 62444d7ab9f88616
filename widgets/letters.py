"""What some letters mean in a document: :func:`which`.

The rules stand in ``data/clues.csv``, each with its reason and its source, and passages that show
a meaning in ``data/examples.csv`` and ``data/names.csv``. Here is only how they are weighed.
"""

import datetime as dt
import functools
import re
import unicodedata
from dataclasses import dataclass, field

from . import tables

OTHER, CANNOT_TELL = "other", "cannot-tell"
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
    """The rules of some letters, ready to be tried on words."""

    rows: tuple[dict, ...]
    patterns: dict[str, tuple[tuple[re.Pattern, bool], ...]]


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
        The date of the document as exactly as it is known: "2018", "2018-05" or "2018-05-03".
        None if it is not known.
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
    known = _known(letters, _all_rules(snapshot))
    first, last = span(date)
    if not isinstance(words or "", str):
        raise ValueError(f"words: found {words!r}; expected text")
    found = _found(_all_rules(snapshot)[known], known, words or "", first, last)
    return _answer(snapshot, known, found)


def span(date: str | dt.date | None) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """Return the first and the last day that a date may mean.

    Raises
    ------
    ValueError
        If it is no date of the calendar, or not written as 2018, 2018-05 or 2018-05-03.

    Examples
    --------
    >>> span("2018-02")
    (datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    """
    if date is None or date == "":
        return None, None
    text = date.isoformat()[:10] if isinstance(date, dt.date) else date
    parts = PARTIAL.fullmatch(text.strip()) if isinstance(text, str) else None
    if not parts:
        expected = "a date as exact as it is known, written 2018, 2018-05 or 2018-05-03"
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
    text = re.sub(rf"(?i)(?<= ){plain}[0-9]{{2,}}(?= )", "_#", text)
    return re.sub(rf"(?i)(?<= ){plain}s?(?= )", "_", text)


def pattern(clue: str, systems: str) -> tuple[re.Pattern, bool]:
    """Return what finds a clue in reduced words, and whether capitals count."""
    exact = clue.replace("SYSTEM", "") != clue.replace("SYSTEM", "").casefold()
    found = ""
    for word in clue.split(" "):
        if word == "...":
            found += r"(?: \S+){0,4}"
        elif word == "SYSTEM":
            found += f" (?:{systems})"
        else:
            found += " " + re.escape(word).replace(r"\*", r"\S*")
    return re.compile(f"{found}(?= )"), exact


@functools.lru_cache(maxsize=2)
def _all_rules(snapshot: tables.Snapshot) -> dict[str, Rules]:
    systems = "|".join(
        re.escape(reduced(row["name"], "ICP").strip().casefold())
        for row in snapshot.records("footprints")
        if row["kind"] in ("icb-2022", "icb-2026")
    )
    found: dict[str, list[dict]] = {}
    for row in snapshot.records("clues"):
        found.setdefault(row["letters"], []).append(row)
    return {
        letters: Rules(
            tuple(rows),
            {
                row["id"]: tuple(pattern(clue, systems) for clue in row["clue"].split("; "))
                for row in rows
                if row["clue"]
            },
        )
        for letters, rows in found.items()
    }


def _found(rules: Rules, letters: str, words: str, first: dt.date | None, last: dt.date | None):
    """Return the rows that speak."""
    exact = reduced(words, letters)
    folded = exact.casefold()
    return [
        row
        for row in rules.rows
        if _in_time(row, first, last)
        and (
            not row["clue"]
            or any(
                each.search(exact if case else folded) for each, case in rules.patterns[row["id"]]
            )
        )
    ]


def _in_time(row: dict, first: dt.date | None, last: dt.date | None) -> bool:
    """Tell whether a row holds: for words if it may, for a date alone if it must."""
    if not row["weight"]:
        return True
    if first is None:
        return bool(row["clue"])
    after = span(row["not_before"])[0] or dt.date.min
    before = span(row["not_after"])[1] or dt.date.max
    if row["clue"]:
        return last >= after and first <= before
    return first >= after and last <= before


# How rules are weighed ----------------------------------------------------------------------------


def _answer(snapshot: tables.Snapshot, letters: str, found: list[dict]) -> Answer:
    points: dict[str, int] = {}
    for row in found:
        if row["weight"]:
            points[row["meaning"]] = points.get(row["meaning"], 0) + row["weight"]
    ranked = sorted(points, key=lambda meaning: -points[meaning])
    most, second = ([points[each] for each in ranked] + [0, 0])[:2]
    clues = tuple(row["id"] for row in found if row["weight"])
    meaning = ranked[0] if most >= ENOUGH and most - second >= ENOUGH else CANNOT_TELL
    spoke = sorted((row for row in found if row["weight"]), key=lambda row: -row["weight"])
    if meaning == CANNOT_TELL:
        why = _why_not(snapshot, spoke, found)
        return Answer(letters, meaning, "cannot be told", why, None, points, clues)
    mine = [row for row in spoke if row["meaning"] == meaning]
    against = [row for row in spoke if row["meaning"] != meaning]
    why = " ".join(dict.fromkeys(row["reason"] for row in mine))
    if against:
        why += " Against it: " + " ".join(dict.fromkeys(row["reason"] for row in against))
    plain = mine[0]["thing"] or _names(snapshot)[meaning]["plain"]
    return Answer(letters, meaning, plain, why, _example(snapshot, mine), points, clues)


def _why_not(snapshot: tables.Snapshot, spoke: list[dict], found: list[dict]) -> str:
    names = _names(snapshot)
    said = [row["reason"] for row in spoke if row["meaning"] == CANNOT_TELL]
    for meaning in dict.fromkeys(row["meaning"] for row in spoke):
        if meaning != CANNOT_TELL:
            rows = [row for row in spoke if row["meaning"] == meaning]
            plain = rows[0]["thing"] or names[meaning]["plain"]
            said.append(f"For “{plain}”: {' '.join(dict.fromkeys(row['reason'] for row in rows))}")
    tells = [row["reason"] for row in found if not row["weight"]]
    return " ".join([*dict.fromkeys(said), *tells])


@functools.lru_cache(maxsize=2)
def _names(snapshot: tables.Snapshot) -> dict[str, dict]:
    return {row["id"]: row for row in snapshot.records("names")}


def _example(snapshot: tables.Snapshot, mine: list[dict]) -> Example:
    """Return a passage with the meaning: of its own table, of the name, or the rule's source."""
    row = mine[0]
    sources = {each["id"]: each for each in snapshot.records("sources")}
    for each in snapshot.records("examples"):
        if (each["meaning"], each["thing"]) == (row["meaning"], row["thing"]):
            return _shown(each["anchor"], sources[each["source"]])
    name = _names(snapshot).get(row["meaning"])
    if name and name["anchor"]:
        return _shown(name["anchor"], sources[name["source"]])
    return _shown("", sources[row["source"]])


def _shown(words: str, source: dict) -> Example:
    return Example(
        words, source["id"], source["title"], source["publisher"], source["date"], source["url"]
    )
