"""The figure of contracts compared on a page: weights, ratings in cells, and two options compared.

`tests/figures` shows for every topic what holds for this one too: that page and Python say and draw
the same at every setting, the address, the files, and the keyboard's way. `test_contracts.py` has
the calculation.
"""

import re

import pytest
from playwright.sync_api import expect

import sphinx_ext.figures
import widgets
import widgets.core.figure
from tests.few_options import TREES, WISHES, Trees
from tests.figures import harness
from widgets.core.markup import WIDGETS
from widgets.core.messages import Messages


@pytest.fixture(scope="module")
def pages(serve_folder, tmp_path_factory):
    """Return the address of pages with figures of contracts compared."""
    folder = tmp_path_factory.mktemp("contracts")
    harness.write_page(folder, "all", widgets.contracts())
    harness.write_page(folder, "trees", Trees())
    return f"{serve_folder(folder)}/book"


@pytest.fixture
def opened(new_page, pages):
    """Return a function that opens a page and returns its figure, at work."""

    def opened(page, **options):
        return harness.open_figure(new_page(**options), f"{pages}/{page}.html")

    return opened


def says(figure, python, **values):
    """Fail unless a figure says what Python says at these values."""
    harness.put(python, {**python.new(), **values})
    expect(figure.locator("output p")).to_have_text(python.sentences())
    expect(figure.locator("[data-code]")).to_have_text(python.call())


# --- Weights ----------------------------------------------------------------------------------


def test_a_point_of_view_sets_the_weights_and_says_whose_it_is(opened):
    figure, python = opened("all"), widgets.contracts()
    for who, values in python.presets():
        figure.get_by_role("button", name=who).click()
        says(figure, python, **values)
        assert python.sentences()[0]
        for name, level in values.items():
            expect(figure.locator(f"[name={name}][value='{level}']")).to_be_checked()


def test_a_weight_answers_to_the_arrow_keys(opened):
    figure, python = opened("trees"), Trees()
    weight = figure.get_by_role("radiogroup", name="It costs little")
    weight.get_by_label("a little").focus()
    figure.page.keyboard.press("ArrowRight")
    says(figure, python, costs_little="2")
    figure.page.keyboard.press("ArrowRight")
    says(figure, python, costs_little="3")
    expect(weight.get_by_label("decisive")).to_be_checked()


# --- Ratings in rows --------------------------------------------------------------------------


def row_of(figure, tree):
    """Return the row of an option."""
    return figure.locator(f"details[data-row={tree}]")


def item_of(figure, tree, wish):
    """Return what a row says of a criterion."""
    return row_of(figure, tree).locator(f"li:has([data-cell={wish}])")


def test_a_row_opens_for_its_reasons_and_takes_another_rating_by_key(opened):
    figure, python = opened("trees"), Trees()
    keyboard = figure.page.keyboard
    item = item_of(figure, "birch", "costs-little")
    reason, choice = item.get_by_text("About birch and costs-little."), item.get_by_role("combobox")
    expect(reason).to_be_hidden()
    expect(choice).to_be_hidden()
    row_of(figure, "birch").locator("summary").focus()
    keyboard.press("Enter")
    expect(reason).to_be_visible()
    item.get_by_role("link", name="passage in Paper, 2018").focus()
    keyboard.press("Tab")
    expect(choice).to_be_focused()
    keyboard.press("ArrowDown")
    says(figure, python, own=["birch:costs-little:0"])
    expect(choice).to_be_focused()  # though the row has moved
    said = "It costs little: not at all (yours) published: largely"
    expect(item.locator("[data-tip]")).to_have_text(said)
    expect(item.locator("[data-cell$=meaning]")).to_have_text("Step 0.")
    own = figure.locator("[data-text=own]")
    expect(own).to_have_text("1 rating is yours, marked as such. The link to this page keeps them.")
    figure.get_by_role("button", name="Take my ratings back").press("Enter")
    says(figure, python)
    expect(choice).to_have_value("")
    expect(item.locator("[data-tip]")).to_have_text("It costs little: largely a source says")


