"""The figure of footprint sizes: its questions, what it says, and its table."""

import functools
from collections.abc import Iterable

import altair as alt

from ...core.figure import Figure
from ...core.finder import POSTCODE_FINDER, find_area
from ...core.formats import about, percent, position
from ...core.messages import say
from ...core.parts import Says, Table
from ...inputs import Beside, Choice, Number, Option, Question, Tick
from . import chart, rows
from .chart import TICKS, WIDTH
from .model import VIEWS, YARDSTICKS, Area, sizes

LOW, HIGH = 1_000, 60_000_000  # what may be typed: a village to the whole of England
ORIGIN = "stp-frimley-health"  # what the figure opens on: one board in 2022, three in 2026


class Footprints(Figure):
    """How many people live in each footprint, place and partnership.

    Attributes
    ----------
    sizes : Sizes
        The areas, their numbers of people and what became of them.
    """

    TOPIC = "footprints"
    MARKS = chart.KEY
    WIDTH = WIDTH

    def read(self):
        """Read the sizes."""
        self.sizes = sizes(self.snapshot)

    # What stands around the picture.

    def questions(self) -> Iterable[Question]:
        """Ask how big each is, how big mine is, and what became of it."""
        headings = self.attributes("headings")
        views = tuple(Option(kind, headings[kind]) for kind in VIEWS)
        yield Question(
            self.say("each"),
            (
                Choice("show", self.say("show-label"), views),
                Tick("linear", self.say("linear-label")),
            ),
        )
        yield Question(self.say("mine-question"), (self._population(), self._area(headings)))
        origins = sorted(self.sizes.of_kind("stp-2016"), key=lambda area: area.name)
        options = (self._none(), *(Option(area.id, area.name) for area in origins))
        yield Question(
            self.say("became"), (Choice("origin", self.say("origin-label"), options, ORIGIN),)
        )

    def _none(self) -> Option:
        return Option("", self.say("none"))

    def _population(self) -> Number:
        return Number(
            "population", self.say("population-label"), LOW, HIGH,
            slide=(chart.AXIS_LOW, chart.AXIS_HIGH), unit=self.say("population-unit"),
            hint=self.say("population-hint"),
        )  # fmt: skip

    def _area(self, headings: dict[str, str]) -> Choice:
        options = [
            Option(area.id, area.name, heading)
            for kind, heading in headings.items()
            for area in sorted(self.sizes.counted(kind), key=lambda area: area.name)
        ]
        people = {option.value: self.sizes.areas[option.value].people for option in options}
        return Choice(
            "area", self.say("area-label"), (self._none(), *options),
            implies=("population", people), finder=self._finder(),
        )  # fmt: skip

    def _finder(self) -> Beside:
        return Beside(
            self.say("place-label"), self.say("place-hint"), "show",
            lambda asked: find_area(self.snapshot, asked, self.show), POSTCODE_FINDER,
        )  # fmt: skip

    def says(self) -> Says:
        """Answer the three questions in words."""
        show = self.sizes.say_show(self.show)
        mine = self.sizes.say_mine(self.population, self.show, self.area)
        origin = self._became(self.origin) if self.origin else None
        now = {**(mine or show), "say": "now-mine" if mine else "now"}
        texts = {"title": {**show, "say": "title-now"}, "now": now}
        return Says([show, mine, origin], say("description", said=[show, mine]), texts)

    def _became(self, origin: str) -> str:
        return self.as_text(self.sizes.say_origin(origin))

    def facts(self) -> dict:
        """Return the areas, and what is said of one choice alone."""
        sizes = self.sizes
        counted = (area for area in sizes.areas.values() if area.people)
        return {
            "areas": {area.id: [area.name, area.kind] for area in counted},
            "team": sizes.team_size(),
            "yardsticks": YARDSTICKS,
            "axis": [chart.AXIS_LOW, chart.AXIS_HIGH],
            "ticks": [chart.TICKS, chart.EVEN_TICKS],
            "edge": rows.EDGE,
            "show": {kind: sizes.say_show(kind) for kind in VIEWS},
            "origin": {origin: self._became(origin) for origin in sorted(sizes.flows)},
        }

    def sources(self) -> list[dict]:
        """Return the sources of every number, by publisher and date."""
        rows = self.sizes.sources.values()
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or ""))

    # The picture.

    def chart(self) -> alt.LayerChart:
        """Return the chart of every view and every origin."""
        return chart.chart(list(self.inputs), self.say("chosen"), self.say("mine-label"))

    def datasets(self) -> dict[str, list[dict]]:
        """Return one row a mark."""
        return {"marks": chart.marks(self.sizes, self.say)}

    # The picture as rows of HTML.

    views = VIEWS
    ticks = TICKS

    def marks(self) -> dict[str, dict]:
        """Return where every mark stands, and what is the reader's own."""
        linear, mine = self.linear, self.population
        ticks = chart.EVEN_TICKS if linear else chart.TICKS
        marks = {}
        for i, tick in enumerate(ticks):
            x = position(rows.place(tick, linear))
            marks |= {f"tick:{i}": {"x": x, "text": about(tick)}, f"grid:{i}": {"x": x}}
        me = rows.words_at(chart.AXIS_LOW if mine is None else mine, linear)
        own = say("me-area" if self.area else "me", population=mine) if mine is not None else ""
        marks["me"] = {"x": me["x"], "hidden": mine is None}
        marks["me:words"] = {**me, "text": own}
        for item in self._items:
            x = position(rows.place(item.people, linear))
            marks[item.key] = {"x": x, "data-chosen": item.key == self.area}
            if item.key in self._labels:
                marks[f"{item.key}:label"] = rows.words_at(item.people, linear)
        return marks

    @functools.cached_property
    def _items(self) -> list[rows.Item]:
        """Return all that has a mark."""
        areas = (area for kind in VIEWS for area in self.sizes.of_kind(kind))
        every = (item for area in areas for item in rows.items(self.sizes, area))
        return [item for item in every if item.mark]

    @functools.cached_property
    def _labels(self) -> set[str]:
        """Return the places whose names stand beside their marks: the largest in each row."""
        found = (self._largest_place(area) for area in self.sizes.of_kind("ics-first"))
        return {item.key for item in found if item}

    def _largest_place(self, area: Area) -> rows.Item | None:
        places = [item for item in rows.items(self.sizes, area) if item.mark == "place"]
        return max(places, key=lambda item: item.people, default=None)

    def rows_of(self, kind: str) -> Iterable[dict]:
        """Yield what stands in each row of a view, and in its fold."""
        for area in self.sizes.of_kind(kind):
            items = rows.items(self.sizes, area)
            marked = [{**vars(item), "of": i} for i, item in enumerate(items) if item.mark]
            unpublished = kind == "ics-first" and not area.published
            yield {
                "area": area.id, "name": area.name, "number": about(area.people),
                "note": self.say("no-published") if unpublished else "",
                "marks": marked[::-1],  # the system's own is drawn last, and so on top
                "label": self._largest_place(area) if kind == "ics-first" else None,
                "told": [self._told(item) for item in items],
            }  # fmt: skip

    def _told(self, item: rows.Item) -> tuple[str, dict]:
        """Return what a row's fold says of an item, and the source of it."""
        name = item.area.name
        if item.published:
            words = item.published.wording
            return self.say("told-published", name=name, words=words), self._cited(
                item.published.source
            )
        what = self.attributes("kind")[item.area.kind]
        if not item.people:
            return self.say("told-unknown", name=name, what=what), {}
        told = self.say("told", name=name, what=what, people=item.people)
        return told, self._cited(item.area.counted_by)

    def moves(self) -> Iterable[tuple[str, str, list[dict]]]:
        """Yield each footprint of 2016, a heading, and where its people went."""
        areas = self.sizes.areas
        for origin, flows in self.sizes.flows.items():
            moved = [
                {
                    "name": self.say("flow", year=str(flow.year), board=areas[flow.board].name),
                    "width": position(flow.share), "share": percent(flow.share),
                    "people": self.say("flow-people", people=flow.people),
                }
                for flow in flows
            ]  # fmt: skip
            yield origin, self.say("went", origin=areas[origin].name), moved

    # The table.

    def table(self) -> Table:
        """Return every area of every view with the areas inside it, and every move."""
        rows = [row for kind in VIEWS for row in self._view_rows(kind)]
        rows += [row for origin in self.sizes.flows for row in self._origin_rows(origin)]
        return Table(self.attributes("columns"), rows, live=("compared",))

    def _view_rows(self, kind: str) -> Iterable[dict]:
        kinds = self.attributes("kind")
        for area in self.sizes.of_kind(kind):
            yield self._area_row(kind, area, kinds[kind])
            for inner in self.sizes.inside(area):
                within = self.sizes.areas[inner.parent].name
                inside = self.say("inside", what=kinds[inner.kind], within=within)
                yield self._area_row(kind, inner, inside)

    def _area_row(self, kind: str, area: Area, what: str) -> dict:
        said = [{"wording": each.wording, **self._cited(each.source)} for each in area.published]
        return {
            "when": f"show:{kind}", "id": area.id, "name": area.name, "what": what, "said": said,
            "said_value": "; ".join(f"{each['wording']} ({each['label']})" for each in said),
            **self._counted(area.people, area.counted_by),
        }  # fmt: skip

    def _origin_rows(self, origin: str) -> Iterable[dict]:
        areas = self.sizes.areas
        for flow in self.sizes.flows[origin]:
            moved = self.say(
                "moved", share=flow.share, origin=areas[origin].name, year=str(flow.year)
            )
            yield {
                "when": f"origin:{origin}", "id": flow.board, "name": areas[flow.board].name,
                "what": moved, "said": [], "said_value": "",
                **self._counted(flow.people, flow.source),
            }  # fmt: skip

    def _counted(self, count: int | None, source: str | None) -> dict:
        if count is None:
            return {"people": self.say("not-known"), "people_value": "", "compared": "",
                    "source": {}, "source_value": ""}  # fmt: skip
        known = self.population is not None
        compared = say("compared", ratio=count / self.population) if known else ""
        cited = self._cited(source)
        return {"people": about(count), "people_value": count, "compared": compared,
                "source": cited, "source_value": cited["label"]}  # fmt: skip

    def _cited(self, source: str) -> dict:
        return {
            "label": self.sizes.source_names[source],
            "url": self.sizes.sources[source]["url"],
            "anchor": "",
        }
