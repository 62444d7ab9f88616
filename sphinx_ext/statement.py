"""The accessibility statement, told from the latest run of the tests.

`make accessibility` writes ``book/accessibility.json``: when and with what the pages were looked
at, in which settings and states, and which rules they break. The page says no more than that.
"""

from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .told import RECORD, results


def setup(app):
    """Add the directive that prints one part of the record."""
    app.add_directive("accessibility-results", Results)


class Results(SphinxDirective):
    """Print one part of the record: ``status``, ``failures``, ``tested`` or ``dates``."""

    required_arguments = 1

    def run(self):
        """Return the part as HTML."""
        chapter = Path(self.env.doc2path(self.env.docname))
        self.env.note_dependency(str(chapter.with_name(RECORD)))
        try:
            html = results(self.arguments[0], chapter)
        except FileNotFoundError:
            message = f"There is no book/{RECORD}. Run `make accessibility` to make it."
            raise self.error(message) from None
        return [nodes.raw("", html, format="html")]
