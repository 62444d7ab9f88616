"""Every chapter on Binder: it opens as a notebook, runs, and all in it lives without a network.

A chapter is run once, in the environment that Binder would make, for all tests that look at it.
"""

import re

import nbconvert
import pytest
from playwright.sync_api import expect

from tests.test_live import FIGURE, show

pytestmark = pytest.mark.xdist_group("lab")

VIEW = "application/vnd.jupyter.widget-view+json"
CALL = re.compile(r"^widgets\.\w+\(", re.MULTILINE)  # as a chapter shows a figure
BROKEN = re.compile(r"Error (displaying|creating|loading)|Loading widget|VegaLite \d object")
WIDGET = "__import__('ipywidgets').widgets.widget._instances"
VALUES = f"{{key: repr(each.value) for key, each in {WIDGET}.items() if hasattr(each, 'value')}}"


def choose_another(control):
    """Choose an option of a list that is not the one chosen now."""
    control.select_option(index=0 if control.evaluate("el => el.selectedIndex") else 1)


# How a hand moves a control, by its kind; others are clicked.
MOVES = {
    "choice": choose_another,
    "choices": choose_another,
    "date": lambda control: control.fill(control.get_attribute("max")),
    "number": lambda control: control.fill("430,000"),
    "place": lambda control: control.fill("Leeds"),
    "text": lambda control: control.fill("savings"),
}


def models(cell):
    """Return the ids of the widgets that a cell shows."""
    shown = [output.get("data", {}) for output in cell.outputs]
    return [data[VIEW]["model_id"] for data in shown if VIEW in data]


def topic_of(notebook, model):
    """Return the topic of a figure, and None for any other widget."""
    return notebook.python(value=f"getattr({WIDGET}['{model}'], 'TOPIC', None)")


def until(notebook, value, wanted):
    """Wait until an expression has a value in the kernel that will do."""
    for _ in range(100):
        found = notebook.python(value=value)
        if wanted(found):
            return
        notebook.page.wait_for_timeout(50)
    raise AssertionError(f"{value} stays {found!r}")


def move_figure(notebook, figure, model):
    """Move controls of a figure until one changes sentence and picture; Python must know."""
    said = figure.locator("output").text_content()
    picture = figure.locator("[data-picture]").inner_html()
    state = f"{WIDGET}['{model}'].state()"
    before = notebook.python(value=state)
    for control in figure.locator("[data-input]:not(:checked):visible").all():
        MOVES.get(control.get_attribute("data-input"), hit)(control)
        until(notebook, state, lambda found: found != before)
        if figure.locator("output").text_content() != said:
            break
    expect(figure.locator("output")).not_to_have_text(said)
    expect(figure.locator("[data-picture]")).to_be_visible()
    notebook.page.wait_for_function(
        "([shown, before]) => shown.innerHTML !== before",
        arg=[figure.locator("[data-picture]").element_handle(), picture],
    )
    words = notebook.python(value=f"{WIDGET}['{model}'].sentences()")
    expect(figure.locator("output p")).to_have_text(words)


def hit(control):
    """Click a control by the label that may show for it."""
    control.locator("xpath=ancestor::label").click()


def move_control(notebook, shown):
    """Move the first control of ipywidgets in a cell: some value in Python must change."""
    before = notebook.python(value=VALUES)
    kinds = ".jupyter-widgets :is([role=slider], select, input, button):visible"
    control = shown.locator(kinds).first
    control.scroll_into_view_if_needed()
    if control.evaluate("el => el.tagName") == "SELECT":
        choose_another(control)
    elif control.get_attribute("role") == "slider":
        at, end = map(control.get_attribute, ("aria-valuenow", "aria-valuemax"))
        control.press("ArrowLeft" if float(at) == float(end) else "ArrowRight")
    else:
        control.click()
    until(notebook, VALUES, lambda found: found != before)


def look_at(notebook, shown, model):
    """Fail unless a widget stands in its cell and lives; return whether it is a figure."""
    topic = topic_of(notebook, model)
    notebook.bring(shown)
    if topic:
        figure = shown.locator(FIGURE)
        expect(figure).to_have_count(1)
        show(figure)
        move_figure(notebook, figure, model)
    elif notebook.python(value=f"hasattr({WIDGET}['{model}'], '_esm')"):  # a chart
        expect(shown.locator("[role=img] svg")).to_be_visible()
    else:
        move_control(notebook, shown)
    return bool(topic)


def views(cell):
    """Return the outputs of a cell that are figures, and not a learner's controls or charts."""
    shown = [output.get("data", {}) for output in cell.outputs]
    return [data for data in shown if "data-explorer=" in data.get("text/html", "")]


def test_each_figure_stands_once_and_all_that_moves_is_heard_by_python(chapter, chapter_name, html):
    cells = chapter.page.locator(".jp-CodeCell")
    figures = 0
    for number, cell in enumerate(chapter.cells()):
        assert len(views(cell)) == 1 or not CALL.search(cell.source)
        for model in models(cell):
            figures += look_at(chapter, cells.nth(number), model)
        assert not BROKEN.search(cells.nth(number).text_content())
    page = (html / "book" / f"{chapter_name}.html").read_text("utf8")
    assert figures == page.count("data-explorer=")


def test_an_output_carries_the_markup_for_the_site_beside_the_widget_for_jupyter(chapter):
    for cell in chapter.cells():
        for data in views(cell):
            assert VIEW in data


def test_a_chapter_exported_to_html_keeps_its_figures_without_javascript(
    chapter, chromium, tmp_path
):
    html, _ = nbconvert.HTMLExporter().from_notebook_node(chapter.content())
    (tmp_path / "chapter.html").write_text(html, encoding="utf-8")
    with chromium.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "chapter.html").as_uri())
        figures = page.locator(FIGURE)
        expect(figures).to_have_count(sum(len(views(cell)) for cell in chapter.cells()))
        for figure in figures.all():
            expect(figure.locator("svg").first).to_be_visible()
            expect(figure.locator("output")).not_to_be_empty()
