"""Slips of a chapter that its parser lets pass, or ends in a traceback over.

Each rule looks at a chapter as ``source`` reads it and gives a :class:`Problem` with the line. No
cell runs: a whole book takes about a second. ``make check`` asks for all of them, and a build does
before it reads a chapter. ``RULES.md`` says what each rule asks for.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from widgets.problems import Problem

from .beginning import front_matter, named, unreadable, unseen_signs
from .blocks import directives, fences, headings, indented, rows, signs_of_myst
from .html import elements
from .page import Book, Page
from .words import in_lines, whole_articles

RULES: list[Callable[[Page], Iterator[Problem]]] = [
    unseen_signs, front_matter, headings, indented, fences, rows, signs_of_myst, directives,
    in_lines, elements, whole_articles,
]  # fmt: skip


def problems(root: Path) -> Iterator[Problem]:
    """Yield what is wrong in the chapters of a repository, in the order of files and lines."""
    book = Book(root / "book")
    for path in sorted(book.folder.glob("*.md")):
        yield from problems_of(path, book)


def problems_of(path: Path, book: Book) -> list[Problem]:
    """Return what is wrong in a chapter, in the order of its lines."""
    found = [*named(path)]
    page = book.page(path.name)
    if page is None:
        return [*found, *unreadable(path)]
    for rule in RULES:
        found += rule(page)
    return sorted(dict.fromkeys(found), key=lambda each: each.row or 0)
