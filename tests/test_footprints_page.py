"""The figure of footprint sizes on its page: numbers as people write them, and what they go with.

`tests/figures` shows for every topic what holds for this one too: that page and Python say and draw
the same at every setting, the address, the files, the page without a script, and the keyboard's
way. `test_footprints.py` has the calculation.
"""

import csv
import re
import shutil
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

import widgets
from tests import on_pages
from tests.figures import harness
from widgets import tables
from widgets.topics.footprints.figure import HIGH, LOW
from widgets.topics.footprints.model import VIEWS

PLACED = on_pages.first_of_each_topic()["footprints"]
PHONE = {"width": 320, "height": 640}
FAR = f"Type a number from {LOW:,} to {HIGH:,}."

# The controls, as a screen reader names them.
SHOW, EVEN = ("combobox", "Show"), ("checkbox", "Even steps along the axis")
NUMBER, SLIDER = ("textbox", "Number of people"), ("slider", "or slide")
AREA = ("combobox", "or choose an area")
PLACE = ("searchbox", "or find it by a council or a town")


@pytest.fixture(scope="module")
def opened(shared):
    """Return a figure on a page that tests share: to open one takes most of a test's time."""
    return harness.open_figure(shared.new_page(), f"/{PLACED.page}", PLACED.name)


@pytest.fixture
def figure(browsing, opened):
    """Return the shared figure, as it was when it opened."""
    opened.evaluate("""figure => {
      document.activeElement.blur();
      for (const part of figure.querySelectorAll("details")) part.open = false;
    }""")
    opened.evaluate(harness.PUT, widgets.footprints().new())
    return opened


def field(figure, control):
    """Return a control by its role and name."""
    role, name = control
    return figure.get_by_role(role, name=name)


def check(figure, **values):
    """Fail unless a figure stands at these values, and says of them what Python says."""
    python = widgets.footprints(**values)
    expect(figure.locator("[data-code]")).to_have_text(python.call())
    expect(figure.locator("output p")).to_have_text(python.sentences())


def people(area):
    """Return how many people live in an area."""
    return widgets.footprints(area=area).population


# --- A number ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "population"),
    [("430,000", 430_000), ("430 000", 430_000), ("2.7 million", 2_700_000), ("85k", 85_000),
     ("1.25M", 1_250_000), ("85 thousand", 85_000), (str(HIGH), HIGH), (f" {LOW:,} ", LOW)],
)  # fmt: skip
def test_a_number_may_be_typed_as_people_write_it(figure, typed, population):
    field(figure, NUMBER).press_sequentially(typed)
    check(figure, population=population)
    field(figure, NUMBER).blur()
    expect(field(figure, NUMBER)).to_have_value(f"{population:,}")


@pytest.mark.parametrize("typed", [str(LOW - 1), f"{HIGH + 1:,}", "-5000", "5,000 apples"])
def test_what_is_not_a_number_in_range_is_said_and_changes_nothing(figure, typed):
    number, problem = field(figure, NUMBER), figure.locator("[data-problem]")
    number.fill("430,000")
    check(figure, population=430_000)
    number.fill(typed)
    expect(problem).to_have_text(FAR)
    expect(problem).to_be_visible()
    number.blur()
    expect(number).to_have_value(typed)
    expect(number).to_have_attribute("aria-invalid", "true")
    check(figure, population=430_000)

    number.fill("440,000")
    expect(problem).to_be_hidden()
    expect(number).to_have_attribute("aria-invalid", "false")
    check(figure, population=440_000)


def test_nobody_is_corrected_at_the_first_digit(figure):
    problem = figure.locator("[data-problem]")
    heard = problem.evaluate_handle("""problem => {
      const heard = [];
      new MutationObserver(() => heard.push(problem.textContent))
        .observe(problem, { childList: true });
      return heard;
    }""")
    field(figure, NUMBER).press_sequentially("430,000", delay=50)
    figure.page.wait_for_timeout(1200)
    assert [text for text in heard.json_value() if text] == []


def test_the_slider_moves_the_number_and_the_number_the_slider(figure):
    slider, number = field(figure, SLIDER), field(figure, NUMBER)
    slider.fill("1")
    expect(number).to_have_value("25,000")
    check(figure, population=25_000)
    slider.fill("400")
    expect(number).to_have_value("4,000,000")
    number.fill("25,000")
    expect(slider).to_have_value("1")
    expect(slider).to_have_attribute("aria-valuetext", "25,000 people")
    slider.fill("0")
    expect(number).to_have_value("")
    expect(slider).to_have_attribute("aria-valuetext", "no number")
    check(figure)


def test_an_area_sets_the_number_and_another_number_lets_go_of_the_area(figure):
    area, number = field(figure, AREA), field(figure, NUMBER)
    area.select_option("place-leeds")
    expect(number).to_have_value(f"{people('place-leeds'):,}")
    check(figure, area="place-leeds")
    number.fill("430,000")
    expect(area).to_have_value("")
    check(figure, population=430_000)


