"""Binder: the environment is made as repo2docker would, and every chapter lives in it."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import expect

from tests import binder, lab
from tests.test_live import FIGURE, VIEW, show
from widgets.core.figure import TOPICS

BASE = "/user/somebody/"  # as a hub gives it
LARGEST = 200 * 2**20  # bytes that the environment may add to repo2docker's own
BROKEN = re.compile(r"Error (displaying|creating|loading)|Loading widget|VegaLite \d object")


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    return binder.Image(tmp_path_factory.mktemp("binder"))


@pytest.fixture(scope="module")
def jupyter(image, tmp_path_factory, chromium):
    """Return a JupyterLab just started, as a launch on Binder gives one."""
    folder = tmp_path_factory.mktemp("log")
    python, variables = image.python, image.variables()
    with lab.start(python, image.home, variables, folder, chromium, BASE) as running:
        yield running


# --- What repo2docker would do ----------------------------------------------------------------


def test_repo2docker_reads_the_folder_and_takes_its_steps_in_order(image):
    plan = image.plan
    assert plan.pack == "PythonBuildPack"
    assert plan.early == [".binder/requirements.txt"]  # an edit of the book installs nothing anew
    assert [".binder/requirements.txt" in command for command in plan.before] == [True]
    assert plan.after == []
    assert plan.last == [".binder/postBuild"]
    assert plan.start is None


def listed():
    """Return what the list asks for."""
    lines = (binder.ROOT / ".binder" / "requirements.txt").read_text("utf8").splitlines()
    return {canonicalize_name(each.name): str(each.specifier) for each in wanted(lines)}


def wanted(lines):
    """Return the requirements among the lines of a list."""
    return [Requirement(line.split(" #")[0]) for line in lines if re.match(r"\w", line)]


def test_the_list_is_a_part_of_the_pins(image):
    lines = (binder.ROOT / "pins.txt").read_text("utf8").splitlines()
    there = {"python_full_version": f"{image.plan.python}.0", "python_version": image.plan.python}
    here = [pin for pin in wanted(lines) if not pin.marker or pin.marker.evaluate(there)]
    pins = {canonicalize_name(pin.name): str(pin.specifier) for pin in here}
    assert listed().items() <= pins.items()


def test_the_list_names_every_package_that_it_adds_or_changes(image):
    new = dict(image.packages.items() - image.base.items())
    assert {f"{name}=={version}" for name, version in new.items()} == {
        f"{name}{version}" for name, version in listed().items()
    }
    assert image.run("-m", "pip", "check").strip() == "No broken requirements found."


def test_the_environment_is_small(image):
    print(f"\nBinder: {image.added / 2**20:.0f} MiB more, in {image.seconds:.0f} s")
    assert image.added < LARGEST
    assert not {"vl-convert-python", "jupyter-book", "sphinx"} & image.packages.keys()


def test_new_figures_are_drawn_there_already(image):
    drawn = (
        "import widgets; from widgets.core.figure import TOPICS;"
        "print(*(getattr(widgets, topic)().to_svg()[:4] for topic in TOPICS))"
    )
    assert image.run("-c", drawn).split() == ["<svg"] * len(TOPICS)


# --- Every chapter ----------------------------------------------------------------------------

WIDGET = "__import__('ipywidgets').widgets.widget._instances"
VALUES = f"{{key: repr(each.value) for key, each in {WIDGET}.items() if hasattr(each, 'value')}}"
# JupyterLab hides what is far off in a long notebook.
BRING = f"""cell => {lab.PANEL}.content.scrollToItem(
  {lab.PANEL}.content.widgets.findIndex(each => each.node === cell), "start")"""


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


def eventually(notebook, value, wanted):
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
        eventually(notebook, state, lambda found: found != before)
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
        control.press("ArrowRight")
    else:
        control.click()
    eventually(notebook, VALUES, lambda found: found != before)


def look_at(notebook, shown, model):
    """Fail unless a widget stands in its cell and lives; return whether it is a figure."""
    topic = topic_of(notebook, model)
    shown.evaluate(BRING)
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


@pytest.mark.parametrize("name", lab.chapters())
def test_a_chapter_opens_as_a_notebook_and_all_in_it_lives_without_a_network(jupyter, html, name):
    jupyter.replay(f"notebooks/{name}.ipynb")
    cells = jupyter.page.locator(".jp-CodeCell")
    figures = 0
    for number, cell in enumerate(jupyter.cells()):
        for model in models(cell):
            figures += look_at(jupyter, cells.nth(number), model)
        assert not BROKEN.search(cells.nth(number).text_content())
    page = (html / "book" / f"{name}.html").read_text("utf8")
    assert figures == page.count("data-explorer=")
    assert jupyter.take_complaints() == []
