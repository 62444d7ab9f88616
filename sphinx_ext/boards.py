"""The boards as a page: an address for each, what it came from and became, and what was said of it.

A board of 2022 whose people were all in one board of 2026, alone, is told once, under both
addresses. What was said is tied by ids: by the area that a row is about, an article names or a
printed figure counts. No name is looked for in a text.
"""

import functools
import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from widgets import tables
from widgets.about import areas_of_rows
from widgets.boards import BEFORE, DATES, FIRST, NOW, PLAN, Boards, Step, boards
from widgets.core.formats import about, join, percent, position, say_date
from widgets.tiles import Cell, tiles

from .diagrams import by_id, picture
from .disputes import as_what
from .rendering import render
from .voices import sources

MANY = 10  # areas that a row is about

# How each kind of area that lies inside another is called after its name.
INSIDE = {"ics-first": "first system", "place": "place", "partnership": "partnership"}


def known() -> Boards:
    """Return the boards of the tables."""
    return boards(tables.snapshot())


def as_said(areas: Boards, **values) -> dict:
    """Return the values of a template with what each of ours needs to say numbers and names."""
    common = {"names": areas.names, "people": areas.people, "rows": by_id("footprints")}
    words = {"about": about, "percent": percent, "join": join, "say_date": say_date}
    return common | words | {"parts": areas.parts, "address": address} | values


def address(area: str) -> str:
    """Return where an area is told of: a board at its own place, another in the picture above."""
    row = by_id("footprints")[area]
    return f"../data/footprints.html#{area}" if row["kind"] == "ics-first" else f"#{area}"


def every_board(year: str, cite: Callable) -> Markup:
    """Return the boards of a year, each with its address: of 2022 those that changed.

    Parameters
    ----------
    year : str
        "2026", or "2022" for those that no board of 2026 is the same as.
    cite : callable
        Returns the citation of a source and, where one is given, of words in it.

    Raises
    ------
    LookupError
        For another year.
    """
    areas = known()
    some = {"2026": areas.at(NOW), "2022": earlier(areas)}.get(year)
    if some is None:
        raise LookupError(f'"{year}" is neither 2022 nor 2026')
    values = as_said(
        areas, told=[(board, said_of(areas, board)) for board in some], cite=cite,
        councils=areas.councils if year == "2022" else areas.councils_since_2023,
        same=areas.same, stage=areas.stage, found_later=found_later,
        sources=sources(), PLAN=PLAN, FIRST=FIRST, BEFORE=BEFORE, NOW=NOW,
    )  # fmt: skip
    return Markup(render("boards.html", **values).replace("&#39;", "’"))


def earlier(areas: Boards) -> list[str]:
    """Return the boards of 2022 that no board of 2026 is the same as."""
    return [board for board in areas.at(BEFORE) if not areas.same(board, NOW)]


# What was said ---------------------------------------------------------------------------------


def said_of(areas: Boards, board: str) -> dict:
    """Return what is said of a board, and of what came before it, where the tables tie it to them.

    Returns
    -------
    dict
        ``named``: by each of the five articles, the areas that it names. ``claims``: by who speaks
        of what. ``sizes``: by area, figures as they were printed. ``events`` and ``places``: rows
        of those tables, an event with which of several areas it is told for.
        ``findings``: those that bear on none of the claims. A board of 2026 that has others before
        it leaves to them what is not about itself.
    """
    before = areas.same(board, BEFORE) if areas.stage(board) == NOW else board
    told = list(dict.fromkeys([board, *(areas.told_at(before) if before else [])]))
    rows = by_id("footprints")
    named: dict[str, list[str]] = {}
    for area in told:
        for source in (rows[area]["named_in"] or "").split():
            named.setdefault(source, []).append(rows[area]["name"])
    claims: dict[str, list[dict]] = {}
    for row, about_it in rows_on("claims", told):
        of = [called(area) for area in about_it]
        claims.setdefault(f"{speaks(row)} on {join(of)}", []).append(row)
    told_of = {finding["id"] for some in claims.values() for row in some
               for _, finding in found_later(row)}  # fmt: skip
    sizes: dict[str, list[dict]] = {}
    for row, [area] in rows_on("populations", told):
        if row["wording"]:
            sizes.setdefault(called(area), []).append(row)
    return {
        "named": {source: list(dict.fromkeys(names)) for source, names in named.items()},
        "claims": claims,
        "sizes": sizes,
        "events": [(row, meant(row, some)) for row, some in rows_on("events", told)],
        "places": [row for row, _ in rows_on("places", told)],
        "findings": [row for row, _ in rows_on("findings", told) if row["id"] not in told_of],
    }


def rows_on(table: str, told: list[str]) -> Iterator[tuple[dict, list[str]]]:
    """Yield the rows of a table that are about some of the areas, each with which.

    A row about many areas, such as that of all boards that were joined, tells of none in itself.
    """
    of_rows = areas_of_rows(tables.snapshot())[table]
    for key, row in by_id(table).items():
        some = [area for area in of_rows[key] if area in told]
        if some and len(of_rows[key]) < MANY:
            yield row, some


