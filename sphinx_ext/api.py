"""A page that says what the package `widgets` offers in Python, made from its docstrings.

What is public is listed here: the functions that a chapter calls, what a figure can do, the
tables, and the check of the exercises. All else may change from one edition to the next.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

import widgets
from widgets import exercises, tables
from widgets.core.figure import Figure

from .rendering import render

PAGE = "data/python"
TITLE = "The book in Python"
ABOUT = "What the package of this book offers in Python: its figures, its tables and its exercises."

OFFERED = {
    "Figures, places and letters": [
        each for _, each in inspect.getmembers(widgets, inspect.isfunction)
    ],
    "What a figure can do": [
        Figure.sentences, Figure.description, Figure.to_frame, Figure.to_csv, Figure.to_svg,
        Figure.code,
    ],
    "The tables": [tables.names, tables.load, tables.records, tables.check, tables.TableError],
    "The exercises": [exercises.check],
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """Something that is offered: its name, how it is called, and what its docstring says."""

    name: str
    call: str
    says: list[tuple[str, str]]  # the parts of its docstring by their headings


def setup(app):
    """Add the page."""
    app.connect("html-collect-pages", pages)


def pages(app):
    """Yield the one page."""
    if not app.config.preview:
        html = render("api.html", **values())
        context = {"title": escape(TITLE), "plain_title": TITLE, "body": html, "about": ABOUT}
        yield PAGE, {**context, "within": "book/data"}, "page.html"


def values() -> dict:
    """Return the values of the template."""
    return {
        "title": TITLE, "deck": ABOUT, "parts": entries(), "items": items, "with_code": with_code,
    }  # fmt: skip


def entries() -> dict[str, list[Entry]]:
    """Return what is offered, part by part."""
    return {part: [entry(each) for each in offered] for part, offered in OFFERED.items()}


def name_of(offered) -> str:
    """Return the name by which a learner calls something: a method that of a figure `f`."""
    if offered in OFFERED["What a figure can do"]:
        return f"f.{offered.__name__}"
    # A function stands in a module of its own, and is called by the package.
    package = "widgets" if offered in OFFERED["Figures, places and letters"] else offered.__module__
    return f"{package.partition('.package')[0]}.{offered.__name__}"


def entry(offered) -> Entry:
    """Return the entry of a function, a method or an error."""
    if inspect.isclass(offered):
        call = name_of(offered)
    else:
        call = f"{name_of(offered)}({ast.unparse(arguments(offered))})"
    return Entry(name_of(offered), call, list(sections(inspect.getdoc(offered) or "")))


def arguments(function) -> ast.arguments:
    """Return what a function takes as its code has it: the value of a default may be a path."""
    [written] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    taken = written.args
    taken.args = [each for each in taken.args if each.arg != "self"]
    for each in [*taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg]:
        if each:
            each.annotation = None
    return taken


def sections(docstring: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a NumPy-style docstring with their headings; the first has none."""
    begins = ["", *re.split(r"^(\w+)\n-+\n", docstring, flags=re.MULTILINE)]
    for heading, text in zip(begins[::2], begins[1::2], strict=True):
        yield heading, text.strip()


def items(text: str) -> Iterator[tuple[str, str]]:
    """Yield each term of a part with what is said of it, which stands further in."""
    for found in re.finditer(r"^(\S.*)\n((?:[ ]+.*\n?|\n)*)", f"{text}\n", re.MULTILINE):
        yield found[1], " ".join(found[2].split())


def with_code(text: str) -> Markup:
    """Return text with what stands in backticks as code."""
    return Markup(re.sub("(`+)(.+?)\\1", r"<code>\2</code>", str(escape(text))))
