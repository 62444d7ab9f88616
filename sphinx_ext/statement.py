"""The accessibility statement, told from the latest run of the tests.

`make accessibility` writes ``book/accessibility.json``: when and with what the pages were looked
at, in which settings and states, and which rules they break. The page says no more than that.
"""

import json
from datetime import date
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from widgets.core.formats import say_date

from .rendering import render

RECORD = "accessibility.json"  # beside the page


def setup(app):
    """Add the directive that prints one part of the record."""
    app.add_directive("accessibility-results", Results)


class Results(SphinxDirective):
    """Print one part of the record: ``status``, ``failures``, ``tested`` or ``dates``."""

    required_arguments = 1

    def run(self):
        """Return the part as HTML."""
        path = Path(self.env.doc2path(self.env.docname)).with_name(RECORD)
        self.env.note_dependency(str(path))
        if not path.exists():
            raise self.error(f"There is no book/{RECORD}. Run `make accessibility` to make it.")
        record = json.loads(path.read_text("utf8"))
        html = render(
            "accessibility.html",
            part=self.arguments[0],
            record=record,
            status=status(record),
            tested=say_date(record["date"]),
            next_review=say_date(year_later(record["date"])),
        )
        return [nodes.raw("", html, format="html")]


def status(record: dict) -> str:
    """Return how far the book conforms: full, partial, or not at all.

    Partial means that most rules are kept, as the model statement of the government has it.
    """
    broken = len(record["failures"])
    if not broken:
        return "full"
    return "partial" if broken < record["rules"] / 2 else "non"


def year_later(day: str) -> str:
    """Return the day by which a statement must be looked at again."""
    when = date.fromisoformat(day)
    return when.replace(year=when.year + 1, day=min(when.day, 28)).isoformat()
