"""What each of the letters stood for on any day: :func:`as_of`.

The lives of the things stand in ``data/lives.csv``, how many there were in ``data/counts.csv``,
and the dates of both in ``data/events.csv``. No date is more exact than its source: an event known
by its month has happened for sure when the month is over, and counts from then on.
"""

import functools
from dataclasses import dataclass
from datetime import date

from . import tables
from .core.formats import join, people

LAST_KNOWN = "e-2026-not-yet-law"  # the event that the facts reach; chapters print its date

# What stands in each part of the picture, in its order.
PURPOSES = {
    "plans": "Plans for an area",
    "buys": "Buys local care",
    "gives": "Gives care, side by side",
    "contract": "One contract for all of it",
}
STANDINGS = {
    "law": "set up by law",
    "agreement": "by agreement, not in law",
    "paper": "on paper: planned, or no holder found",
    "soft": "only the year is known",
}


@dataclass(frozen=True)
class State:
    """One state of one thing, and the span in which it stood.

    Parameters
    ----------
    thing : dict
        The row of the names table.
    standing : str
        "law", "agreement" or "paper".
    words : str
        The state in a few words.
    starts, ends : str or None
        Dates as exact as their source; None where there is none.
    row : dict
        The row that the start rests on: an event, or the name itself.
    """

    thing: dict
    standing: str
    words: str
    starts: str | None
    ends: str | None
    row: dict

    def stands_on(self, day: date) -> bool:
        """Tell whether the thing stands in this state on a day, as far as is known for sure."""
        begun = self.starts is None or surely(self.starts) <= day
        return begun and (self.ends is None or day < surely(self.ends))


@dataclass(frozen=True)
class Line:
    """One line of the picture: a thing, or a thing and what it became under the same letters."""

    id: str
    purpose: str
    states: tuple[State, ...]

    @property
    def letters(self) -> str:
        """Return the letters, or the term where it has none."""
        thing = self.states[-1].thing
        return thing["abbreviation"] or thing["term"].split(" (")[0]

    @property
    def plain(self) -> str:
        """Return in plain words what it was, and what it became."""
        return ", then ".join(dict.fromkeys(state.thing["plain"] for state in self.states))

    @property
    def span(self) -> str:
        """Return its years: "2015 to 2021", "since 2022", "since 2021, in law since 2022"."""
        first, last = self.states[0].starts, self.states[-1].ends
        law = next((state.starts for state in self.states if state.standing == "law"), None)
        if first and law and not last and first[:4] != law[:4]:
            return f"since {first[:4]}, in law since {law[:4]}"
        if first and last:
            return f"{first[:4]} to {last[:4]}"
        return f"since {first[:4]}" if first else f"until {last[:4]}" if last else ""

    def on(self, day: date) -> State | None:
        """Return the state of the line on a day."""
        return next((state for state in self.states if state.stands_on(day)), None)


@dataclass(frozen=True)
class Count:
    """How many there were of something from an event on."""

    number: int
    unit: str
    thing: str
    event: dict


@dataclass(frozen=True)
class AsOf:
    """What stood on a day.

    Parameters
    ----------
    day : datetime.date
        The day.
    turning : dict or None
        The row of the latest event that changed the picture.
    states : dict
        What stood on each line, by the line's id; a line that did not stand has none.
    counts : dict
        How many there were, by the id of what was counted.
    says : dict
        What the picture says of each line in a few words, by the line's id.
    """

    day: date
    turning: dict | None
    states: dict
    counts: dict
    says: dict

    def meanings(self, letters: str) -> list[dict]:
        """Return the names for which a paper of that day may have used some letters."""
        return [
            row
            for row in _read(tables.edition()).names.values()
            if row["abbreviation"] == letters
            and (row["valid_from"] is None or surely(row["valid_from"]) <= self.day)
            and (row["valid_to"] is None or self.day < surely(row["valid_to"]))
        ]

    def what_is_meant(self, letters: str) -> str:
        """Return in plain words what a paper of that day meant by some letters."""
        plain = [thing["plain"] for thing in self.meanings(letters)]
        return join(dict.fromkeys(plain), "or") or "nothing yet, as far as we found"


def surely(text: str) -> date:
    """Return the first day on which something of this date has happened for sure.

    Examples
    --------
    >>> surely("2018-05-03"), surely("2018-05"), surely("2018")
    (datetime.date(2018, 5, 3), datetime.date(2018, 6, 1), datetime.date(2019, 1, 1))
    """
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day)
    return date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)


def held(row: dict) -> str:
    """Return when a name was in use for sure, as "first day/day after", or "" if nothing is known.

    Examples
    --------
    >>> held({"valid_from": "2018-02-02", "valid_to": "2022-07"})
    '2018-02-02/2022-08-01'
    """
    ends = [row["valid_from"], row["valid_to"]]
    return "/".join(surely(each).isoformat() if each else "" for each in ends) if any(ends) else ""


