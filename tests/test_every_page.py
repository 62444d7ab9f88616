"""Every page: sizes and stillness."""

import pytest

from tests import audit

# --- Sizes and stillness ----------------------------------------------------------------------

SMALL = """() => [...document.querySelectorAll(
  ".header-links > *, .bd-sidebar-primary :is(a, input, select, button), .copy"
)].filter((element) => element.checkVisibility()).filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  // Below 16 px a phone of Apple's enlarges the page when the field is reached.
  const field = element.matches("input, select") && parseFloat(getComputedStyle(element).fontSize);
  return width < 23.9 || height < 23.9 || (field && field < 16);
}).map((element) => element.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll("*")].map((element) => {
  const style = getComputedStyle(element);
  return [style.transitionDuration, style.animationDuration, style.scrollBehavior].join();
}).filter((moves) => moves !== "0s,0s,auto")"""


def test_every_button_of_a_page_is_large_enough(page):
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/book/evidence.html")
        assert page.evaluate(SMALL) == []


def test_nothing_moves_for_a_reader_who_asked_for_that(new_page, site):
    page = new_page(base_url=site, reduced_motion="reduce")
    for chapter in ("index", "evidence", "integrated-care-systems"):
        audit.open_page(page, f"/book/{chapter}.html")
        assert page.evaluate(MOVES) == []


# Gives by how much each row of a table is higher than the room that it takes while it is far away.
TOO_HIGH = """() => {
  const all = new CSSStyleSheet();
  all.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(all);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return [...document.querySelectorAll(".rows > li")]
    .map((row) => [row.id, row.clientHeight - (Number(row.dataset.rem) + 1.5) * rem])
    .filter(([, more]) => more > 0);
}"""


@pytest.mark.parametrize("table", ["council_flows", "names", "ratings"])
def test_a_row_that_is_far_away_does_not_lie_on_the_next_one(page, table):
    page.set_viewport_size({"width": 412, "height": 823})
    page.goto(f"/data/{table}.html")
    assert page.evaluate(TOO_HIGH) == []
