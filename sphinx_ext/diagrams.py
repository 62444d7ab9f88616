"""The pictures of the story: small diagrams that a chapter asks for by name, drawn from tables.

A picture is a function below that takes the options of its directive and gives the values of its
template, ``templates/NAME.html``. All of them speak one language: solid is set up by law, hollow is
by agreement, dashed is on paper only, dotted is a time of which only the year is known; and each
says in words what it draws. The directive puts it on a page, ``as_markdown`` into a notebook.

What a picture shows stands in a table, with its source; its title and the sentence with its
finding stand in the chapter.
"""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from markupsafe import Markup

from widgets import lives, tables
from widgets.core.formats import say_date
from widgets.numbers import figure

from .rendering import render

PICTURES: dict[str, Callable] = {}


def picture(name: str) -> Callable:
    """Make a function a picture: the name is that of its directive and of its template."""

    def keep(function):
        PICTURES[name] = function
        return function

    return keep


def filled(name: str, title: str, options: dict[str, str], content: str = "", **more) -> Markup:
    """Return a picture as HTML; ``<slot>`` is where the text of the chapter goes.

    Parameters
    ----------
    name : str
        The name of the picture.
    title : str
        Its title, or the id that its directive is given.
    options : dict of str
        The options of its directive.
    content : str
        The text inside its directive.
    more
        Further values of its template.
    """
    values = {
        "kind": name,
        "title": title,
        "key": options.get("name") or address(title),
        "has_text": bool(content.strip()),
        "cite": cite,
        "say_date": say_date,
        "STANDINGS": lives.STANDINGS,
    }
    made = PICTURES[name](title=title, content=content, **options)
    return render(f"{name}.html", **values | made | more)


def address(title: str) -> str:
    """Return a title as the address of its picture: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).lstrip("-0123456789").rstrip("-")


def cite(*rows: dict) -> Markup:
    """Return the citations of rows of tables, as a chapter would write them, each once."""
    roles = []
    for row in rows:
        if row.get("anchor"):
            roles.append(f"{{passage}}`{row['source']} | {row['anchor']}`")
        else:
            roles.append(f"{{cite:p}}`{row['source']}`")
    return Markup("").join(Markup("<cite>{}</cite>").format(role) for role in dict.fromkeys(roles))


def known(words: str, rows: Iterable[str], what: str) -> list[str]:
    """Return words that a table must know, or raise a LookupError that names the nearest."""
    rows, found = list(rows), words.split()
    for word in found:
        if word not in rows:
            raise LookupError(f'"{word}" is not {what}{tables.nearest(word, rows)}')
    if not found:
        raise LookupError(f"its option :of: names {what}")
    return found


def by_id(name: str) -> dict[str, dict]:
    """Return the rows of a table by their ids."""
    return _by_id(name, tables.edition())


@functools.lru_cache(maxsize=64)
def _by_id(name, _edition):
    return {row["id"]: row for row in tables.records(name)}


# On a line of time -------------------------------------------------------------------------------


class Axis:
    """A line of time, from which places come as a share of its length."""

    def __init__(self, start: date, end: date):
        self.start, self.end = start, end

    def place(self, day: date) -> float:
        """Return where a day lies, in percent, at the edge if it lies outside."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(100 * min(max(share, 0), 1), 2)

    def years(self) -> list[tuple[int, float]]:
        """Return each new year with its place."""
        starts = (date(year, 1, 1) for year in range(self.start.year, self.end.year + 1))
        return [(day.year, self.place(day)) for day in starts if self.start <= day < self.end]

    def bars(self, state: lives.State) -> list[dict]:
        """Return the bars of a state: a year alone is dotted, as its day is not known."""
        starts = lives.first(state.starts) if state.starts else self.start
        ends = lives.first(state.ends) if state.ends else self.end
        sure = lives.surely(state.starts) if state.starts and len(state.starts) == 4 else starts
        parts = [("soft", starts, sure), (state.standing, sure, ends)]
        return [
            {
                "standing": standing,
                "x": self.place(a),
                "width": round(self.place(b) - self.place(a), 2),
                "words": state.words,
                "starts": months(lives.surely(state.starts)) if state.starts else None,
                "ends": months(lives.surely(state.ends)) if state.ends else None,
            }
            for standing, a, b in parts
            if a < b and self.place(b) > self.place(a)
        ]


