"""The picture of the evidence: a mark for each claim by topic and ground, and bars by speaker."""

import json
from collections.abc import Callable, Iterable

import altair as alt
import pandas as pd

from ...core.palette import BLUE, GREY, PINK, TURQUOISE, WIDTH
from .model import LATER, STANCES

# The columns from left to right and their widths, in units of the picture.
WIDTHS = {
    "none-offered": 66, "expert-judgement": 36, "official-document": 46, "case-example": 46,
    "local-data": 36, "aggregate-data": 38, "later": 52,
}  # fmt: skip

# Marks stand on a fixed grid, so that a filter moves nothing.
STEP, MARK, FONT, HEAD_FONT = 7.6, 30, 12.5, 11.5
HEAD, LABEL, GAP, BARS_HEAD, BAR_ROW, BAR = 48, 17, 9, 34, 28, 8
FADED = 0.13
SHAPES = {
    "supports": ("triangle-up", BLUE),
    "contests": ("triangle-down", PINK),
    "uncertain": ("circle", TURQUOISE),
}
# A tick, a wave, a cross and an arrow, drawn as lines.
OUTCOMES = {
    "bears-out": "M-1,0.1L-0.3,0.8L1,-0.8",
    "qualifies": "M-1,0.2C-0.6,-0.8,-0.3,-0.6,0,0C0.3,0.6,0.6,0.8,1,-0.2",
    "contradicts": "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
    "overtaken": "M-1,0L1,0M0.2,-0.8L1,0L0.2,0.8",
}

# What stands in the key beside the picture.
AREA = "M-8-4h16v8h-16z"
KEY = {
    "supports": f'<path d="M0-5 5 4-5 4z" fill="{BLUE}"/>',
    "contests": f'<path d="M0 5 5-4-5-4z" fill="{PINK}"/>',
    "uncertain": f'<circle r="4.5" fill="{TURQUOISE}"/>',
    **{
        way: f'<path transform="scale(5)" d="{path}" fill="none" stroke="{GREY}" '
        'stroke-width=".32"/>'
        for way, path in OUTCOMES.items()
    },
    "nothing": f'<path d="{AREA}" fill="none" stroke="{GREY}"/>',
    "some": f'<path d="{AREA}" fill="{GREY}"/>',
    "data": f'<path d="{AREA}" fill="{TURQUOISE}"/>',
}


# Where things stand.


def layout(claims: pd.DataFrame, kinds: Iterable[str], say: Callable[..., str]) -> dict:
    """Return everything in the picture with its place, in units from the top left.

    Parameters
    ----------
    claims : pandas.DataFrame
        All claims of the figure, completed.
    kinds : iterable of str
        The kinds of speaker in the order of their bars.
    say : callable
        Gives the text of a message.

    Returns
    -------
    dict
        ``marks``, ``texts``, ``lines`` and ``bars``, which are lists of dictionaries, and the
        ``height`` of the whole.
    """
    picture = {"marks": [], "texts": list(_heads(say)), "lines": [], "bars": []}
    top = HEAD
    for topic, rows in claims.groupby("topic", sort=False):
        picture["lines"].append({"y": top - 3})
        picture["texts"].append(_text("bold", 0, top + 9, say(f"topic.{topic}")))
        marks = list(_row_marks(rows, top + LABEL))
        picture["marks"] += marks
        top = max(mark["y"] for mark in marks) + STEP / 2 + GAP
    picture["lines"].append({"y": top - 3})
    picture["texts"].append(_text("bold", 0, top + 22, say("bars")))
    top += BARS_HEAD
    for place, kind in enumerate(kinds):
        picture["texts"].append(_text("plain", 0, top + 6, say(f"who.{kind}")))
        picture["texts"].append(_text("share", WIDTH, top + 6, k=place))
        picture["bars"] += [{"k": place, "part": part, "y": top + 17} for part in range(3)]
        top += BAR_ROW
    return {**picture, "height": round(top, 1)}


def _starts() -> dict[str, int]:
    """Return where each column begins."""
    starts, left = {}, 0
    for column, width in WIDTHS.items():
        starts[column] = left
        left += width
    return starts


def _heads(say: Callable[..., str]) -> Iterable[dict]:
    for place, (column, left) in enumerate(_starts().items()):
        yield _text("head", left, 10, say(f"head-first.{column}"))
        yield _text("head", left, 22, say(f"head-second.{column}"))
        yield _text("count", left, 37, n=place)


def _text(style: str, x: float, y: float, words: str = "", **place: int) -> dict:
    """Return a text; ``n`` is the place of a column, and ``k`` that of a kind of speaker."""
    return {"style": style, "words": words, "x": x, "y": y, **place}


def _row_marks(rows: pd.DataFrame, top: float) -> Iterable[dict]:
    """Yield the marks of a topic, each column filled from the left and then downwards."""
    claims = list(zip(rows.index, rows["stance"], rows["ground"], strict=True))
    filled: dict[str, int] = {}
    for i, stance, ground in sorted(claims, key=lambda claim: STANCES.index(claim[1])):
        yield _mark(int(i), stance, ground, filled, top)
    for way in LATER:
        for i, ways in zip(rows.index, rows["later"], strict=True):
            if way in ways.split():
                yield _mark(int(i), way, "later", filled, top)


