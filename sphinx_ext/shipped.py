"""The site without the files of ``_static`` for which no page asks.

Sphinx and its extensions copy scripts, sheets and pictures for all that they could do.
"""

import re
from html.parser import HTMLParser

ASKED = re.compile(r"(?:\.\./)*_static/([^?#]+)")  # the address of a file below _static


def setup(app):
    """Look at what the pages ask for once they all are in the copy that becomes the site."""
    app.connect("site-copied", drop_unused)


def drop_unused(app, site):
    """Remove the files that no page asks for."""
    static = site / "_static"
    asked = {name for path in site.rglob("*.html") for name in asked_for(path.read_text("utf8"))}
    for path in sorted(static.rglob("*"), reverse=True):  # a folder after what is in it
        if path.is_file() and path.relative_to(static).as_posix() not in asked:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


class Asked(HTMLParser):
    """Notes the files below _static to which the elements of a page lead, and its charts."""

    def __init__(self):
        super().__init__()
        self.files, self.charts = [], []

    def handle_starttag(self, tag, attrs):
        """Look at the addresses of an element; what stands in the text asks for nothing."""
        values = dict(attrs)
        for name in ("href", "src", "data-script", "data-stories"):
            if found := ASKED.match(values.get(name) or ""):
                self.files.append(found[1])
        if values.get("property") == "og:image":  # of a card, by its whole address
            self.files.append(values["content"].rpartition("/_static/")[2])
        if chart := values.get("data-chart"):
            self.charts.append(chart)


def asked_for(page: str) -> list[str]:
    """Return the files below _static that a page asks for, at once or when a figure is drawn."""
    asked = Asked()
    asked.feed(page)
    return [*asked.files, *asked.charts, *(["vega.js"] if asked.charts else [])]
