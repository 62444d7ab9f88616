"""The figures on the pages of the built site, and the same ones in Python."""

import ast
import functools
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup

from tests.conftest import SITE

FIGURE = re.compile(r'<figure class="explorer wide" id="([^"]+)" data-explorer="([^"]+)"')


@dataclass(frozen=True)
class Placed:
    """A figure on a page: its page's address below the site, its own name, and its topic's."""

    page: str
    name: str
    topic: str

    def __str__(self):
        return f"{self.page}#{self.name}"

    @functools.cached_property
    def markup(self):
        """The figure as the page holds it."""
        return soup(self.page).find(id=self.name)

    @functools.cached_property
    def code(self):
        """The code that the figure shows of itself."""
        return self.markup.select_one(".explorer-code pre").text

    def file(self, kind):
        """Return the text of a file that the figure offers: csv or svg."""
        link = self.markup.select_one(f"a[data-download={kind}]")["href"]
        return (SITE / self.page).parent.joinpath(link).resolve().read_text("utf8")

    def in_python(self):
        """Return the figure that the code makes."""
        return run(self.code)


@functools.cache
def placed():
    """Return every figure of every page, in the order in which they stand there."""
    pages = {path.relative_to(SITE).as_posix(): path for path in sorted(SITE.glob("book/*.html"))}
    return [
        Placed(name, *found)
        for name, path in pages.items()
        for found in FIGURE.findall(path.read_text("utf8"))
    ]


@functools.cache
def first_of_each_topic():
    """Return the first figure of each topic that stands as it is when new."""
    new = "<span data-code>widgets.{}()</span>".format
    first = {}
    for each in placed():
        page = (SITE / each.page).read_text("utf8")  # parsing it would take a hundred times as long
        own = FIGURE.split(page.partition(f' id="{each.name}" data-explorer=')[2])[0]
        if new(each.topic) in own:
            first.setdefault(each.topic, each)
    return first


@functools.cache
def soup(page):
    """Return a page of the site."""
    return BeautifulSoup((SITE / page).read_text("utf8"), "html.parser")


def run(code):
    """Run a cell as a notebook does, and return what its last line gives."""
    *statements, last = ast.parse(code).body
    names = {}
    exec(compile(ast.Module(statements, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
