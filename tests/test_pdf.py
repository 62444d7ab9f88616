"""The book as one PDF: all of it is there, it can be found, and a screen reader can read it."""

import base64
import copy
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

import pypdf
import pytest
from pypdf.generic import ContentStream

from tests import on_pages
from tests.conftest import ROOT
from tools import pdf
from widgets import tables
from widgets.core.framing import drawing_in

CHAPTERS = [name for _, names in pdf.chapters(ROOT) for name in names]


@pytest.fixture(scope="module")
def told(html):
    """Return all that is printed."""
    return pdf.contents(ROOT, html)


@pytest.fixture(scope="module")
def printed(told, chromium, tmp_path_factory):
    """Return the book, printed and opened again."""
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pdf.print_book(told, path, chromium)
    return pypdf.PdfReader(path)


@pytest.fixture(scope="module")
def text(printed):
    """Return all of its text, without the breaks of lines and pages, and without page numbers."""
    pages = [each.extract_text() for each in printed.pages]
    return squeezed("".join(re.sub(rf"^{n}\s", "", each) for n, each in enumerate(pages, 1)))


def squeezed(text):
    """Return the letters and figures of a text, which no break between lines can part.

    Letters that a font joins are taken apart.
    """
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))


def test_the_same_book_gives_the_same_bytes_on_any_day():
    made = "<</CreationDate (D:2026112802{}+00'00')\n/ModDate (D:2026112802{}+00'00')>>"
    first, second = (
        pdf.dated(made.format(time, time).encode(), "2026-11-26") for time in ("0255", "0341")
    )
    assert first == second
    assert first.count(b"(D:20261126000000+00'00')") == 2
    assert len(first) == len(made.format("0255", "0255"))


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
    titles = [
        on_pages.soup(f"{name}.html").select_one("h1").contents[0].strip() for name in CHAPTERS
    ]
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
        for heading in on_pages.soup(f"{name}.html").select("article h2")
    ]
    _, titles = outline(printed)
    assert [heading for heading in headings if heading not in titles] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_paragraph_of_a_chapter_is_in_it(html, text, name):
    chapter = copy.copy(on_pages.soup(f"{name}.html").article)
    for each in chapter.select(".with-script"):
        each.decompose()
    told = chapter.select("article > section p")
    told = [p for p in told if not p.find_parent(class_=["explorer", "admonition-title", "notes"])]
    told = [p for p in told if not p.select("a[download]") and not p.find_parent("summary")]
    assert told
    assert [p.text for p in told if squeezed(p.text) not in text] == []


# --- Figures ----------------------------------------------------------------------------------

# Lines, areas, colours and letters. Curves are left out: a larger one is made of more pieces.
SHAPES = {b"m", b"l", b"re", b"rg", b"RG", b"Tj", b"TJ"}


def figures(printed):
    """Return the text of each figure of a PDF that stands in its place, and what it draws."""
    return [
        (element["/Alt"], list(drawn(printed, element)))
        for element in elements(printed.root_object["/StructTreeRoot"])
        if element["/S"] == "/Figure"
    ]


def drawn(printed, element):
    """Yield what draws an element, in its own measures: neither its place nor its size counts."""
    depth = 0  # of the parts that are marked, from this element's own on
    for operands, operator in ContentStream(element["/Pg"]["/Contents"], printed).operations:
        if operator in (b"BDC", b"BMC"):
            mark = operands[1] if operator == b"BDC" else None
            own = isinstance(mark, dict) and mark.get("/MCID") == element["/K"]
            depth += bool(depth or own)
        elif operator == b"EMC" and depth:
            depth -= 1
        elif depth and operator in SHAPES:
            yield operator, repr(operands)


def print_alone(placed, path, chromium):
    """Print the pictures of figures as Python draws them, each on a page, in the book's style."""
    image = '<div class="explorer"><img alt="{}" src="data:image/svg+xml;base64,{}"></div>'
    images = [image.format(each, coded(drawing_in(each.in_python().to_svg()))) for each in placed]
    style = (pdf.TEMPLATES / "pdf.css").read_text("utf8")
    start = f'<!doctype html><html lang="en-GB"><title>Alone</title><style>{style}</style>'
    pdf.print_pdf("".join([start, *images]), path, chromium)
    return figures(pypdf.PdfReader(path))


def coded(svg):
    return base64.b64encode(svg.encode()).decode()


def test_each_figure_of_each_page_is_in_it_with_its_own_picture_and_text(
    printed, chromium, tmp_path
):
    placed = [
        each for name in CHAPTERS for each in on_pages.placed() if each.page == f"{name}.html"
    ]
    assert len(placed) > len({each.topic for each in placed})  # some topic has two
    own = dict(print_alone(placed, tmp_path / "alone.pdf", chromium))
    found = figures(printed)
    assert [text for text, _ in found] == [each.in_python().description() for each in placed]
    for each, (_, shapes) in zip(placed, found, strict=True):
        expected = own[str(each)]
        # What comes after a picture on its page may follow without a mark of its own.
        assert shapes[: len(expected)] == expected, each
    assert len({repr(shapes) for shapes in own.values()}) == len(
        {each.file("svg") for each in placed}
    )


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


def test_nothing_in_it_waits_for_a_click(told):
    names, ids = Counter(), Counter()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            names[tag] += 1
            ids.update(value for name, value in attrs if name == "id")

    Reader().feed(pdf.document(told, {}))
    assert names["section"]
    waiting = {"button", "input", "select", "details", "summary", "script", "form"}
    assert waiting & set(names) == set()
    assert [each for each, times in ids.items() if times > 1] == []
