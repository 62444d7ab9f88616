"""The picture of lives to download: one bar a state, one line a thing."""

from collections.abc import Iterable

import altair as alt

from ... import lives
from ...core.palette import BLUE, GREY, ORANGE, TURQUOISE

WIDTH, NAME, ROW, FONT = 480, 104, 30, 12
YEARS = tuple(range(2012, 2027, 2))
TEXT = {
    "align": "left", "baseline": "middle", "x": 0, "fontSize": FONT, "limit": NAME - 8,
    "color": GREY,
}  # fmt: skip
FRAME = {"left": 5, "right": 14, "top": 24, "bottom": 5}

# What stands in the key beside the picture.
BAR, LINE = "M-8-5h16v10h-16z", "M0-6v12"
KEY = {
    "law": f'<path d="{BAR}" fill="{BLUE}"/>',
    "agreement": f'<path d="{BAR}" fill="none" stroke="{TURQUOISE}" stroke-width="2"/>',
    "paper": f'<path d="{BAR}" fill="none" stroke="{GREY}" stroke-width="2" '
    'stroke-dasharray="5 4"/>',
    "at": f'<path d="{LINE}" stroke="{ORANGE}" stroke-width="2"/>',
    "beside": f'<path d="{LINE}" stroke="{GREY}" stroke-width="2" stroke-dasharray="2 3"/>',
}


def months(day: str) -> float:
    """Return a day as months since the year 0."""
    year, month, number = map(int, day.split("-"))
    return year * 12 + month - 1 + (number - 1) / 31


def share(day: str, low: str, high: str) -> float:
    """Return where a day lies between two others, from 0 to 1."""
    first, last = months(low), months(high)
    return (min(max(months(day), first), last) - first) / (last - first)


def bars(lines: Iterable[lives.Line], low: str, high: str) -> list[dict]:
    """Return the bar of each state: from the first day that its start may mean to that of its end.

    Returns
    -------
    list of dict
        ``line``, ``letters``, ``order`` (row from the top), ``state`` (its number), ``standing``,
        ``start`` and ``end`` (months), ``x`` and ``width`` (shares of the axis).
    """
    found = []
    for order, line in enumerate(lines):
        for i, state in enumerate(line.states):
            start = lives.first(state.starts).isoformat() if state.starts else low
            end = lives.first(state.ends).isoformat() if state.ends else high
            start, end = max(start, low), min(end, high)
            x = share(start, low, high)
            found.append({
                "line": line.id, "letters": line.letters, "order": order, "state": i,
                "standing": state.standing, "start": months(start), "end": months(end),
                "x": x, "width": share(end, low, high) - x,
            })  # fmt: skip
    return found


def chart(lines: list, low: str, high: str) -> alt.LayerChart:
    """Return the chart, with the two days as lines across it."""
    ends = [months(low), months(high)]
    axis = alt.Axis(
        orient="top", title=None, domain=False, ticks=False, values=[year * 12 for year in YEARS],
        labelExpr="datum.value / 12", gridColor=GREY, gridOpacity=0.3, labelColor=GREY,
        labelFontSize=FONT,
    )  # fmt: skip
    scale = alt.Scale(domain=ends, range=[NAME, WIDTH], nice=False, zero=False)
    x = alt.X("start:Q", axis=axis, scale=scale)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    rows = alt.Chart(alt.NamedData("bars")).encode(y=y)

    def only(standing: str, **style) -> alt.Chart:
        kept = rows.transform_filter(f"datum.standing == '{standing}'")
        return kept.mark_bar(height=14, **style).encode(x=x, x2="end:Q")

    def day(signal: str, **style) -> alt.Chart:
        placed = alt.Chart(alt.NamedData("days")).transform_calculate(start=signal)
        return placed.mark_rule(strokeWidth=2, y=0, y2=ROW * len(lines), **style).encode(x=x)

    hollow = {"fill": "transparent", "strokeWidth": 2}
    return (
        alt.layer(
            only("law", color=BLUE),
            only("agreement", stroke=TURQUOISE, **hollow),
            only("paper", stroke=GREY, strokeDash=[5, 4], **hollow),
            rows.transform_filter("datum.state == 0")
            .mark_text(**TEXT)
            .encode(text="letters:N"),
            day("at", color=ORANGE),
            day("beside", color=GREY, strokeDash=[2, 3]),
        )
        .add_params(alt.param(name="at"), alt.param(name="beside"))
        # A fixed frame: sized by its texts it would differ with the fonts of each machine.
        .properties(width=WIDTH, height=ROW * len(lines), autosize="none", padding=FRAME)
    )  # fmt: skip
