"""The one cell of the stock page: our chart as Altair and ipywidgets show it by default.

tests/bench.py writes chart.json, the very chart of the built page, and puts this in the chapter.
"""

import json
from pathlib import Path

import altair as alt
import ipywidgets as ipw
from IPython.display import display

spec = json.loads(Path("chart.json").read_text("utf8"))
marks = spec["datasets"]["marks"]


def values(key):
    """Return what a reader can choose from."""
    return sorted({mark.get(key) or "" for mark in marks})


inputs = {
    "show": alt.binding_select(options=values("view")),
    "linear": alt.binding_checkbox(),
    "population": alt.binding_range(min=25_000, max=4_000_000, step=25_000),
    "area": alt.binding_select(options=values("id")),
    "origin": alt.binding_select(options=values("chosen")),
}
for parameter in spec["params"]:
    parameter["bind"] = inputs[parameter["name"]].to_dict()
display(alt.Chart.from_dict(spec))

display(
    ipw.VBox(
        [
            ipw.Dropdown(options=values("view"), description="Show"),
            ipw.Checkbox(description="Even steps"),
            ipw.IntSlider(min=25_000, max=4_000_000, step=25_000, description="People"),
            ipw.Dropdown(options=values("id"), description="Area"),
            ipw.Dropdown(options=values("chosen"), description="Of 2016"),
        ]
    )
)
