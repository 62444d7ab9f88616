"""How a figure looks: its name, its colours, its sizes, and stillness."""

import re

import pytest
from playwright.sync_api import expect

from tests.figures import harness

LARGE = """() => [...document.querySelectorAll(
  ".explorer :is(button, select, summary), .explorer label:has(input)"
)].filter((element) => element.checkVisibility()).filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width < 23.9 || height < 23.9;
}).map((element) => element.outerHTML.slice(0, 120))"""


def test_the_name_of_a_picture_is_a_sentence_with_a_finding(figure):
    name = figure.locator("[data-picture]").get_attribute("aria-label")
    assert len(name.split()) > 8
    assert name.endswith(".")
    assert re.search(r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|first)\b", name), name


def test_the_name_follows_the_choices_of_a_reader(figure, python):
    picture, names = figure.locator("[data-picture]"), set()
    for setting in harness.at_random(python, 16):
        figure.evaluate(harness.PUT, setting)
        names.add(picture.get_attribute("aria-label"))
    assert len(names) > 3


# --- Colours ----------------------------------------------------------------------------------

# Every colour that a picture or its key draws with, by its meaning, and the page behind.
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
  const shapes = "[data-picture] svg :is(path, line, circle, rect, text)"
    + ":not(.explorer-grid, .explorer-grid *)";
  for (const mark of figure.querySelectorAll(shapes)) {
    const style = getComputedStyle(mark);
    const whole = (part) =>
      style.opacity * style[`${part}Opacity`] === 1 && /^rgb\\(/.test(style[part]);
    const own = ["fill", "stroke"].filter(whole).map((part) => style[part]);
    // A shape may be hollow, or stand apart from another one by an edge in the paper's colour.
    const seen = own.filter((colour) => colour !== paper);
    for (const colour of seen.length ? seen : own) drawn.add(colour);
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
    assert found.pop("drawn") >= 2
    assert found == {"alike": [], "pale": [], "faint": []}


def test_dark_is_the_same_drawing(figure):
    changes = figure.evaluate("""async (figure) => {
      await new Promise((resolve) => requestIdleCallback(resolve)); // what was left to do is done
      let changes = 0;
      new MutationObserver((list) => changes += list.length)
        .observe(figure, { subtree: true, childList: true, attributes: true });
      const marks = "[data-picture] svg :is(text, .contracts-sure, [data-bars] rect, .areas-own)";
      const mark = figure.querySelector(marks);
      const fill = () => getComputedStyle(mark).fill;
      document.documentElement.dataset.theme = "light";
      const before = fill();
      document.documentElement.dataset.theme = "dark";
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [changes, before === fill()];
    }""")
    assert changes == [0, False]


# --- Sizes and stillness ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1280])
def test_every_control_is_large_enough(figure, width):
    figure.page.set_viewport_size({"width": width, "height": 800})
    figure.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert figure.page.evaluate(LARGE) == []


def test_a_phone_enlarges_no_page_when_a_field_is_reached(figure):
    fields = figure.locator("select, input:not([type=radio], [type=checkbox], [type=range])")
    sizes = fields.evaluate_all("all => all.map((el) => parseFloat(getComputedStyle(el).fontSize))")
    assert [size for size in sizes if size < 16] == []  # which a phone of Apple's enlarges


def test_a_page_with_a_figure_fits_a_phone(figure):
    figure.page.set_viewport_size({"width": 320, "height": 640})
    figure.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert figure.page.evaluate("document.documentElement.scrollWidth") <= 320


MOVED = """
    window.moved = [];
    const place = ({ node }) => node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    new PerformanceObserver((list) => {
        const shifts = list.getEntries().flatMap(({ sources }) => sources);
        moved.push(...shifts.filter(({ node }) => node).map(place)
            .map((element) => element.outerHTML.slice(0, 80)));
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_the_page_loads_and_the_live_picture_comes(
    topic, bare, new_page, width
):
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(MOVED)
    page.goto(f"{bare}/{topic}.html")
    page.wait_for_load_state("networkidle")
    before = page.locator("figure.explorer").bounding_box()["height"]
    figure = harness.open_figure(page, f"{bare}/{topic}.html")
    page.wait_for_timeout(100)
    assert page.evaluate("moved") == []
    assert figure.bounding_box()["height"] == before
    expect(figure).to_have_attribute("data-drawn", "")


COVERED = """(figure) => {
  const short = figure.querySelector("[data-text=now]");
  const controls = [...figure.querySelectorAll(".explorer-body .explorer-controls [data-input]")]
    .filter((el) => el.checkVisibility());
  return controls.filter((el) => {
    el.blur();
    scrollTo(0, scrollY + el.getBoundingClientRect().bottom + 5); // just out of view, above
    el.focus();
    const [said, own] = [short, el].map((each) => each.getBoundingClientRect());
    return said.bottom < 10 || said.top < -1 || said.bottom > own.top + 1;
  }).map((el) => el.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("size", [(320, 640), (1280, 800)], ids=["phone", "desk"])
def test_the_answer_in_short_is_in_view_at_each_control_and_covers_none(figure, size):
    figure.page.set_viewport_size({"width": size[0], "height": size[1]})
    assert figure.evaluate(COVERED) == []


# --- Paper ------------------------------------------------------------------------------------

SHEET = {"width": 703, "height": 1000}  # px: A4 between margins of 12 mm
ON_PAPER = """() => {
  const seen = [...document.querySelectorAll("main *")].filter((el) => el.checkVisibility());
  const style = (el, part) => getComputedStyle(el, part);
  const box = (el) => el.getBoundingClientRect();
  const scrolls = ({ overflow }) => /auto|scroll/.test(overflow);
  const faults = {
    "beyond the edge": (el) => !el.closest("svg") && box(el).right > innerWidth + 1,
    "cut off": (el) => scrolls(style(el))
      && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1),
    // The sheet ends, and what was placed over the rows goes on over what follows.
    "over sheets": (el) => style(el).position === "absolute" && box(el).height > innerHeight,
    "not in Firefox": (el) => style(el, "::before").backgroundImage.includes("conic"),
    "lost with backgrounds": (el) => style(el).printColorAdjust !== "exact",
    "a number cut": (el) => el.matches("ol") && el.childElementCount > 9
      && parseFloat(style(el).paddingLeft) < 30,
  };
  const found = {};
  for (const [fault, isSo] of Object.entries(faults)) {
    const bad = seen.filter((el) => el.closest("figure") && isSo(el));
    if (bad.length) found[fault] = bad.slice(0, 3).map((el) => el.outerHTML.slice(0, 90));
  }
  return found;
}"""


def test_on_paper_all_of_a_figure_is_on_the_sheet(figure):
    figure.page.emulate_media(media="print")
    figure.page.set_viewport_size(SHEET)
    assert figure.page.evaluate(ON_PAPER) == {}
