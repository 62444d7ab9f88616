"""The figure of one area: the way it took from 2016 to 2026, and who went with it."""

from collections.abc import Iterable

import altair as alt

from ...core.figure import Figure
from ...core.formats import position
from ...core.messages import say
from ...core.parts import Says, Table
from ...inputs import Place, Question
from . import chart
from .model import STAGES, Way, ways

START = "hart-fleet"  # what the figure opens on: three names in ten years
PRESETS = ("Glossop", "Lowestoft", "Harrogate", "Colchester")
BOARD = "../book/boards.html#"  # where the site tells of a board, from any page with the figure
MOST_MOVES = 4  # lines of where the people of a footprint went, for each year


class Areas(Figure):
    """The way of one area through footprint, first system and boards.

    Attributes
    ----------
    ways : Ways
        The ways of all councils.
    """

    TOPIC = "areas"
    MARKS = chart.KEY
    KEEPS = ("area", "area")

    def read(self):
        """Read the ways."""
        self.ways = ways(self.snapshot)

    @property
    def way(self) -> Way:
        """The way of the chosen place."""
        return self.ways.ways[self.area]

    def questions(self) -> Iterable[Question]:
        """Ask where."""
        place = Place(
            "area", self.say("area-label"), self.ways.gazetteer, START, self.say("area-hint")
        )
        yield Question(self.say("ask"), (place,))

    def presets(self) -> list[tuple[str, dict]]:
        """Return a few places that moved."""
        find = self.ways.gazetteer.find
        return [(name, {"area": find(name).place}) for name in PRESETS]

    def values(self) -> dict:
        """Return the share of people whose board has another name now."""
        return {"moved": self.ways.moved()}

    def says(self) -> Says:
        """Tell the story of the chosen place."""
        known, way = self.ways, self.way
        story, neighbours = known.say_story(way), known.say_neighbours(way)
        return Says(
            [story, neighbours, known.say_groups(way), known.say_note(way)],
            say("description", place=story["place"], said=[story]),
            {"now": known.say_now(way), "went": say("went", stp=neighbours["stp"])},
        )

    def facts(self) -> dict:
        """Return the areas and the ways."""
        known = self.ways
        areas = sorted(known.people)
        number = {area: n for n, area in enumerate(areas)} | {"": -1}
        groups = sorted({group for way in known.ways.values() for group in way.groups})
        return {
            "areas": [[each, known.names[each], known.waves.get(each, "")] for each in areas],
            "groups": groups,
            "ways": {
                way.id: [
                    way.council, way.part, way.people, [number[area] for area in way.areas],
                    [groups.index(group) for group in way.groups], way.note,
                ]
                for way in known.ways.values()
            },
            "most": self._most(),
        }  # fmt: skip

    def _most(self) -> int:
        return max(self.ways.people.values())

    def sources(self) -> list[dict]:
        """Return the sources of the ways."""
        return sorted(
            self.ways.sources, key=lambda row: (row["publisher"] or "", row["date"] or "")
        )

    # The picture.

    def chart(self) -> alt.LayerChart:
        """Return a bar for each area that a place was in."""
        return chart.chart(self._most())

    def datasets(self) -> dict[str, list[dict]]:
        """Return one row an area."""
        return {"areas": chart.rows(self.ways, self.attributes("stages"))}

    def signals(self) -> dict:
        """Return the areas and the people of the chosen place."""
        return {**dict(zip(chart.SIGNALS, self.way.areas, strict=True)), "own": self.way.people}

    stages = STAGES
    moves = tuple(f"{year}:{n}" for year in ("2022", "2026") for n in range(MOST_MOVES))

    def marks(self) -> dict[str, dict]:
        """Return the bars, those of where the footprint's people went, and the board's link."""
        known, way, most = self.ways, self.way, self._most()
        marks = {}
        for stage, area in zip(STAGES, way.areas, strict=True):
            whole, own = (known.people[area], way.people) if area else (0, 0)
            number = say("of-area", people=whole, share=own / whole) if area else ""
            marks |= {
                f"{stage}:name": {"text": known.names[area] if area else say("none")},
                f"{stage}:all": {"width": position(whole / most)},
                f"{stage}:own": {"width": position(own / most)},
                f"{stage}:number": {"text": number},
            }
        whole = known.people[way.areas[0]]
        for year, stage in (("2022", 2), ("2026", 3)):
            moves = known.moves(way.areas[0], stage)
            for n in range(MOST_MOVES):
                board, people = moves[n] if n < len(moves) else ("", 0)
                share, key = people / whole, f"{year}:{n}"
                to = say("moved-to", year=year, board=known.names[board]) if board else ""
                marks |= {
                    key: {"hidden": not board},
                    f"{key}:name": {"text": to},
                    f"{key}:bar": {"width": position(share)},
                    f"{key}:share": {"text": say("moved-share", share=share)},
                }
        return {**marks, "board": {"href": BOARD + way.areas[-1]}}

    # The table.

    def table(self) -> Table:
        """Return the ways of all councils."""
        rows = [self._row(way) for way in self.ways.ways.values()]
        return Table(self.attributes("columns"), rows)

    def _cited(self, source: str) -> dict:
        label = self.ways.source_names[source]
        [url] = [row["url"] for row in self.ways.sources if row["id"] == source]
        return {"label": label, "url": url, "anchor": ""}

    def _row(self, way: Way) -> dict:
        known = self.ways
        names = [known.names.get(area, "") for area in way.areas]
        return {
            "id": way.id, "place": known.gazetteer.labels[way.id],
            **dict(zip(STAGES, names, strict=True)),
            "people": way.people,
            "source": self._cited(way.source), "source_value": known.source_names[way.source],
        }  # fmt: skip
