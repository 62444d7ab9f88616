"""Exercises answered on the page itself, without Python.

A cell that ends in ``check("name", ...)`` shows that its exercise is still open, and the name.
Where the answer can be typed, a form comes before those words, with all that may be said to an
answer as data; ``theme/static/exercises.js`` says it in the place of those words. Without a script
there is no form. Where only Python can hold the answer, a note says so.
"""

import json

from bs4 import BeautifulSoup
from docutils import nodes

from widgets.exercises import EXERCISES
from widgets.exercises.typed import question

from .elements import has_raw
from .notebooks import FORM, offer
from .rendering import render
from .sheets import TYPED

DATED = "typed-date"  # the class of a form that asks for a date


def setup(app):
    """Put the forms on their pages, and their script."""
    app.connect("doctree-resolved", ask, priority=720)
    app.connect("html-page-context", add_script)


def ask(app, doctree, docname):
    """Put what asks for an answer before the words that an exercise is still open."""
    if app.builder.format != "html":
        return
    for node in list(doctree.findall(nodes.raw)):
        if name := asked(node.astext()):
            found = question(EXERCISES[name])
            says = json.dumps(found.says, ensure_ascii=False) if found else ""
            number = name.rpartition("-")[2]
            values = {"question": found, "says": says, "number": number, "open": node.astext()}
            html = render("typed.html", **values, where=offer(app, docname))
            dated = found and any(field.dated for field in found.fields)
            classes = [*node["classes"], *([FORM] if found else []), *([DATED] if dated else [])]
            node.replace_self(nodes.raw("", html, format="html", classes=classes))


def asked(html: str) -> str:
    """Return the name of the exercise that an output says is open, or "" if it says none."""
    if "data-exercise" not in html:
        return ""
    box = BeautifulSoup(html, "html.parser").select_one(".feedback[data-exercise]")
    return box["data-exercise"] if box else ""


def add_script(app, pagename, templatename, context, doctree):
    """Add what reads, judges and shows answers to the pages that ask for some."""
    if doctree is None:
        return
    if has_raw(doctree, DATED):
        app.add_js_file("dates.js", defer="")
    if has_raw(doctree, FORM):
        app.add_js_file("exercises.js", defer="")
        app.add_css_file(TYPED)
