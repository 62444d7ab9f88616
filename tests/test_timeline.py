"""The list of events: a kind may be chosen, also with no script, and each has an address."""

import pytest
from playwright.sync_api import expect

import widgets
from sphinx_ext.told import EVENT_KINDS
from widgets import tables


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request, new_page, site):
    """Return the page, with its script and without."""
    return new_page(base_url=site, java_script_enabled=request.param)


@pytest.fixture(scope="module")
def events():
    """Return every event."""
    return tables.records("events")


def test_every_kind_of_event_can_be_chosen(events):
    assert {row["kind"] for row in events} == set(EVENT_KINDS)


def test_the_slider_of_the_day_has_a_mark_for_each_change(page):
    page.goto("/book/timeline.html")
    months = {day[:7] for day, *_ in widgets.names().facts()["turning"]}
    marks = page.locator('#names [data-for="day"] + .explorer-turns rect')
    expect(marks).to_have_count(len(months))


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_a_kind_shows_its_events_and_their_years_alone(page, events, kind):
    page.goto("/book/timeline.html")
    some = [row for row in events if row["kind"] == kind]
    page.get_by_label(f"{EVENT_KINDS[kind]} ({len(some)})", exact=True).check()
    shown = page.locator(".timeline [data-kind]:visible")
    expect(shown).to_have_count(len(some))
    years = page.locator("section:has(.timeline) > h2:visible")
    expect(years).to_have_count(len({row["date"][:4] for row in some}))
    page.get_by_label(f"all {len(events)} events").check()
    expect(shown).to_have_count(len(events))


def test_the_address_of_an_event_shows_it_whatever_was_chosen(page, events):
    page.goto("/book/timeline.html")
    page.locator("#kind-court").check()
    one = next(row for row in events if row["kind"] == "law")
    date = page.locator(f"#{one['id']}")
    expect(date).to_be_hidden()
    page.goto(f"/book/timeline.html#{one['id']}")
    expect(date).to_be_in_viewport()
    expect(date.locator("a")).to_have_attribute("href", f"#{one['id']}")


def test_a_year_stands_folded_until_it_is_opened_or_sent_to(page, events):
    page.goto("/book/timeline.html")
    shown = page.locator(".timeline [data-kind]:visible")
    expect(shown).to_have_count(0)
    some = [row for row in events if row["date"].startswith("2018")]
    page.get_by_text(f"{len(some)} events: ").first.click()
    expect(shown).to_have_count(len(some))
    page.goto("/book/timeline.html#year-2019")
    page.reload()
    expect(page.locator("#year-2019 [data-kind]").first).to_be_visible()
