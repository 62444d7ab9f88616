"""By keyboard alone: each page from its beginning to its end, and what keeps the focus."""

import re

import pytest
from playwright.sync_api import expect

from tests import audit
from tests.conftest import SITE

STOP = re.compile(r"<(a|button|input|select|textarea|summary)\b([^>]*)>|tabindex=\"0\"")
LOOKS = re.compile(r'\b(?:class|type|role|data-input)="[^"]*"')

# Notes where the focus was whenever it is about to move on; that is when the page has settled.
LISTEN = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  window.walked = [];
  const lined = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  };
  const seen = (element) => [...element.getClientRects()].some((box) =>
    [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
      const hit = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      const whole = element.closest("label") ?? element; // which may show for its input
      return hit && (whole.contains(hit) || hit.contains(element));
    }));
  addEventListener("keydown", () => {
    const element = document.activeElement;
    if (element === document.body || walked.done) return;
    if (walked.at(-1)?.element === element) return; // a date: its day, its month, its year
    if (walked.some((stop) => stop.element === element)) { walked.done = true; return; }
    const next = element.nextElementSibling;
    const shown = lined(element) || (next && lined(next));
    walked.push({ element, shown, seen: seen(element) });
  }, true);
  window.tabbable = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]"
  )].filter((element) => element.tabIndex >= 0 && !element.matches(":disabled")
    && element.checkVisibility({ visibilityProperty: true })
    && !(element.type === "radio" && !element.checked));
  return tabbable.length;
}"""
TELL = """() => {
  const name = (element) => element.outerHTML.slice(0, 150);
  const before = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
  const reached = new Set(walked.map(({ element }) => element));
  return {
    unseen: walked.filter(({ seen }) => !seen).map(({ element }) => name(element)),
    unmarked: walked.filter(({ shown }) => !shown).map(({ element }) => name(element)),
    // The page on which a reader searches begins in its field: there the walk goes round once.
    disordered: walked.filter(({ element }, i) =>
      i && element !== tabbable[0] && !before(walked[i - 1].element, element))
      .map(({ element }) => name(element)),
    missed: tabbable.filter((element) => !reached.has(element)).map(name),
  };
}"""
FINE = {"unseen": [], "unmarked": [], "disordered": [], "missed": []}


@pytest.fixture(scope="module")
def desk(chromium, site):
    """Return a page on a desk; what would glide there, jumps."""
    context = chromium.new_context(
        base_url=site, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def kinds_of_stops(name):
    """Return the kinds of stops that a page has: by folder, element, class, type and role."""
    folder = name.rpartition("/")[0]
    found = STOP.finditer((SITE / name).read_text("utf8"))
    return {(folder, stop[1], *LOOKS.findall(stop[2] or "")) for stop in found}


def pages_to_walk():
    """Return pages that have every kind of stop between them: a walk takes long."""
    left = {name: kinds_of_stops(name) for name in audit.pages()}
    missing = set().union(*left.values())
    chosen = []
    while missing:
        chosen.append(max(left, key=lambda name: len(left[name] & missing)))
        missing -= left[chosen[-1]]
    return chosen


@pytest.mark.parametrize("name", pages_to_walk())
def test_a_page_is_walked_from_its_beginning_to_its_end(desk, name):
    audit.open_page(desk, f"/{name}")
    desk.evaluate(audit.CUT)  # a stop like another in its table has the same outline and order
    stops = desk.evaluate(LISTEN)
    cards = desk.locator(".explorer-picture article").count()
    for _ in range(stops + 20):  # a box that scrolls is a stop as well
        desk.keyboard.press("Tab")
        if cards:  # one that comes near is laid out in the next frame, and moves what is below it
            desk.evaluate("() => new Promise(requestAnimationFrame)")
    assert desk.evaluate(TELL) == FINE


def test_the_menu_of_a_phone_opens_closes_and_gives_the_focus_back(new_page, site):
    page = new_page(base_url=site, viewport={"width": 320, "height": 640})
    page.goto("/book/why-integrate.html")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#pst-primary-sidebar")
    expect(menu).to_be_hidden()
    for close in ("Escape", "Enter"):
        button.press("Enter")
        expect(menu.locator("[aria-current=page]")).to_be_in_viewport()
        if close == "Enter":
            menu.get_by_role("button", name="Close").focus()
        page.keyboard.press(close)
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()


def test_a_reader_chooses_light_or_dark_and_keeps_it(new_page, site):
    page = new_page(base_url=site, color_scheme="dark")
    page.goto("/book/why-integrate.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_label("Colours").select_option("Light")
    light = page.evaluate(paper)
    assert light != dark
    page.goto("/book/timeline.html")
    assert page.evaluate(paper) == light
    page.get_by_label("Colours").select_option("Automatic")
    assert page.evaluate(paper) == dark
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_search_gives_the_focus_back(desk):
    audit.open_page(desk, "/book/why-integrate.html")
    button = desk.locator(".search-link:visible").first
    button.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open] input")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(button).to_be_focused()
