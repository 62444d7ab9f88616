"""Pages are made of nodes and templates, in the order that the extension's own text gives."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import sphinx_ext

MODULES = sorted(Path(sphinx_ext.__file__).parent.glob("*.py"))
IN_TURN = ["one_at_a_time", *sphinx_ext.PARTS]
EVENTS = re.findall(r"\(``([\w-]+)``\)\n((?:    .+\n)+)", sphinx_ext.__doc__ + "\n")


def connected(event):
    """Return the priorities and the modules that take part in an event, in their order.

    Where the priority is the same, Sphinx calls first the one that was set up first.
    """
    found = []
    for path in MODULES:
        for call in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "connect":
                name, *_ = (ast.literal_eval(argument) for argument in call.args[:1])
                priority = {key.arg: key.value.value for key in call.keywords}.get("priority", 500)
                found += [(priority, path.stem)] if name == event else []
    return sorted(found, key=lambda taking: (taking[0], IN_TURN.index(taking[1])))


@pytest.mark.parametrize(("event", "order"), EVENTS)
def test_the_order_is_the_one_that_is_written_down(event, order):
    written = re.findall(r"(\d+) (\w+)", order)
    assert [(int(priority), name) for priority, name in written] == connected(event)


def test_each_event_of_a_page_is_written_down():
    assert [event for event, _ in EVENTS] == [
        "doctree-read", "doctree-resolved", "html-page-context", "build-finished", "site-copied",
    ]  # fmt: skip


def test_each_part_is_told_of():
    told = set(re.findall(r"^(\w+)  +\w", sphinx_ext.__doc__, re.MULTILINE))
    packages = {path.parent.name for path in MODULES[0].parent.glob("*/__init__.py")}
    modules = {path.stem for path in MODULES} - {"__init__"} | packages
    assert told == modules
    assert set(sphinx_ext.PARTS) <= modules


def changes_of_text():
    """Return the modules that change the text of a page which Sphinx has written."""
    found = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            if any(ast.unparse(target) == "context['body']" for target in targets if target):
                found[path.stem].append(node.lineno)
    return found


def test_no_page_is_edited_as_text():
    assert changes_of_text() == {}
