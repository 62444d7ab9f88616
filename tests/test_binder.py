"""Binder: the environment is made as repo2docker would, and every chapter lives in it."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import expect

from tests import binder, lab
from tests.test_live import FIGURE, VIEW, chapters, show

BASE = "/user/somebody/"  # as a hub gives it
LARGEST = 200 * 2**20  # bytes that the environment may add to repo2docker's own
BROKEN = re.compile(r"Error (displaying|creating|loading)|Loading widget|VegaLite \d object")


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    return binder.Image(tmp_path_factory.mktemp("binder"))


@pytest.fixture
def jupyter(image, tmp_path_factory, chromium):
    """Return a JupyterLab just started, as each launch on Binder gives one."""
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
    drawn = "import widgets; print(*(getattr(widgets, n)().to_svg()[:4] for n in widgets.__all__))"
    assert set(image.run("-c", drawn).split()) == {"<svg"}


# --- Every chapter ----------------------------------------------------------------------------

WIDGET = "__import__('ipywidgets').widgets.widget._instances"
VALUES = f"{{key: repr(each.value) for key, each in {WIDGET}.items() if hasattr(each, 'value')}}"
# JupyterLab hides what is far off in a long notebook.
BRING = f"""cell => {lab.PANEL}.content.scrollToItem(
  {lab.PANEL}.content.widgets.findIndex(each => each.node === cell), "start")"""
# How a hand moves a figure: the input, what it does there, and what Python has then.
MOVES = {
    "contracts": ("one_budget", lambda box: box.last.check(), "3"),
    "evidence": ("text", lambda box: box.fill("savings"), "savings"),
    "footprints": ("show", lambda box: box.select_option("icb-2022"), "icb-2022"),
}


def models(cell):
    """Return the ids of the widgets that a cell shows."""
    shown = [output.get("data", {}) for output in cell.outputs]
    return [data[VIEW]["model_id"] for data in shown if VIEW in data]


def name_of(notebook, model):
    """Return the name of an explorer, and None for any other widget."""
    widget = f"{WIDGET}['{model}']"
    return notebook.python(value=f"getattr({widget}, 'inputs', None) and {widget}.name")


def eventually(notebook, value, wanted):
    """Wait until an expression has a value in the kernel that will do."""
    for _ in range(100):
        found = notebook.python(value=value)
        if wanted(found):
            return
        notebook.page.wait_for_timeout(50)
    raise AssertionError(f"{value} stays {found!r}")


def move_figure(notebook, figure, name, model):
    """Move a control of an explorer: sentence and picture must answer, and Python must know."""
    trait, hand, value = MOVES[name]
    said = figure.locator("output").text_content()
    picture = figure.locator("svg").first.inner_html()
    hand(figure.locator(f"[name={trait}]"))
    expect(figure.locator("output")).not_to_have_text(said)
    expect(figure.locator("svg").first).to_be_visible()
    notebook.page.wait_for_function(
        "([svg, before]) => svg.innerHTML !== before",
        arg=[figure.locator("svg").first.element_handle(), picture],
    )
    eventually(notebook, f"{WIDGET}['{model}'].{trait}", lambda found: found == value)


def move_control(notebook, shown):
    """Move the first control of ipywidgets in a cell: some value in Python must change."""
    before = notebook.python(value=VALUES)
    kinds = ".jupyter-widgets :is([role=slider], select, input, button):visible"
    control = shown.locator(kinds).first
    control.scroll_into_view_if_needed()
    if control.evaluate("el => el.tagName") == "SELECT":
        now = control.evaluate("el => el.selectedIndex")
        control.select_option(index=1 if now == 0 else 0)
    elif control.get_attribute("role") == "slider":
        control.press("ArrowRight")
    else:
        control.click()
    eventually(notebook, VALUES, lambda found: found != before)


def look_at(notebook, shown, model):
    """Fail unless a widget stands in its cell and lives; return whether it is an explorer."""
    name = name_of(notebook, model)
    shown.evaluate(BRING)
    if name:
        figure = shown.locator(FIGURE)
        expect(figure).to_have_count(1)
        show(figure)
        move_figure(notebook, figure, name, model)
    elif notebook.python(value=f"hasattr({WIDGET}['{model}'], '_esm')"):  # a chart
        expect(shown.locator("[role=img] svg")).to_be_visible()
    else:
        move_control(notebook, shown)
    return bool(name)


@pytest.mark.parametrize("name", chapters())
def test_a_chapter_opens_as_a_notebook_and_all_in_it_lives_without_a_network(jupyter, html, name):
    jupyter.launch(f"book/{name}")
    jupyter.run_all()
    cells = jupyter.page.locator(".jp-CodeCell")
    figures = 0
    for number, cell in enumerate(jupyter.cells()):
        for model in models(cell):
            figures += look_at(jupyter, cells.nth(number), model)
        assert not BROKEN.search(cells.nth(number).text_content())
    page = (html / "book" / name).with_suffix(".html").read_text("utf8")
    assert figures == page.count("data-explorer=")
    assert jupyter.outside == []
    assert jupyter.complaints == []
