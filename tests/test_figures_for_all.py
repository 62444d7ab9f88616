"""The figures for all: names, colours, sizes and stillness."""

import re

import pytest
from playwright.sync_api import expect

from tests import audit

FIGURES = {
    "footprints": "integrated-care-systems",
    "evidence": "evidence",
    "contracts": "contracts-compared",
}


@pytest.fixture(params=FIGURES)
def figure(request, page):
    """Return one figure on its page."""
    audit.open_page(page, f"/book/{FIGURES[request.param]}.html")
    return page.locator(f"#{request.param}")


def test_the_name_of_a_picture_is_a_sentence_with_a_finding(figure):
    name = figure.locator("[role=img]").get_attribute("aria-label")
    assert len(name.split()) > 8
    assert name.endswith(".")
    assert re.search(r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|first)\b", name), name


@pytest.mark.parametrize("choice", audit.CHOICES)
def test_the_name_follows_what_a_reader_chose(page, choice):
    audit.open_page(page, f"/book/{choice.partition('?')[0]}")
    before = page.locator(".explorer [role=img]").get_attribute("aria-label")
    audit.open_page(page, f"/book/{choice}")
    picture = page.locator(".explorer [role=img]")
    expect(picture).not_to_have_attribute("aria-label", before)
    name, said = picture.get_attribute("aria-label"), page.locator(".explorer output")
    finding = name.partition(". ")[2]
    assert finding.endswith(".")
    assert finding in " ".join(said.inner_text().split())


# --- Colours ----------------------------------------------------------------------------------

# Every colour that a picture or its key draws with, by what it stands for, and the page behind.
COLOURS = """figure => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paper = getComputedStyle(figure).backgroundColor;
  const rgb = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((c) => c / 255)
      .map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + .05) / (low + .05);
  };
  const drawn = new Set();
  const faint = new Set(); // areas half seen through, with no edge that shows where they end
  for (const mark of figure.querySelectorAll("svg path, svg line, svg text")) {
    const style = getComputedStyle(mark);
    for (const part of ["fill", "stroke"]) {
      const whole = style.opacity * style[`${part}Opacity`] === 1;
      if (whole && /^rgb\\(/.test(style[part])) drawn.add(style[part]);
    }
    const solid = (part) =>
      /^rgb\\(/.test(style[part]) ? style.opacity * style[`${part}Opacity`] : 0;
    if (solid("fill") > 0 && solid("fill") < 1 && solid("stroke") < 1) faint.add(style.fill);
  }
  const marks = [...figure.querySelectorAll(".explorer-key .explorer-mark")].map((mark) => {
    const style = getComputedStyle(mark);
    const before = getComputedStyle(mark, "::before");
    const said = before.content !== "none" && before.content !== "normal";
    const edged = style.borderTopWidth !== "0px";
    const colour = said ? before.color : edged ? style.borderTopColor : style.backgroundColor;
    const shape = [before.content, style.clipPath, style.width, style.height, style.borderRadius,
      style.borderTopWidth].join();
    return { name: mark.className, colour, shape };
  });
  const alike = marks.flatMap((a, i) => marks.slice(i + 1)
    .filter((b) => a.shape === b.shape && contrast(a.colour, b.colour) < 3)
    .map((b) => `${a.name} and ${b.name}`));
  const pale = [...drawn, ...marks.map(({ colour }) => colour)]
    .filter((colour) => contrast(colour, paper) < 3);
  return { drawn: drawn.size, alike, pale, faint: [...faint] };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_stands_out_and_no_two_marks_look_alike(figure, scheme):
    figure.page.evaluate("(scheme) => document.documentElement.dataset.theme = scheme", scheme)
    found = figure.evaluate(COLOURS)
    assert found.pop("drawn") >= 3
    assert found == {"alike": [], "pale": [], "faint": []}


def test_dark_is_the_same_drawing(figure):
    figure.page.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "")
    changes = figure.evaluate("""async (figure) => {
      let changes = 0;
      new MutationObserver((list) => changes += list.length)
        .observe(figure, { subtree: true, childList: true, attributes: true });
      const fill = () => getComputedStyle(figure.querySelector("svg text[fill]")).fill;
      document.documentElement.dataset.theme = "light";
      const before = fill();
      document.documentElement.dataset.theme = "dark";
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [changes, before === fill()];
    }""")
    assert changes == [0, False]


# --- Sizes and stillness ----------------------------------------------------------------------

SMALL = """() => [...document.querySelectorAll(
  ".article-header-buttons :is(button, summary), .sidebar-toggle, .theme-switch-button,"
  + ".explorer :is(button, select, summary), .explorer label:has(input), #search-more"
)].filter((element) => element.checkVisibility()).filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width < 23.9 || height < 23.9;
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_pressed_is_large_enough(figure, width):
    figure.page.set_viewport_size({"width": width, "height": 800})
    figure.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert figure.page.evaluate(SMALL) == []


def test_nothing_moves_for_who_asked_for_that(new_page, site):
    page = new_page(base_url=site, reduced_motion="reduce")
    for chapter in FIGURES.values():
        audit.open_page(page, f"/book/{chapter}.html")
        assert (
            page.evaluate("""() => [...document.querySelectorAll("*")].map((element) => {
          const style = getComputedStyle(element);
          return [style.transitionDuration, style.animationDuration, style.scrollBehavior].join();
        }).filter((moves) => moves !== "0s,0s,auto")""")
            == []
        )


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

# The button that opens the search also shows its key, which is no part of its name.
HIDES_ITS_WORDS = """() => [...document.querySelectorAll(
  ":is(summary, button, a)[aria-label]:not(.search-button__button)"
)].filter((element) => element.innerText.trim() && !element.ariaLabel.toLowerCase()
  .includes(element.innerText.trim().toLowerCase())
).map((element) => element.outerHTML.slice(0, 120))"""


def test_no_name_hides_the_words_that_are_seen(page):
    wrong = {}
    for name in audit.pages():
        page.goto(f"/{name}")
        wrong[name] = page.evaluate(HIDES_ITS_WORDS)
    assert {name: found for name, found in wrong.items() if found} == {}