def test_rows_stand_in_the_order_of_the_ranking_at_every_setting(opened):
    figure, python = opened("all"), widgets.contracts()
    rows = figure.locator("details[data-row]")
    for _, values in [*python.presets(), ("", {})]:
        figure.evaluate(harness.PUT, {**python.new(), **values})
        harness.put(python, {**python.new(), **values})
        ranked = sorted(python.table().rows, key=lambda row: row["order"])
        ids = [row["id"] for row in ranked]
        tops = [row_of(figure, each).bounding_box()["y"] for each in ids]
        assert tops == sorted(tops)
        for place, each in enumerate(ids):  # for the keyboard a moment later
            expect(rows.nth(place)).to_have_attribute("data-row", each)


def test_without_a_script_rows_open_and_every_option_has_its_card(new_page, pages):
    page = new_page(java_script_enabled=False)
    page.goto(f"{pages}/trees.html")
    row_of(page, "birch").locator("summary").click()
    link = item_of(page, "birch", "costs-little").get_by_role("link", name="passage in Paper, 2018")
    expect(link).to_be_visible()
    page.get_by_text("Compare two options").click()
    expect(page.locator(".contracts-cards section:visible")).to_have_count(3)


# --- The mark of a rating ---------------------------------------------------------------------

OTHER_RATINGS = """rating = { $rating ->
    [0] nil
    [1] some
    [2] most
    [3] all
   *[unknown] who knows
  }"""


def in_other_words(path):
    """Write the words of the topic with other ones for every rating, and return the messages."""
    text = (WIDGETS / "topics" / "contracts" / "words.ftl").read_text("utf8")
    text, ratings = re.subn(r"^rating = .+?^  \}$", OTHER_RATINGS, text, flags=re.M | re.S)
    text, yours = re.subn(
        "^rating-yours = .+$", "rating-yours = mine: { rating }", text, flags=re.M
    )
    assert ratings == yours == 1
    path.write_text(text, "utf8")
    return Messages(path)


@pytest.fixture(scope="module")
def other_words(serve_folder, tmp_path_factory):
    """Return the address of a page whose figure has other words for the ratings."""
    folder = tmp_path_factory.mktemp("words")
    messages = in_other_words(folder / "words.ftl")
    usual = widgets.core.figure.messages_of

    def messages_of(topic):
        return messages if topic == Trees.TOPIC else usual(topic)

    with pytest.MonkeyPatch.context() as patch:
        for module in (widgets.core.figure, sphinx_ext.figures):
            patch.setattr(module, "messages_of", messages_of)
        harness.write_page(folder, "trees", Trees())
    return f"{serve_folder(folder)}/book"


MARKS = """marks => marks.map((mark) => {
  const [own, before] = [getComputedStyle(mark), getComputedStyle(mark, "::before")];
  const filled = Math.round(100 * (own.getPropertyValue("--part") || 0));
  return [before.content === '"?"' ? "?" : filled, own.borderTopStyle, own.borderTopWidth];
})"""
SURE, INFERRED, SILENT, YOURS = (
    ("solid", "1px"),
    ("dashed", "1px"),
    ("dotted", "1px"),
    ("solid", "2px"),
)
PUBLISHED = [
    (100, *SURE), (0, *SURE), ("?", *SILENT),
    (33, *INFERRED), (67, *SURE), (33, *INFERRED),
    (0, *SURE), (100, *SURE), (0, *SURE),
]  # fmt: skip
OWN = ["alder:grows-fast:2", "alder:bears-fruit:1", "birch:grows-fast:unknown",
       "birch:costs-little:3", "cedar:costs-little:0"]  # fmt: skip
WITH_OWN = [
    (67, *YOURS), (0, *SURE), (33, *YOURS),
    ("?", *YOURS), (100, *YOURS), (33, *INFERRED),
    (0, *SURE), (0, *YOURS), (0, *SURE),
]  # fmt: skip


def marks_of(figure):
    """Return how each rating looks, option by option."""
    found = (row_of(figure, tree).locator(".contracts-rating") for tree in TREES[:3])
    return [tuple(mark) for row in found for mark in row.evaluate_all(MARKS)]


