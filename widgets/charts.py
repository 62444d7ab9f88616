"""A learner's own Altair charts, where no other machine is in reach.

Altair's usual renderer fetches Vega from the web for each page. The one here needs no network:

- for a page, Python draws the picture when the cell is run, and the output holds it as HTML;
- in Jupyter, the browser draws it with the script that the book's figures use, which the kernel
  has. So a chart shows there even where Python cannot draw (``vl-convert`` is not installed).

One output carries both, as an explorer's does. :func:`enable` makes it Altair's renderer.
"""

import re
from importlib.util import find_spec

import altair as alt
import anywidget
import traitlets
from markupsafe import Markup

from .core import drawing, scripts
from .core.markup import style_of_charts
from .core.palette import BLUE, CHART_CONFIG, GREY, ORANGE, PINK, TURQUOISE, WIDTH

NAME = "book"
ALTAIR_VIEW = {"continuousWidth": 300, "continuousHeight": 300}  # what Altair itself puts there
COMPOSED = ("layer", "hconcat", "vconcat", "concat")
PANELS = {"row", "column", "facet"}
UNNAMED = "A chart that has no description"
LINES = {"domainColor": GREY, "tickColor": GREY, "gridColor": GREY, "gridOpacity": 0.3}
CONFIG = {
    **CHART_CONFIG,
    # Room for a font that is wider than the one Python measured the labels with.
    "padding": {"left": 20, "right": 12, "top": 6, "bottom": 6},
    "view": {"stroke": None, "continuousWidth": WIDTH, "discreteWidth": WIDTH},
    "range": {"category": [BLUE, TURQUOISE, PINK, ORANGE, GREY]},
    "mark": {"color": BLUE},
    "axis": {**LINES, "labelColor": GREY, "titleColor": GREY, "labelFontSize": 12,
             "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 150},
    "axisX": {"labelAngle": 0},
    "legend": {"labelColor": GREY, "titleColor": GREY, "orient": "top", "labelFontSize": 12,
               "titleFontSize": 12, "titleFontWeight": "normal", "columns": 2, "labelLimit": 260},
    "header": {"labelColor": GREY, "titleColor": GREY, "labelFontSize": 12},
    "text": {"color": GREY},
}  # fmt: skip


def enable() -> None:
    """Let Altair draw in the book's colours and without a network.

    Give a chart a ``description``: it is what a screen reader says in place of the picture.

    Examples
    --------
    >>> enable()
    >>> alt.renderers.active
    'book'
    """
    alt.renderers.register(NAME, lambda spec, **_: bundle(spec))
    alt.renderers.enable(NAME)


def bundle(spec: dict) -> tuple[dict, dict]:
    """Return what an output holds of a chart, by type, and what is said about each.

    Parameters
    ----------
    spec : dict
        The chart in Vega-Lite.
    """
    spec = styled(fitted(spec))
    picture = Picture(spec=spec, name=described(spec) or UNNAMED, svg=draw(spec))
    data, metadata = picture._repr_mimebundle_()
    data["text/plain"] = f"Chart: {picture.name}"
    if picture.svg:
        data["text/html"] = picture.html()
    return data, metadata


def described(spec: dict) -> str:
    """Return the description of a chart: its own, or the first of those that it is made of."""
    parts = (part for key in COMPOSED for part in spec.get(key, []))
    return spec.get("description") or next(filter(None, map(described, parts)), "")


def fitted(spec: dict) -> dict:
    """Return a chart whose labels share its width, so that it fits a phone.

    Vega can do that for one panel. A chart of several is as wide as they are together.
    """
    one_panel = {"mark", "layer"} & spec.keys() and not PANELS & spec.get("encoding", {}).keys()
    return {"autosize": {"type": "fit-x", "contains": "padding"}, **spec} if one_panel else spec


def styled(spec: dict) -> dict:
    """Return a chart in the book's style, wherever it has no wish of its own.

    This is no theme of Altair's, which would also change the figures of the book.
    """
    own = dict(spec.get("config", {}))
    own["view"] = dict(own.get("view", {}).items() - ALTAIR_VIEW.items())
    both = {key: {**CONFIG[key], **own[key]} for key in CONFIG.keys() & own.keys()
            if isinstance(own[key], dict)}  # fmt: skip
    return {**spec, "config": {**CONFIG, **own, **both}}


def draw(spec: dict) -> str:
    """Return the picture as SVG, or nothing where there is no vl-convert to draw it."""
    if find_spec("vl_convert") is None:
        return ""
    import vl_convert  # heavy, and not needed for a chart in Jupyter

    svg = vl_convert.vegalite_to_svg(spec)
    # As tall as its width makes it, and with one name for the whole, which stands around it.
    size = r'<svg ([^>]*?width="[\d.]+") height="[\d.]+"'
    return re.sub(size, r'<svg aria-hidden="true" \1', svg, count=1)


class Picture(anywidget.AnyWidget):
    """A chart as Jupyter shows it.

    Parameters
    ----------
    spec : dict
        The chart in Vega-Lite.
    name : str
        What a screen reader says for it.
    svg : str
        The picture that stands there until the browser has drawn its own, if there is one.
    """

    _esm = scripts.for_chart()
    _css = style_of_charts()

    spec = traitlets.Dict().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits):
        super().__init__(**traits)
        self.on_msg(drawing.send_script)

    def html(self) -> str:
        """Return the picture for a page, as one image with a name."""
        frame = Markup('<div class="chart" role="img" aria-label="{}">{}</div>')
        return str(frame.format(self.name, Markup(self.svg)))
