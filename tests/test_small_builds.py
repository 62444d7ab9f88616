"""Builds of two short chapters that hold odd but harmless things, or one fault each."""

import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext import notebooks, pages
from tests import audit
from tests.copies import ROOT, SECOND, TOC, TWO_CHAPTERS, Copy

LINK = '<a href="../_static/gone.js">A link</a> to <a href="../_static/gone.css">what is gone</a>.'
SENTENCES = [
    'The rows are in /_static/footprints.csv, and "/_static/footprints.csv" is the same file.',
    'In code it is `/_static/footprints.csv#rows`, or `"/_static/footprints.csv"` in quotes.',
]
AS_READ = [
    "The rows are in /_static/footprints.csv, and “/_static/footprints.csv” is the same file.",
    'In code it is /_static/footprints.csv#rows, or "/_static/footprints.csv" in quotes.',
]
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"></svg>'
STRAY = [
    "data/.~lock.flows.csv#", "data/flows copy.csv", "data/flows.csv~", "data/notes.json",
    "widgets/.words.py.swp", "widgets/words.py~",
]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a small book that was built with odd things in it."""
    book = Copy(tmp_path_factory.mktemp("odd"), TWO_CHAPTERS)
    book.write("book/second.md", "\n\n".join([SECOND.strip(), *SENTENCES, LINK]))
    for name in STRAY:
        book.write(name, "nothing\n")
    book.write("book/third.md", (ROOT / "tests" / "kitchen_sink.md").read_text("utf8"))
    book.write("book/picture.svg", SQUARE)
    book.write("_toc.yml", f"{TOC}  - file: book/third\n")
    return book.built()


def test_a_sentence_may_name_a_file_of_the_site(book):
    page = BeautifulSoup(book.page("second"), "html.parser")
    paragraphs = [paragraph.get_text() for paragraph in page.select("article p")]
    assert [text for text in paragraphs if "_static" in text] == AS_READ


def test_a_link_to_a_file_that_is_gone_ends_no_build(book):
    page = BeautifulSoup(book.page("second"), "html.parser")
    assert page.find("a", string="A link")["href"] == "../_static/gone.js"


def test_what_an_editor_leaves_beside_the_tables_is_not_published(book):
    data = {path.name for path in (book.site / "data").iterdir()}
    kit = zipfile.ZipFile(book.site / notebooks.FOLDER / f"{notebooks.KIT}.zip").namelist()
    assert "flows.csv" in data
    assert f"{notebooks.KIT}/data/flows.csv" in kit
    for name in STRAY:
        assert name.removeprefix("data/") not in data
        assert f"{notebooks.KIT}/{name}" not in kit


# --- A page with whatever an editor may write -------------------------------------------------


@pytest.fixture(scope="module")
def editors_page(book):
    """Return the page."""
    return BeautifulSoup(book.page("third"), "html.parser")


def test_an_editors_page_has_no_style_of_its_own_and_no_script_but_the_books(editors_page):
    assert editors_page.select("[style], style") == []
    first, *others = editors_page.select("script")
    assert first.string == pages.FIRST
    own = {path.name for path in (ROOT / "theme/static").glob("*.js")}
    assert {re.sub(r".*/|\?.*", "", script["src"]) for script in others} <= own


def test_an_editors_widths_formulas_and_boxes_are_plain_html(editors_page):
    assert [each["width"] for each in editors_page.select("col, article img")] == [
        "20.0%", "80.0%", "200", "30%",
    ]  # fmt: skip
    assert [each.get("display") for each in editors_page.select("math")] == [None, "block"]
    summaries = [each.get_text(strip=True) for each in editors_page.select("summary")]
    assert summaries[:4] == ["In this chapter", "Opens by a click", "Note", "Opens too"]


def test_an_editors_page_has_no_fault_in_any_setting(chromium, serve_folder, book):
    site = serve_folder(book.site)
    looked = audit.look(chromium, site, ["book/third.html"], [], audit.faults)
    assert [(setting.words, each) for _, setting, found in looked for each in found] == []


def test_a_table_too_wide_for_its_place_says_so_and_the_page_breaks_no_policy(
    new_page, serve_folder, book
):
    page = new_page(base_url=serve_folder(book.site), viewport={"width": 320, "height": 800})
    page.goto("/book/third.html")
    wide = page.locator(".scrolls", has=page.get_by_text("a wide table"))
    expect(wide).to_have_attribute("data-more", "")
    expect(wide.locator("> div")).to_have_attribute("tabindex", "0")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 between margins of 12 mm
    assert page.evaluate("document.documentElement.scrollWidth") == 703


def test_an_editors_page_needs_no_script(new_page, serve_folder, book):
    page = new_page(base_url=serve_folder(book.site), java_script_enabled=False)
    page.goto("/book/third.html")
    page.get_by_text("Opens by a click").click()
    for words in ("Hidden words of a box.", "Words of the north.", "Words of a card."):
        expect(page.get_by_text(words)).to_be_visible()
    page.get_by_text("South", exact=True).click()
    expect(page.get_by_text("Words of the south.")).to_be_visible()
    expect(page.get_by_text("Words of the north.")).to_be_hidden()
    dead = page.locator("button, select, input:not([type=radio])")
    assert [each for each in dead.all() if each.is_visible()] == []
