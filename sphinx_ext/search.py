"""Search by Pagefind: a section, a claim, a term, a place or a person, each at its own address.

Pagefind makes an index in pieces, of which a browser fetches those that a question needs, and
nothing before somebody asks. It needs a server, so a copy opened from the disk has no search.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from sphinx.errors import ExtensionError

from widgets import tables

from .citations import sources
from .rendering import render

FOLDER = "pagefind"
USER_INTERFACES = "pagefind-*ui*", "pagefind-highlight.js"  # the page of results has one of its own
TOLD_APART = ".headerlink, .meanings, figure, script, dl, .source-list, .citation, section section"


@dataclass(frozen=True)
class Record:
    """What can be found: what kind of thing it is, its name, its words, and where it stands."""

    kind: str
    title: str
    words: str
    address: str


def setup(app):
    """Give the book a page of results, and make the index once all pages are written."""
    app.connect("builder-inited", replace_search)
    app.connect("site-copied", write_index)


def replace_search(app):
    """Leave out Sphinx's search, but for the address of its page."""
    app.builder.search = False
    app.config.html_additional_pages = {"search": "search.html"}


def write_index(app, site):
    """Write the index beside the pages."""
    folder = site / FOLDER
    index([*sections(site), *rows()], folder)
    for pattern in USER_INTERFACES:
        for file in folder.glob(pattern):
            file.unlink()


def index(records: Iterable[Record], folder: Path) -> None:
    """Write an index of records into a folder.

    Pagefind reads a folder of pages, so each record is made one. Its Python interface takes single
    records, but waits a tenth of a second after each.
    """
    with tempfile.TemporaryDirectory() as pages:
        for number, record in enumerate(records):
            page = render("found.html", record=record)  # with what a result needs to show
            Path(pages, f"{number}.html").write_text(page, "utf8")
        command = [sys.executable, "-m", "pagefind", "--site", pages, "--output-path", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise ExtensionError(f"the search could not be indexed: {done.stdout}{done.stderr}")


# What stands in the chapters ------------------------------------------------------------------


def sections(site: Path) -> Iterable[Record]:
    """Yield each section of each chapter, without the sections in it and what rows say."""
    for path in sorted((site / "book").glob("*.html")):
        page = BeautifulSoup(path.read_text("utf8"), "html.parser")
        title = heading(page.article)
        for section in page.article.select("section[id]"):
            name = heading(section)
            words = own_words(section)
            if len(words.split()) > len(name.split()) + 5:
                full = name if name == title else f"{name} ({title})"
                yield Record("Chapter", full, words, f"book/{path.name}#{section['id']}")


def heading(part: Tag) -> str:
    """Return the first heading of a part, without the sign that links to it."""
    found = part.find(re.compile(r"^h[1-6]$"))
    return "".join(found.find_all(string=True, recursive=False)).strip()


def own_words(section: Tag) -> str:
    """Return the running text of a section, without its heading and what is found by itself."""
    copy = BeautifulSoup(str(section), "html.parser").section
    for part in copy.select(f"{TOLD_APART}, h1, h2, h3, h4"):
        part.decompose()
    return " ".join(copy.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


# What stands in the tables --------------------------------------------------------------------


def rows() -> Iterable[Record]:
    """Yield each claim, finding, event, term, place, area, person and source."""
    names = {row["id"]: row["name"] for row in tables.records("speakers")}
    for row in tables.records("claims"):
        words = f"{names[row['speaker']]}. {told(row, 'ground_note')}"
        yield Record("Claim", row["claim"], words, f"book/evidence.html#{row['id']}")
    for row in tables.records("names"):
        term = f"{row['term']} ({row['abbreviation']})" if row["abbreviation"] else row["term"]
        words = told(row, "plain", "meaning", "note")
        yield Record("Word", term, words, f"book/words.html#{row['id']}")
    for row in tables.records("events"):
        yield Record("Event", row["event"], told(row, "note"), f"book/timeline.html#{row['id']}")
    for row, label in zip(tables.records("sources"), sources()["label"], strict=True):
        words = f"{label}. {told(row, 'author', 'publisher', 'about')}"
        yield Record("Source", row["title"], words, f"book/sources.html#{row['id']}")
    for name, kind, title, *columns in TABLES:
        for row in tables.records(name):
            yield Record(kind, row[title], told(row, *columns), f"data/{name}.html#{row['id']}")


# Rows that have no page but that of their table.
TABLES = (
    ("findings", "Finding", "finding", "study", "authors", "population", "result"),
    ("places", "Place", "name", "what_articles_say", "what_happened"),
    ("footprints", "Area", "name", "kind", "note"),
    ("speakers", "Person or body", "name", "role", "organisation", "note"),
)


def told(row: dict, *columns: str) -> str:
    """Return what the columns of a row say, one sentence after the other."""
    return " ".join(f"{row[column]}".rstrip(".") + "." for column in columns if row[column])
