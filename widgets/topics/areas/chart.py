"""The picture of a place's way, to download and for the PDF: a bar for each area it was in."""

import altair as alt

from ...core.formats import about
from ...core.palette import BLUE, GREY, ORANGE, WIDTH
from .model import STAGES, Ways

ROW, TEXT_AT, MARK_AT, FONT = 44, -8, 9, 12.5
ROOM = 1.3  # of the axis: the number stands after the longest bar
FRAME = {"left": 5, "right": 14, "top": 5, "bottom": 5}
# What stands in the key beside the picture.
KEY = {
    name: f'<path d="M-8-5h16v10h-16z" fill="{colour}"/>'
    for name, colour in {"own": ORANGE, "all": BLUE}.items()
}
SIGNALS = ("stp", "first", "before", "now")  # the area at each stage


def rows(ways: Ways, headings: dict[str, str]) -> list[dict]:
    """Return one row an area: stage, name and people."""
    stages = {area: n for way in ways.ways.values() for n, area in enumerate(way.areas) if area}
    return [
        {"id": area, "order": n, "label": f"{headings[STAGES[n]]}: {ways.names[area]}",
         "people": ways.people[area], "number": about(ways.people[area])}
        for area, n in sorted(stages.items())
    ]  # fmt: skip


def chart(most: int) -> alt.LayerChart:
    """Return the bars of the areas of one place.

    Parameters
    ----------
    most : int
        The number of people at the end of the axis.
    """
    chosen = " || ".join(f"datum.id == {signal}" for signal in SIGNALS)
    base = (
        alt.Chart(alt.NamedData("areas"))
        .transform_filter(chosen)
        .encode(y=alt.Y("order:O", axis=None, scale=alt.Scale(domain=[0, 1, 2, 3], padding=0)))
    )
    people = alt.Scale(domain=[0, most * ROOM], nice=False)
    bars = base.mark_bar(color=BLUE, height=10, yOffset=MARK_AT).encode(
        x=alt.X("people:Q", axis=None, scale=people)
    )
    own = (
        base.transform_calculate(own="own")
        .mark_bar(color=ORANGE, height=10, yOffset=MARK_AT)
        .encode(x=alt.X("own:Q", axis=None, scale=people))
    )
    line = {"baseline": "middle", "fontSize": FONT}
    label = base.mark_text(**line, align="left", x=0, yOffset=TEXT_AT, color=GREY, limit=WIDTH)
    number = base.mark_text(
        **line, align="right", x=WIDTH, yOffset=MARK_AT, color=BLUE, fontWeight="bold"
    )
    return (
        alt.layer(bars, own, label.encode(text="label:N"), number.encode(text="number:N"))
        .add_params(*(alt.param(name=name) for name in (*SIGNALS, "own")))
        .properties(width=WIDTH, height=4 * ROW, autosize="none", padding=FRAME)
    )
