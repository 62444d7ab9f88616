"""The ways of England's councils from 2016 to 2026. ``model.js`` does the same in the browser.

The numbers stand in ``data/council_flows.csv``: residents of mid-2020 at every date, so that people
do not seem to move when only lines did.
"""

import functools
from dataclasses import dataclass

from ... import tables
from ...core.finder import Gazetteer, gazetteer
from ...core.messages import Saying, say
from ...core.sources import names_of

STAGES = ("stp_2016", "first_ics", "icb_2022", "icb_2026")  # the columns, in the order of time


@dataclass(frozen=True)
class Way:
    """A council, or a part of it, and the areas that it was in.

    Parameters
    ----------
    id, council, part : str
        ``part`` is empty for a whole council.
    people : int
    areas : tuple of str
        The id of the area at each of ``STAGES``; "" for none.
    groups : tuple of str
        The names of its clinical commissioning groups of April 2018.
    note : str
        What a reader must know of the council; "" for nothing.
    source : str
    places : tuple of str
        The ids of the places and partnerships, among the footprints, in which all of it lay in
        2018: those of every one of its groups.
    """

    id: str
    council: str
    part: str
    people: int
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    note: str
    source: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Ways:
    """The ways of all councils.

    Parameters
    ----------
    ways : dict of str to Way
    names : dict of str to str
        Of the areas.
    waves : dict of str to str
        The month in which a first system was named.
    people : dict of str to int
        Of the areas, in mid-2020.
    gazetteer : Gazetteer
    sources : list of dict
        The rows of the sources table that these rest on.
    source_names : dict of str to str
    """

    ways: dict[str, Way]
    names: dict[str, str]
    waves: dict[str, str]
    people: dict[str, int]
    gazetteer: Gazetteer
    sources: list[dict]
    source_names: dict[str, str]

    def moves(self, area: str, stage: int) -> list[tuple[str, int]]:
        """Return where the people of a footprint of 2016 are at a later stage, most first."""
        found: dict[str, int] = {}
        for way in self.ways.values():
            if way.areas[0] == area:
                found[way.areas[stage]] = found.get(way.areas[stage], 0) + way.people
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def moved(self) -> float:
        """Return the share of people whose board of 2026 has another name than that of 2022."""
        every = self.ways.values()
        other = [w.people for w in every if self.names[w.areas[2]] != self.names[w.areas[3]]]
        return sum(other) / sum(way.people for way in every)

    # Sayings.

    def say_story(self, way: Way) -> Saying:
        """Return in which areas a place was, one after the other."""
        stp, first, before, now = way.areas
        same = self.names[before] == self.names[now]
        return say(
            "story", place=self._place(way), people=way.people, stp=self.names[stp],
            first=say("in-first", system=self.names[first], wave=self.waves[first])
            if first else say("in-none"),
            before=self.names[before],
            then=say("same-board") if same else say("new-board", board=self.names[now]),
        )  # fmt: skip

    def _place(self, way: Way) -> Saying:
        if way.part:
            return say("part-of", council=way.council, part=way.part)
        return say("whole", council=way.council)

    def say_neighbours(self, way: Way) -> Saying:
        """Return what the people of its footprint became."""
        stp = self.names[way.areas[0]]
        first, then = (self._went(way.areas[0], stage) for stage in (2, 3))
        if first == then:
            return say("neighbours-stay", stp=stp, first=first)
        return say("neighbours", stp=stp, first=first, then=then)

    def _went(self, area: str, stage: int) -> Saying:
        moves = self.moves(area, stage)
        if len(moves) == 1:
            return say("all-in", board=self.names[moves[0][0]])
        whole = self.people[area]
        parts = [say("part-in", share=n / whole, board=self.names[board]) for board, n in moves]
        return say("parts-in", parts=parts)

    def say_groups(self, way: Way) -> Saying:
        """Return the groups of 2018 that it was in."""
        return say("groups", number=len(way.groups), groups=list(way.groups))

    def say_note(self, way: Way) -> Saying | None:
        """Return what else a reader must know, if anything."""
        return say("note", note=way.note) if way.note else None

    def say_now(self, way: Way) -> Saying:
        """Return the story in short."""
        stp, _, before, now = (self.names.get(area, "") for area in way.areas)
        return say("now", council=way.council, stp=stp, before=before, now=now)


@functools.lru_cache(maxsize=2)
def ways(snapshot: tables.Snapshot) -> Ways:
    """Return the ways that the tables hold."""
    councils = {row["ltla22_code"]: row for row in snapshot.records("councils")}
    groups = {row["ods_code"]: row for row in snapshot.records("ccgs")}
    footprints = snapshot.records("footprints")
    rows = snapshot.records("council_flows")
    found, people = {}, {}
    for row in rows:
        areas = tuple(row[stage] or "" for stage in STAGES)
        council = councils[row["ltla22_code"]]
        own = [groups[code] for code in row["ccgs"].split()]
        within = [(group["places"] or "").split() for group in own]
        found[row["id"]] = Way(
            row["id"], council["name"], row["part"] or "", row["population"], areas,
            tuple(group["name"] for group in own), council["note"] or "", row["source"],
            tuple(place for place in within[0] if all(place in some for some in within)),
        )  # fmt: skip
        for area in filter(None, areas):
            people[area] = people.get(area, 0) + row["population"]
    used = {each for row in rows for each in [row["source"], *row["more_sources"].split()]}
    sources = snapshot.records("sources")
    return Ways(
        found,
        {row["id"]: row["name"] for row in footprints if row["id"] in people},
        {row["id"]: row["wave"] for row in footprints if row["wave"]},
        people,
        gazetteer(snapshot),
        [row for row in sources if row["id"] in used],
        names_of(sources),
    )
