"""Footprint sizes: how big is each, how big is mine, and what became of it.

The figures stand in ``data/footprints.csv`` (what there is), ``data/populations.csv`` (how many
people, who says so) and ``data/flows.csv`` (where the people of 2016 are found in 2022 and 2026).
``static/footprints.js`` says the same sentences in the browser; ``tests/cases.py`` holds the two
to each other.
"""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt
import traitlets

from . import tables
from .explorer import (
    BLUE,
    GREY,
    ORANGE,
    PINK,
    TURQUOISE,
    WIDTH,
    Control,
    Explorer,
    Option,
    Question,
    Table,
    Words,
)
from .words import about, join, people, percent, times


@dataclass(frozen=True)
class Kind:
    """What the footprints of one kind are called: in a list, in a sentence, in a table."""

    heading: str
    plural: str
    singular: str


VIEWS = {
    "ics-first": Kind(
        "The first 14 systems, 2017 and 2018", "first 14 integrated care systems", "System"
    ),
    "stp-2016": Kind(
        "The 44 footprints of 2016", "44 footprints of 2016", "Footprint of 2016"
    ),
    "icb-2022": Kind(
        "The 42 boards of July 2022", "42 integrated care boards of July 2022", "Board of July 2022"
    ),
    "icb-2026": Kind(
        "The 36 boards of April 2026", "36 integrated care boards of April 2026",
        "Board of April 2026",
    ),
}  # fmt: skip
INSIDE = {"place": "Place", "partnership": "Partnership"}

# The date of the residents' figure that is drawn. The systems of 2016 to 2018 are counted in the
# year the five articles speak of, the boards at the census; a note on the figure says so.
COUNTED_ON = {"icb-2022": "2021-03-21", "icb-2026": "2021-03-21"}
COUNTED_OTHERWISE = "2018-06-30"

LOW, HIGH = 1_000, 60_000_000  # what may be typed: a village to the whole of England
ORIGIN = "stp-frimley-health"  # what the figure opens on: one board in 2022, three in 2026
YARDSTICKS = ("place-salford", "ics-greater-manchester")

# The drawing. What lies beyond the axis stays at its edge. A row is a line of text above a line
# of marks, with published figures just below it.
AXIS_LOW, AXIS_HIGH = 25_000, 4_000_000
TICKS = [30_000, 100_000, 300_000, 1_000_000, 3_000_000]
EVEN_TICKS = [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]
ROW, TEXT_AT, MARK_AT, SAID_AT, FONT = 38, -9, 5, 13, 12.5
FRAME = {"left": 5, "right": 14, "top": 24, "bottom": 5}


