"""The learner chapters in JupyterLab: a control is moved and answers, an exercise is answered."""

import pytest
from playwright.sync_api import expect

from tests import lab, learner

pytestmark = pytest.mark.xdist_group("lab")

CELL = ".jp-CodeCell"


def on(*slugs):
    """Mark a test that looks at some chapters only."""
    return pytest.mark.parametrize("chapter_name", slugs, indirect=True)


def number_of(slug, words):
    """Return the place, among the cells with code, of the one that holds some words."""
    code = [cell.source for cell in learner.cells(slug) if cell.cell_type == "code"]
    [place] = [number for number, source in enumerate(code) if words in source]
    return place


def output(notebook, number):
    """Return what a cell shows, in view."""
    return notebook.bring(notebook.page.locator(CELL).nth(number).locator(".jp-Cell-outputArea"))


def press(notebook, slider, key, times=1):
    """Press a key on a slider of ipywidgets, which has a handle in place of an input."""
    handle = slider.locator(".noUi-handle")
    handle.focus()
    for _ in range(times):
        notebook.page.keyboard.press(key)


@on("read-a-table")
def test_a_menu_and_a_slider_of_interact_change_the_table_below_them(chapter):
    shown = output(chapter, number_of("read-a-table", "ipw.interact(largest"))
    rows = shown.locator("table tbody tr")
    expect(rows).to_have_count(8)
    press(chapter, shown.locator(".widget-slider"), "ArrowRight", 2)
    expect(rows).to_have_count(10)
    shown.locator("select").select_option("icb-2026")
    expect(rows.first).to_contain_text(chapter.python(value="largest('icb-2026', 1).name.item()"))


@on("read-a-table")
def test_a_linked_slider_moves_the_figure_and_the_figure_the_slider(chapter):
    slider = output(chapter, number_of("read-a-table", "ipw.link(")).locator(".widget-slider")
    press(chapter, slider, "ArrowRight")
    figure = chapter.page.locator("figure.explorer")
    expect(figure.locator("[name=population]")).to_have_value("350,000")
    chapter.bring(figure).locator("[name=population]").fill("1,000,000")
    expect(slider.locator(".widget-readout")).to_have_text("1000000")


@on("weigh-contracts")
def test_a_chart_is_drawn_by_the_browser_and_follows_a_slider(chapter):
    shown = output(chapter, number_of("weigh-contracts", "ipw.interact("))
    chart = shown.locator(".chart[data-drawn] svg")
    expect(chart).to_be_visible()
    before = chart.inner_html()
    press(chapter, shown.locator(".widget-slider").first, "ArrowRight")
    expect(shown.locator(".chart")).to_have_count(1)
    expect(chart).to_be_visible()
    chapter.page.wait_for_function(
        "([chart, before]) => chart.querySelector('.chart svg')?.innerHTML !== before",
        arg=[shown.element_handle(), before],
    )
    assert sum(b'"have": "vega"' in message for message in chapter.messages) <= 1


def test_a_chart_is_drawn_where_python_cannot_draw(jupyterlab):
    """As on Binder, whose environment may be without vl-convert: the script is had beforehand."""
    hide = (
        "from widgets import charts\n"
        "from widgets.core.drawing import vega_script\n"
        "vega_script()\n"
        "charts.find_spec = lambda name: None\n"
        "charts.enable()"
    )
    draw = (
        "import altair as alt, pandas as pd\n"
        "data = pd.DataFrame({'a': ['one', 'two'], 'b': [1, 2]})\n"
        "alt.Chart(data, description='Two bars').mark_bar().encode(x='b', y='a')"
    )
    jupyterlab.write("chart.ipynb", hide, draw)
    jupyterlab.open("chart.ipynb")
    jupyterlab.page.evaluate("globalThis.explorerVega = globalThis.vegaEmbed = undefined")
    jupyterlab.run_all()
    [shown] = jupyterlab.cells()[1].outputs
    assert "text/html" not in shown.data
    chart = jupyterlab.page.get_by_role("img", name="Two bars")
    expect(chart.locator("svg")).to_contain_text("two")
    assert chart.bounding_box()["height"] > 60
    assert jupyterlab.take_complaints() == []


@on(*learner.CHAPTERS)
def test_each_exercise_is_open_and_its_solution_is_right(chapter, chapter_name):
    for task in learner.tasks(chapter_name):
        shown = output(chapter, task.number).locator(".feedback")
        expect(shown).to_contain_text("Not answered yet.")
        chapter.python(task.solution)
        said = chapter.python(value=f"repr({task.check})")
        assert said.startswith("✓ Right."), (task.name, said)


def type_and_run(notebook, number, source):
    """Put another text into a cell with code, by its number from 0, and run it."""
    cell = f"{lab.PANEL}.content.widgets.filter(each => each.model.type === 'code')[{number}]"
    notebook.page.evaluate(f"source => {cell}.model.sharedModel.setSource(source)", source)
    notebook.page.evaluate(
        f"{lab.PANEL}.content.activeCellIndex = {lab.PANEL}.content.widgets.indexOf({cell})"
    )
    notebook.do("notebook:run-cell")


@on("read-a-table")
def test_a_wrong_answer_typed_into_the_cell_gets_its_hint_and_the_right_one_its_praise(chapter):
    task = learner.tasks("read-a-table")[0]
    as_written = chapter.cells()[task.number].source
    wrong = f"answer = len(figures)\n{task.check}"
    right = f"{task.solution}\n{task.check}"
    # At the end the cell is as it was, for the other tests of this run of the chapter.
    for source, said in ((wrong, "Which column"), (right, "Right."), (as_written, "Not answered")):
        type_and_run(chapter, task.number, source)
        expect(output(chapter, task.number).locator(".feedback")).to_contain_text(said)


@on("read-a-table")
def test_hint_and_solution_open_in_place(chapter):
    page = chapter.page
    hidden = page.locator(".jp-MarkdownCell p", has_text="says for each of its cells")
    title = page.locator("summary", has_text="Hint for exercise 1")
    chapter.bring(title)
    expect(hidden).to_be_hidden()
    title.click()
    expect(hidden).to_be_visible()
