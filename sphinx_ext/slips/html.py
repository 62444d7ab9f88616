"""HTML of an editor that the policy of the pages stops."""

from collections.abc import Iterator
from html.parser import HTMLParser

from widgets.problems import Problem

from .addresses import SCHEMES, parts_of
from .page import Page

STOPPED = {"iframe", "script", "style", "object", "embed", "frame", "form", "base", "meta", "link"}


class Elements(HTMLParser):
    """Notes what the policy of the pages stops, each with its line."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag, attrs):
        """Look at an element and its attributes."""
        if tag in STOPPED:
            self.note(f"<{tag}>")
        for name, value in attrs:
            address = parts_of((value or "").strip())
            if name == "style" or name.startswith("on"):
                self.note(f"{name}= in <{tag}>")
            elif name == "src" and address.netloc:
                self.note(f'src="{value}" in <{tag}>')
            elif name == "href" and address.scheme and address.scheme.lower() not in SCHEMES:
                self.note(f'href="{value}" in <{tag}>')

    def note(self, words: str) -> None:
        """Keep what was found."""
        self.found.append((self.getpos()[0] - 1, words))


def stopped(page: Page, line: int, written: str) -> Iterator[Problem]:
    """Find what the policy of the pages stops."""
    elements = Elements()
    elements.feed(written)
    elements.close()
    for below, words in elements.found:
        expected = "what the policy of the pages lets through: a class, and a sheet of the theme"
        yield page.problem(line + below, words, expected, "policy")
