"""Binder: the environment is made as repo2docker would; `test_live.py` runs the chapters in it."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import binder
from widgets.core.figure import TOPICS

pytestmark = pytest.mark.xdist_group("lab")

LARGEST = 200 * 2**20  # bytes that the environment may add to repo2docker's own


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
