"""The roles by which a chapter prints a number: ``people``, ``figure``, ``count`` and ``day``.

What each prints stands in ``widgets/numbers.py``.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from widgets import numbers


class AreaNumber(nodes.inline):
    """A number of people of an area; who keeps that area for the whole book is told."""


def setup(app):
    """Add the roles."""
    app.add_node(AreaNumber, html=(begin_number, end_number))
    for name, number in numbers.ROLES.items():
        app.add_role(name, NumberRole(number))


def begin_number(translator, node):
    """Begin an element that names the area."""
    translator.body.append(translator.starttag(node, "span", "", **{"data-area": node["area"]}))


def end_number(translator, node):
    """End the element."""
    translator.body.append("</span>")


class NumberRole(SphinxRole):
    """Print the number that a function gives for the role's words, or warn of what it says."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        """Return the number as text."""
        try:
            number, area = self.number(self.text), numbers.area_of(self.name, self.text)
            return [AreaNumber("", number, area=area) if area else nodes.Text(number)], []
        except LookupError as error:
            message = f"{self.name}: {error.args[0]}"
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
