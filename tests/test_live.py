"""A figure in JupyterLab, as a learner has it: moved both ways, alone and among many."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests import lab
from widgets import tables

pytestmark = pytest.mark.xdist_group("lab")

FIGURE = "figure.explorer"


SAVE = "a[data-download=svg]"

# As in a page just opened, none of whose figures has asked for the script yet.
NEW_PAGE = "globalThis.explorerVega = globalThis.vegaEmbed = undefined"


def show(figure):
    """Bring a figure into view and wait until the browser has drawn it."""
    figure.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-ready", "")
    expect(figure).to_have_attribute("data-drawn", "", timeout=lab.WAIT)


# --- Both ways --------------------------------------------------------------------------------

# What a figure says, in the page or as Python renders it. How much of a long name fits depends on
# the fonts of the machine.
SAYS = """figure => ({
  name: figure.querySelector("[data-picture]").getAttribute("aria-label"),
  sentences: [...figure.querySelectorAll("output p")].map(p => p.textContent),
  picture: [...figure.querySelectorAll("[data-picture] svg *")]
    .map(el => ["x", "width", "hidden"].map(name => el.getAttribute(name)).join()),
  words: [...figure.querySelectorAll("[data-picture] svg text")].map(el => el.textContent),
})"""
RENDERED = f"""html => ({SAYS})(new DOMParser().parseFromString(html, "text/html"))"""
ROWS = """figure => [...figure.querySelectorAll("tbody:not([hidden]) tr")]
  .map(row => [row.dataset.row, row.querySelector("[data-cell=compared]").textContent])"""
VISIBLE_ROWS = """[[row["id"], f.as_text(row["compared"])] for row in f.table().rows
  if row["when"] in (f"show:{f.show}", f"origin:{f.origin}")]"""


@pytest.fixture
def pair(jupyterlab):
    """Return a notebook that shows a new figure ``f`` in two cells."""
    if jupyterlab.path != "pair.ipynb":
        jupyterlab.write("pair.ipynb", "import widgets\nf = widgets.footprints()\nf", "f")
        jupyterlab.open("pair.ipynb")
    jupyterlab.run_all()
    expect(jupyterlab.page.locator(FIGURE)).to_have_count(2)
    show(jupyterlab.page.locator(FIGURE).first)
    yield jupyterlab
    assert jupyterlab.take_complaints() == []


@pytest.fixture
def figure(pair):
    """Return the first of the two figures."""
    return pair.page.locator(FIGURE).first


def control(figure, name):
    return figure.locator(f"[name={name}]")


def slider(figure):
    return figure.get_by_role("slider")


def values(figure):
    """Return what the inputs of a figure show."""
    return figure.locator("form").evaluate(
        """form => Object.fromEntries([...form.elements].filter(el => el.name)
          .map(el => [el.name, el.type === "checkbox" ? el.checked : el.value]))"""
    )


def drag(figure, share):
    """Drag the slider with the mouse to a share of its width."""
    slider(figure).scroll_into_view_if_needed()
    box = slider(figure).bounding_box()
    mouse, middle = figure.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 3, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * share, middle, steps=10)
    mouse.up()


def typed(figure):
    """Return the number that the text input shows."""
    return int(control(figure, "population").input_value().replace(",", ""))


def eventually(notebook, value, wanted):
    """Wait until an expression has a value in the kernel."""
    for _ in range(100):
        found = notebook.python(value=value)
        if found == wanted:
            return
        notebook.page.wait_for_timeout(50)
    assert found == wanted


def test_dragging_the_slider_sets_the_trait(pair, figure):
    drag(figure, 0.7)
    assert 300_000 < typed(figure) < 2_000_000
    eventually(pair, "f.population", typed(figure))
    # The slider keeps the focus, so that the keys can follow the mouse.
    before = typed(figure)
    for _ in range(8):
        pair.page.keyboard.press("ArrowRight")
    assert typed(figure) > before
    eventually(pair, "f.population", typed(figure))


def place(notebook):
    """Return where the notebook's cursor is, and how many cells there are."""
    return notebook.page.evaluate(
        f"[{lab.PANEL}.content.activeCellIndex, {lab.PANEL}.content.widgets.length]"
    )


def test_every_control_works_by_keyboard_and_the_notebook_leaves_the_keys_alone(pair, figure):
    press = pair.page.keyboard.press
    slider(figure).focus()
    before = place(pair)
    for key in ("ArrowRight", "ArrowUp", "End", "ArrowLeft", "ArrowDown", "Home", "ArrowRight"):
        press(key)
        expect(slider(figure)).to_be_focused()
    eventually(pair, "f.population", 25_000)
    control(figure, "show").focus()
    press("ArrowDown")
    eventually(pair, "f.show", "stp-2016")
    press("d")  # two of these, for JupyterLab, would delete the cell
    press("d")
    expect(control(figure, "show")).to_be_focused()
    control(figure, "linear").focus()
    press("Space")
    eventually(pair, "f.linear", True)
    control(figure, "population").select_text()
    pair.page.keyboard.type("2.7m")
    eventually(pair, "f.population", 2_700_000)
    assert place(pair) == before


