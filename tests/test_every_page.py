"""Every page: quiet, links, names, sizes and stillness."""

from tests import audit


def test_every_page_opens_quietly_and_fits_a_phone(new_page, site):
    page = new_page(base_url=site, viewport={"width": 320, "height": 640})
    wide = {}
    for name in audit.pages():
        audit.open_page(page, f"/{name}")
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > 320} == {}


# --- Links ------------------------------------------------------------------------------------

ALONE = """() => [...document.querySelectorAll("a[href]")].filter((link) =>
  link.target || /^(here|click here|more|read more|link|this|source)$/i
    .test(link.textContent.trim())
).map((link) => link.outerHTML.slice(0, 120))"""


def test_a_link_makes_sense_alone_and_opens_where_the_reader_is(page):
    wrong = {}
    for name in audit.pages():
        page.goto(f"/{name}")
        wrong[name] = page.evaluate(ALONE)
    assert {name: links for name, links in wrong.items() if links} == {}


# --- Names ------------------------------------------------------------------------------------

HIDES_ITS_WORDS = """() => [...document.querySelectorAll(
  ":is(summary, button, a)[aria-label]"
)].filter((element) => element.innerText.trim() && !element.ariaLabel.toLowerCase()
  .includes(element.innerText.trim().toLowerCase())
).map((element) => element.outerHTML.slice(0, 120))"""


def test_no_name_hides_the_words_that_are_seen(page):
    wrong = {}
    for name in audit.pages():
        page.goto(f"/{name}")
        wrong[name] = page.evaluate(HIDES_ITS_WORDS)
    assert {name: found for name, found in wrong.items() if found} == {}


# --- Sizes and stillness ----------------------------------------------------------------------

SMALL = """() => [...document.querySelectorAll(
  ".header-links > *, .bd-sidebar-primary :is(a, input, select, button), .copy"
)].filter((element) => element.checkVisibility()).filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width < 23.9 || height < 23.9;
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