def test_an_area_is_found_by_a_place_whose_names_come_when_they_are_asked_for(figure):
    place, said = field(figure, PLACE), figure.locator(".explorer-place [data-said]")
    loaded = "performance.getEntriesByType('resource').filter(({ name }) => /places/.test(name))"
    assert not figure.page.evaluate(loaded)
    place.press_sequentially("Slouhg")
    expect(said).to_contain_text("Found in its place: Slough. Slough was in Frimley Health.")
    check(figure, area="Slough")
    field(figure, SHOW).select_option("icb-2026")
    expect(said).to_contain_text("Slough was in Thames Valley.")
    check(figure, show="icb-2026", area="Slough")
    place.fill("Hart")
    figure.get_by_role("button", name="Hook, Hartley Wintney").click()
    expect(said).to_contain_text("Odiham was in Hampshire and Isle of Wight.")
    place.fill("Walsall")
    field(figure, SHOW).select_option("ics-first")
    expect(said).to_contain_text(
        "Walsall was in none of the areas that are shown, so none is chosen."
    )
    check(figure, show="ics-first")  # and nothing old looks like the answer
    field(figure, SHOW).select_option("stp-2016")
    check(figure, show="stp-2016", area="Walsall")
    field(figure, NUMBER).fill("430,000")
    expect(place).to_have_value("")
    check(figure, show="stp-2016", population=430_000)
    field(figure, AREA).select_option("place-leeds")
    expect(place).to_have_value("")
    expect(said).to_be_hidden()
    check(figure, show="stp-2016", area="place-leeds")
    assert len(figure.page.evaluate(loaded)) == 1


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ({"population": LOW - 1}, {}),
        ({"population": HIGH + 1}, {}),
        ({"population": "lots"}, {}),
        ({"area": "place-leeds"}, {"area": "place-leeds"}),
        ({"area": "place-leeds", "population": 430_000}, {"area": "place-leeds"}),
        ({"population": 430_000, "area": "place-leeds"}, {"population": 430_000}),
    ],
    ids=str,
)
def test_a_number_and_an_area_in_an_address_hold_together(page, address, values):
    query = urlencode({f"{PLACED.name}.{name}": value for name, value in address.items()})
    page.goto(f"/{PLACED.page}?{query}")
    check(page.locator(f"#{PLACED.name}[data-ready]"), **values)


# --- The rest of the figure -------------------------------------------------------------------


def test_even_steps_change_the_axis(figure):
    axis = figure.locator(".sizes-axis text", has_text=re.compile("^30,000$"))
    expect(axis).to_have_count(1)
    field(figure, EVEN).check()
    expect(axis).to_have_count(0)
    check(figure, linear=True)


def test_every_control_answers_to_the_keyboard(figure):
    press = figure.page.keyboard.press
    field(figure, SHOW).focus()
    for key in ("ArrowDown", "Tab", "Space", "Tab", "Tab", "ArrowRight", "ArrowRight",
                "ArrowLeft", "Tab", "Tab", "Tab", "Home", "Tab", "Enter", "Tab"):  # fmt: skip
        press(key)
    check(figure, show=list(VIEWS)[1], linear=True, population=25_000, origin="")
    expect(figure.locator(".explorer-scroll")).to_be_focused()


def test_on_a_phone_the_table_scrolls_in_its_own_box(new_page, site):
    page = new_page(base_url=site, viewport=PHONE)
    figure = harness.open_figure(page, f"/{PLACED.page}", PLACED.name)
    for part in ("The figures as a table", "Sources and notes"):
        figure.get_by_text(part).click()
    box = figure.locator(".explorer-scroll")
    box.focus()
    expect(box).to_be_focused()
    assert box.evaluate("box => { box.scrollLeft = 99; return box.scrollLeft; }") > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# --- Made-up tables ---------------------------------------------------------------------------

NASTY = """<img src=x onerror=hacked=1><script>hacked=1</script></script>&"'`"""
# Two systems as near to 600,000 as one another, by ratio; all others are far from it.
AS_NEAR = {"ics-berkshire-west": 500_000, "ics-buckinghamshire": 720_000}


def rewrite(path, change):
    """Change each row of a table, a dictionary, in place."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a copy of the tables, which new figures read."""
    monkeypatch.setattr(tables, "DATA", shutil.copytree(tables.DATA, tmp_path / "data"))
    return tables.DATA


@pytest.fixture
def open_own(tmp_path, serve_folder, new_page):
    """Return a function that opens a page with a figure made of the tables as they are now."""

    def open_own():
        harness.write_page(tmp_path, "own", widgets.footprints())
        return harness.open_figure(new_page(), f"{serve_folder(tmp_path)}/book/own.html")

    return open_own


def test_markup_in_a_table_stays_text(data, open_own):
    def spoil(column):
        return lambda row: row.update({column: row[column] and f"{row[column]} {NASTY}"})

    rewrite(data / "footprints.csv", spoil("name"))
    rewrite(data / "populations.csv", spoil("wording"))
    rewrite(data / "sources.csv", spoil("title"))
    figure = open_own()
    python = widgets.footprints(show="stp-2016", area="place-leeds", origin="stp-devon")
    figure.evaluate(harness.PUT, python.state())
    check(figure, **python.state())
    assert all(NASTY in sentence for sentence in python.sentences())
    expect(figure.locator(".explorer-row-name", has_text="<img src=x").first).to_be_attached()
    assert figure.locator("img, script:not([type='application/json'])").count() == 0
    assert figure.page.evaluate("typeof hacked") == "undefined"


def test_of_two_areas_as_near_as_one_another_page_and_python_say_the_same_first(data, open_own):
    def level(row):
        if row["basis"] == "residents" and row["footprint"].startswith("ics-"):
            row["central"] = str(AS_NEAR.get(row["footprint"], 5_000_000))
        if row["footprint"].startswith("ics-"):
            row["note"] = "as printed"  # however far from another count

    rewrite(data / "populations.csv", level)
    figure = open_own()
    field(figure, NUMBER).fill("600,000")
    check(figure, population=600_000)
    areas = widgets.footprints().sizes.areas
    for area, words in zip(sorted(AS_NEAR), ("nearest in size to {} (", "and {} ("), strict=True):
        expect(figure.locator("output")).to_contain_text(words.format(areas[area].name))
