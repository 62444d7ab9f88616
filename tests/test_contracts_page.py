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

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}


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


# --- Ratings in cells -------------------------------------------------------------------------


def cell_of(figure, tree, wish):
    """Return the cell of an option and a criterion."""
    return figure.locator(f"tr[data-row={tree}] td:has([data-cell={wish}])")


def test_a_cell_opens_for_its_reason_and_takes_another_rating_by_key(opened):
    figure, python = opened("trees"), Trees()
    keyboard = figure.page.keyboard
    cell = cell_of(figure, "birch", "costs-little")
    reason, choice = cell.get_by_text("About birch and costs-little."), cell.get_by_role("combobox")
    expect(reason).to_be_hidden()
    expect(choice).to_be_hidden()
    cell.locator("summary").focus()
    keyboard.press("Enter")
    expect(reason).to_be_visible()
    keyboard.press("Tab")
    expect(cell.get_by_role("link", name="passage in Paper, 2018")).to_be_focused()
    keyboard.press("Tab")
    expect(choice).to_be_focused()
    keyboard.press("ArrowDown")
    says(figure, python, own=["birch:costs-little:0"])
    expect(cell.locator("summary")).to_have_text("not at all (yours) published: largely")
    expect(cell.locator("[data-cell$=meaning]")).to_have_text("Step 0.")
    own = figure.locator("[data-text=own]")
    expect(own).to_have_text("1 rating is yours, marked as such. The link to this page keeps them.")
    figure.get_by_role("button", name="Take my ratings back").press("Enter")
    says(figure, python)
    expect(choice).to_have_value("")
    expect(cell.locator("summary")).to_have_text("largely a source says")


def test_without_a_script_cells_open_and_every_option_has_its_card(new_page, pages):
    page = new_page(java_script_enabled=False)
    page.goto(f"{pages}/trees.html")
    cell = cell_of(page, "birch", "costs-little")
    cell.locator("summary").click()
    expect(cell.get_by_role("link", name="passage in Paper, 2018")).to_be_visible()
    page.get_by_text("Compare two options").click()
    expect(page.locator(".contracts-cards section:visible")).to_have_count(3)


def test_on_a_phone_the_matrix_scrolls_in_its_own_box_and_names_stay_in_view(opened):
    figure = opened("all", viewport=PHONE)
    box = figure.get_by_role("region", name="The ratings: table")
    box.focus()
    expect(box).to_be_focused()
    width = box.evaluate("box => box.scrollWidth - box.clientWidth")
    assert width > PHONE["width"]
    for row in figure.locator("tr[data-row]").all():
        row.scroll_into_view_if_needed()
        box.evaluate("(box, width) => box.scrollTo(width, box.scrollTop)", width)
        name, left = row.locator("th").bounding_box(), box.bounding_box()["x"]
        assert left - 1 <= name["x"] < left + 1
    assert figure.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


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


@pytest.mark.parametrize(("words", "alder"), [("usual", "fully"), ("other", "all")])
def test_the_mark_of_a_rating_follows_the_rating_and_not_its_word(
    new_page, pages, other_words, words, alder
):
    address = f"{pages if words == 'usual' else other_words}/trees.html"
    still = new_page(java_script_enabled=False)
    still.goto(address)
    figure = harness.open_figure(new_page(), address)
    for marks in (still.locator(".contracts-matrix .contracts-rating"),
                  figure.locator(".contracts-matrix .contracts-rating")):  # fmt: skip
        expect(marks.first).to_have_text(alder)
        assert [*map(tuple, marks.evaluate_all(MARKS))] == PUBLISHED
    legend = figure.locator(".contracts-key .contracts-rating").evaluate_all(MARKS)
    assert [*map(tuple, legend)] == [
        (100, *SURE), (33, *INFERRED), ("?", *SILENT), (67, *YOURS)
    ]  # fmt: skip
    figure.evaluate(harness.PUT, {"own": OWN})
    expect(figure.locator("[data-text=own]")).to_contain_text("5 ratings are yours")
    marks = figure.locator(".contracts-matrix .contracts-rating")
    assert [*map(tuple, marks.evaluate_all(MARKS))] == WITH_OWN


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
        "Birch is rated higher on 2 of 3 criteria and The cedar tree on 1. They are level on 0. "
        "On 0 at least one is unknown."
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
        "Alder is rated higher on 2 of 3 criteria and Birch on 1. They are level on 0. "
        "On 0 at least one is unknown."
    )
