"""Open to all: axe-core finds nothing on any page, in any state or setting, and the book says so.

axe sees about half of what matters. `book/accessibility.md` says what else was tried.
"""

import json

import pytest
from bs4 import BeautifulSoup

from sphinx_ext import statement
from tests import audit


@pytest.fixture(scope="module")
def found(chromium, site):
    """Return every rule that axe finds broken."""
    return audit.audit(chromium, site)


@pytest.mark.parametrize("setting", [setting.words for setting in audit.SETTINGS])
def test_no_page_and_no_state_breaks_a_rule(found, setting):
    broken = [each for each in found if each["setting"] == setting]
    assert [f"{each['where']}: {each['id']}: {each['html'][0]}" for each in broken] == []


def test_the_record_says_what_is_found(found):
    recorded = json.loads(audit.RECORD.read_text("utf8"))
    same = {key: recorded[key] for key in audit.record(found)}
    assert same == audit.record(found), "Run `make accessibility`: the record is out of date."


def test_axe_finds_what_is_wrong(chromium):
    """A check that cannot fail is none."""
    page = chromium.new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")
    found = {each["id"]: audit.criteria(each["tags"]) for each in audit.violations(page)}
    page.close()
    assert found["image-alt"] == ["1.1.1"]
    assert "4.1.2" in found["label"]


@pytest.mark.parametrize(
    ("broken", "status"), [(0, "full"), (1, "partial"), (34, "partial"), (35, "non")]
)
def test_the_status_follows_from_the_results(broken, status):
    assert statement.status({"rules": 70, "failures": dict.fromkeys(range(broken))}) == status


def test_every_page_leads_to_the_statement(html):
    for name in audit.pages():
        page = BeautifulSoup((html / name).read_text("utf8"), "html.parser")
        links = page.select(".footer-item a")
        [link] = [each for each in links if each.text == "Accessibility statement"]
        assert (
            ((html / name).parent / link["href"].replace("#", "accessibility.html"))
            .resolve()
            .exists()
        ), name


def test_the_statement_has_every_part_and_the_latest_results(html):
    page = BeautifulSoup((html / "book" / "accessibility.html").read_text("utf8"), "html.parser")
    headings = [heading.get_text().rstrip("#") for heading in page.select("article h2")]
    assert headings == [
        "What you should be able to do", "How far the book conforms", "Known failures",
        "How it is tested", "What is missing", "How to tell us, and what to ask for",
        "If you are not content with an answer", "About this statement",
    ]  # fmt: skip
    record = json.loads(audit.RECORD.read_text("utf8"))
    text = page.select_one("article").text
    assert all(words in text for words in [*record["settings"], *record["states"]])
    assert f"all {record['pages']} pages" in text