def _mark(i: int, mark: str, column: str, filled: dict[str, int], top: float) -> dict:
    place = filled[column] = filled.get(column, -1) + 1
    down, along = divmod(place, int((WIDTHS[column] - 4) // STEP))
    return {"i": i, "mark": mark, "x": round(_starts()[column] + (along + 0.5) * STEP, 1),
            "y": round(top + (down + 0.5) * STEP, 1)}  # fmt: skip


# How things look.


def chart(say: Callable[..., str]) -> alt.LayerChart:
    """Return the marks by topic and ground, and below them the bars by kind of speaker.

    Parameters
    ----------
    say : callable
        Gives the text of a message.
    """
    params = (alt.param(name=name) for name in ("shown", "heads", "relies", "voices"))
    layers = (*_line_layers(), *_mark_layers(), *_text_layers(say), *_bar_layers())
    return alt.layer(*layers).add_params(*params).properties(width=WIDTH, height=100)


def _at(layer: alt.Chart, **channels) -> alt.Chart:
    """Place the content of a layer by the units in its data."""
    pixels = {"scale": None, "axis": None}
    return layer.encode(x=alt.X("x:Q", **pixels), y=alt.Y("y:Q", **pixels), **channels)


def _line_layers() -> Iterable[alt.Chart]:
    lines = alt.Chart(alt.NamedData("lines"))
    y = alt.Y("y:Q", scale=None, axis=None)
    yield lines.mark_rule(color=GREY, opacity=0.25, x=0, x2=WIDTH).encode(y=y)


def _mark_layers() -> Iterable[alt.Chart]:
    def marks(kind: str, shape: str, **style) -> alt.Chart:
        layer = alt.Chart(alt.NamedData("marks")).transform_filter(f"datum.mark == '{kind}'")
        return layer.mark_point(shape=shape, size=MARK, opacity=1, **style)

    # The opacity of a fill or a line: that of a whole mark would take the browser a layer each.
    faded = alt.condition("shown[datum.i]", alt.value(1), alt.value(FADED))
    for stance, (shape, color) in SHAPES.items():
        yield _at(marks(stance, shape, color=color, filled=True), fillOpacity=faded)
    for way, path in OUTCOMES.items():
        lines = marks(way, path, color=GREY, filled=False, strokeWidth=1.6)
        yield _at(lines, strokeOpacity=faded)


def _text_layers(say: Callable[..., str]) -> Iterable[alt.Chart]:
    texts = alt.Chart(alt.NamedData("texts"))

    def styled(name: str, **style) -> alt.Chart:
        style = {"align": "left", "fontSize": FONT, "color": GREY, **style}
        return texts.transform_filter(f"datum.style == '{name}'").mark_text(**style)

    yield _at(styled("plain"), text="words:N")
    yield _at(styled("bold", fontWeight="bold"), text="words:N")
    yield _at(styled("head", fontSize=HEAD_FONT), text="words:N")
    count = styled("count", fontWeight="bold", color=BLUE)
    yield _at(count.transform_calculate(words="heads[datum.n]"), text="words:N")
    some = _filled(
        say("share", nothing="{nothing}", claims="{claims}", speakers="{speakers}"),
        nothing="relies[datum.k][0]", claims="datum.all", speakers="voices[datum.k]",
    )  # fmt: skip
    share = styled("share", align="right").transform_calculate(
        all="relies[datum.k][0] + relies[datum.k][1] + relies[datum.k][2]",
        words=f"datum.all ? {some} : {json.dumps(say('share-none'))}",
    )
    yield _at(share, text="words:N")


def _filled(words: str, **values: str) -> str:
    """Return the expression that puts the values of expressions for their names in braces."""
    expression = json.dumps(words)
    for name, value in values.items():
        expression = expression.replace(f"{{{name}}}", f'" + {value} + "')
    return expression


def _bar_layers() -> Iterable[alt.Chart]:
    """Return the three parts of a kind's claims as parts of one length: hollow, dark, bright."""
    parts = "relies[datum.k]"
    ends = [f"{parts}[0]", f"{parts}[0] + {parts}[1]", f"{parts}[0] + {parts}[1] + {parts}[2]"]
    styles = [
        {"fillOpacity": 0, "stroke": GREY, "strokeWidth": 1},
        {"color": GREY},
        {"color": TURQUOISE, "height": BAR + 4},  # taller: on dark it is as light as its neighbour
    ]
    for part, style in enumerate(styles):
        start = ends[part - 1] if part else "0"
        bars = (
            alt.Chart(alt.NamedData("bars"))
            .transform_filter(f"datum.part == {part}")
            .transform_calculate(
                x=f"{WIDTH} * ({start}) / max(1, {ends[2]})",
                x2=f"{WIDTH} * ({ends[part]}) / max(1, {ends[2]})",
            )
            .transform_filter("datum.x2 > datum.x")
        )
        yield _at(bars.mark_bar(**{"height": BAR, **style}), x2="x2:Q")
