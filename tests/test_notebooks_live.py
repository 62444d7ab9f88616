"""The chapters' notebooks in JupyterLab: they read as the pages do, and their links lead on."""

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext.in_words import SOURCES
from tests import lab, reading
from tests.test_notebooks import before_sources

pytestmark = pytest.mark.xdist_group("lab")

# One chapter with code and exercises, one with pictures of the story, one of a single article
# without code, and one that a table tells.
CHAPTERS = ["read-a-table", "index", "article-ham-2018", "words"]

# JupyterLab draws a cell once it comes into view.
SHOW = f"number => {lab.PANEL}.content.scrollToItem(number, 'start').then(() => null)"
TEXTS = f"{lab.PANEL}.content.widgets.map(cell => cell.model.type === 'markdown')"
DRAWN = f"""number => {{
  const shown = {lab.PANEL}.content.widgets[number].node.querySelector(".jp-RenderedMarkdown");
  return shown?.textContent.trim() ? shown.innerHTML : null;
}}"""


def drawn(notebook):
    """Return the HTML of each cell of text, as JupyterLab draws it."""
    for number, is_text in enumerate(notebook.page.evaluate(TEXTS)):
        if is_text:
            notebook.ask(SHOW, number)
            notebook.page.wait_for_function(DRAWN, arg=number)
            yield notebook.page.evaluate(DRAWN, number)


@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_notebook_in_jupyterlab_reads_as_its_page_sentence_by_sentence(jupyterlab, html, slug):
    jupyterlab.open(f"notebooks/{slug}.ipynb")
    _, *cells = drawn(jupyterlab)  # the first says how to run it
    mine = reading.text_of(BeautifulSoup("\n".join(cells), "html.parser"))
    page = reading.page((html / "book" / f"{slug}.html").read_text("utf8"))
    assert reading.lacking(before_sources(page), before_sources(mine)) == []
    assert reading.lacking(before_sources(mine), before_sources(page)) == []
    assert jupyterlab.take_complaints() == []


def test_a_number_says_who_says_what_and_leads_to_the_notes_and_a_link_to_the_next_notebook(
    jupyterlab,
):
    jupyterlab.open("notebooks/article-ham-2018.ipynb")
    list(drawn(jupyterlab))  # cells that are drawn later would push the rest down
    page = jupyterlab.page
    number = page.locator(".jp-RenderedMarkdown sup a").first
    expect(number).to_have_text("1")
    assert "Ham’s speech, 2018: " in number.get_attribute("title")
    number.click()
    heading = page.locator(".jp-RenderedMarkdown h2", has_text=SOURCES)
    expect(heading).to_be_in_viewport()
    term = page.locator(".jp-RenderedMarkdown p > a[title]").first
    term.scroll_into_view_if_needed()
    term.click()
    page.wait_for_function(lab.OPENED, arg="notebooks/words.ipynb")
    jupyterlab.path = "notebooks/words.ipynb"
    assert jupyterlab.take_complaints() == []


def test_running_a_notebook_writes_only_beside_it_and_its_figure_is_there_when_opened_again(
    jupyterlab,
):
    before = {path.name for path in jupyterlab.root.iterdir()}
    jupyterlab.replay("notebooks/timeline.ipynb")
    jupyterlab.do("docmanager:save")
    assert jupyterlab.python(value="__import__('os').getcwd()").endswith("/notebooks")
    assert {path.name for path in jupyterlab.root.iterdir()} == before
    # Opened again, with a new kernel that knows of no figure, it shows the one that was saved.
    jupyterlab.open("notebooks/words.ipynb")
    jupyterlab.open("notebooks/timeline.ipynb")
    expect(jupyterlab.page.locator("figure.explorer")).to_have_attribute("data-ready", "")
    jupyterlab.path = "timeline, not run"