def months(day: date) -> int:
    """Return the month of a day as a number; a day within it counts from the next one."""
    return day.year * 12 + day.month - 1 + (day.day > 1)


def day_of(text: str) -> date:
    """Return the first day of a date that an option gives."""
    try:
        return lives.first(text)
    except ValueError:
        raise LookupError(f'"{text}" is not a date such as 2018-05') from None


@picture("as-of")
def as_of(on="2018-05", **span):
    """Return every line of the lives, and what stood at each turning point."""
    axis = Axis(day_of(span.get("from", "2016")), day_of(span.get("to", "2027")))
    first, last = months(axis.start), months(axis.end)
    whole = lives.lines()
    steps = [
        {"month": max(months(lives.surely(row["date"])), first), "row": row}
        for row in lives.turning_points()
        if lives.surely(row["date"]) <= axis.end
    ]
    # Of the events before the first month the picture opens on the latest.
    early = [step for step in steps if step["month"] == first]
    steps = early[-1:] + [step for step in steps if step not in early]
    opens = months(day_of(on))
    at = max((step for step in steps if step["month"] <= opens), key=lambda step: step["month"])
    days = {step["month"]: lives.as_of(first_of(step["month"])) for step in steps}
    rows = [
        {
            "line": line,
            "bars": [bar for state in line.states for bar in axis.bars(state)],
            "says": changes({month: day.says[line.id] for month, day in days.items()}),
            "now": days[at["month"]].says[line.id],
        }
        for line in whole
    ]
    meant = changes({month: day.what_is_meant("ICP") for month, day in days.items()})
    return {
        "steps": steps, "opens": opens, "at": at, "first": first, "last": last, "axis": axis,
        "parts": parts_of(rows), "meant": meant, "icp": days[at["month"]].what_is_meant("ICP"),
        "totals": totals(opens), "now": axis.place(first_of(opens)), "date_of": date_of,
        "standings": list(lives.STANDINGS), "purposes": purposes_of(rows),
    }  # fmt: skip


