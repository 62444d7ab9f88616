"""A chapter that is looked at, and the chapters beside it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import default_slugify

from widgets import tables
from widgets.problems import Problem

from .. import told
from ..source import CELL, Block, blocks

DEEPEST = 3  # level of a heading with an address: `myst_heading_anchors`


@dataclass
class Page:
    """A chapter that is looked at.

    Attributes
    ----------
    path : pathlib.Path
    text : str
    book : Book
        The chapters beside it, to which it may link.
    """

    path: Path
    text: str
    book: "Book"

    @cached_property
    def file(self) -> str:
        """The path of the chapter from the root of the repository."""
        return f"{self.path.parent.name}/{self.path.name}"

    @cached_property
    def blocks(self) -> list[Block]:
        """What stands in it."""
        return blocks(self.text)

    @cached_property
    def cells(self) -> list[Block]:
        """Its cells."""
        return [each for each in self.blocks if each.directive and each.directive.name == CELL]

    @cached_property
    def addresses(self) -> set[str] | None:
        """What a link may name in it after a "#"; None where tables tell more of them."""
        if any(each.directive and each.directive.name in told.SECTIONS for each in self.blocks):
            return None
        return {*self.headings, *self.labels}

    @cached_property
    def headings(self) -> list[str]:
        """The addresses of its headings."""
        found: Counter[str] = Counter()
        addresses = []
        for start, words in zip(self.blocks, self.blocks[1:], strict=False):
            if start.token.type == "heading_open" and level(start) <= DEEPEST:
                slug = default_slugify(said(words.token))
                addresses.append(f"{slug}-{found[slug]}" if found[slug] else slug)
                found[slug] += 1
        return addresses

    @cached_property
    def labels(self) -> list[str]:
        """The addresses that an editor gave: `(label)=`, and `:name:` of a directive."""
        targets = [e.token.content for e in self.blocks if e.token.type == "myst_target"]
        options = [e.directive.options for e in self.blocks if e.directive]
        return [*targets, *(str(each["name"]) for each in options if each.get("name"))]

    def problem(self, line: int, found: str, expected: str, rule: str, fix: str = "") -> Problem:
        """Return what is wrong at a line of it."""
        return Problem(self.file, line, None, found, expected, rule, fix)


@dataclass
class Book:
    """The chapters of a folder, each read once."""

    folder: Path
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, name: str) -> Page | None:
        """Return a chapter by the name of its file, or None if it is not there or not readable."""
        if name not in self.pages:
            try:
                path = self.folder / name
                self.pages[name] = Page(path, path.read_text("utf8"), self)
            except (OSError, ValueError):
                return None
        return self.pages[name]

    @cached_property
    def has_tables(self) -> bool:
        """Tell whether chapters can be held against the tables, which are checked elsewhere."""
        try:
            tables.check()
        except tables.TableError:
            return False
        return True

    @cached_property
    def labels(self) -> set[str]:
        """The labels of all chapters, to which `{ref}` leads from any."""
        names = {*self.pages, *(path.name for path in self.folder.glob("*.md"))}
        found = filter(None, map(self.page, names))
        return {label for page in found for label in page.labels}


def level(block: Block) -> int:
    """Return the level of a heading."""
    return int(block.token.tag[1:])


def said(token: Token) -> str:
    """Return the words of a heading, as its address is made from them."""
    kinds = ("text", "code_inline")
    return "".join(each.content for each in token.children or [] if each.type in kinds)
