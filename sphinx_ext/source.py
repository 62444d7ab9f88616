"""A chapter as its parser reads it, each thing with its line: what ``slips`` looks at.

The parser is the one of the build (markdown-it, as MyST sets it up), with two differences: what
stands in a directive is read too, and quotation marks stay as they were typed. Nothing runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from docutils.parsers.rst import Directive as DirectiveClass
from docutils.parsers.rst.directives.admonitions import Admonition, Note
from docutils.parsers.rst.directives.body import Container, Sidebar, Topic
from docutils.parsers.rst.directives.images import Figure, Image
from docutils.parsers.rst.directives.tables import ListTable
from docutils.parsers.rst.states import MarkupError
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from sphinx.directives.code import CodeBlock
from sphinx.directives.patches import Code, MathDirective
from sphinx_design.badges_buttons import ButtonLinkDirective
from sphinx_design.cards import CardDirective
from sphinx_design.dropdown import DropdownDirective
from sphinx_design.grids import GridDirective, GridItemCardDirective
from sphinx_design.tabs import TabItemDirective, TabSetDirective
from sphinxcontrib.bibtex.directives import BibliographyDirective

from . import told
from .chapters import BOXES
from .diagrams import PICTURES
from .margin import Margin
from .pictures import Picture
from .statement import Results
from .story import Disagreements, EveryBoard, TablePage
from .yaml_lines import ODD

EXTENSIONS = {"colon_fence", "deflist"}  # of the syntax, as in `_config.yml`
FENCES = {"fence", "colon_fence"}
CELL = "code-cell"


class Cell(DirectiveClass):
    """A cell; MyST-NB has no class for it, and reads its options as YAML."""

    optional_arguments = 1
    option_spec = {"tags": str, "jupyter": str}  # noqa: RUF012 (docutils has it so)
    has_content = True


# What says which options a directive has, and whether words may stand behind its name.
CLASSES: dict[str, type[DirectiveClass]] = {
    **dict.fromkeys(BOXES, Note),
    **dict.fromkeys(PICTURES, Picture),
    **dict.fromkeys(told.SECTIONS, TablePage),
    CELL: Cell,
    "accessibility-results": Results,
    "admonition": Admonition,
    "bibliography": BibliographyDirective,
    "boards": EveryBoard,
    "button-link": ButtonLinkDirective,
    "card": CardDirective,
    "code": Code,
    "code-block": CodeBlock,
    "container": Container,
    "data-package": TablePage,
    "disagreements": Disagreements,
    "dropdown": DropdownDirective,
    "figure": Figure,
    "grid": GridDirective,
    "grid-item-card": GridItemCardDirective,
    "image": Image,
    "list-table": ListTable,
    "margin": Margin,
    "math": MathDirective,
    "sidebar": Sidebar,
    "tab-item": TabItemDirective,
    "tab-set": TabSetDirective,
    "topic": Topic,
}
LITERAL = {CELL, "code-block", "code", "math"}  # in these nothing is marked up


@dataclass(frozen=True)
class Directive:
    """A directive as a chapter has it.

    Attributes
    ----------
    name, title : str
    options : dict of str to object
        As the directive reads them; those of a cell as YAML.
    body : str
        What stands in it, below its options.
    inside : int
        The line of the file at which the body begins.
    wrong : list of str
        What the directive does not take.
    """

    name: str
    title: str
    options: dict[str, object] = field(default_factory=dict)
    body: str = ""
    inside: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """A token of a chapter: a paragraph's text, a heading, a directive, and so on.

    Attributes
    ----------
    token : markdown_it.token.Token
    line : int
        The line of the file at which it begins.
    lines : list of str
        Its lines.
    within : tuple of str
        The directives that it stands in, by their names.
    directive : Directive or None
    """

    token: Token
    line: int
    lines: list[str]
    within: tuple[str, ...] = ()
    directive: Directive | None = None

    @property
    def is_closed(self) -> bool:
        """Tell whether the fence of a directive or of code has its second line."""
        last, fence = self.lines[-1].strip(" \t>"), self.token.markup
        return len(self.lines) > 1 and last.startswith(fence) and not last.strip(fence[0])


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph's text, with the line of the file that it begins in."""

    token: Token
    line: int

    @property
    def kind(self) -> str:
        """What markdown-it calls it: "text", "myst_role", "link_open" and so on."""
        return self.token.type


def parser(*without: str):
    """Return a parser as the build has it, without some of its rules."""
    made = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
    return made.disable(list(without))


WHOLE, INSIDE = parser(), parser("front_matter")


def blocks(text: str, line: int = 1) -> list[Block]:
    """Return the blocks of a chapter in their order, and those in its directives after each."""
    return list(_blocks(WHOLE, text, line, (), {}))


def _blocks(markdown, text, line, within, known) -> Iterator[Block]:
    lines, at = text.split("\n"), 0
    for token in markdown.parse(text, known):
        start, end = token.map or (at, at)
        at = start
        directive = read(token, line + start) if token.type in FENCES else None
        yield Block(token, line + start, lines[start:end], within, directive)
        if directive is None:
            # A box of colons without a name is a container, and its content is Markdown.
            body = token.content if token.type == "colon_fence" else ""
            yield from _blocks(INSIDE, body, line + start + 1, within, known) if body else ()
        elif directive.name not in LITERAL:
            inside = (*within, directive.name)
            yield from _blocks(INSIDE, directive.body, directive.inside, inside, known)


def read(token: Token, line: int) -> Directive | None:
    """Return the directive that a fence is, or None if it is code."""
    first, _, title = token.info.strip().partition(" ")
    if not (first.startswith("{") and first.endswith("}")):
        return None
    name, title = first[1:-1], title.strip()
    # A directive that begins with another one has no options, though its content has a colon.
    content = f"\n{token.content}" if token.content.startswith(":::") else token.content
    added = len(content) - len(token.content)
    takes = CLASSES.get(name)
    if takes is None:
        return Directive(name, title, body=token.content, inside=line + 1)
    try:
        found = parse_directive_text(takes, title, content, validate_options=name != CELL)
    except MarkupError as error:
        return Directive(name, title, body=token.content, inside=line + 1, wrong=[str(error)])
    except (yaml.YAMLError, *ODD):
        wrong = ["its options are no YAML"]
        return Directive(name, title, inside=line + 1, wrong=wrong)
    inside = line + 1 + found.body_offset - added
    wrong = [warning.msg for warning in found.warnings]
    return Directive(name, title, found.options, "\n".join(found.body), inside, wrong)


def pieces(block: Block) -> list[Piece]:
    """Return the parts of a paragraph's text, or nothing for another block."""
    found, text, at = [], block.token.content, 0
    for token in block.token.children or []:
        place = text.find(sought(token), at)
        if place >= 0:
            found.append(Piece(token, block.line + text.count("\n", 0, place)))
            at = place + len(sought(token)) + len(token.content) * (token.type == "myst_role")
        else:
            found.append(Piece(token, block.line + text.count("\n", 0, at)))
    return found


def sought(token: Token) -> str:
    """Return the signs with which a part of a text begins."""
    if token.type == "myst_role":
        return f"{{{token.meta['name']}}}"
    begins = {"softbreak": "\n", "link_open": "[", "image": "![", "footnote_ref": "[^"}
    return begins.get(token.type, token.content)
