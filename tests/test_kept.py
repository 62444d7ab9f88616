"""A day that a reader keeps for the whole book: in the address, in links, and in each meaning."""

import re

import pytest
from playwright.sync_api import expect

from widgets import lives, tables
from widgets.about import areas_of_rows

CHAPTER = "/book/why-integrate.html"
DAY, SAID = "2016-07-01", "1 July 2016"


@pytest.fixture
def page(new_page, site):
    """Return a page on a desk."""
    return new_page(base_url=site, viewport={"width": 1280, "height": 900})


def strip(page):
    """Return what says at the foot of the window that a day is kept."""
    return page.locator("#kept")


def test_without_a_day_nothing_is_said_of_it(page):
    page.goto(CHAPTER)
    expect(strip(page)).to_be_hidden()
    expect(page.locator(".then")).to_have_count(0)


@pytest.mark.parametrize("given", ["2016-13-01", "2016", "soon", "2016-07-01x", "2019-02-31", ""])
def test_a_day_that_is_none_is_passed_over(page, given):
    page.goto(f"{CHAPTER}?as-of={given}")
    expect(strip(page)).to_be_hidden()


def test_a_day_goes_along_and_is_let_go(page):
    page.goto(f"{CHAPTER}?as-of={DAY}")
    expect(strip(page)).to_contain_text(f"Words as on {SAID}")
    page.locator(".prev-next-footer .next").click()
    expect(page).to_have_url(re.compile(rf"\?as-of={DAY}$"))
    expect(strip(page)).to_contain_text(SAID)
    strip(page).locator("summary").first.click()
    page.get_by_role("button", name="Forget the day").click()
    expect(strip(page)).to_be_hidden()
    expect(page).not_to_have_url(re.compile("as-of"))
    page.locator(".prev-next-footer .prev").click()
    expect(page).to_have_url(re.compile(rf"{CHAPTER}$"))


def test_each_word_says_whether_it_was_in_use(page):
    page.goto(f"/book/words.html?as-of={DAY}")
    for row in tables.records("names"):
        then = page.locator(f"dt#{row['id']} + dd .then")
        if not lives.held(row):
            expect(then).to_have_count(0)
            continue
        start, end = lives.held(row).split("/")
        was = start <= DAY and (not end or end > DAY)
        said = f"In use on {SAID}." if was else f"Not in use, as far as we found, on {SAID}."
        expect(then).to_have_text(said)


def test_a_term_that_opens_begins_with_what_it_meant_then(page):
    page.goto("/book/integrated-care-systems.html?as-of=2019-01-01")
    meanings = page.locator("#word-stp [data-held]")
    expect(meanings.first).to_contain_text("Sustainability and Transformation Partnership")
    expect(meanings.first).to_contain_text("In use on 1 January 2019.")
    expect(meanings.last).to_contain_text("Not in use, as far as we found, on 1 January 2019.")


@pytest.mark.parametrize(
    ("address", "figure"), [("/book/timeline.html", "#names"), ("/book/index.html", "#as-of")]
)
def test_a_picture_of_days_begins_at_it_and_keeps_another(page, address, figure):
    page.goto(f"{address}?as-of={DAY}")
    picture = page.locator(figure)
    expect(picture.locator("output, li.on").first).to_contain_text(f"On {SAID}")
    picture.get_by_role("button", name="Next change").first.click()
    picture.get_by_role("button", name="Keep this day").click()
    expect(page).not_to_have_url(re.compile(DAY))
    expect(page).to_have_url(re.compile(r"[?&]as-of=201[67]-\d\d-\d\d"))
    expect(strip(page)).not_to_contain_text(SAID)


def test_in_a_frame_nothing_is_kept(page):
    page.goto("/embed/timeline-names.html")
    expect(page.locator("#names[data-ready]")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this day")).to_be_hidden()


AREA = "hart-fleet"


def test_an_area_goes_along_and_pages_say_where_they_tell_of_it(page):
    page.goto(f"/book/find-your-area.html?area={AREA}")
    expect(strip(page)).to_contain_text("Your area: Hart")
    expect(page.locator("#areas output")).to_contain_text("Hart (Fleet")
    page.locator("nav").get_by_role("link", name="Integrated care systems").first.click()
    expect(page).to_have_url(re.compile(rf"\?area={AREA}$"))
    strip(page).locator("summary").last.click()
    expect(strip(page)).to_contain_text("was in the footprint of Frimley Health in 2016")
    marked = page.locator('#footprints [data-area="ics-frimley-health"] .mine-says')
    expect(marked).to_have_text("Your area: ")
    tracks = page.locator("#footprints .explorer-row:visible .explorer-track")
    lefts = tracks.evaluate_all("all => all.map((each) => each.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1  # the mark moves no row out of the axis
    above, menu = strip(page).bounding_box(), page.locator("#colours").bounding_box()
    assert menu["x"] + menu["width"] <= above["x"] or menu["y"] + menu["height"] <= above["y"]
    assert page.locator(".mine-says").count() < page.locator("[data-area]").count() / 4
    page.goto(f"/book/boards.html?area={AREA}")
    board = page.locator("#icb26-hampshire-and-isle-of-wight h3")
    expect(board).to_have_text("Your area: Hampshire and Isle of Wight")
    expect(page.locator(".boards h3 .mine-says")).to_have_count(2)  # and the board of 2022
    strip(page).locator("summary").last.click()
    page.get_by_role("button", name="Forget the area").click()
    expect(strip(page)).to_be_hidden()
    expect(page.locator(".mine-says")).to_have_count(0)


def test_a_page_lists_what_it_tells_of_an_area(page):
    def events(*areas):
        about = areas_of_rows(tables.snapshot())["events"]
        return [key for key, its in about.items() if set(areas) & set(its)]

    page.goto("/book/timeline.html?area=dudley")
    links = strip(page).locator("[data-here] a")
    ids = events("place-dudley", "partnership-dudley-mcp", "stp-black-country")
    expect(links).to_have_count(len(ids))
    expect(strip(page).locator("summary").last).to_contain_text(f"({len(ids)} on this page)")
    assert links.evaluate_all("all => all.map((link) => link.hash)") == [f"#{key}" for key in ids]
    expect(page.locator(f"#{ids[0]} + dd .mine-says")).to_have_text("Your area: ")
    page.goto("/book/timeline.html?area=walsall")  # in the footprint of Dudley, not in Dudley
    expect(strip(page)).to_contain_text("Your area: Walsall")
    expect(links).to_have_count(0)
    page.goto("/data/findings.html?area=salford")
    expect(page.locator("#f-classic-salford-services .mine-says")).to_have_count(1)
    expect(links.filter(has_text="f-classic-salford-services")).to_have_count(1)


def test_an_area_is_kept_from_its_figure(page):
    page.goto("/book/find-your-area.html")
    figure = page.locator("#areas[data-ready]")
    figure.get_by_role("button", name="Glossop").click()
    figure.get_by_role("button", name="Keep this area while I read the book").click()
    expect(page).to_have_url(re.compile(r"[?&]area=high-peak-glossop"))
    expect(strip(page)).to_contain_text("Your area: High Peak")


@pytest.mark.parametrize("given", ["nowhere", "__proto__", "<b>"])
def test_an_area_that_is_none_is_passed_over(page, given):
    page.goto(f"{CHAPTER}?area={given}")
    page.wait_for_function("window.areaStories")
    expect(strip(page)).to_be_hidden()
