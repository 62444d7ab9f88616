"""The book as one PDF: all of it is there, it can be found, and a screen reader can read it."""

import re

import pypdf
import pytest
from bs4 import BeautifulSoup

import widgets
from tests.conftest import ROOT
from tools import pdf
from widgets import tables

CHAPTERS = [name for _, names in pdf.chapters(ROOT) for name in names]


@pytest.fixture(scope="module")
def printed(html, chromium, tmp_path_factory):
    """Return the book, printed and opened again."""
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pdf.print_book(ROOT, html, path, chromium)
    return pypdf.PdfReader(path)


@pytest.fixture(scope="module")
def text(printed):
    """Return all of its text, without the breaks of lines and pages, and without page numbers."""
    pages = [each.extract_text() for each in printed.pages]
    return squeezed("".join(re.sub(rf"^{n}\s", "", each) for n, each in enumerate(pages, 1)))


def squeezed(text):
    """Return the letters and figures of a text, which no break between lines can part."""
    return re.sub(r"\W+", "", text)


def page(html, name):
    return BeautifulSoup((html / f"{name}.html").read_text("utf8"), "html.parser")


def outline(printed):
    """Return the titles of the outline in their order, those of the first level and all."""
    first = [entry.title for entry in printed.outline if not isinstance(entry, list)]
    return first, list(flat(printed.outline))


def flat(entries):
    for entry in entries:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry.title


def elements(node):
    """Yield every element of the structure that assistive technology reads."""
    node = node.get_object()
    for child in node if isinstance(node, list) else [node]:
        child = child.get_object()
        if isinstance(child, dict):
            if "/S" in child:
                yield child
            if "/K" in child:
                yield from elements(child["/K"])


def test_every_chapter_is_in_it_under_its_title(html, printed):
    first, _ = outline(printed)
    titles = [page(html, name).select_one("h1").contents[0].strip() for name in CHAPTERS]
    assert first == ["Contents", *titles]


def test_the_contents_name_the_page_on_which_each_chapter_begins(html, printed):
    listed = squeezed(printed.pages[1].extract_text())
    for entry in printed.outline:
        if not isinstance(entry, list) and entry.title != "Contents":
            number = printed.get_destination_page_number(entry) + 1
            assert squeezed(f"{entry.title} {number}") in listed


def test_every_heading_is_in_the_outline_with_its_spaces(html, printed):
    headings = [
        " ".join(heading.contents[0].split())
        for name in CHAPTERS
        for heading in page(html, name).select("article h2")
    ]
    _, titles = outline(printed)
    assert [heading for heading in headings if heading not in titles] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_paragraph_of_a_chapter_is_in_it(html, text, name):
    told = page(html, name).select("article.bd-article > section p")
    told = [p for p in told if not p.find_parent(class_=["explorer", "admonition-title"])]
    told = [p for p in told if not p.select("a[download]") and not p.find_parent("summary")]
    assert told
    assert [p.text for p in told if squeezed(p.text) not in text] == []


def test_every_figure_is_in_it_with_its_text(printed, html):
    figures = [element for element in elements(printed.root_object["/StructTreeRoot"])
               if element["/S"] == "/Figure"]  # fmt: skip
    pages = [path.read_text("utf8") for path in (html / "book").glob("*.html")]
    pictures = [
        picture["aria-label"]
        for page in pages
        for picture in BeautifulSoup(page, "html.parser").select("[role=img][aria-label]")
    ]
    told = {figure.get("/Alt") for figure in figures}
    assert {getattr(widgets, name)().words().description for name in widgets.__all__} <= told
    assert told <= set(pictures)


def test_every_source_is_in_it(text):
    titles = [row["title"] for row in tables.records("sources") if row["title"]]
    assert [title for title in titles if squeezed(title) not in text] == []


def test_every_link_inside_it_leads_somewhere(printed):
    links = [
        annotation.get_object() for each in printed.pages for annotation in each.get("/Annots", [])
    ]
    inside = [link["/Dest"] for link in links if "/Dest" in link]
    assert len(inside) > 1000
    assert set(inside) <= set(printed.named_destinations)
    outside = {link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]}
    assert {address for address in outside if not re.match("https?://", address)} == set()


def test_it_says_its_language_and_its_title_and_is_tagged(printed):
    root = printed.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert printed.metadata.title == "Plans, systems, partnerships, contracts"
    assert {element["/S"] for element in elements(root["/StructTreeRoot"])} >= {
        "/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Link", "/Figure", "/Table", "/TH",
    }  # fmt: skip


def test_nothing_in_it_waits_for_a_click(html):
    document = BeautifulSoup(pdf.document(pdf.contents(ROOT, html), {}), "html.parser")
    assert document.select("button, input, select, details, summary, script, form") == []
    ids = [element["id"] for element in document.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)
