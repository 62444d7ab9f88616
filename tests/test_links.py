"""Links and citations: each leads somewhere, each passage and number is that of its source."""

import re
from urllib.parse import quote, urljoin

import pytest
from bs4 import BeautifulSoup

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


def test_every_citation_leads_to_its_source(chapter, soups):
    text, page = chapter
    titles = {row["id"]: plain(row["title"]) for row in tables.records("sources")}
    keys = [
        key.strip()
        for role, inside in ROLE.findall(text)
        if role in ("passage", "cite:p")
        for key in (inside.partition("|")[0].split(","))
    ]
    links = page.select(".bibtex-citation a.reference")
    entries = soups["book/sources.html"]
    found = [plain(entries.find(id=link["href"].partition("#")[2]).text) for link in links]
    assert len(found) == len(keys)
    for key in keys:  # several in one bracket stand in an order of their own
        [entry, *_] = [entry for entry in found if titles[key] in entry]
        found.remove(entry)


def test_every_passage_can_be_found(chapter):
    text, page = chapter
    addresses = {row["id"]: row["url"] for row in tables.records("sources")}
    passages = page.select(".passage")
    links = [link["href"] for passage in passages for link in passage.select("a.external")]
    for role, inside in ROLE.findall(text):
        if role == "passage":
            key, words = (part.strip() for part in inside.split("|"))
            if addresses[key]:
                assert f"{addresses[key]}#:~:text={quote(words, safe='')}" in links
            else:
                assert any(f"“{words}”" in passage.text for passage in passages), words


def test_every_number_in_a_sentence_is_that_of_the_table(chapter):
    text, page = chapter
    article = plain(page.select_one("article").text)
    before = r"([^`{}*()\[\]\n]*)"
    for sentence in re.findall(rf"{before}{numbers.ROLE.pattern}", text):
        start, role, key = sentence
        assert plain(start.removeprefix("- ") + numbers.ROLES[role](key)) in article
    assert not re.search(r"\{(people|figure|count)\}", article)
