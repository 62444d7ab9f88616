"""A picture of HTML rows: every mark answers, pointed at, tapped or reached by key."""

import pytest
from playwright.sync_api import expect

from tests.figures import harness
from widgets.core.markup import WIDGETS


def has_telling_marks(topic):
    """Tell whether the marks of a topic say what they are; others are links, or one drawing."""
    template = WIDGETS / "topics" / topic / "figure.html"
    return template.exists() and "data-tells" in template.read_text("utf8")


@pytest.fixture(scope="module", params=filter(has_telling_marks, sorted(harness.TOPICS)))
def topic(request):
    """Return the name of each topic whose marks say what they are."""
    return request.param


# What the marks of the first row that is in view say, from left to right.
TOLD = """(figure) => {
  const row = [...figure.querySelectorAll(".explorer-row")].find((row) => row.checkVisibility());
  row.querySelector("summary").id = "first";
  const middle = (mark) => mark.getBoundingClientRect().x + mark.getBoundingClientRect().width / 2;
  const told = row.querySelectorAll("[data-told]");
  return [...row.querySelectorAll("[data-tells]")].sort((a, b) => middle(a) - middle(b))
    .map((mark) => told[mark.dataset.tells]).map((item) => item.querySelector("[data-tip]") ?? item)
    .map((item) => item.textContent.replace(/\\s+/g, " ").trim());
}"""


@pytest.fixture
def rows(figure):
    """Return the figure, and what the marks of its first row say."""
    return figure, figure.evaluate(TOLD)


def test_the_arrow_keys_walk_from_mark_to_mark(rows):
    figure, told = rows
    tip = figure.locator(".explorer-tip")
    figure.locator("#first").focus()
    for said in told:
        figure.page.keyboard.press("ArrowRight")
        expect(tip).to_have_text(said)
    figure.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_mark_that_is_pointed_at_says_what_it_is_and_a_tap_opens_the_list(rows):
    figure, told = rows
    mark = figure.locator("#first [data-tells]").first
    mark.hover(force=True)
    expect(figure.locator(".explorer-tip")).to_be_visible()
    assert figure.locator(".explorer-tip").text_content() in told
    box = mark.bounding_box()
    figure.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    item = figure.locator("[data-told][data-hot]")
    expect(item).to_have_count(1)
    expect(item).to_be_visible()


def test_no_label_is_cut_or_leaves_the_page(rows):
    figure, _ = rows
    for width in (320, 1280):
        figure.page.set_viewport_size({"width": width, "height": 800})
        outside = figure.evaluate("""(figure) => {
          const { left, right } = figure.getBoundingClientRect();
          return [...figure.querySelectorAll("[data-picture] :is(text, b, small, summary span)")]
            .filter((el) => el.checkVisibility() && el.textContent)
            .filter((el) => {
              const box = el.getBoundingClientRect();
              return box.left < left - 1 || box.right > right + 17;
            }).map((el) => el.textContent);
        }""")
        assert outside == []
