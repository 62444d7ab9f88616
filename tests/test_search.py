"""Search: what is asked for is found, with the words around it, by keyboard, when asked."""

import pytest
from playwright.sync_api import expect

from sphinx_ext import search
from tests.conftest import SITE


@pytest.fixture
def results(new_page, site):
    """Return a function that asks for words and returns the page with what was found."""
    page = new_page(base_url=site)

    def results(words):
        page.goto(f"/search.html?q={words}")
        expect(page.locator("#search-said")).to_contain_text(words)
        expect(page.locator("#search-said")).not_to_contain_text("Looking")
        return page

    return results


def found(page):
    """Return kind and name of each result."""
    items = page.locator("#search-found > li")
    return [
        (item.locator(".search-kind").inner_text(), item.locator("a").inner_text())
        for item in items.all()
    ]


def marked(item):
    """Return the words of a result that were looked for."""
    return " ".join(item.locator("mark").all_inner_texts()).split()


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("integrated care system", "Word", "Integrated care system"),  # a term
        ("Salford", "Area", "Salford"),  # a place
        ("Hinchingbrooke", "Place", "Hinchingbrooke Hospital"),
        ("Gaynor Lloyd", "Person or body", "Gaynor Lloyd"),  # a person
        ("emergency admissions Encompass", "Claim", "Encompass"),  # a claim
        ("control total surplus", "Chapter", "money limits"),
        ("Health and Care Act 2022", "Source", "Health and Care Act 2022"),
        ("accountible", "Word", "accountable care"),  # a slip in the ending
        ("hospitl admissions", "Claim", "hospital"),
    ],
)
def test_what_a_reader_looks_for_is_found(results, words, kind, name):
    page = results(words)
    while (more := page.get_by_role("button", name="Show more")).is_visible():
        before = page.locator("#search-found > li").count()
        more.click()
        expect(page.locator("#search-found > li").nth(before)).to_be_visible()
    shown = found(page)
    assert [each for each in shown if each[0] == kind and name.lower() in each[1].lower()], shown


def test_a_result_shows_the_words_around_and_leads_to_the_place(results):
    page = results("pooled budget")
    first = page.locator("#search-found > li").first
    assert {"pooled", "budget"} <= {word.lower().strip(".,;") for word in marked(first)}
    assert len(first.locator("p").inner_text().split()) > 5
    first.locator("a").click()
    page.wait_for_load_state()
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert page.locator(f'[id="{target}"]').count() == 1


def test_every_address_in_the_index_is_a_place_in_the_site():
    records = [*search.sections(SITE), *search.rows()]
    pages = {}
    for record in records:
        path, _, fragment = record.address.partition("#")
        text = pages.setdefault(path, (SITE / path).read_text("utf8"))
        assert f'id="{fragment}"' in text, record
    assert len({record.address for record in records}) == len(records)


def test_nothing_found_is_said(results):
    page = results("日本")
    expect(page.locator("#search-said")).to_contain_text("Nothing was found for “日本”")
    expect(page.locator("#search-found > li")).to_have_count(0)


def test_words_of_a_reader_are_never_markup(new_page, site):
    page = new_page(base_url=site)
    page.goto("/search.html?q=%3Cmark%3Ecare%3C/mark%3E")
    expect(page.locator("#search-said")).to_contain_text("for “<mark>care</mark>”")
    assert page.locator("#search-said mark").count() == 0


def test_from_any_page_by_keyboard_alone(new_page, site):
    page = new_page(base_url=site)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/book/timeline.html")
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog input")).to_be_focused()
    assert not [url for url in asked if "pagefind" in url]  # nothing before somebody asks
    page.keyboard.type("Dudley")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Dudley")
    link = page.locator("#search-found a").first
    expect(link).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    assert [url for url in asked if "pagefind" in url]


def test_the_dialog_closes_by_escape_and_gives_the_focus_back(new_page, site):
    page = new_page(base_url=site, viewport={"width": 320, "height": 640})
    page.goto("/book/timeline.html")
    button = page.get_by_role("button", name="Search").last
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pst-search-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_without_a_script_the_page_says_where_else_to_look(new_page, site):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto("/search.html")
    expect(page.locator("#search-said")).to_contain_text("Search needs JavaScript")
    assert page.locator(".bd-article form:visible").count() == 0
