"""The site without the files for which no page asks.

Sphinx and its extensions copy scripts, sheets and pictures for all that they could do. And Sphinx
leaves in its folder what an earlier build has put there: the picture that a chapter no longer
shows, the page of a table that has gone.
"""

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

FOLDERS = ("_static", "_images", "_downloads", "data")  # where files stay from build to build
LEADING = ("href", "src", "data-script", "data-stories")  # attributes that hold an address
ASKED = re.compile(r"(?:\.\./)*_static/([^?#]+)")  # the address of a file below _static


def setup(app):
    """Look at what the pages ask for once they all are in the copy that becomes the site."""
    app.connect("site-copied", drop_unused)


def drop_unused(app, site):
    """Remove the files that no page asks for."""
    asked = set()
    for path in site.rglob("*.html"):
        page, here = path.read_text("utf8"), path.relative_to(site).as_posix()
        asked |= asked_for(page, here)
    for path in [each for folder in FOLDERS for each in (site / folder).rglob("*")]:
        if path.is_file() and path.relative_to(site).as_posix() not in asked:
            path.unlink()
    for folder in sorted([path for path in site.rglob("*") if path.is_dir()], reverse=True):
        if not any(folder.iterdir()):  # of the deepest first
            folder.rmdir()


class Asked(HTMLParser):
    """Notes where the elements of a page lead, the files of _static among them, and its charts."""

    def __init__(self):
        super().__init__()
        self.links, self.files, self.charts = set(), [], []

    def handle_starttag(self, tag, attrs):
        """Look at the addresses of an element; what stands in the text asks for nothing."""
        values = dict(attrs)
        self.links |= {values[name] for name in LEADING if values.get(name)}
        if values.get("property") == "og:image":  # of a card, by its whole address
            self.files.append(values["content"].rpartition("/_static/")[2])
        if "data-find" in values:  # which page.js gives the names of places
            self.files.append("places.js")
        if chart := values.get("data-chart"):
            self.charts.append(chart)


def asked_for(page: str, here: str) -> set[str]:
    """Return the files of the site for which a page asks, at once or when a figure is drawn.

    Parameters
    ----------
    page : str
        Its HTML.
    here : str
        Its own address, which is not among them.
    """
    asked = Asked()
    asked.feed(page)
    files = [*asked.files, *asked.charts, *(["vega.js"] if asked.charts else [])]
    files += [found[1] for found in map(ASKED.match, asked.links) if found]
    paths = (unquote(re.split("[?#]", link)[0]) for link in asked.links)
    folder = posixpath.dirname(here)
    led_to = {posixpath.normpath(posixpath.join(folder, path)) for path in set(paths) if path}
    return {f"_static/{name}" for name in files} | led_to - {here}