def test_python_moves_the_inputs_the_sentence_the_picture_and_the_rows(pair, figure):
    pair.python("f.population = 430_000\nf.show = 'icb-2026'\nf.linear = True\nf.origin = ''")
    expect(figure.locator("[data-picture]")).to_contain_text("430,000")
    expect(control(figure, "show")).to_have_value("icb-2026")
    assert values(figure) == {
        "show": "icb-2026", "linear": True, "population": "430,000", "area": "", "origin": "",
    }  # fmt: skip
    expect(slider(figure)).to_have_attribute("aria-valuetext", "430,000 people")
    assert figure.evaluate(SAYS) == pair.page.evaluate(RENDERED, pair.python(value="f.render()"))
    rows = figure.evaluate(ROWS)
    boards = [row for row in tables.records("footprints") if row["kind"] == "icb-2026"]
    assert len(rows) == len(boards)
    assert rows == pair.python(value=VISIBLE_ROWS)


def test_observers_hear_of_a_change_in_the_browser_once(pair, figure):
    pair.python("heard = []\nf.observe(lambda change: heard.append(change['new']), 'show')")
    control(figure, "show").select_option("icb-2022")
    eventually(pair, "heard", ["icb-2022"])
    pair.python("f.show = 'icb-2026'")
    expect(control(figure, "show")).to_have_value("icb-2026")
    assert pair.python(value="heard") == ["icb-2022", "icb-2026"]


def test_an_area_sets_its_number_and_another_number_clears_the_area(pair, figure):
    pair.python("f.area = 'place-leeds'")
    people = pair.python(value="f.population")
    counted = [row for row in tables.records("populations") if row["footprint"] == "place-leeds"]
    assert people in [row["central"] for row in counted]
    expect(control(figure, "population")).to_have_value(f"{people:,}")
    expect(control(figure, "area")).to_have_value("place-leeds")
    pair.python("f.population = 430_000")
    expect(control(figure, "area")).to_have_value("")

    control(figure, "area").select_option("place-salford")
    eventually(pair, "f.area", "place-salford")
    assert typed(figure) == pair.python(value="f.population")
    control(figure, "population").fill("85k")
    eventually(pair, "(f.population, f.area)", [85_000, ""])


def test_a_typed_place_is_found_and_python_knows(pair, figure):
    field, place = figure.get_by_role("searchbox"), figure.locator(".explorer-place")
    field.press_sequentially("Newport")  # letters that JupyterLab would take for commands
    expect(place.get_by_role("button", name="Isle of Wight")).to_be_visible()
    assert pair.python(value="f.area") == ""
    field.fill("Slouhg")
    expect(place).to_contain_text("Found in its place: Slough. Slough was in Frimley Health.")
    eventually(pair, "f.area", "ics-frimley-health")
    pair.python("f.area = 'place-leeds'")
    expect(field).to_have_value("")  # what was typed no longer stands


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("f.population = 5", "population is 5; expected 1,000 to 60,000,000 people"),
        ("f.area = 'place-leads'", 'area is "place-leads"'),
        ("f.show = 'icb-2027'", "icb-2027"),
    ],
)
def test_a_bad_value_is_an_error_in_python_and_leaves_the_figure(pair, figure, statement, message):
    pair.python("f.population = 430_000")
    expect(figure.locator("[data-picture]")).to_contain_text("430,000")
    before = figure.evaluate(SAYS), values(figure)
    with pytest.raises(lab.KernelError, match=re.escape(message)) as error:
        pair.python(statement)
    assert str(error.value).startswith("TraitError: ")
    pair.python("f.linear = True")  # a change that comes after it, so that there is no more to come
    expect(control(figure, "linear")).to_be_checked()
    control(figure, "linear").click()
    eventually(pair, "f.linear", False)
    assert (figure.evaluate(SAYS), values(figure)) == before


def test_two_views_of_one_figure_follow_one_another(pair):
    figures = pair.page.locator(FIGURE).all()
    for figure in figures:
        show(figure)
    for one, other, number in zip(figures, reversed(figures), ("430,000", "85,000"), strict=True):
        control(one, "population").fill(number)
        expect(control(other, "population")).to_have_value(number)
        expect(other.locator("[data-picture]")).to_contain_text(number)
        expect(other.locator("output")).to_contain_text(f"{number} people is nearest")