def first_of(month: int) -> date:
    """Return the first day of a month that is given as a number."""
    return date(month // 12, month % 12 + 1, 1)


def date_of(month: int) -> str:
    """Return a month in words, from its first day on."""
    return say_date(first_of(month).isoformat())


def changes(said: dict[int, str]) -> list[tuple[int, str]]:
    """Return what is said from each month on at which it changes."""
    kept: list[tuple[int, str]] = []
    for month, words in sorted(said.items()):
        if not kept or kept[-1][1] != words:
            kept.append((month, words))
    return kept


def parts_of(rows: list[dict]) -> list[tuple[str, list[dict]]]:
    """Return the rows of a picture by what their things are for."""
    return [
        (words, some)
        for purpose, words in lives.PURPOSES.items()
        if (some := [row for row in rows if row["line"].purpose == purpose])
    ]


def purposes_of(rows: list[dict]) -> list[tuple[str, str]]:
    """Return the purposes of the rows of a picture with their words, for the key of its colours."""
    there = {row["line"].purpose for row in rows}
    return [(purpose, words) for purpose, words in lives.PURPOSES.items() if purpose in there]


def totals(opens: int) -> list[dict]:
    """Return how many areas and boards there were, each with the span in which it was so."""
    whole = [each for each in lives.counts() if each.unit in {"areas", "boards"}]
    starts = [months(lives.surely(each.event["date"])) for each in whole]
    return [
        {"count": each, "starts": start, "ends": end, "squares": squares(each.number, 7),
         "standing": "law" if each.unit == "boards" else "agreement",
         "on": start <= opens and (end is None or opens < end)}
        for each, start, end in zip(whole, starts, [*starts[1:], None], strict=True)
    ]  # fmt: skip


def squares(number: int, across: int = 11) -> list[tuple[int, int]]:
    """Return the places of as many squares, in rows."""
    return [(12 * (i % across), 12 * (i // across)) for i in range(number)]


@picture("lives")
def lives_of(of="", **span):
    """Return some lines of the lives, with the events that changed them below."""
    whole = {line.id: line for line in lives.lines()}
    lines = [whole[key] for key in known(of, whole, "lines of data/lives.csv")]
    starts = [state.starts for line in lines for state in line.states if state.starts]
    ends = [state.ends for line in lines for state in line.states]
    last = max([end for end in ends if end] + starts)
    start = day_of(span.get("from", min(starts)[:4]))
    end = day_of(span.get("to", f"{int(last[:4]) + 1}"))
    axis = Axis(start, end)
    rows = [
        {"line": line, "bars": [bar for state in line.states for bar in axis.bars(state)]}
        for line in lines
    ]
    drawn = {bar["standing"] for row in rows for bar in row["bars"]}
    purposes = purposes_of(rows)
    return {
        "axis": axis, "parts": parts_of(rows), "standings": in_order(drawn),
        "purposes": purposes if len(purposes) > 1 else [],
    }  # fmt: skip


def in_order(standings: set[str]) -> list[str]:
    """Return the standings that a picture draws, in the order of its key."""
    return [each for each in lives.STANDINGS if each in standings]


@picture("life")
def life(of="", **span):
    """Return how many there were of some things, as steps in time."""
    numbers = lives.counts()
    things = known(of, {each.thing for each in numbers}, "names that data/counts.csv counts")
    numbers = [each for each in numbers if each.thing in things]
    days = [lives.first(each.event["date"]) for each in numbers]
    end = day_of(span.get("to", f"{days[-1].year + 1}"))
    axis = Axis(date(days[0].year, 1, 1), end)
    highest = max(each.number for each in numbers)
    steps = []
    for each, day, until in zip(numbers, days, [*days[1:], axis.end], strict=True):
        x = axis.place(day)
        steps.append({
            "count": each, "x": x, "width": round(axis.place(until) - x, 2),
            "height": round(HEIGHT * each.number / highest, 1),
            "standing": standing_of(each.thing), "row": each.event,
        })  # fmt: skip
    label(steps)
    bands = []
    for step in steps:
        if not bands or bands[-1]["standing"] != step["standing"]:
            bands.append({"standing": step["standing"], "x": step["x"]})
    return {"steps": steps, "bands": bands, "axis": axis, "height": HEIGHT}


def label(steps: list[dict]) -> None:
    """Say where the number of each step stands, and which are left out where there is no room.

    Of two numbers that would touch on a phone the later stays, but the first of all always does;
    one that is the same as before is not written again; after a fall it stands where the step
    before does, clear of its colour.
    """
    kept = float("inf")
    for before, step in reversed([*itertools.pairwise([steps[0], *steps])]):
        again = step is not before and step["count"].number == before["count"].number
        step["shown"] = not again
        step["top"] = max(step["height"], before["height"])
        near_first = step["x"] - steps[0]["x"] < 7
        step["close"] = step is not steps[0] and (near_first or kept - step["x"] < 7)
        if not again and not step["close"]:
            kept = step["x"]


def standing_of(thing: str) -> str:
    """Return how a thing stood in the end."""
    found = [state for line in lives.lines() for state in line.states]
    return [state.standing for state in found if state.thing["id"] == thing][-1]


HEIGHT = 140  # of the highest step, in pixels


@picture("counts")
def counts(of="", **_):
    """Return how many there were at some events, one square each."""
    events = {}
    for each in lives.counts():
        events.setdefault(each.event["id"], []).append(each)
    rows = [
        [
            {"count": each, "squares": squares(each.number), "standing": standing_of(each.thing)}
            for each in sorted(events[key], key=lambda each: each.unit != "systems")
        ]
        for key in known(of, events, "events of data/counts.csv")
    ]
    return {"rows": rows}


# Boxes ------------------------------------------------------------------------------------------


@picture("seats")
def seats(of="", **_):
    """Return who sits at some tables."""
    rows = list(by_id("seats").values())
    whole = [*dict.fromkeys(row["table"] for row in rows)]
    names = by_id("names")
    lines = [(line, state) for line in lives.lines() for state in line.states]
    sets = []
    for key in known(of, whole, "tables of data/seats.csv"):
        some = [row for row in rows if row["table"] == key]
        states = [state for _, state in lines if state.thing["id"] == key]
        # A name that was only proposed is not when the table stood.
        state = next((each for each in states if each.standing != "paper"), states[0])
        half = (len(some) + 1) // 2
        sets.append({
            "thing": names[key], "state": state, "when": when(states),
            "up": some[:half], "down": some[half:],
        })  # fmt: skip
    return {"sets": sets}


def when(states: list[lives.State]) -> str:
    """Return the time in which a thing stood, such as "2 February 2018 to 1 July 2022"."""
    stood = [state for state in states if state.standing != "paper"] or states
    first, last = stood[0].starts, stood[-1].ends
    if first and last:
        return f"{say_date(first)} to {say_date(last)}"
    return f"since {say_date(first)}" if first else f"until {say_date(last)}" if last else ""


@picture("ties")
def ties(of="", **_):
    """Return who stands above whom, as trees, one part of the picture beside the other."""
    rows = list(by_id("ties").values())
    [key] = known(of, {row["picture"] for row in rows}, "a picture of data/ties.csv")
    some = [row for row in rows if row["picture"] == key]
    parts = []
    for part in dict.fromkeys(row["part"] for row in some):
        meetings, own = apart([row for row in some if row["part"] == part])
        below = {row["below"] for row in own}
        roots = dict.fromkeys(row["above"] for row in own if row["above"] not in below)
        trees = [(root, branches(root, own)) for root in roots]
        parts.append({"name": part, "trees": trees, "meetings": meetings})
    words = lives.STANDINGS | {"law": "in law, or a contract in force"}
    drawn = in_order({row["standing"] for row in some})
    return {"parts": parts, "standings": drawn, "STANDINGS": words}


def apart(rows: list[dict]) -> tuple[list[tuple[str, list[dict]]], list[dict]]:
    """Return the ties of each body in which several meet, and the ties of the trees.

    In a tree such a body would stand once below each of them, as if it were several.
    """
    counted = Counter(row["below"] for row in rows)
    meet = [name for name, number in counted.items() if number > 1]
    meetings = [(name, [row for row in rows if row["below"] == name]) for name in meet]
    return meetings, [row for row in rows if row["below"] not in meet]


def branches(above: str, rows: list[dict]) -> list[tuple[dict, list]]:
    """Return what hangs below one box, with what hangs below that."""
    return [(row, branches(row["below"], rows)) for row in rows if row["above"] == above]


# What a change is called: by a law, and by a Bill that may never be one.
CHANGES = {
    "law": {"gained": "+ Gained:", "lost": "− Lost:", "ended": "× Ended:"},
    "paper": {"gained": "+ Would gain:", "lost": "− Would lose:", "ended": "× Would end:"},
}


@picture("powers")
def powers(of="", **_):
    """Return what each body gained and lost by some laws, or would by a Bill."""
    rows, names = list(by_id("powers").values()), by_id("names")
    laws = known(of, {row["law"] for row in rows}, "laws of data/powers.csv")
    heads = [
        {
            "name": names[law]["term"] + (", if it becomes law" if standing == "paper" else ""),
            "standing": standing,
            "changes": CHANGES[standing],
        }
        for law in laws
        for standing in ["paper" if names[law]["state"] == "planned" else "law"]
    ]
    some = [row for row in rows if row["law"] in laws]
    bodies = [
        (body, [[row for row in some if (row["body"], row["law"]) == (body, law)] for law in laws])
        for body in dict.fromkeys(row["body"] for row in some)
    ]
    words = {"law": "done by an Act", "paper": "planned in a Bill, not known to be law"}
    drawn = in_order({head["standing"] for head in heads})
    return {"laws": heads, "bodies": bodies, "standings": drawn, "STANDINGS": words}


@picture("bars")
def bars(of="", **_):
    """Return some figures as bars on one scale."""
    rows = by_id("figures")
    keys = known(of, rows, "ids of data/figures.csv")
    values = [float(re.search(r"\d[\d,.]*", figure(key))[0].replace(",", "")) for key in keys]
    most = max(values)
    homes = {}
    for table in ("findings", "events", "claims", "options", "places", "populations"):
        homes |= by_id(table)
    found = [
        {"row": rows[key], "width": round(100 * value / most, 2), "source": homes[rows[key]["row"]]}
        for key, value in zip(keys, values, strict=True)
    ]
    return {"rows": found}


@picture("thing")
def thing(title="", **_):
    """Return one line of the lives as a box: its letters, and how it stands."""
    whole = {line.id: line for line in lives.lines()}
    [key] = known(title, whole, "a line of data/lives.csv")
    line = whole[key]
    standings = [state.standing for state in line.states if state.standing != "paper"]
    standing = "grew" if len(set(standings)) > 1 else (standings or ["paper"])[0]
    return {"line": line, "standing": standing, "letters": line.letters.split(" ")[0]}
