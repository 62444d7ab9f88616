"""The boards of 2022 and 2026: whose people each has, what it came from and what became of it.

All of it follows from ``data/council_flows.csv``, whose people are the residents of mid-2020 at
every date, so that people do not seem to move when only lines did.
"""

import functools
from collections import Counter
from dataclasses import dataclass

from . import tables
from .topics.areas.model import STAGES, Way, ways

PLAN, FIRST, BEFORE, NOW = range(len(STAGES))  # 2016, the first systems, July 2022, April 2026
DATES = (PLAN, BEFORE, NOW)  # at which all of England lay in one area or another


@dataclass(frozen=True)
class Part:
    """The people that an area has in common with another.

    Parameters
    ----------
    area : str
        The other area.
    people : int
        Those who are in both.
    whole : int
        All people of the other area.
    """

    area: str
    people: int
    whole: int

    @property
    def share(self) -> float:
        """These people as a share of the other area."""
        return self.people / self.whole


@dataclass(frozen=True)
class Council:
    """A council, or as much of it as lies in one area.

    Parameters
    ----------
    name : str
    share : float
        The part of its people who are in the area.
    parts : tuple of str
        Which part of it that is, in words; empty for a whole council.
    way : str
        The id of a row of ``council_flows``, at which the finder opens.
    joined : str
        The council that took its place in April 2023; empty where it goes on.
    """

    name: str
    share: float
    parts: tuple[str, ...]
    way: str
    joined: str = ""


@dataclass(frozen=True)
class Step:
    """What became of all areas from one date to the next.

    Parameters
    ----------
    start, end : int
        The dates, two of ``DATES``.
    kept : tuple of str
        The areas at the end that have the people of one earlier area, all of them and no others.
    joined : tuple of str
        Those with people of several areas, or of a part of one that others did not keep.
    lost : tuple of str
        Those with people of one area alone, some of whose people went elsewhere.
    """

    start: int
    end: int
    kept: tuple[str, ...]
    joined: tuple[str, ...]
    lost: tuple[str, ...]


class Boards:
    """The areas of England at each stage, and the people that any two of them share.

    Parameters
    ----------
    snapshot : tables.Snapshot

    Attributes
    ----------
    names : dict of str to str
        The name of each area by its id.
    people : dict of str to int
        How many people each has.
    """

    def __init__(self, snapshot: tables.Snapshot):
        known = ways(snapshot)
        self.names, self.people = known.names, known.people
        self._ways = list(known.ways.values())
        self._footprints = {row["id"]: row for row in snapshot.records("footprints")}
        self._joined = {
            row["name"]: row["council_2023_name"]
            for row in snapshot.records("councils")
            if row["council_2023_code"] != row["ltla22_code"]
        }
        self._stage = {area: n for way in self._ways for n, area in enumerate(way.areas) if area}

    def stage(self, area: str) -> int:
        """Return when an area stood, as its place in ``STAGES``."""
        return self._stage[area]

    def at(self, stage: int) -> list[str]:
        """Return all areas of a stage in the order of their names."""
        found = (area for area, its in self._stage.items() if its == stage)
        return sorted(found, key=self.names.get)

    def ways_of(self, area: str) -> list[Way]:
        """Return the councils of an area, each with its way."""
        return [way for way in self._ways if way.areas[self.stage(area)] == area]

    def parts(self, area: str, stage: int) -> list[Part]:
        """Return the areas of a stage with which an area shares people, most people first."""
        found: Counter = Counter()
        for way in self.ways_of(area):
            if way.areas[stage]:
                found[way.areas[stage]] += way.people
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Part(other, people, self.people[other]) for other, people in ordered]

    def councils(self, area: str) -> list[Council]:
        """Return the councils of an area, and of those that it has not whole, which part."""
        all_of_it = Counter()
        for way in self._ways:
            all_of_it[way.council] += way.people
        here: dict[str, list[Way]] = {}
        for way in self.ways_of(area):
            here.setdefault(way.council, []).append(way)
        councils = []
        for name, some in sorted(here.items()):
            people = sum(way.people for way in some)
            whole = people == all_of_it[name]
            parts = () if whole else tuple(way.part for way in some)
            largest = max(some, key=lambda way: way.people)
            joined = self._joined.get(name, "")
            councils.append(Council(name, people / all_of_it[name], parts, largest.id, joined))
        return councils

    def councils_since_2023(self, area: str) -> dict[str, list[Council]]:
        """Return the councils of an area by the name of what they are since April 2023."""
        found: dict[str, list[Council]] = {}
        for each in sorted(self.councils(area), key=lambda each: each.joined or each.name):
            found.setdefault(each.joined or each.name, []).append(each)
        return found

    # What became of what.

    def is_one(self, area: str, other: str) -> bool:
        """Tell whether two areas of different dates have the same people."""
        return self.ways_of(area) == self.ways_of(other)

    def same(self, area: str, stage: int) -> str:
        """Return the area of another stage that has the same people; "" if there is none."""
        parts = self.parts(area, stage)
        return parts[0].area if parts and self.is_one(area, parts[0].area) else ""

    def step(self, start: int, end: int) -> Step:
        """Return what became of the areas of one date by another."""
        kept, joined, lost = [], [], []
        for area in self.at(end):
            several = len(self.parts(area, start)) > 1
            kind = kept if self.same(area, start) else joined if several else lost
            kind.append(area)
        return Step(start, end, tuple(kept), tuple(joined), tuple(lost))

    def heir(self, area: str, stage: int) -> str:
        """Return the area of a later stage that has most people of an earlier one."""
        return self.parts(area, stage)[0].area

    def told_at(self, board: str) -> list[str]:
        """Return the areas of which a board of 2022 tells what was said, itself first.

        They are the areas before it of whose people it has the most, and the places and
        partnerships that the tables put inside those.
        """
        earlier = [
            part.area
            for stage in (PLAN, FIRST)
            for part in self.parts(board, stage)
            if self.heir(part.area, BEFORE) == board
        ]
        told = [board, *earlier]
        for area in told:  # which grows on the way
            told += [row["id"] for row in self._footprints.values() if row["parent"] == area]
        return told


@functools.lru_cache(maxsize=2)
def boards(snapshot: tables.Snapshot) -> Boards:
    """Return the boards that the tables hold."""
    return Boards(snapshot)
