"""Links and citations: each leads somewhere, each passage and number is that of its source."""

import re
from urllib.parse import quote, urljoin

import pytest
from bs4 import BeautifulSoup

from tests import reading
from tests.conftest import ROOT
from widgets import numbers, tables


@pytest.fixture(scope="module")
def soups(html):
    """Return every page of the site, parsed, by its path from the root of the site."""
    return {
        path.relative_to(html).as_posix(): BeautifulSoup(path.read_text("utf8"), "html.parser")
        for path in html.rglob("*.html")
        if "_static" not in path.parts
    }


def test_every_link_inside_the_site_leads_somewhere(soups, html):
    ids = {page: {each["id"] for each in soup.select("[id]")} for page, soup in soups.items()}
    broken = []
    for page, soup in soups.items():
        for link in {each.get("href") or each.get("src") for each in soup.select("[href], [src]")}:
            path, _, fragment = urljoin(page, link).partition("#")
            path = path.partition("?")[0]
            if re.match(r"[a-z]+:", path):
                continue  # on another host
            if not (html / path).is_file() or (fragment and fragment not in ids[path]):
                broken.append(f"{page}: {link}")
    assert broken == []


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
        of_source = [note for note in notes if note.select_one(f'a[href="sources.html#{key}"]')]
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