# What the tables say -------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A figure that somebody published for an area; a bound that was not given is None."""

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
    said: tuple[Figure, ...]


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
    """

    areas: dict[str, Area]
    flows: dict[str, list[Flow]]
    sources: dict[str, dict]

    def of_kind(self, kind: str) -> list[Area]:
        """Return the areas of one kind, largest first."""
        return [area for area in self.areas.values() if area.kind == kind]

    def inside(self, area: Area) -> Iterable[Area]:
        """Yield every area inside an area, at whatever depth, each before what is inside it."""
        for other in self.areas.values():
            if other.parent == area.id:
                yield other
                yield from self.inside(other)


def sizes() -> Sizes:
    """Return the tables as they stand on disk; an edited table is read again."""
    return _sizes(tables.stamp())


@functools.lru_cache(maxsize=2)
def _sizes(_stamp: tuple) -> Sizes:
    figures = tables.records("populations")
    areas = [_area(row, figures) for row in tables.records("footprints")]
    areas.sort(key=lambda area: (-(area.people or 0), area.name))
    flows = _flows(tables.records("flows"))
    used = {figure.source for area in areas for figure in area.said}
    used |= {area.counted_by for area in areas if area.counted_by}
    used |= {flow.source for moved in flows.values() for flow in moved}
    sources = {row["id"]: row for row in tables.records("sources") if row["id"] in used}
    return Sizes({area.id: area for area in areas}, flows, sources)


def _area(row: dict, figures: list[dict]) -> Area:
    mine = [figure for figure in figures if figure["footprint"] == row["id"]]
    date = COUNTED_ON.get(row["kind"], COUNTED_OTHERWISE)
    [counted] = [each for each in mine if not each["wording"] and each["date"] == date] or [{}]
    said = tuple(
        Figure(each["wording"], each["low"], each["central"], each["high"], each["source"])
        for each in mine
        if each["wording"]
    )
    return Area(
        row["id"], row["name"], row["kind"], row["parent"],
        counted.get("central"), counted.get("source"), said,
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


# What they mean, in words --------------------------------------------------------------------


def show_sentence(kind: str) -> str:
    """Return how far apart the sizes of one kind of footprint are."""
    most, *_, least = [area for area in sizes().of_kind(kind) if area.people]
    return (
        f"The {VIEWS[kind].plural} run from {least.name} (about {about(least.people)} people) to "
        f"{most.name} (about {about(most.people)}), {times(most.people / least.people)} as many."
    )


def origin_sentence(origin: str) -> str:
    """Return what became of a footprint of 2016; empty where none is chosen."""
    if not origin:
        return ""
    areas, flows = sizes().areas, sizes().flows[origin]

    def boards(year: int) -> str:
        moved = [flow for flow in flows if flow.year == year]
        if len(moved) == 1:
            return f"all in {areas[moved[0].board].name}"
        return join(f"{percent(flow.share)} in {areas[flow.board].name}" for flow in moved)

    return (
        f"The people of {areas[origin].name} (2016) were {boards(2022)} in July 2022, "
        f"and {boards(2026)} in April 2026."
    )


def mine_sentence(population: int | None, kind: str, area: str = "") -> str:
    """Return what a number of people is like; empty where there is no number.

    Parameters
    ----------
    population : int or None
        People.
    kind : str
        The kind of footprint to set it beside, a key of ``VIEWS``.
    area : str
        The id of the area whose number it is, if it is one's.
    """
    if population is None:
        return ""
    areas = sizes().areas
    subject = f"{people(population)} people is"
    if area:
        subject = f"{areas[area].name}, with about {about(population)} people, is"
    near = join(
        f"{each.name} (about {about(each.people)})" for each in nearest(population, kind, area)
    )
    small, large = (
        f"{times(population / areas[key].people)} {areas[key].name}" for key in YARDSTICKS
    )
    return (
        f"{subject} nearest in size to {near}. It makes {teams(population, *team_size())}. "
        f"It is {small} and {large}."
    )


def nearest(population: int, kind: str, but: str = "", count: int = 2) -> list[Area]:
    """Return the areas of one kind whose size is nearest to a number, by ratio.

    Parameters
    ----------
    population : int
        People.
    kind : str
        A key of ``VIEWS``.
    but : str
        An id to leave out: the area itself.
    count : int
        How many.

    Returns
    -------
    list of Area
        Nearest first; those equally near in the order of their ids.
    """
    others = [area for area in sizes().of_kind(kind) if area.people and area.id != but]
    # The larger over the smaller, and no logarithm: equal ratios then stay equal to the last bit.
    ratio = {area.id: max(area.people / population, population / area.people) for area in others}
    return sorted(others, key=lambda area: (ratio[area.id], area.id))[:count]


def team_size() -> tuple[int, int]:
    """Return how few and how many people a neighbourhood team serves, as published."""
    [figure] = sizes().areas["neighbourhood"].said
    return figure.low, figure.high


def teams(population: int, few: int, many: int) -> str:
    """Return how many neighbourhood teams a population makes.

    Parameters
    ----------
    population : int
        People.
    few, many : int
        The smallest and the largest number of people that a team serves.
    """
    least, most = (math.floor(population / size + 0.5) for size in (many, few))
    if most < 1:
        return "less than one neighbourhood team"
    if most == 1:
        return "about one neighbourhood team"
    return f"about {people(max(least, 1))} to {people(most)} neighbourhood teams"


# The figure ----------------------------------------------------------------------------------


class Footprints(Explorer):
    """How many people live in each footprint, place and partnership.

    Parameters
    ----------
    show : {"ics-first", "stp-2016", "icb-2022", "icb-2026"}
        Which footprints are drawn.
    linear : bool
        Even steps of people along the axis, in place of even steps of size (logarithmic).
    population : int or None
        A number of people to place among them, 1,000 to 60,000,000.
    area : str
        The id of an area to place among them; sets ``population`` to its figure. Empty for none.
    origin : str
        The id of a footprint of 2016, to show what became of it. Empty for none.

    Raises
    ------
    traitlets.TraitError
        For a value that is none of these. It names the trait, the value and what was expected.

    Examples
    --------
    >>> f = Footprints(population=430_000)
    >>> f.show = "icb-2026"
    """

    name = "footprints"
    inputs = ("show", "linear", "population", "area", "origin")

    show = traitlets.Enum(list(VIEWS), default_value="ics-first").tag(sync=True)
    linear = traitlets.Bool(False).tag(sync=True)
    population = traitlets.Int(None, allow_none=True).tag(sync=True)
    area = traitlets.Unicode("").tag(sync=True)
    origin = traitlets.Unicode(ORIGIN).tag(sync=True)

    @traitlets.validate("population")
    def _population_in_range(self, proposal):
        value = proposal["value"]
        if value is not None and not LOW <= value <= HIGH:
            raise traitlets.TraitError(
                f"footprints: population is {value:,}; expected {LOW:,} to {HIGH:,} people, or None"
            )
        return value

    @traitlets.validate("area", "origin")
    def _known_area(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        known = {option.value for option in getattr(self, f"_{name}_options")()}
        if value not in known:
            hint = tables.nearest(value, known)
            raise traitlets.TraitError(
                f'footprints: {name} is "{value}"; expected the id of an area{hint}, or "" for none'
            )
        return value

    # An area and a number never contradict each other. Two that are given together are told of
    # one after the other, so only what stands now counts.

    @traitlets.observe("area")
    def _number_follows_area(self, _change):
        if self.area:
            self.population = sizes().areas[self.area].people

    @traitlets.observe("population")
    def _area_follows_number(self, _change):
        if self.area and self.population != sizes().areas[self.area].people:
            self.area = ""

    # What stands around the picture.

    def questions(self) -> Iterable[Question]:
        """Ask how big each is, how big mine is, and what became of it."""
        views = tuple(Option(key, kind.heading) for key, kind in VIEWS.items())
        yield Question(
            "How big is each?",
            (
                Control("choice", "show", "Show", views),
                Control("tick", "linear", "Even steps along the axis"),
            ),
        )
        size = Control(
            "number", "population", "Number of people", low=LOW, high=HIGH,
            slide=(AXIS_LOW, AXIS_HIGH), hint="such as 430,000",
        )  # fmt: skip
        area = Control("choice", "area", "or choose an area", self._area_options())
        yield Question("How big is mine?", (size, area))
        origin = Control("choice", "origin", "A footprint of 2016", self._origin_options())
        yield Question("What became of it?", (origin,))

    @staticmethod
    def _area_options() -> tuple[Option, ...]:
        headings = {key: kind.heading for key, kind in VIEWS.items()}
        headings |= {"place": "Places", "nation": "The country"}
        known = sorted(sizes().areas.values(), key=lambda area: area.name)
        return (
            Option("", "none"),
            *(
                Option(area.id, area.name, heading)
                for kind, heading in headings.items()
                for area in known
                if area.kind == kind and area.people
            ),
        )

    @staticmethod
    def _origin_options() -> tuple[Option, ...]:
        known = sorted(sizes().of_kind("stp-2016"), key=lambda area: area.name)
        return (Option("", "none"), *(Option(area.id, area.name) for area in known))

    def words(self) -> Words:
        """Return what is said around the figure."""
        most, *_, least = sizes().of_kind("ics-first")
        return Words(
            title="The largest first system had "
            f"{times(most.people / least.people)} the people of the smallest",
            subtitle="People in each system, place and partnership in England. "
            "Each row is one system; the smaller marks are what is inside it.",
            description=" ".join(filter(None, ["Dot plot of population.", *self.sentences()[:2]])),
            key=(
                ("system", "people who live in the system"),
                ("place", "people who live in a place inside it"),
                ("published", "figure published for the system"),
                ("over", "published as “over” that figure"),
                ("partnership", "figure published for a partnership inside it"),
                ("unknown", "no published figure found"),
            ),
            notes=(
                "People who live there are counted by the Office for National Statistics: in "
                "mid-2018 for the footprints, systems and places of 2016 to 2018, and at the "
                "census of March 2021 for the boards of 2022 and 2026. Moves from 2016 to 2022 "
                "and 2026 are counted in mid-2020. The years differ, so small gaps between "
                "kinds of footprint mean little.",
                "A published figure may count people registered with a general practice, "
                "wherever they live. Most sources do not say which they count.",
                "The axis goes up in equal steps of size: each grid line is about three times "
                "the one before, unless even steps are chosen.",
            ),
        )

    def sources(self) -> list[dict]:
        """Return the sources of every figure, by publisher and date."""
        rows = sizes().sources.values()
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or ""))

    def sentences(self) -> list[str]:
        """Answer the three questions in words."""
        return [
            show_sentence(self.show),
            mine_sentence(self.population, self.show, self.area),
            origin_sentence(self.origin),
        ]

    def implied(self) -> set[str]:
        """Return the number of people, where it is that of an area."""
        return {"population"} if self.area else set()

    def facts(self) -> dict:
        """Return the areas, and the sentences that hang on one choice alone."""
        known = [area for area in sizes().areas.values() if area.people]
        return {
            "areas": {area.id: [area.name, area.people, area.kind] for area in known},
            "team": team_size(),
            "yardsticks": YARDSTICKS,
            "show": {kind: show_sentence(kind) for kind in VIEWS},
            "origin": {
                option.value: origin_sentence(option.value) for option in self._origin_options()
            },
        }

    # The picture.

    def marks(self) -> list[dict]:
        """Return one row a mark.

        Returns
        -------
        list of dict
            ``view`` (a key of ``VIEWS``, ``mine`` or ``origin``), ``chosen`` (the origin it stands
            for), ``order`` (row from the top), ``id``, ``label`` and ``detail`` (words on the
            row), ``mark`` (what is drawn), ``people`` (where on the axis) and ``share`` (0 to 1).
        """
        mine = {"view": "mine", "order": -1, "mark": "mine"}
        views = [mark for kind in VIEWS for mark in _view_marks(kind)]
        origins = [mark for origin in sizes().flows for mark in _origin_marks(origin)]
        return [mine, *views, *origins]

    @classmethod
    def chart(cls) -> alt.LayerChart:
        """Return the rows of the chosen view, mine above them and the chosen origin below."""
        rows = (
            alt.Chart(alt.NamedData("marks"))
            .transform_filter(
                "datum.view == show || (datum.view == 'origin' && datum.chosen == origin)"
                " || (datum.view == 'mine' && isValid(population))"
            )
            .transform_calculate(
                place="datum.view == 'mine' ? population : datum.people",
                where=_on_axis("datum.place"),
                words="datum.view != 'mine' ? datum.label : area ? 'The area chosen' : 'Mine'",
                number="datum.view != 'mine' ? datum.detail : format(population, ',')",
            )
            .encode(y=alt.Y("order:O", axis=None, scale=alt.Scale(padding=0)))
        )

        def only(*marks: str) -> alt.Chart:
            return rows.transform_filter(alt.FieldOneOfPredicate("mark", list(marks)))

        return (
            alt.layer(_people_layer(only), _share_layer(only), *_text_layers(only))
            .resolve_scale(x="independent")
            .add_params(*(alt.param(name=name) for name in cls.inputs))
            # A fixed frame: sized by its texts it would differ with the fonts of each machine.
            .properties(width=WIDTH, height=alt.Step(ROW), autosize="none", padding=FRAME)
        )

    def datasets(self) -> dict[str, list[dict]]:
        """Return the data of the chart by name."""
        return {"marks": self.marks()}

    # The table.

    def table(self) -> Table:
        """Return every area of every view with what is inside it, and every move."""
        columns = {
            "name": "Name",
            "what": "What it is",
            "people": "People who live there",
            "compared": "Compared with mine",
            "said": "As published",
            "source": "Counted by",
        }
        rows = [row for kind in VIEWS for row in self._view_rows(kind)]
        rows += [row for origin in sizes().flows for row in self._origin_rows(origin)]
        return Table(columns, rows)

    def _view_rows(self, kind: str) -> Iterable[dict]:
        for area in sizes().of_kind(kind):
            yield self._area_row(kind, area, VIEWS[kind].singular)
            for inner in sizes().inside(area):
                within = sizes().areas[inner.parent].name
                yield self._area_row(kind, inner, f"{INSIDE[inner.kind]} in {within}")

    def _area_row(self, kind: str, area: Area, what: str) -> dict:
        said = [{"wording": each.wording, **_cited(each.source)} for each in area.said]
        return {
            "when": f"show:{kind}", "id": area.id, "name": area.name, "what": what, "said": said,
            "said_value": "; ".join(f"{each['wording']} ({each['label']})" for each in said),
            **self._counted(area.people, area.counted_by),
        }  # fmt: skip

    def _origin_rows(self, origin: str) -> Iterable[dict]:
        areas = sizes().areas
        for flow in sizes().flows[origin]:
            yield {
                "when": f"origin:{origin}", "id": flow.board, "name": areas[flow.board].name,
                "what": f"{percent(flow.share)} of {areas[origin].name} (2016), in {flow.year}",
                "said": [], "said_value": "", **self._counted(flow.people, flow.source),
            }  # fmt: skip

    def _counted(self, count: int | None, source: str | None) -> dict:
        if count is None:
            return {"people": "not known", "people_value": "", "compared": "",
                    "source": {}, "source_value": ""}  # fmt: skip
        compared = "" if self.population is None else times(count / self.population)
        cited = _cited(source)
        return {"people": about(count), "people_value": count, "compared": compared,
                "source": cited, "source_value": cited["label"]}  # fmt: skip


def _cited(source: str) -> dict:
    row = sizes().sources[source]
    label = " ".join(filter(None, [row["publisher"] or row["title"], (row["date"] or "")[:4]]))
    return {"label": label, "url": row["url"]}


# The marks and layers of the picture ---------------------------------------------------------


def _view_marks(kind: str) -> Iterable[dict]:
    for order, area in enumerate(sizes().of_kind(kind)):
        row = {"view": kind, "order": order}
        yield {**row, "id": area.id, "mark": "system", "people": area.people,
               "label": area.name, "detail": about(area.people)}  # fmt: skip
        for inner in sizes().inside(area):
            if inner.kind == "place" and inner.people:
                yield {**row, "id": inner.id, "mark": "place", "people": inner.people}
            elif inner.kind == "partnership":
                yield from _said_marks(row, inner, "partnership")
        said = list(_said_marks(row, area, "published"))
        nothing = {**row, "id": area.id, "mark": "unknown"}
        yield from said or ([nothing] if kind == "ics-first" else [])


def _said_marks(row: dict, area: Area, mark: str) -> Iterable[dict]:
    """Yield a mark for each number somebody printed; "over 800,000" points to what is over."""
    for figure in area.said:
        if figure.central:
            yield {**row, "id": area.id, "mark": mark, "people": figure.central}
        elif figure.low:
            yield {**row, "id": area.id, "mark": "over", "people": figure.low}
        elif figure.high:
            yield {**row, "id": area.id, "mark": "under", "people": figure.high}


def _origin_marks(origin: str) -> Iterable[dict]:
    areas = sizes().areas
    row = {"view": "origin", "chosen": origin}
    yield {**row, "order": 1000, "id": origin, "mark": "heading",
           "label": f"Where the people of {areas[origin].name} went"}  # fmt: skip
    for order, flow in enumerate(sizes().flows[origin], start=1001):
        yield {**row, "order": order, "id": flow.board, "mark": "flow", "share": flow.share,
               "label": f"{flow.year}: {areas[flow.board].name}",
               "detail": percent(flow.share)}  # fmt: skip


def _on_axis(number: str) -> str:
    """Return the expression that places a number of people on the axis, log or even."""
    kept = f"clamp({number}, linear ? 0 : {AXIS_LOW}, {AXIS_HIGH})"
    return f"linear ? {kept} : log({kept}) / LN10"


def _people_axis() -> alt.X:
    """Return the axis of people. Vega cannot switch a scale's type, so the expressions do."""
    logs = [math.log10(tick) for tick in TICKS]
    ends = [math.log10(end) for end in (AXIS_LOW, AXIS_HIGH)]
    people_at = "(linear ? datum.value : pow(10, datum.value))"
    axis = alt.Axis(
        orient="top", title=None, domain=False, ticks=False, labelFlush=True,
        gridColor=GREY, gridOpacity=0.3, labelColor=GREY, labelFontSize=FONT,
        values=alt.ExprRef(f"linear ? {EVEN_TICKS} : {logs}"),
        labelExpr=f"{people_at} < 999999 ? format({people_at}, ',.0f')"
        f" : format({people_at} / 1e6, '.0f') + ' million'",
    )  # fmt: skip
    domain = alt.ExprRef(f"linear ? [0, {AXIS_HIGH}] : {ends}")
    return alt.X("where:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False, zero=False))


def _people_layer(only) -> alt.LayerChart:
    """Return what stands on the axis of people, in one group so that all share it."""

    def points(*marks: str, at: int = MARK_AT, **style) -> alt.Chart:
        return only(*marks).mark_point(opacity=1, yOffset=at, **style).encode(x=_people_axis())

    dot = {"shape": "circle", "filled": True}
    said = {"at": SAID_AT, "color": PINK, "strokeWidth": 2, "size": 50}
    track = only("system", "flow", "mine").mark_rule(
        color=GREY, opacity=0.25, x=0, x2=WIDTH, yOffset=MARK_AT
    )
    here = (
        only("system")
        .transform_filter("isValid(population)")
        .transform_calculate(where=_on_axis("population"))
        .mark_tick(orient="vertical", color=ORANGE, thickness=2, height=18, yOffset=MARK_AT)
        .encode(x=_people_axis())
    )
    chosen = points("place", "system", shape="circle", size=260, color=ORANGE, strokeWidth=2)
    return alt.layer(
        track,
        here,
        points("place", size=34, color=TURQUOISE, **dot),
        points("system", size=110, color=BLUE, **dot),
        points("mine", size=110, color=ORANGE, **dot),
        points("partnership", shape="square", **said),
        points("published", shape="diamond", **said),
        points("over", shape="triangle-right", **said),
        points("under", shape="triangle-left", **said),
        chosen.transform_filter("datum.id == area"),
    )


def _share_layer(only) -> alt.Chart:
    """Return the bars of what became of an area: parts of a whole, from none to all."""
    share = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    return only("flow").mark_bar(color=BLUE, height=8, yOffset=MARK_AT).encode(x=share)


def _text_layers(only) -> list[alt.Chart]:
    line = {"baseline": "middle", "fontSize": FONT}
    left = {**line, "align": "left", "x": 0, "color": GREY}
    right = {**line, "align": "right", "x": WIDTH, "color": BLUE, "fontWeight": "bold"}
    named = only("system", "flow", "mine")
    return [
        named.mark_text(**left, yOffset=TEXT_AT, limit=WIDTH - 62).encode(text="words:N"),
        named.mark_text(**right, yOffset=TEXT_AT).encode(text="number:N"),
        only("heading")
        .mark_text(**left, yOffset=MARK_AT, fontWeight="bold", limit=WIDTH)
        .encode(text="words:N"),
        only("unknown").mark_text(**{**left, "color": PINK}, yOffset=MARK_AT, text="?"),
    ]
