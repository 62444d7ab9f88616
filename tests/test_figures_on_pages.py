"""Every figure of every page, where it stands: it is its own, it answers, and nothing moves.

`tests/figures` shows on bare pages what a figure of each topic does when new. On the site it may
have other inputs, a name or data of its own, and the theme around it.
"""

import random
import time

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext.figures import BOM
from tests import on_pages
from tests.conftest import PATIENCE
from tests.figures import harness
from widgets.core.figure import TOPICS

PLACED = on_pages.placed()
WITH_FIGURES = sorted({placed.page for placed in PLACED})


def test_every_topic_has_a_figure_on_some_page():
    assert {placed.topic for placed in PLACED} == TOPICS.keys()


@pytest.mark.parametrize("placed", PLACED, ids=str)
def test_the_code_of_a_figure_makes_that_figure_to_the_last_file(placed):
    python, markup = placed.in_python(), placed.markup
    assert (python.TOPIC, python.name) == (placed.topic, placed.name)
    assert python.code() == placed.code
    assert [each.text for each in markup.select("output p")] == python.sentences()
    assert markup.select_one("[data-picture]")["aria-label"] == python.description()
    assert placed.file("csv") == BOM + python.to_csv()
    assert placed.file("svg") == python.to_svg()


@pytest.mark.parametrize("placed", PLACED, ids=str)
def test_a_figure_stands_in_the_chapter_itself_and_hidden_code_only_below_it(placed):
    assert placed.markup.parent.name == "section"
    hidden = on_pages.soup(placed.page).select("details.hide .cell_input")
    assert [cell.text for cell in hidden if f"widgets.{placed.topic}(" in cell.text] == []


def test_figures_that_differ_have_pictures_that_differ():
    """A comparison of pictures that are all alike would show nothing."""
    pictures = {placed.file("svg") for placed in PLACED}
    assert len(pictures) > len(TOPICS)


def some_setting(python):
    """Return a setting other than that at which a figure stands, the same one each time."""
    chance, offered = random.Random(harness.SEED), harness.offers(python)
    return {name: harness.value_of(each, chance, offered) for name, each in python.inputs.items()}


@pytest.mark.parametrize("placed", PLACED, ids=str)
def test_a_hand_moves_a_figure_as_python_says(page, placed):
    python = placed.in_python()
    setting = harness.settled(python, some_setting(python))
    figure = harness.open_figure(page, f"/{placed.page}", placed.name)
    said = figure.evaluate(harness.SHOWN)["sentences"]
    figure.evaluate(harness.PUT, setting)
    shown = figure.evaluate(harness.SHOWN)
    assert shown["sentences"] != said
    assert shown == {**harness.told(python, setting), "call": python.call()}
    marked = harness.marked(python)
    assert figure.evaluate(harness.MARKED, marked) == marked
    if not figure.locator("[data-picture=drawn]").count():
        return
    expected = harness.drawn(python.to_svg())
    late = time.monotonic() + PATIENCE / 1000
    while harness.drawn(harness.picture(figure)) != expected and time.monotonic() < late:
        page.wait_for_timeout(20)  # the picture follows the sentence
    assert harness.drawn(harness.picture(figure)) == expected


# --- In a frame on another page ---------------------------------------------------------------


@pytest.mark.parametrize("placed", on_pages.first_of_each_topic().values(), ids=str)
def test_the_code_to_embed_shows_the_figure_as_it_stands_and_says_where_it_is_from(page, placed):
    python = placed.in_python()
    setting = harness.settled(python, some_setting(python))
    figure = harness.open_figure(page, f"/{placed.page}", placed.name)
    figure.evaluate(harness.PUT, setting)
    figure.get_by_text("Embed this figure").click()
    expect(figure.locator(".explorer-embed code")).to_contain_text("</iframe>")
    code = BeautifulSoup(figure.locator(".explorer-embed code").text_content(), "html.parser")
    title = page.title().split(" — ")[0]
    assert code.iframe["title"] == figure.locator(".explorer-title").text_content()
    page.goto(code.iframe["src"])
    alone = page.locator(f"#{placed.name}[data-ready]")
    expect(alone.locator("output p")).to_have_text(harness.told(python, setting)["sentences"])
    expect(alone.get_by_text("Embed this figure")).to_be_hidden()
    alone.get_by_role("button", name="Copy link").click()
    link = alone.get_by_role("textbox", name="Link to this figure").input_value()
    where = page.get_by_role("link", name=title)
    assert link.startswith(page.url.rpartition("/embed/")[0] + f"/{placed.page}?")
    assert link.endswith(f"#{placed.name}")
    assert where.evaluate("a => a.href") == link.partition("?")[0] + f"#{placed.name}"


# --- Stillness --------------------------------------------------------------------------------

MOVED = """
    window.moved = [];
    const place = ({ node }) => node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    new PerformanceObserver((list) => {
        const shifts = list.getEntries().flatMap(({ sources }) => sources);
        const inside = shifts.filter(({ node }) => node).map(place)
            .filter((element) => element.closest("article"));
        moved.push(...inside.map((element) => element.outerHTML.slice(0, 80)));
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", WITH_FIGURES)
def test_nothing_moves_while_a_page_loads_and_its_live_pictures_come(
    new_page, site, address, width
):
    page = new_page(base_url=site, viewport={"width": width, "height": 800})
    page.add_init_script(MOVED)
    page.goto(f"/{address}")
    page.wait_for_load_state("networkidle")
    for figure in page.locator("figure.explorer").all():
        height = figure.bounding_box()["height"]
        figure.locator(".explorer-picture").scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-drawn", "")
        page.wait_for_timeout(100)
        assert figure.bounding_box()["height"] == height
    assert page.evaluate("moved") == []
