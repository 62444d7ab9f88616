"""What changes from day to day, worked out once. ``model.js`` looks it up in the browser.

The calculation is that of :mod:`widgets.lives`, asked on every day on which something changes. A
date that is known by its month or year alone counts from the day on which it is over.
"""

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ... import lives, tables
from ...core.sources import names_of

LETTERS = ("STP", "ACS", "ICS", "ICP", "ACO", "ICB", "IHO")
KINDS = ("renamed", "became", "moved", "superseded", "began", "ended")


@dataclass(frozen=True)
class Steps:
    """Something that holds from one day to the next change.

    Parameters
    ----------
    days : list of str
        The days on which it changes, ISO, the earliest first.
    values : list
        What holds from each of them on.
    """

    days: list[str]
    values: list

    def on(self, day: str, before=None):
        """Return what holds on a day; ``before`` if nothing holds yet."""
        at = bisect_right(self.days, day)
        return self.values[at - 1] if at else before

    def pairs(self) -> list[list]:
        """Return each day with what holds from it on, for the browser."""
        return [[day, value] for day, value in zip(self.days, self.values, strict=True)]


def steps(days: Iterable[str], value: Callable[[str], object]) -> Steps:
    """Return what a function gives on each day, where it differs from the day before."""
    kept: list[tuple[str, object]] = []
    for day in sorted(set(days)):
        found = value(day)
        if not kept or kept[-1][1] != found:
            kept.append((day, found))
    return Steps([day for day, _ in kept], [found for _, found in kept])


@dataclass(frozen=True)
class History:
    """Every change, by what changes.

    Parameters
    ----------
    lines : list of lives.Line
        The lines of the picture.
    says, states : dict of str to Steps
        What is said of each line in a few words, and the number of its state; -1 where it has none.
    meant : dict of str to Steps
        What each of ``LETTERS`` meant in plain words; "" where nothing is known.
    turning : list of dict
        The events at which the picture changes, with the ``day`` from which each counts.
    changes : list of (str, str, str)
        A day, one of ``KINDS``, and what changed.
    became : dict of str to Steps
        By the id of a name, the id of what stands in its place.
    names, sources : dict of str to dict
        The rows of the tables.
    source_names : dict of str to str
    """

    lines: list
    says: dict
    states: dict
    meant: dict
    turning: list
    changes: list
    became: dict
    names: dict
    sources: dict
    source_names: dict


@functools.lru_cache(maxsize=2)
def history(snapshot: tables.Snapshot, first: str, last: str) -> History:
    """Return every change from one day to another."""
    names = {row["id"]: row for row in snapshot.records("names")}
    events = {row["id"]: row for row in snapshot.records("events")}
    sources = snapshot.records("sources")
    turning = [
        {**row, "day": day}
        for row in lives.turning_points()
        if first <= (day := _day(row["date"])) <= last
    ]
    spans = (row[key] for row in names.values() for key in ("valid_from", "valid_to") if row[key])
    days = {first, *(row["day"] for row in turning), *(d for d in map(_day, spans) if d <= last)}
    days = sorted(day for day in days if day >= first)
    asked = {day: lives.as_of(day) for day in days}
    lines = lives.lines()
    things = {key: row for key, row in names.items() if row["purpose"]}
    return History(
        lines,
        {line.id: steps(days, lambda d, k=line.id: asked[d].says[k]) for line in lines},
        {line.id: steps(days, lambda d, line=line: _number(line, asked[d])) for line in lines},
        {
            letters: steps(days, lambda d, k=letters: _meant(asked[d], k))
            for letters in LETTERS
        },
        turning,
        _changes(things, names, events, first, last),
        {key: steps(days, lambda d, k=key: _heir(k, names, d)) for key in things},
        names,
        {row["id"]: row for row in sources},
        names_of(sources),
    )  # fmt: skip


def _day(text: str) -> str:
    return lives.surely(text).isoformat()


def _number(line: lives.Line, asked: lives.AsOf) -> int:
    state = asked.states.get(line.id)
    return line.states.index(state) if state else -1


def _meant(asked: lives.AsOf, letters: str) -> str:
    return asked.what_is_meant(letters) if asked.meanings(letters) else ""


def _heir(key: str, names: dict, day: str) -> str:
    """Return the id of what stands in the place of a name on a day."""
    row = names[key]
    if row["replaced_by"] and row["valid_to"] and _day(row["valid_to"]) <= day:
        return _heir(row["replaced_by"].split()[0], names, day)
    return key


def called(row: dict) -> str:
    """Return a term with its letters, as a list names it."""
    return f"{row['term']}, {row['abbreviation']}" if row["abbreviation"] else row["term"]


def _changes(things, names, events, first, last) -> list[tuple[str, str, str]]:
    """Return what began, ended or took another name; laws, and what was only planned, left out."""
    found = []
    for row in things.values():
        if row["purpose"] == "law" or row["state"] == "planned":
            continue
        if row["replaced_by"] and row["valid_to"]:
            new = names[row["replaced_by"].split()[0]]["term"]
            found.append((_day(row["valid_to"]), row["ending"], f"“{row['term']}” to “{new}”"))
        elif row["ended"]:
            found.append((_day(events[row["ended"]]["date"]), "ended", f"“{row['term']}”"))
        if row["began"] and not _goes_on(row, names):
            found.append((_day(events[row["began"]]["date"]), "began", f"“{row['term']}”"))
    return sorted(change for change in found if first < change[0] <= last)


def _goes_on(row: dict, names: dict) -> bool:
    """Tell whether a thing is one that stood before, under another name or in another shape."""
    before = (names[key] for key in (row["replaced"] or "").split())
    return any(each["began"] and each["ending"] != "moved" for each in before)
