"""The picture of contracts compared: the options ranked, and how often they come first."""

from collections.abc import Callable, Iterable

import altair as alt

from ...core.palette import BLUE, GREY, ORANGE, TURQUOISE, WIDTH

# A row is a line of text above a line of bars.
ROW, TEXT_AT, BAR_AT, FONT = 38, -9, 5, 12.5

# What stands in the key beside the picture.
KEY = {
    "sure": f'<path d="M-8-4h16v8h-16z" fill="{BLUE}"/>',
    "maybe": f'<path d="M-8-4h16v8h-16z" fill="{BLUE}" fill-opacity=".35" stroke="{BLUE}"/>',
    "every": f'<path d="M-8-2h16v5h-16z" fill="{TURQUOISE}"/>',
    "order": f'<path d="M-8-2h16v4h-16z" fill="none" stroke="{ORANGE}"/>',
}

# The two panels share one order of rows: theirs come after these numbers, and a heading before.
PANELS = {"rank": 0, "first": 100}

SHARE = alt.Scale(domain=[0, 1])


def data(names: Iterable[str], headings: dict[str, str]) -> list[dict]:
    """Return the data of the chart: two rows an option, and two headings.

    Parameters
    ----------
    names : iterable of str
        The options' names, in the order of the table.
    headings : dict of str to str
        The heading of each panel.

    Returns
    -------
    list of dict
        ``panel`` (one of ``PANELS``, or ``heading``), ``after`` (the order of its row follows it),
        ``option`` (its number in the table) and ``name`` (words on the row).
    """
    bars = [
        {"panel": panel, "after": after, "option": option, "name": name}
        for panel, after in PANELS.items()
        for option, name in enumerate(names)
    ]
    above = [
        {"panel": "heading", "after": after - 1, "name": headings[panel]}
        for panel, after in PANELS.items()
    ]
    return [*bars, *above]


def chart(names: Iterable[str]) -> alt.LayerChart:
    """Return the options ranked as bars, and below them how often they come first.

    Parameters
    ----------
    names : iterable of str
        The parameters: the names of the inputs, and ``result``.
    """
    rows = (
        alt.Chart(alt.NamedData("rows"))
        .transform_calculate(result="isValid(datum.option) ? result[datum.option] : {}")
        .transform_calculate(order="datum.after + (datum.result.row || 0)")
        .encode(y=alt.Y("order:O", axis=None, scale=alt.Scale(padding=0)))
    )

    def only(panel: str) -> alt.Chart:
        return rows.transform_filter(f"datum.panel == '{panel}'")

    return (
        alt.layer(*_rank_layers(only("rank")), *_first_layers(only("first")), *_text_layers(only))
        .add_params(*(alt.param(name=name) for name in names))
        .properties(width=WIDTH, height=alt.Step(ROW))
    )


def _track(rows: alt.Chart) -> alt.Chart:
    """Return the line from none to all on which the bars stand."""
    return rows.mark_rule(color=GREY, opacity=0.25, x=0, x2=WIDTH, yOffset=BAR_AT)


def _bar(rows: alt.Chart, start: str, end: str, colour: str, height: int, at: int, **style):
    return (
        rows.transform_filter(f"isValid({end})")
        .transform_calculate(start=start, end=end)
        .mark_bar(color=colour, height=height, yOffset=at, **style)
        .encode(x=alt.X("start:Q", axis=None, scale=SHARE), x2="end:Q")
    )


def _rank_layers(rows: alt.Chart) -> list[alt.Chart]:
    """Return the part of a score that is sure, and the part that hangs on the unknown."""
    sure, maybe = "datum.result.low", "datum.result.high"
    # Pale inside a dark edge: by its pale colour alone it would be hard to see.
    pale = {"fillOpacity": 0.35, "stroke": BLUE, "strokeWidth": 1}
    return [
        _track(rows),
        _bar(rows, "0", sure, BLUE, 9, BAR_AT),
        _bar(rows, sure, maybe, BLUE, 8, BAR_AT, **pale),
    ]


def _first_layers(rows: alt.Chart) -> list[alt.Chart]:
    """Return how often an option comes first: under all weightings, and in the reader's order."""
    every, order = "datum.result.every", "datum.result.order"
    # Hollow, because the two colours are equally light.
    hollow = {"fillOpacity": 0, "stroke": ORANGE, "strokeWidth": 1}
    return [
        _track(rows),
        _bar(rows, "0", every, TURQUOISE, 5, BAR_AT - 3),
        _bar(rows, "0", order, ORANGE, 4, BAR_AT + 3, **hollow),
    ]


def _text_layers(only: Callable[[str], alt.Chart]) -> Iterable[alt.Chart]:
    line = {"baseline": "middle", "fontSize": FONT}
    left = {**line, "align": "left", "x": 0, "color": GREY}
    right = {**line, "align": "right", "x": WIDTH, "color": BLUE, "fontWeight": "bold"}
    ranked = "datum.result.place ? datum.result.place + '  ' + datum.name : datum.name"
    for panel, name, number in (("rank", ranked, "score"), ("first", "datum.name", "shares")):
        rows = only(panel).transform_calculate(text=name, number=f"datum.result.{number}")
        yield rows.mark_text(**left, yOffset=TEXT_AT).encode(text="text:N")
        yield rows.mark_text(**right, yOffset=TEXT_AT).encode(text="number:N")
    headings = only("heading").mark_text(**left, yOffset=BAR_AT, fontWeight="bold")
    yield headings.encode(text="name:N")
