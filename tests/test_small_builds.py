"""Builds of two short chapters that hold odd but harmless things, or one fault each."""

import zipfile

import pytest
from bs4 import BeautifulSoup

from sphinx_ext import notebooks
from tests.small_book import SECOND, SmallBook

LINK = '<a href="../_static/gone.js">A link</a> to <a href="../_static/gone.css">what is gone</a>.'
SENTENCES = [
    'The rows are in /_static/footprints.csv, and "/_static/footprints.csv" is the same file.',
    'In code it is `/_static/footprints.csv#rows`, or `"/_static/footprints.csv"` in quotes.',
]
AS_READ = [
    "The rows are in /_static/footprints.csv, and “/_static/footprints.csv” is the same file.",
    'In code it is /_static/footprints.csv#rows, or "/_static/footprints.csv" in quotes.',
]
ICONS = ["{fas}`magnifying-glass;fa-bars`", '<i class="fas fa-magnifying-glass fa-bars"></i>']
STRAY = [
    "data/.~lock.flows.csv#", "data/flows copy.csv", "data/flows.csv~", "data/notes.json",
    "widgets/.words.py.swp", "widgets/words.py~",
]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a small book that was built with odd things in it."""
    book = SmallBook(tmp_path_factory.mktemp("odd"))
    book.write("book/second.md", "\n\n".join([SECOND.strip(), *SENTENCES, *ICONS, LINK]))
    for name in STRAY:
        book.write(name, "nothing\n")
    status, output = book.build()
    assert status == 0, output
    return book


def test_a_sentence_may_name_a_file_of_the_site(book):
    page = BeautifulSoup(book.page("second"), "html.parser")
    paragraphs = [paragraph.get_text() for paragraph in page.select("article p")]
    assert [text for text in paragraphs if "_static" in text] == AS_READ


def test_a_link_to_a_file_that_is_gone_ends_no_build(book):
    page = BeautifulSoup(book.page("second"), "html.parser")
    assert page.find("a", string="A link")["href"] == "../_static/gone.js"


def test_an_icon_with_two_names_is_the_first_of_them(book):
    page = BeautifulSoup(book.page("second"), "html.parser")
    role, html = page.select("article section .icon")
    assert str(role.svg) == str(html.svg)
    assert role.path["d"].startswith("M")
    assert {role.name, html.name} == {"span", "i"}


def test_what_an_editor_leaves_beside_the_tables_is_not_published(book):
    data = {path.name for path in (book.site / "data").iterdir()}
    kit = zipfile.ZipFile(book.site / notebooks.FOLDER / f"{notebooks.KIT}.zip").namelist()
    assert "flows.csv" in data
    assert f"{notebooks.KIT}/data/flows.csv" in kit
    for name in STRAY:
        assert name.removeprefix("data/") not in data
        assert f"{notebooks.KIT}/{name}" not in kit


def test_an_icon_that_does_not_exist_is_named_with_its_line(book):
    faults = {
        "{fas}`magnifying-glas`": "magnifying-glas",
        "<i class='fas fa-no-such'></i>": "no-such",
    }
    book.write("book/second.md", "\n\n".join([SECOND.strip(), *faults]))
    status, output = book.build()
    assert status != 0, output
    assert "Traceback" not in output
    lines = (book.root / "book" / "second.md").read_text("utf8").splitlines()
    for text, name in faults.items():
        place = f"book/second.md:{lines.index(text) + 1}: "
        assert f'{place}WARNING: no icon is called "{name}"' in output
    assert '(nearest: "magnifying-glass")' in output