def first(text: str) -> date:
    """Return the earliest day that a date may mean."""
    return date.fromisoformat((text + "-01-01")[:10])


def lines() -> list[Line]:
    """Return every line, those of one purpose together."""
    return _read(tables.edition()).lines


def counts() -> list[Count]:
    """Return every count, the earliest first."""
    return _read(tables.edition()).counts


def turning_points() -> list[dict]:
    """Return the events at which the picture changes, the earliest first."""
    return _read(tables.edition()).turning


@dataclass(frozen=True)
class _Read:
    """What the tables hold of lives, as they stood at one moment."""

    names: dict
    lines: list[Line]
    counts: list[Count]
    turning: list[dict]


@functools.lru_cache(maxsize=4)
def _read(_edition):
    events = {row["id"]: row for row in tables.records("events")}
    names = {row["id"]: row for row in tables.records("names")}
    figures = {row["id"]: row for row in tables.records("figures")}
    rows = tables.records("lives")
    found: dict[tuple, list[State]] = {}
    for row in rows:
        thing = names[row["thing"]]
        own = [each["id"] for each in rows if each["thing"] == row["thing"]]
        # The dates of a name are the start of its first state and the end of its last.
        from_name = thing["valid_from"] if row["id"] == own[0] else None
        to_name = thing["valid_to"] if row["id"] == own[-1] else None
        state = State(
            thing,
            row["standing"],
            row["state"],
            events[row["starts"]]["date"] if row["starts"] else from_name,
            events[row["ends"]]["date"] if row["ends"] else to_name,
            events[row["starts"]] if row["starts"] else thing,
        )
        found.setdefault((row["line"], thing["purpose"]), []).append(state)
    used = {row[column] for row in rows for column in ("starts", "ends")}
    numbers = [
        Count(
            int(figures[row["figure"]]["figure"]), row["unit"], row["thing"], events[row["event"]]
        )
        for row in tables.records("counts")
    ]
    used |= {count.event["id"] for count in numbers}
    whole = [Line(name, purpose, tuple(states)) for (name, purpose), states in found.items()]
    whole.sort(key=lambda line: list(PURPOSES).index(line.purpose))
    numbers.sort(key=lambda count: surely(count.event["date"]))
    turning = sorted((events[key] for key in used if key), key=lambda row: surely(row["date"]))
    return _Read(names, whole, numbers, turning)


def reach(snapshot: tables.Snapshot | None = None) -> str:
    """Return the last day that the facts reach, such as "2026-09-30".

    Parameters
    ----------
    snapshot : tables.Snapshot, optional
        The tables of a figure; else as they stand now.
    """
    return _reach(snapshot or tables.snapshot())


@functools.lru_cache(maxsize=4)
def _reach(snapshot):
    dates = {row["id"]: row["date"] for row in snapshot.records("events")}
    return dates[LAST_KNOWN]


def as_of(day: date | str) -> AsOf:
    """Return what each of the letters stood for on a day.

    Parameters
    ----------
    day : datetime.date or str
        The day; a text is read as ISO, "2018-03-01".

    Returns
    -------
    AsOf
        The states, the numbers, and the latest event that changed them.

    Examples
    --------
    >>> as_of("2018-03-01").counts["ics-non-statutory"].number
    10
    """
    day = date.fromisoformat(day) if isinstance(day, str) else day
    past = [row for row in turning_points() if surely(row["date"]) <= day]
    so_many = {each.thing: each for each in counts() if surely(each.event["date"]) <= day}
    states = {line.id: state for line in lines() if (state := line.on(day))}
    says = {line.id: _says(line, states.get(line.id), so_many, day) for line in lines()}
    return AsOf(day, past[-1] if past else None, states, so_many, says)


def _says(line: Line, state: State | None, so_many: dict, day: date) -> str:
    """Return the state of a line in words: "by agreement, 10 systems", "not yet", "then ICS"."""
    if state is None:
        begun = line.states[0].starts is None or surely(line.states[0].starts) <= day
        return f"then {_successor(line)}" if begun and _successor(line) else "not yet"
    # A number holds for as long as the standing does: nobody counts anew when only a name changes.
    alike = [each.thing["id"] for each in line.states if each.standing == state.standing]
    found = [so_many[thing] for thing in alike if thing in so_many]
    if not found:
        return state.words
    count = max(found, key=lambda each: surely(each.event["date"]))
    said = f"{people(count.number)} {count.unit}"
    return said if count.unit.startswith(state.words) else f"{state.words}, {said}"


def _successor(line: Line) -> str:
    """Return the letters of what came after a line, or ""."""
    names = _read(tables.edition()).names
    after = (line.states[-1].thing["replaced_by"] or "").split()
    found = (names[key]["abbreviation"] or names[key]["term"].split(" (")[0] for key in after)
    return join(found)
