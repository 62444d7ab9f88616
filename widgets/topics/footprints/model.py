"""The calculation behind footprint sizes. ``model.js`` does the same in the browser.

The numbers stand in ``data/footprints.csv`` (which areas there are), ``data/populations.csv`` (how
many people, who says so) and ``data/flows.csv`` (where the people of 2016 are found later).
"""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from ... import tables
from ...core.messages import Saying, say
from ...core.sources import names_of

VIEWS = ("ics-first", "stp-2016", "icb-2022", "icb-2026")

# The date of the residents' count that is drawn. The systems of 2016 to 2018 are counted in the
# year the five articles speak of, the boards at the census; a note on the figure says so.
COUNTED_ON = {"icb-2022": "2021-03-21", "icb-2026": "2021-03-21"}
COUNTED_OTHERWISE = "2018-06-30"

YARDSTICKS = ("place-salford", "ics-greater-manchester")


@dataclass(frozen=True)
class Published:
    """A number of people that somebody published; a bound that was not given is None."""

    wording: str
    low: int | None
    central: int | None
    high: int | None
    source: str


@dataclass(frozen=True)
class Area:
    """An area, its number of residents (None where it is not known) and who counted them."""

    id: str
    name: str
    kind: str
    parent: str | None
    people: int | None
    counted_by: str | None
    published: tuple[Published, ...]


@dataclass(frozen=True)
class Flow:
    """The people of a footprint of 2016 (mid-2020 residents) who are found in a later board."""

    year: int
    board: str
    people: int
    share: float
    source: str


@dataclass(frozen=True)
class Sizes:
    """The tables side by side.

    Parameters
    ----------
    areas : dict of str to Area
        Every area by id, the largest first.
    flows : dict of str to list of Flow
        By footprint of 2016; the earlier year first, then the larger share.
    sources : dict of str to dict
        The rows of the sources table that these rest on.
    source_names : dict of str to str
        The names of these sources.
    """

    areas: dict[str, Area]
    flows: dict[str, list[Flow]]
    sources: dict[str, dict]
    source_names: dict[str, str]

    def of_kind(self, kind: str) -> list[Area]:
        """Return the areas of one kind, largest first."""
        return [area for area in self.areas.values() if area.kind == kind]

    def counted(self, kind: str) -> list[Area]:
        """Return the areas of one kind whose number of residents is known, largest first."""
        return [area for area in self.of_kind(kind) if area.people]

    def inside(self, area: Area) -> Iterable[Area]:
        """Yield every area inside an area, at whatever depth, each before those inside it."""
        for other in self.areas.values():
            if other.parent == area.id:
                yield other
                yield from self.inside(other)

    def nearest(self, population: int, kind: str, but: str = "", count: int = 2) -> list[Area]:
        """Return the areas of one kind whose size is nearest to a number, by ratio.

        Parameters
        ----------
        population : int
            People.
        kind : str
            A kind of footprint, one of ``VIEWS``.
        but : str
            The id of an area to leave out, with its namesakes of other years.
        count : int
            How many.

        Returns
        -------
        list of Area
            Nearest first; those equally near in the order of their ids.
        """
        others = [area for area in self.counted(kind) if not self._is_namesake(area.id, but)]
        # The larger over the smaller, and no logarithm: equal ratios stay equal to the last bit.
        ratio = {
            area.id: max(area.people / population, population / area.people) for area in others
        }
        return sorted(others, key=lambda area: (ratio[area.id], area.id))[:count]

    def team_size(self) -> tuple[int, int]:
        """Return how few and how many people a neighbourhood team serves, as published."""
        [published] = self.areas["neighbourhood"].published
        return published.low, published.high

    # Sayings.

    def say_show(self, kind: str) -> Saying:
        """Return how far apart the sizes of one kind of footprint are."""
        most, *_, least = self.counted(kind)
        return say(
            "show", kind=kind, least=least.name, few=least.people, most=most.name,
            many=most.people, ratio=most.people / least.people,
        )  # fmt: skip

    def say_mine(self, population: int | None, kind: str, area: str = "") -> Saying | None:
        """Return what a number of people is like; None where there is no number.

        Parameters
        ----------
        population : int or None
            People.
        kind : str
            The kind of footprint to set it beside, one of ``VIEWS``.
        area : str
            The id of the area whose number it is, if it is one's.
        """
        if population is None:
            return None
        near = self.nearest(population, kind, area)
        values = {
            "population": population,
            "near": [say("near", name=each.name, people=each.people) for each in near],
            **teams(population, *self.team_size()),
            "compared": [self._compared_with(each, population) for each in YARDSTICKS
                         if not self._is_namesake(each, area)],
        }  # fmt: skip
        if area:
            return say("mine-area", area=self.areas[area].name, **values)
        return say("mine", **values)

    def _is_namesake(self, one: str, other: str) -> bool:
        """Tell whether two ids stand for one place, at one time or at two."""
        return bool(other) and self.areas[one].name == self.areas[other].name

    def _compared_with(self, yardstick: str, population: int) -> Saying:
        area = self.areas[yardstick]
        return say("compared-with", ratio=population / area.people, name=area.name)

    def say_origin(self, origin: str) -> Saying:
        """Return what became of a footprint of 2016."""
        first, then = (self._boards(origin, year) for year in (2022, 2026))
        return say("origin", origin=self.areas[origin].name, first=first, then=then)

    def _boards(self, origin: str, year: int) -> Saying:
        flows = [flow for flow in self.flows[origin] if flow.year == year]
        names = [self.areas[flow.board].name for flow in flows]
        if len(flows) == 1:
            return say("all-in", board=names[0])
        parts = [
            say("part-in", share=flow.share, board=name)
            for flow, name in zip(flows, names, strict=True)
        ]
        return say("parts-in", parts=parts)