def test_a_cleared_output_lets_go_and_the_other_goes_on(pair):
    first, second = pair.page.locator(FIGURE).all()
    gone = second.element_handle()
    said = gone.evaluate(SAYS)
    pair.select(1)
    pair.do("notebook:clear-cell-output")
    expect(pair.page.locator(FIGURE)).to_have_count(1)
    pair.python("f.population = 430_000")
    expect(first.locator("[data-picture]")).to_contain_text("430,000")
    assert gone.evaluate(SAYS) == said


def test_a_closed_figure_leaves_the_page(pair):
    pair.python("f.close()")
    expect(pair.page.locator(FIGURE)).to_have_count(0)
    pair.python("f.population = 430_000")  # heard by nobody, and no error


# Holds back what the kernel answers to those that ask for the script.
HOLD = """
from widgets.core import drawing
asked, send = [], drawing.send_script
drawing.send_script = lambda *question: asked.append(question) if holding else send(*question)
"""


def test_a_picture_is_saved_though_the_figure_that_asked_for_the_script_has_gone(pair):
    figures = pair.page.locator(FIGURE)
    pair.do("notebook:clear-all-cell-outputs")
    pair.page.evaluate(NEW_PAGE)
    pair.python(f"holding = True{HOLD}")
    pair.run(0)
    pair.run(1)
    pair.python("f.population = 430_000")
    show(figures.first)
    figures.first.locator(SAVE).click()
    pair.page.wait_for_function("!!globalThis.explorerVega")
    pair.run(0)
    expect(figures).to_have_count(2)
    with pair.page.expect_download():
        figures.last.locator(SAVE).click()
        pair.python("holding = False\nfor question in asked: send(*question)")
    pair.python("drawing.send_script = send")


# --- Many on one page -------------------------------------------------------------------------

MANY = 8
# Notes in which of the figures anything at all is written.
WATCH = """figures => {
  window.touched = figures.map(() => false);
  figures.forEach((figure, i) => new MutationObserver(() => { touched[i] = true; })
    .observe(figure, {subtree: true, childList: true, attributes: true, characterData: true}));
}"""


def sent_for(notebook, number):
    """Return how many messages the kernel sends when the first figure gets a number."""
    notebook.messages.clear()
    notebook.python(f"all[0].population = {number}")
    expect(notebook.page.locator(FIGURE).first.locator("[data-picture]")).to_contain_text(
        f"{number:,}"
    )
    return sum(b'"comm_msg"' in message for message in notebook.messages)


@pytest.fixture(scope="module")
def many(jupyterlab):
    """Return a notebook with eight figures, and what a change of the first took while alone."""
    new = "all.append(widgets.footprints())\nall[-1]"
    jupyterlab.write("many.ipynb", "import widgets\nall = []", *[new] * MANY)
    jupyterlab.open("many.ipynb")
    jupyterlab.page.evaluate(NEW_PAGE)
    jupyterlab.messages.clear()
    jupyterlab.run(0)
    jupyterlab.run(1)
    show(jupyterlab.page.locator(FIGURE))
    sent_for(jupyterlab, 1_000_000)  # by then the names of places have come too
    alone = sent_for(jupyterlab, 2_000_000)
    for cell in range(2, MANY + 1):
        jupyterlab.run(cell)
    expect(jupyterlab.page.locator(FIGURE)).to_have_count(MANY)
    for figure in jupyterlab.page.locator(FIGURE).all():
        show(figure)
    yield SimpleNamespace(notebook=jupyterlab, sent_alone=alone)
    assert jupyterlab.take_complaints() == []


def scripts_in(notebook):
    """Return how often the script that draws was sent, among the messages that are kept."""
    return sum(b'"have": "vega"' in message for message in notebook.messages)


def test_one_of_many_changes_alone(many):
    notebook = many.notebook
    figures = notebook.page.locator(FIGURE).all()
    notebook.page.locator(FIGURE).evaluate_all(WATCH)
    control(figures[3], "show").select_option("icb-2026")
    eventually(notebook, "[each.show for each in all].count('icb-2026')", 1)
    notebook.python("all[5].population = 430_000")
    expect(figures[5].locator("[data-picture]")).to_contain_text("430,000")
    expect(figures[3].locator("[data-picture]")).to_contain_text("2026")
    touched = notebook.page.evaluate("touched")
    assert [i for i in range(MANY) if touched[i]] == [3, 5]


def test_many_ask_no_more_for_a_change_of_one_than_one_alone(many):
    """One that stood alone was as quick; the test before shows that the page does no more."""
    assert many.sent_alone > 0
    assert sent_for(many.notebook, 3_000_000) == many.sent_alone


def test_many_figures_share_one_script(many):
    notebook = many.notebook
    notebook.messages.clear()
    for number, figure in enumerate(notebook.page.locator(FIGURE).all()[:3]):
        notebook.python(f"all[{number}].population = 85_000")
        expect(figure.locator("[data-picture]")).to_contain_text("85,000")
        with notebook.page.expect_download():
            figure.locator(SAVE).click()
    assert scripts_in(notebook) == 1
