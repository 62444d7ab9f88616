"""A learner's own charts: in the book's colours, with a name, and without a network."""

import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

import widgets
from widgets import charts
from widgets.core import figure
from widgets.core.palette import BLUE, GREY

VIEW = "application/vnd.jupyter.widget-view+json"
DATA = pd.DataFrame({"name": ["one", "two", "one", "two"], "of": list("aabb"), "n": [1, 2, 3, 4]})


@pytest.fixture(autouse=True)
def enabled():
    """Enable the renderer, and leave Altair as it was."""
    before = alt.renderers.active
    charts.enable()
    yield
    alt.renderers.enable(before)


def bars(**options):
    return alt.Chart(DATA, **options).mark_bar().encode(x="sum(n)", y="name")


def shown(chart):
    """Return what a cell that ends with the chart holds, by type."""
    data, _ = chart._repr_mimebundle_()
    return data


def test_a_chart_is_a_picture_for_a_page_and_a_widget_for_jupyter():
    data = shown(bars(description="Two bars"))
    assert set(data) == {"text/html", "text/plain", VIEW}
    assert data["text/plain"] == "Chart: Two bars"
    assert data["text/html"].startswith(
        '<div class="chart" role="img" aria-label="Two bars"><svg aria-hidden="true" '
    )
    assert "<script" not in data["text/html"]
    assert "http://www.w3.org" in data["text/html"]
    assert not re.search("https?://(?!www.w3.org)", data["text/html"])
    assert " style=" not in data["text/html"]  # nothing that a strict page would refuse


def test_a_name_is_escaped_and_a_chart_without_one_says_so():
    assert (
        'aria-label="a &lt;b&gt; &#34;c&#34;"' in shown(bars(description='a <b> "c"'))["text/html"]
    )
    assert f'aria-label="{charts.UNNAMED}"' in shown(bars())["text/html"]


def test_the_name_of_a_layered_chart_is_found_in_its_layers():
    assert "Both" in shown(bars(description="Both") + bars())["text/plain"]
    assert "Both" in shown((bars() | bars()).properties(description="Both"))["text/plain"]


def test_where_python_cannot_draw_the_widget_stands_alone(monkeypatch):
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    assert set(shown(bars(description="Two bars"))) == {"text/plain", VIEW}


def test_a_chart_takes_the_colours_and_the_font_of_the_book():
    html = shown(bars(description="Two bars"))["text/html"]
    assert f'fill="{BLUE}"' in html
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+)"', html))
    assert colours <= {BLUE, GREY}
    assert 'font-family="system-ui, sans-serif"' in html


@pytest.mark.parametrize(
    "chart",
    [
        bars(),
        bars() + bars(),
        bars().encode(row="of"),
        bars() | bars(),
        bars().properties(autosize="pad"),
    ],
    ids=["one", "layers", "rows", "side by side", "a wish of its own"],
)
def test_every_make_of_chart_has_a_size(chart):
    svg = ElementTree.fromstring(re.search("<svg.*</svg>", shown(chart)["text/html"], re.DOTALL)[0])
    _, _, width, height = map(float, svg.get("viewBox").split())
    assert width > 100
    assert height > 40


def test_a_wish_of_the_chart_counts_before_the_style_of_the_book():
    chart = bars().configure_axis(labelFontSize=20).configure_view(continuousHeight=90)
    config = charts.styled(chart.to_dict())["config"]
    assert config["axis"]["labelFontSize"] == 20
    assert config["axis"]["labelColor"] == GREY
    assert config["view"]["continuousHeight"] == 90
    assert config["view"]["continuousWidth"] == 320


def test_the_figures_of_the_book_stay_as_they_are():
    figure._BLUEPRINTS.clear()
    enabled = widgets.footprints().to_svg()
    figure._BLUEPRINTS.clear()
    alt.renderers.enable("default")
    assert widgets.footprints().to_svg() == enabled


def test_a_chart_of_one_panel_keeps_to_the_width_of_a_phone():
    html = shown(bars(description="Two bars"))["text/html"]
    assert 'width="320" viewBox="0 0 320 ' in html
