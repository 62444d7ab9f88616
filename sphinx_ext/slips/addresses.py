"""Slips in where links and pictures lead."""

from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from widgets.problems import Problem, nearest, quoted

from ..settings import is_file
from .page import Page

SCHEMES = {"http", "https", "mailto"}


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address; one that is no address has none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def shown(page: Page, line: int, address: str, words: object) -> Iterator[Problem]:
    """Find what is wrong with a picture that stands in a file."""
    if parts_of(address).netloc:
        found = f"a picture of another site, {quoted(address)}"
        fix = "put the picture beside the chapter"
        yield page.problem(line, found, "a file of this book", "picture-file", fix)
    elif not address or not is_file(page.path.parent / unquote(address)):
        found = f"no file {quoted(address)}"
        yield page.problem(line, found, "a file beside the chapter", "picture-file")
    if not str(words or "").strip():
        expected = "a sentence for readers who cannot see it, after :alt: or in the brackets"
        yield page.problem(line, "a picture without words", expected, "picture-words")


def link_to(page: Page, line: int, href: str) -> Iterator[Problem]:
    """Find an address that leads nowhere."""
    parts = parts_of(href)
    if parts.scheme or parts.netloc:
        if parts.scheme.lower() not in SCHEMES:
            expected = "an address that begins with https:// or mailto:, or a chapter"
            yield page.problem(line, f"a link to {quoted(href)}", expected, "link")
        return
    name, anchor = unquote(parts.path), unquote(parts.fragment)
    aim = page.book.page(name) if name else page
    if aim is None or (name and not name.endswith(".md")):
        if not is_file(page.path.parent / name):
            near = nearest(name, [each.name for each in page.book.folder.glob("*.md")])
            expected = f"a file beside the chapter{near}"
            yield page.problem(line, f"a link to {quoted(href)}", expected, "link")
    elif anchor and aim.addresses is not None and anchor not in aim.addresses:
        near = nearest(anchor, aim.addresses)
        expected = f"the address of a heading of {aim.path.name}{near}"
        yield page.problem(line, f"a link to {quoted(href)}", expected, "link")
