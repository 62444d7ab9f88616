"""The roles by which a chapter prints a number: ``people``, ``figure`` and ``count``.

What each prints stands in ``widgets/numbers.py``.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from widgets import numbers


def setup(app):
    """Add the roles."""
    for name, number in numbers.ROLES.items():
        app.add_role(name, NumberRole(number))


class NumberRole(SphinxRole):
    """Print the number that a function gives for the role's words, or warn of what it says."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        """Return the number as text."""
        try:
            return [nodes.Text(self.number(self.text))], []
        except LookupError as error:
            message = f"{self.name}: {error.args[0]}"
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
