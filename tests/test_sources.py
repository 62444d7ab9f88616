"""One name per source: short, plain, its own, and the same wherever the book names the source."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sphinx_ext import chapters, search, voices
from widgets import tables
from widgets.core.sources import letters, names_of

ROWS = tables.records("sources")
NAMES = names_of(ROWS)
ARTICLES = {
    "blog-2018": "Unsigned blog, 2018",
    "nhe-2019": "Cogle’s comment piece, 2019",
    "faq-2019": "The Lowdown campaign page, 2019",
    "kings-fund-2018": "King’s Fund long read, 2018",
    "ham-2018": "Ham’s speech, 2018",
}


def row(key, **cells):
    """Return a source of which nothing is known but what is given."""
    empty = dict.fromkeys(["title", "author", "publisher", "date", "short"])
    return {"id": key, "kind": "official", **empty, **cells}


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"author": "Kacey Cogle", "date": "2019-05-09"}, "Cogle, 2019"),
        ({"author": "Robin Miller, Jon Glasby and Helen Dickinson"}, "Miller and others, undated"),
        (
            {"author": "Health and Social Care Committee"},
            "Health and Social Care Committee, undated",
        ),
        ({"publisher": "Pulse, quoted by a site", "date": "2017"}, "Pulse, 2017"),
        ({"publisher": "DAC Beachcroft (on Mondaq)", "date": "2019"}, "DAC Beachcroft, 2019"),
        ({"publisher": "A body (inferred)", "date": "2019"}, "A body (inferred), 2019"),
        ({"author": "Ann Other (inferred)", "date": "2019"}, "Other (inferred), 2019"),
        ({"publisher": "A body (inferred)", "short": "A page"}, "A page (inferred), undated"),
        (
            {"title": "Care Act 2022 (c. 31)", "kind": "legislation", "date": "2022"},
            "Care Act 2022",
        ),
        ({"title": "Rules (SI 2023/1)", "kind": "legislation", "date": "2023-01"}, "Rules, 2023"),
        ({}, "Unsigned, undated"),
    ],
)
def test_a_name_says_who_and_when_and_what_is_inferred(cells, name):
    assert names_of([row("one", **cells)]) == {"one": name}


def test_two_sources_never_share_a_name():
    rows = [row(key, publisher="Pulse", date="2017") for key in ("one", "two")]
    assert names_of(rows) == {"one": "Pulse, 2017 a", "two": "Pulse, 2017 b"}
    assert [letters(number) for number in (1, 26, 27)] == ["a", "z", "aa"]


def test_the_five_articles_have_names_of_their_own():
    assert {row["id"]: NAMES[row["id"]] for row in ROWS if row["article"]} == ARTICLES


def test_each_source_of_the_book_has_a_plain_name_of_its_own():
    assert len(set(NAMES.values())) == len(ROWS)
    for each in ROWS:
        name = NAMES[each["id"]]
        assert len(name) <= 80, name
        assert re.search(r"\b(\d{4}|undated)$", name), f"give {each['id']} a `short` name: {name}"
        stated = f"{each['author']} {each['publisher']}"
        assert ("(inferred)" in name) == ("(inferred)" in stated), name


def test_the_book_names_a_source_alike_in_pages_search_tables_and_notebooks(html):
    assert voices.sources()["label"].to_dict() == NAMES
    found = {record.address: record.words for record in search.rows() if record.kind == "Source"}
    text = "{cite:p}`faq-2019` and {passage}`kings-fund-2018 | a few words`"
    *_, notes = chapters.Chapter(Path("chapter.md"), text).cells()
    for key in ("faq-2019", "kings-fund-2018"):
        assert f"[{ARTICLES[key]}](sources.ipynb)" in notes.source
    for key, name in NAMES.items():
        assert found[f"book/sources.html#{key}"].startswith(f"{name}. ")


@pytest.mark.parametrize("page", ["book/sources", "book/timeline", "book/why-integrate"])
def test_each_link_to_a_source_says_its_name(html, page):
    soup = BeautifulSoup((html / f"{page}.html").read_text("utf8"), "html.parser")
    links = [link for link in soup.select("article a") if is_to_source(link)]
    assert len(links) > 5
    for link in links:
        assert link.get_text() == NAMES[link["href"].partition("#")[2]]


def is_to_source(link):
    """Tell whether a link leads to a source in the list of sources."""
    page, _, key = link["href"].partition("#")
    return page in ("", "sources.html") and key in NAMES


def test_a_table_shows_the_names_of_its_sources(html):
    soup = BeautifulSoup((html / "data/events.html").read_text("utf8"), "html.parser")
    shown = {row["id"]: row.get_text(" ", strip=True) for row in soup.select(".rows > li")}
    for event in tables.records("events"):
        assert NAMES[event["source"]] in shown[event["id"]]
