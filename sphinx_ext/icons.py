"""An icon stands where a chapter names one, as a drawing; a name that no icon has stops the build.

``{fas}`circle-question` `` is a role of sphinx-design, which leaves the drawing to a font or a
script that this book has not.
"""

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.util import logging
from sphinx_design.icons import fontawesome

from widgets.tables import nearest

from .lean import drawing, icon_of, icons

logger = logging.getLogger(__name__)


def setup(app):
    """Draw the icons of the role, and look at those in HTML that a chapter holds."""
    app.setup_extension("sphinx_design")
    app.add_node(fontawesome, override=True, html=(draw, None))
    app.connect("doctree-read", check_names)


def draw(translator, node):
    """Write the drawing in place of the element that a font would fill."""
    classes = [name for name in node["classes"] if not name.startswith("fa")]
    span = {"classes": ["icon", *classes], "aria-hidden": "true"}
    translator.body.append(translator.starttag({}, "span", "", **span))
    translator.body.append(f"{drawing(node['icon'])}</span>")
    raise nodes.SkipNode


def check_names(app, doctree):
    """Warn of an icon that does not exist, with the line on which it is named."""
    for node in doctree.findall(lambda node: isinstance(node, fontawesome | nodes.raw)):
        for name in named(node):
            if name not in icons():
                logger.warning(f'no icon is called "{name}"{nearest(name, icons())}', location=node)


def named(node) -> list[str]:
    """Return the names of the icons of a node: of the role, or of HTML in a chapter."""
    if isinstance(node, fontawesome):
        return [node["icon"]]
    if "fa-" not in node.astext():
        return []
    elements = BeautifulSoup(node.astext(), "html.parser").select("i[class], span[class]")
    return list(filter(None, (icon_of(element["class"]) for element in elements)))