def teams(population: int, few: int, many: int) -> dict[str, int]:
    """Return the least and the greatest number of neighbourhood teams that a population makes.

    Parameters
    ----------
    population : int
        People.
    few, many : int
        The smallest and the largest number of people that a team serves.

    Returns
    -------
    dict
        ``least``, at least 1, and ``most``.
    """
    least, most = (math.floor(population / size + 0.5) for size in (many, few))
    return {"least": max(least, 1), "most": most}


@functools.lru_cache(maxsize=2)
def sizes(snapshot: tables.Snapshot) -> Sizes:
    """Return the sizes that the tables hold."""
    published = snapshot.records("populations")
    areas = [_area(row, published) for row in snapshot.records("footprints")]
    areas.sort(key=lambda area: (-(area.people or 0), area.name))
    flows = _flows(snapshot.records("flows"))
    used = {number.source for area in areas for number in area.published}
    used |= {area.counted_by for area in areas if area.counted_by}
    used |= {flow.source for moved in flows.values() for flow in moved}
    rows = snapshot.records("sources")
    sources = {row["id"]: row for row in rows if row["id"] in used}
    return Sizes({area.id: area for area in areas}, flows, sources, names_of(rows))


def _area(row: dict, numbers: list[dict]) -> Area:
    mine = [number for number in numbers if number["footprint"] == row["id"]]
    date = COUNTED_ON.get(row["kind"], COUNTED_OTHERWISE)
    [counted] = [each for each in mine if not each["wording"] and each["date"] == date] or [{}]
    published = tuple(
        Published(each["wording"], each["low"], each["central"], each["high"], each["source"])
        for each in mine
        if each["wording"]
    )
    return Area(
        row["id"], row["name"], row["kind"], row["parent"],
        counted.get("central"), counted.get("source"), published,
    )  # fmt: skip


def _flows(rows: list[dict]) -> dict[str, list[Flow]]:
    moved, whole = {}, {}
    for row in rows:
        origin = row["stp_2016"]
        whole[origin] = whole.get(origin, 0) + row["population"]
        for year in (2022, 2026):
            key = (year, row[f"icb_{year}"], row["source"])
            boards = moved.setdefault(origin, {})
            boards[key] = boards.get(key, 0) + row["population"]
    return {
        origin: sorted(
            (
                Flow(year, board, count, count / whole[origin], source)
                for (year, board, source), count in boards.items()
            ),
            key=lambda flow: (flow.year, -flow.people),
        )
        for origin, boards in moved.items()
    }
