"""The picture of footprint sizes: one mark for each number of people, and bars of what moved."""

import json
import math
from collections.abc import Callable, Iterable

import altair as alt

from ...core.formats import about, percent
from ...core.palette import BLUE, GREY, ORANGE, PINK, TURQUOISE
from .model import VIEWS, Area, Sizes

# What lies beyond the axis stays at its edge. A row is a line of text above a line of marks, with
# published numbers just below it.
WIDTH = 480  # so that the longest name stands beside its number
AXIS_LOW, AXIS_HIGH = 25_000, 4_000_000
TICKS = [30_000, 100_000, 300_000, 1_000_000, 3_000_000]
EVEN_TICKS = [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]
ROW, TEXT_AT, MARK_AT, SAID_AT, FONT = 38, -9, 5, 13, 12.5
FRAME = {"left": 5, "right": 14, "top": 24, "bottom": 5}

# What stands in the key beside the picture.
SAID = f'fill="none" stroke="{PINK}" stroke-width="2"'
KEY = {
    "system": f'<circle r="5" fill="{BLUE}"/>',
    "place": f'<circle r="3" fill="{TURQUOISE}"/>',
    "published": f'<path d="M0-5 5 0 0 5-5 0z" {SAID}/>',
    "over": f'<path d="M-4-4 5 0-4 4z" {SAID}/>',
    "partnership": f'<path d="M-4-4h8v8h-8z" {SAID}/>',
}


def marks(sizes: Sizes, say: Callable[..., str]) -> list[dict]:
    """Return one row a mark.

    Parameters
    ----------
    sizes : Sizes
    say : callable
        Gives the text of a message.

    Returns
    -------
    list of dict
        ``view`` (one of ``VIEWS``, ``mine`` or ``origin``), ``chosen`` (the origin it stands
        for), ``order`` (row from the top), ``id``, ``label`` and ``detail`` (words on the
        row), ``mark`` (what is drawn), ``people`` (where on the axis) and ``share`` (0 to 1).
    """
    mine = {"view": "mine", "order": -1, "mark": "mine"}
    views = [mark for kind in VIEWS for mark in _view_marks(sizes, kind, say)]
    origins = [mark for origin in sizes.flows for mark in _origin_marks(sizes, origin, say)]
    return [mine, *views, *origins]


def _view_marks(sizes: Sizes, kind: str, say: Callable[..., str]) -> Iterable[dict]:
    def said(area: Area) -> str:
        unpublished = kind == "ics-first" and not area.published
        return f"{area.name}; {say('no-published')}" if unpublished else area.name

    for order, area in enumerate(sizes.of_kind(kind)):
        row = {"view": kind, "order": order}
        yield {**row, "id": area.id, "mark": "system", "people": area.people,
               "label": said(area), "detail": about(area.people)}  # fmt: skip
        for inner in sizes.inside(area):
            if inner.kind == "place" and inner.people:
                yield {**row, "id": inner.id, "mark": "place", "people": inner.people}
            elif inner.kind == "partnership":
                yield from _published_marks(row, inner, "partnership")
        yield from _published_marks(row, area, "published")


def _published_marks(row: dict, area: Area, mark: str) -> Iterable[dict]:
    """Yield a mark for each number somebody printed; "over 800,000" points to what is over."""
    for number in area.published:
        if number.central:
            yield {**row, "id": area.id, "mark": mark, "people": number.central}
        elif number.low:
            yield {**row, "id": area.id, "mark": "over", "people": number.low}
        elif number.high:
            yield {**row, "id": area.id, "mark": "under", "people": number.high}


def _origin_marks(sizes: Sizes, origin: str, say: Callable[..., str]) -> Iterable[dict]:
    row = {"view": "origin", "chosen": origin}
    yield {**row, "order": 1000, "id": origin, "mark": "heading",
           "label": say("went", origin=sizes.areas[origin].name)}  # fmt: skip
    for order, flow in enumerate(sizes.flows[origin], start=1001):
        board = sizes.areas[flow.board].name
        yield {**row, "order": order, "id": flow.board, "mark": "flow", "share": flow.share,
               "label": say("flow", year=str(flow.year), board=board),
               "detail": percent(flow.share)}  # fmt: skip


def chart(names: Iterable[str], chosen: str, mine: str) -> alt.LayerChart:
    """Return the rows of the chosen view, the reader's above them and the chosen origin below.

    Parameters
    ----------
    names : iterable of str
        The parameters: the names of the inputs.
    chosen, mine : str
        The words on the reader's own row: for an area, and for a number.
    """
    own = f"area ? {json.dumps(chosen)} : {json.dumps(mine)}"
    rows = (
        alt.Chart(alt.NamedData("marks"))
        .transform_filter(
            "datum.view == show || (datum.view == 'origin' && datum.chosen == origin)"
            " || (datum.view == 'mine' && isValid(population))"
        )
        .transform_calculate(
            place="datum.view == 'mine' ? population : datum.people",
            where=_on_axis("datum.place"),
            words=f"datum.view != 'mine' ? datum.label : {own}",
            number="datum.view != 'mine' ? datum.detail : format(population, ',')",
        )
        .encode(y=alt.Y("order:O", axis=None, scale=alt.Scale(padding=0)))
    )

    def only(*marks: str) -> alt.Chart:
        return rows.transform_filter(alt.FieldOneOfPredicate("mark", list(marks)))

    return (
        alt.layer(_people_layer(only), _share_layer(only), *_text_layers(only))
        .resolve_scale(x="independent")
        .add_params(*(alt.param(name=name) for name in names))
        # A fixed frame: sized by its texts it would differ with the fonts of each machine.
        .properties(width=WIDTH, height=alt.Step(ROW), autosize="none", padding=FRAME)
    )


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
    ]
