"""Slips in HTML of an editor: what the policy of the pages stops, and what is not closed."""

from collections.abc import Iterator
from html.parser import HTMLParser

from widgets.problems import Problem

from ..source import pieces
from .addresses import SCHEMES, parts_of
from .page import Page

STOPPED = {"iframe", "script", "style", "object", "embed", "frame", "form", "base", "meta", "link"}
VOID = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}  # have no end
ENDS_ITSELF = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"}
POLICY = "what the policy of the pages lets through: a class, and a sheet of the theme"


class Elements(HTMLParser):
    """Notes each slip in the HTML of a page, which comes in pieces between the text."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[int, str, str, str]] = []  # line, found, expected, rule
        self.open: list[tuple[str, int]] = []
        self.first = 1

    def look(self, line: int, written: str) -> None:
        """Look at a piece that begins in a line."""
        self.reset()
        self.first = line
        self.feed(written)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Look at an element and its attributes."""
        if tag in STOPPED:
            self.note(f"<{tag}>", POLICY, "policy")
            return
        if tag not in VOID | ENDS_ITSELF:
            self.open.append((tag, self.line))
        for name, value in attrs:
            self.look_at(tag, name, (value or "").strip())

    def handle_startendtag(self, tag, attrs):
        """Look at an element such as `<br/>`; to a browser `<div/>` is open as well."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        """Close the element that was opened last, and note those that were left open in it."""
        if tag not in [name for name, _ in self.open]:
            if tag not in STOPPED | VOID | ENDS_ITSELF:
                self.note(f"</{tag}> of no element", f"<{tag}> before it", "html")
            return
        while self.open:
            name, line = self.open.pop()
            if name == tag:
                return
            self.found.append((line, f"no end of <{name}>", f"</{name}>", "html"))

    def look_at(self, tag: str, name: str, value: str) -> None:
        """Look at an attribute."""
        written, scheme = f'{name}="{value}" in <{tag}>', parts_of(value).scheme.lower()
        if name == "style" or name.startswith("on"):
            self.note(f"{name}= in <{tag}>", POLICY, "policy")
        elif name == "src":
            self.note(written, "a picture as ![words](file.svg): no file is taken along", "policy")
        elif name == "href" and scheme and scheme not in SCHEMES:
            self.note(written, "an address that begins with https:// or mailto:", "policy")
        elif name == "href" and not scheme and parts_of(value).path.endswith(".md"):
            self.note(written, "a link such as [words](chapter.md)", "link")

    @property
    def line(self) -> int:
        """The line of the file."""
        return self.first + self.getpos()[0] - 1

    def note(self, found: str, expected: str, rule: str) -> None:
        """Keep what was found."""
        self.found.append((self.line, found, expected, rule))


def elements(page: Page) -> Iterator[Problem]:
    """Find slips in the HTML of a page."""
    looked = Elements()
    for block in page.blocks:
        if block.token.type == "html_block":
            looked.look(block.line, block.token.content)
        for piece in pieces(block):
            if piece.kind == "html_inline":
                looked.look(piece.line, piece.token.content)
    left = [(line, f"no end of <{name}>", f"</{name}>", "html") for name, line in looked.open]
    for line, found, expected, rule in [*looked.found, *left]:
        yield page.problem(line, found, expected, rule)