def meant(event: dict, some: list[str]) -> str:
    """Return which of the areas of an event are those told of here, if it has several."""
    every = areas_of_rows(tables.snapshot())["events"][event["id"]]
    if len(every) < 2:
        return ""
    return f"Here: {join(called(area) for area in some)}, of {len(every)} areas meant."


def speaks(claim: dict) -> str:
    """Return who makes a claim, and as what."""
    speaker = by_id("speakers")[claim["speaker"]]
    return f"{speaker['name'].removesuffix(' (unsigned)')} ({as_what(claim, speaker)})"


def found_later(claim: dict) -> list[tuple[dict, dict]]:
    """Return the findings that bear on a claim, each with how it does."""
    links = (link for link in tables.records("found_later") if link["claim"] == claim["id"])
    return [(link, by_id("findings")[link["finding"]]) for link in links]


def called(area: str) -> str:
    """Return the name of an area, and what it is where that is no board and no area of 2016."""
    row = by_id("footprints")[area]
    what = INSIDE.get(row["kind"])
    return f"{row['name']} ({what})" if what else row["name"]


# Pictures --------------------------------------------------------------------------------------


@picture("moves")
def moves(**_):
    """Return what became of all areas from one date to the next, drawn where lines moved."""
    areas = known()
    steps = [areas.step(*DATES[:2]), areas.step(*DATES[1:])]
    most = max(part.whole for step in steps for board in step.joined
               for part in areas.parts(board, step.start))  # fmt: skip
    return as_said(
        areas, steps=[(step, *lines(areas, step)) for step in steps], at=areas.at, PLAN=PLAN,
        place=functools.partial(place, areas), width=lambda people: position(people / most),
        lasting=[area for area in areas.at(PLAN) if areas.same(area, NOW)],
        sources=sources_of("council_flows"),
    )  # fmt: skip


def sources_of(table: str) -> list[dict]:
    """Return the sources on which all rows of a table rest, for ``cite``."""
    named = [{row["source"], *(row["more_sources"] or "").split()} for row in tables.records(table)]
    return [{"source": source} for source in sorted(set.intersection(*named))]


def place(areas: Boards, area: str, board: str) -> Markup:
    """Return the address of an area of 2016, which stands once: where most of its people went."""
    its_own = areas.stage(area) == PLAN and areas.heir(area, BEFORE) == board
    return Markup(' id="{}"').format(area) if its_own else Markup()


def lines(areas: Boards, step: Step) -> tuple[list, list, list]:
    """Return the areas of a step by how they are told: kept the name, got another, lost people."""
    names = areas.names
    pairs = [(areas.same(area, step.start), area) for area in step.kept]
    lost = [(areas.parts(area, step.start)[0], area) for area in step.lost]
    return (
        [pair for pair in pairs if names[pair[0]] == names[pair[1]]],
        [pair for pair in pairs if names[pair[0]] != names[pair[1]]],
        lost,
    )


YEARS = {"2016": PLAN, "2022": BEFORE, "2026": NOW}
SIDES = {"n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0)}


@picture("tiles")
def map_of_cells(**_):
    """Return a map of equal cells for each date; a cell leads to who has most of its people."""
    areas = known()
    at = tiles(tables.snapshot())
    maps = [(year, date, cells_of(areas, at, date)) for year, date in YEARS.items()]
    return as_said(
        areas,
        maps=maps,
        letters=letters,
        at=areas.at,
        shown="2026",
        PLAN=PLAN,
        sources=sources_of("councils"),
    )


def cells_of(areas: Boards, at: dict[str, Cell], date: int) -> list[dict]:
    """Return the cells of a date from the top left: whose each is, and on which sides it goes on.

    Of the cells of one board that hang together, that bears the name which has most people.
    """
    whose = {cell: areas.heir(area, date) for area, cell in at.items()}
    on = {cell: [side for side, other in beside(cell).items() if whose.get(other) == board]
          for cell, board in whose.items()}  # fmt: skip
    named, seen = set(), set()
    for area in sorted(at, key=areas.people.get, reverse=True):
        if at[area] not in seen:
            named.add(at[area])
            seen |= hanging(at[area], on)
    return [
        {"cell": cell, "board": board, "named": cell in named, "on": on[cell]}
        for cell, board in sorted(whose.items(), key=lambda item: item[0][::-1])
    ]


def hanging(start: Cell, on: dict[Cell, list[str]]) -> set[Cell]:
    """Return the cells that hang together with one, itself too."""
    cells = [start]
    for cell in cells:  # which grows on the way
        cells += [beside(cell)[side] for side in on[cell] if beside(cell)[side] not in cells]
    return set(cells)


def beside(cell: Cell) -> dict[str, Cell]:
    """Return the cells at the four sides of a cell."""
    return {side: (cell[0] + right, cell[1] + down) for side, (right, down) in SIDES.items()}


def letters(name: str) -> str:
    """Return a name in at most three letters, for where there is no room: initials, or "Dev"."""
    words = re.findall(r"[A-Z]\w+", name.removeprefix("The "))
    return words[0][:3] if len(words) == 1 else "".join(word[0] for word in words[:3])
