"""The zip of the site: unpacked and opened from the disk, every figure answers."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests import on_pages
from tests.figures import harness
from tools import offline

FIRST = on_pages.first_of_each_topic()


@pytest.fixture(scope="module")
def disk(html, tmp_path_factory):
    """Return the folder of the site as a reader unpacks it."""
    folder = tmp_path_factory.mktemp("disk")
    offline.pack(html, folder / offline.BUNDLE.name)
    with zipfile.ZipFile(folder / offline.BUNDLE.name) as packed:
        packed.extractall(folder)
    return folder / offline.BUNDLE.stem


@pytest.fixture
def page(chromium):
    """Return a page that keeps what it logs, and that is not served by anybody."""
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.problems = []
    context.on("console", lambda m: m.type in ("error", "warning") and page.problems.append(m.text))
    context.on("weberror", lambda error: page.problems.append(str(error.error)))
    yield page
    context.close()


@pytest.mark.parametrize("topic", FIRST)
def test_a_figure_opened_from_the_disk_answers_and_is_drawn(page, disk, topic):
    placed = FIRST[topic]
    python = placed.in_python()
    setting = harness.at_random(python, 1)[0]
    figure = harness.open_figure(page, (disk / placed.page).as_uri(), placed.name)
    figure.evaluate(harness.PUT, setting)
    assert figure.evaluate(harness.SHOWN)["sentences"] == harness.told(python, setting)["sentences"]
    expect(figure.locator("[data-code]")).to_have_text(python.call())
    page.wait_for_function("name => location.search.startsWith(`?${name}.`)", arg=placed.name)
    assert page.problems == []


def test_the_zip_begins_at_a_page_that_leads_on(page, disk):
    page.goto((disk / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    page.get_by_role("link", name="Timeline", exact=False).first.click()
    page.wait_for_url("**/book/timeline.html")
    assert page.problems == []


def test_a_copy_on_the_disk_is_searched_too(page, disk):
    page.goto((disk / "book" / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.locator("#search-asked").fill("integrated care")
    page.locator(".search-all").click()  # all results
    link = page.locator("#search-found a").first
    link.click()
    page.wait_for_url("**#*")
    assert page.problems == []


def test_the_same_site_makes_the_same_zip(html, tmp_path):
    for name in ("one.zip", "two.zip"):
        offline.pack(html, tmp_path / name)
    one, two = (zipfile.ZipFile(tmp_path / name).infolist() for name in ("one.zip", "two.zip"))
    assert [entry.CRC for entry in one] == [entry.CRC for entry in two]
    assert {entry.date_time for entry in one} == {(1980, 1, 1, 0, 0, 0)}