@pytest.mark.parametrize(("words", "alder"), [("usual", "fully"), ("other", "all")])
def test_the_mark_of_a_rating_follows_the_rating_and_not_its_word(
    new_page, pages, other_words, words, alder
):
    address = f"{pages if words == 'usual' else other_words}/trees.html"
    still = new_page(java_script_enabled=False)
    still.goto(address)
    figure = harness.open_figure(new_page(), address)
    for each in (still, figure):
        expect(row_of(each, TREES[0]).locator(".contracts-rating").first).to_have_text(alder)
        assert marks_of(each) == PUBLISHED
    legend = figure.locator(".contracts-key .contracts-rating").evaluate_all(MARKS)
    assert [*map(tuple, legend)] == [
        (100, *SURE), (33, *INFERRED), ("?", *SILENT), (67, *YOURS)
    ]  # fmt: skip
    figure.evaluate(harness.PUT, {"own": OWN})
    expect(figure.locator("[data-text=own]")).to_contain_text("5 ratings are yours")
    assert marks_of(figure) == WITH_OWN


def test_own_ratings_are_told_in_the_order_of_the_table_though_rows_move(opened):
    figure, python = opened("trees"), Trees()
    rows = figure.locator("details[data-row]")
    assert rows.first.get_attribute("data-row") == "alder"
    figure.evaluate(harness.PUT, {"own": OWN})
    expect(rows.first).not_to_have_attribute("data-row", "alder")
    figure.evaluate(harness.PUT, {"own": OWN})
    says(figure, python, own=OWN)


# --- Two options compared ---------------------------------------------------------------------


def test_two_options_stand_side_by_side(opened):
    figure = opened("trees")
    figure.get_by_text("Compare two options").click()
    compared = figure.locator("[data-text=compared]")
    cards = figure.locator(".contracts-cards section:visible")
    expect(compared).to_have_text("Choose two different options.")
    expect(cards).to_have_count(1)
    figure.get_by_role("combobox", name="Compare", exact=True).select_option("birch")
    figure.get_by_role("combobox", name="with", exact=True).select_option("cedar")
    expect(compared).to_have_text(
        "Of 3 criteria, Birch got the higher rating on 2 and The cedar tree on 1. They are level "
        "on 0. On 0 at least one is unknown."
    )
    rows = figure.get_by_role("region", name="Two options compared: table").get_by_role("row")
    assert [row.split("\t") for row in rows.all_inner_texts()] == [
        ["What people have wanted", "Birch", "The cedar tree"],
        ["It grows fast", "A little. Step 1.", "Not at all. Step 0."],
        ["It costs little", "Largely. Step 2.", "Fully. Step 3."],
        ["It bears fruit", "A little. Step 1.", "Not at all. Step 0."],
    ]
    assert cards.evaluate_all("all => all.map((card) => card.ariaLabel)") == [
        "The birch tree", "The cedar tree"
    ]  # fmt: skip


def test_the_card_of_an_option_says_what_is_known_and_what_is_not(opened):
    figure = opened("trees")
    figure.get_by_text("Compare two options").click()
    card = figure.locator(".contracts-cards section:visible")
    expect(card.locator("p")).to_have_text(["The alder tree", "Current. Since May 2018; used."])
    expect(card.locator("dd")).to_have_text([
        "What an alder is", "Not known", "A gardener", *["Not known"] * 4,
        "Paper, 2018; Book, 2018",
        re.compile(r"Plant the alder\. \(Book, 2018, at “a hole”\)\s*Water it\. \(Paper, 2018\)"),
    ])  # fmt: skip
    links = card.locator("a").evaluate_all("all => all.map((a) => a.href)")
    assert links == ["https://example.org/paper#:~:text=in%20a%20wood", "https://example.org/paper"]


def test_an_own_rating_counts_in_the_comparison(opened):
    figure = opened("trees")
    figure.get_by_text("Compare two options").click()
    figure.evaluate(
        harness.PUT, {"first": TREES[0], "second": TREES[1], "own": ["alder:bears-fruit:3"]}
    )
    expect(figure.locator(f"[data-text='first:{WISHES[2]}']")).to_have_text(
        "Fully (yours). Step 3."
    )
    expect(figure.locator("[data-text=compared]")).to_have_text(
        "Of 3 criteria, Alder got the higher rating on 2 and Birch on 1. They are level on 0. "
        "On 0 at least one is unknown."
    )
