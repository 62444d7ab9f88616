"""Pages that are told by a table: timeline, words, boards, and where sources disagree."""

from collections import Counter

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from widgets import tables

from . import told
from .boards import every_board
from .citations import cite, parts_of
from .diagrams import filled
from .disputes import listed
from .elements import as_nodes, has_fold
from .rendering import render


def setup(app):
    """Add one directive a part of a page."""
    for name in told.SECTIONS:
        base = Timeline if name == "timeline" else TablePage
        app.add_directive(name, type(name.title(), (base,), {"told": name}))
    app.add_directive("disagreements", Disagreements)
    app.add_directive("boards", EveryBoard)
    app.connect("html-page-context", add_script)


def add_script(app, pagename, templatename, context, doctree):
    """Add what opens a fold for a link to the pages that have folds."""
    if has_fold(doctree):
        app.add_js_file("folds.js", defer="")


class TablePage(SphinxDirective):
    """A part of a page that a template tells from tables."""

    told = ""

    def run(self):
        """Return the sections of the page, each with a heading that the page can list."""
        parts = []
        for title, address, html in told.sections(self.told, cite):
            section = nodes.section("", nodes.title("", title), *parts_of(html), ids=[address])
            self.state.document.note_explicit_target(section)
            parts.append(section)
        return parts


class Timeline(TablePage):
    """Every event, by year, of which a reader may choose a kind."""

    def run(self):
        """Return the choice of a kind, and the sections of the page."""
        events = tables.records("events")
        counts = Counter(row["kind"] for row in events)
        kinds = {key: (words, counts[key]) for key, words in told.EVENT_KINDS.items()}
        choice = render("kinds.html", number=len(events), kinds=kinds)
        return [*as_nodes(choice, inline=str), *super().run()]


class Disagreements(SphinxDirective):
    """Places where two sources differ, or one is out of date: those of its ids, else all."""

    has_content = True

    def run(self):
        """Return one section a disagreement, or warn of an id that the table lacks."""
        try:
            rows = listed(" ".join(self.content))
        except LookupError as error:
            message = f"disagreements: {error.args[0]}"
            return [self.state.document.reporter.warning(message, line=self.lineno)]
        parts = []
        for row in rows:
            html = filled("disagree", row["id"], {}, has_heading=True)
            sides = as_nodes(html, lambda text: self.state.inline_text(text, self.lineno)[0])
            section = nodes.section("", nodes.title("", row["topic"]), *sides, ids=[row["id"]])
            self.state.document.note_explicit_target(section)
            parts.append(section)
        return parts


class EveryBoard(SphinxDirective):
    """Every board of a year, each with its address."""

    required_arguments = 1

    def run(self):
        """Return the boards as a list, or warn of another year."""
        try:
            return parts_of(every_board(self.arguments[0], cite))
        except LookupError as error:
            message = f"boards: {error.args[0]}"
            return [self.state.document.reporter.warning(message, line=self.lineno)]
