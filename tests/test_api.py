"""The page of the package: all that is public stands there, and says what it takes and gives."""

import gzip
import inspect
import re

import pytest
from bs4 import BeautifulSoup

import widgets
from sphinx_ext import api

ALL = [each for part in api.OFFERED.values() for each in part]
FUNCTIONS = [each for each in ALL if not inspect.isclass(each)]


@pytest.fixture(scope="module")
def page(html):
    return html / f"{api.PAGE}.html"


def test_whatever_the_package_offers_is_on_the_page(page):
    soup = BeautifulSoup(page.read_text("utf8"), "html.parser")
    shown = [heading.get_text() for heading in soup.select("article h3")]
    assert shown == [api.name_of(each) for each in ALL]
    offered = {
        f"widgets.{name}" for name, each in vars(widgets).items() if inspect.isfunction(each)
    }
    assert offered <= set(shown)
    assert len(set(shown)) == len(shown)


def test_the_page_is_one_of_the_book_and_light(page):
    text = page.read_text("utf8")
    assert len(text.encode()) < 60 * 1024
    assert len(gzip.compress(text.encode())) < 20 * 1024
    assert "style=" not in text
    soup = BeautifulSoup(text, "html.parser")
    assert soup.select_one("article h1").get_text() == api.TITLE
    assert not soup.select(".system-message, .problematic")
    assert "``" not in soup.select_one("article").get_text()
    assert soup.select('nav [aria-current] , nav .current a[href$="book/data.html"]')


@pytest.mark.parametrize("offered", ALL, ids=api.name_of)
def test_whatever_is_public_says_what_it_is(offered):
    assert re.match(r"[A-Z].*\.$", (inspect.getdoc(offered) or "").split("\n")[0])


@pytest.mark.parametrize("offered", FUNCTIONS, ids=api.name_of)
def test_whatever_is_public_says_what_it_takes_and_what_it_gives(offered):
    says = inspect.getdoc(offered)
    listed = re.search(r"Parameters\n-+\n(.*?)(?:\n\n[A-Z]\w+\n-+|\Z)", says, re.DOTALL)
    lists = re.findall(r"^([\w, .]+) : ", listed[1], re.MULTILINE) if listed else []
    named = {name for names in lists for name in names.split(", ")}
    takes = set(inspect.signature(offered).parameters) - {"self"}
    if "inputs" in takes:  # of a figure; "..." stands for more of a kind
        takes = {"name", *(() if "..." in named else offered().state())}
    assert takes <= named
    assert re.search(r"^Returns?\b", says, re.MULTILINE) or "Raises" in says
