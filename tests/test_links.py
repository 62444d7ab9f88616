"""Links and citations: each leads somewhere, each passage and number is that of its source."""

import re
from collections import defaultdict
from urllib.parse import quote

import pytest

from tests import reading
from tests.conftest import ROOT
from tools import links
from widgets import numbers, tables


@pytest.fixture(scope="module")
def soups(html):
    """Return every page of the site, parsed, by its path from the root of the site."""
    return links.pages_of(html)


def test_every_link_inside_the_site_leads_somewhere(soups, html):
    assert links.broken_inside(html, soups) == []


def test_a_link_inside_that_leads_nowhere_is_named(tmp_path):
    (tmp_path / "a.html").write_text(
        '<h1 id="x">A</h1><a href="#x">1</a><a href="#y">2</a><a href="b.html?v=1">3</a>'
        '<img src="c.png"><a href="mailto:a@b.example">4</a><a href="https://b.example/">5</a>'
    )
    (tmp_path / "b.html").write_text('<a href="a.html#x">1</a><a href="a.html#z">2</a>')
    broken = links.broken_inside(tmp_path, links.pages_of(tmp_path))
    assert broken == ["a.html: #y", "a.html: c.png", "b.html: a.html#z"]


ROLE = re.compile(r"\{([a-z:]+)\}`([^`]+)`")


def plain(text):
    """Return text with straight quotes and single spaces, as it may be typed."""
    return " ".join(text.translate(str.maketrans("“”‘’\xa0", "\"\"'' ")).split())


@pytest.fixture(params=sorted(path.stem for path in (ROOT / "book").glob("*.md")))
def chapter(request, soups):
    """Return the roles of a chapter's text, and its page."""
    text = (ROOT / "book" / f"{request.param}.md").read_text("utf8")
    return text, soups[f"book/{request.param}.html"]


def test_every_citation_is_in_a_note_of_its_page(chapter):
    text, page = chapter
    rows = {row["id"]: row for row in tables.records("sources")}
    notes = page.select(".notes .source")
    by_source = defaultdict(list)
    for note in notes:
        for href in {link["href"] for link in note.select("a[href]")}:
            by_source[href].append(note)
    listed = [link["href"] for link in page.select(".source-list > li > .src-name")]
    cited = [
        (key.strip(), words.strip())
        for role, inside in ROLE.findall(text)
        if role in ("passage", "cite:p")
        for keys, _, words in [inside.partition("|")]
        for key in keys.split(",")
    ]
    assert {f"sources.html#{key}" for key, _ in cited} <= set(listed)
    for key, words in cited:
        of_source = by_source[f"sources.html#{key}"]
        assert of_source, key
        if words and rows[key]["url"]:
            address = f"{rows[key]['url']}#:~:text={quote(words, safe='')}"
            assert any(note.select_one(f'a[href="{address}"]') for note in of_source), words
        elif words:
            assert words in [q.text for note in of_source for q in note.select("q")]
    for number in page.select("article .cite"):
        assert number["popovertarget"] in [note["id"] for note in notes]


def test_every_number_in_a_sentence_is_that_of_the_table(chapter):
    text, page = chapter
    for number in page.select("article .cite"):
        number.decompose()
    article = plain(page.select_one("article").text)
    before = r"([^`{}*()\[\]\n]*)"
    for sentence in re.findall(rf"{before}{reading.NUMBER.pattern}", text):
        start, role, key = sentence
        start = re.sub(r"^(- |: ([\w-]+ )+\| |: )", "", start)  # an item of a list or a debate
        assert plain(start + numbers.ROLES[role](key)) in article
    assert not re.search(r"\{(people|figure|count)\}", article)
