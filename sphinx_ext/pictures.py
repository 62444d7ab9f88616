"""The directives that put the pictures of the story on a page; ``diagrams`` makes the pictures."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from . import boards, disputes  # noqa: F401  (their pictures are pictures too)
from .diagrams import PICTURES, filled
from .elements import Tag, as_nodes

OPTIONS = ("of", "from", "to", "on", "name")


def setup(app):
    """Add one directive a picture, those of disputes too."""
    for name in PICTURES:
        app.add_directive(name, type(name.title(), (Picture,), {"picture": name}))
    app.connect("html-page-context", add_script)


def add_script(app, pagename, templatename, context, doctree):
    """Add the script that moves the date to the pages with a date to move."""
    if doctree is not None and any("as-of" in node["ids"] for node in doctree.findall(Tag)):
        app.add_js_file("as-of.js", defer="")


class Picture(SphinxDirective):
    """A picture from a table: the title, its options, and the sentence with its finding."""

    picture = ""
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self):
        """Return the picture as nodes, or warn of the word that no table knows."""
        title = self.arguments[0] if self.arguments else ""
        try:
            html = filled(self.picture, title, self.options, "\n".join(self.content))
        except LookupError as error:
            message = f"{self.picture}: {error.args[0]}"
            return [self.state.document.reporter.warning(message, line=self.lineno)]
        slot = nodes.Element()
        if "<slot>" in html:
            self.state.nested_parse(self.content, self.content_offset, slot)
        return as_nodes(html, self.inline, slot.children)

    def inline(self, text):
        """Return words with roles as nodes."""
        found, messages = self.state.inline_text(text, self.lineno)
        return found + messages
