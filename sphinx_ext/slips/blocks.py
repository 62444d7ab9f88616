"""Slips in headings, boxes and directives."""

import ast
import re
from collections.abc import Callable, Iterator

from docutils.utils.math import latex2mathml
from markdown_it.rules_block.table import escapedSplit

from widgets.problems import Problem, nearest, quoted

from ..chapters import DIRECTIVES
from ..diagrams import PICTURES, filled
from ..source import CELL, CLASSES, FENCES, Block, Directive
from .addresses import shown
from .cells import cell
from .page import Page, level

KNOWN = [CELL, *DIRECTIVES, *PICTURES]


def headings(page: Page) -> Iterator[Problem]:
    """Find a chapter with no title or two, a level left out, and headings that are none."""
    found = [each for each in page.blocks if each.token.type == "heading_open"]
    titles = [each for each in found if level(each) == 1 and not each.within]
    if not titles:
        yield page.problem(1, "no title", "one line that begins with `# `", "one-title")
    for each in titles[1:]:
        expected = f"one title, which stands in line {titles[0].line}"
        yield page.problem(each.line, "a second title", expected, "one-title", "write `## `")
    for start, words in zip(page.blocks, page.blocks[1:], strict=False):
        if start.token.type == "heading_open" and not words.token.content.strip():
            yield page.problem(start.line, "a heading without words", "words behind #", "heading")
    last = 1
    for each in found:
        if each.token.markup in ("-", "="):
            line, words = each.line + len(each.lines) - 1, quoted(each.lines[0].strip())
            found_here = f"a line of {each.token.markup} below {words}, which makes it a heading"
            fix = "put an empty line between them, or write `## ` before the words"
            yield page.problem(line, found_here, "headings that begin with #", "heading", fix)
        if level(each) > last + 1:
            found_here = f"a heading of level {level(each)} below one of level {last}"
            yield page.problem(each.line, found_here, f"level {last + 1}", "heading")
        last = level(each)


def indented(page: Page) -> Iterator[Problem]:
    """Find text that is set in so far that it would be shown as code."""
    for each in page.blocks:
        if each.token.type == "code_block":
            by = "a tab" if "\t" in each.lines[0] else "four spaces or more"
            found = f"{by} before {quoted(each.lines[0].strip())}, which shows it as code"
            fix = "take it away; a list begins with `- `, and code stands between two lines ```"
            yield page.problem(each.line, found, "text that is not set in", "indented-text", fix)


def rows(page: Page) -> Iterator[Problem]:
    """Find tables that are none, and rows with more cells than the first, which no page shows."""
    across = 0
    for each in page.blocks:
        if each.token.type == "thead_open":
            across = cells_of(each.lines[0])
        elif each.token.type == "tr_open" and across and cells_of(each.lines[0]) > across:
            found = f"a row of {cells_of(each.lines[0])} cells"
            fix = "write a stroke that is part of a cell as \\|"
            yield page.problem(each.line, found, f"{across}, as in the first row", "table", fix)
        elif each.token.type == "inline" and each.token.content.startswith("|"):
            found = f"the row {quoted(each.lines[0].strip())} without a table"
            expected = "a line such as |---|---| below it, with as many cells"
            yield page.problem(each.line, found, expected, "table")


def cells_of(line: str) -> int:
    """Return how many cells a row of a table has."""
    return len(escapedSplit(line.strip(" >").removeprefix("|").removesuffix("|")))


def fences(page: Page) -> Iterator[Problem]:
    """Find boxes and blocks that are not closed, or are not what they were meant to be."""
    for each in page.blocks:
        if each.token.type not in FENCES:
            continue
        first, _, rest = each.token.info.strip().partition(" ")
        opening = f"{each.token.markup}{each.token.info}".strip()
        if not each.is_closed:
            yield not_closed(page, each, opening)
        elif opening.startswith("~"):
            yield page.problem(each.line, quoted(opening), "signs ` in place of ~", "closed-box")
        elif each.directive is None and bare(first) in KNOWN and misspelt(each, first):
            meant = f"{each.token.markup}{{{bare(first)}}} {rest}".strip()
            yield page.problem(each.line, quoted(opening), quoted(meant), "directive")


def signs_of_myst(page: Page) -> Iterator[Problem]:
    """Find lines that only MyST takes for signs, and that an editor may have meant as text."""
    lines = ["", *page.text.split("\n")]
    for each in page.blocks:
        above = lines[min(each.line, len(lines)) - 1].strip()
        if each.token.type == "myst_block_break":
            yield page.problem(each.line, '"+++"', "nothing, as no page needs it", "left-over")
        elif each.token.type == "myst_line_comment" and above and not above.startswith("%"):
            found = f"{quoted(each.lines[0].strip())}, a comment right below words"
            fix = "put an empty line between them, or write \\% if readers should see it"
            yield page.problem(each.line, found, "a comment that stands alone", "left-over", fix)


def not_closed(page: Page, block: Block, opening: str) -> Problem:
    """Return that a fence has no second line, or is the second line of none."""
    found, fix = f"no end of {quoted(opening)}", ""
    if opening == block.token.markup and opening[0] == ":":
        found = f"a line {quoted(opening)} that closes nothing"
        fix = "remove it, or give the line that opens as many colons"
    expected = f"a line {block.token.markup} below it"
    return page.problem(block.line, found, expected, "closed-box", fix)


def bare(name: str) -> str:
    """Return a name without the braces that it has."""
    return name.strip("{}")


def misspelt(block: Block, first: str) -> bool:
    """Tell whether a fence lacks braces: `math` and `code` may name a language too."""
    return first != bare(first) or block.token.markup[0] == ":" or first == CELL


# --- Directives --------------------------------------------------------------------------------


def directives(page: Page) -> Iterator[Problem]:
    """Find directives that no page or notebook knows, and what they do not take."""
    for each in page.blocks:
        if each.directive is None:
            continue
        name = each.directive.name
        if name not in CLASSES:
            found = f'the directive "{name}"'
            expected = f"one that pages and notebooks can show{nearest(name, KNOWN)}"
            yield page.problem(each.line, found, expected, "directive")
        elif each.token.level and not each.within:
            found = f'the directive "{name}" in a list or a quotation'
            expected = "one that begins at the edge, which a notebook can show"
            yield page.problem(each.line, found, expected, "directive")
        else:
            if OTHERWISE.match(each.lines[1] if each.lines[1:] else ""):
                found = f"options as {quoted(each.lines[1])}"
                expected = "`:name: value` from the edge, which a notebook reads too"
                yield page.problem(each.line + 1, found, expected, "directive-option")
            for words in each.directive.wrong:
                yield page.problem(each.line, *not_taken(name, words), "directive-option")
            if check := CHECKS.get(name):
                yield from check(page, each, each.directive)


OTHERWISE = re.compile(r"---|[ \t]+:[\w-]+:")  # how MyST reads options besides
UNKNOWN = re.compile(r"Unknown option keys: (\[.*?\]) \(allowed: (\[.*\])\)")


def not_taken(name: str, words: str) -> tuple[str, str]:
    """Return what a directive does not take, and what it does, from the words of MyST."""
    if unknown := UNKNOWN.match(words):
        keys, allowed = map(ast.literal_eval, unknown.groups())
        options = ", ".join(f":{key}:" for key in keys)
        return f"the option {options}", f"one of {', '.join(allowed)}{nearest(keys[0], allowed)}"
    return f"{name}: {words[:1].lower()}{words[1:]}", "what the directive takes"


def picture(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find what a picture names and no table has."""
    if not page.book.has_tables:
        return
    try:
        options = {key: value or "" for key, value in directive.options.items()}
        filled(directive.name, directive.title, options, directive.body)
    except LookupError as error:
        told_so = parted(directive.name, error, "what a table has")
        yield page.problem(block.line, *told_so, "picture")
    except (ArithmeticError, TypeError, ValueError) as error:
        found = f"{directive.name}: {error}"
        yield page.problem(block.line, found, "options that fit together", "picture")


def parted(name: str, error: LookupError, expected: str) -> tuple[str, str]:
    """Return what was found and what was expected, from the words of an error."""
    found, parting, wanted = str(error.args[0]).partition('" is not ')
    return (f'{name}: {found}"', wanted) if parting else (f"{name}: {found}", expected)


def titled(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find a box that opens by its title and has none."""
    if not directive.title:
        found, expected = f"{directive.name} without a title", "the words by which it opens"
        yield page.problem(block.line, found, expected, "directive")


def image(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find a picture that no page would show, or that says nothing to who cannot see it."""
    yield from shown(page, block.line, directive.title, directive.options.get("alt"))


def formula(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find a formula that cannot be read."""
    yield from readable_formula(page, block.line, "\n".join([directive.title, directive.body]))


def readable_formula(page: Page, line: int, formula: str) -> Iterator[Problem]:
    """Find a formula that cannot be read."""
    try:
        latex2mathml.tex2mathml(formula.strip())
    except Exception as error:  # it raises whatever its parser meets
        found = f"a formula that cannot be read: {error}"
        yield page.problem(line, found, "a formula of LaTeX", "formula")


def boards(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find a year of which no boards are told."""
    if directive.title not in ("2022", "2026"):
        found = f"boards of {quoted(directive.title)}"
        yield page.problem(block.line, found, "2022 or 2026", "directive")


CHECKS: dict[str, Callable[[Page, Block, Directive], Iterator[Problem]]] = {
    **dict.fromkeys(PICTURES, picture),
    **dict.fromkeys(["image", "figure"], image),
    **dict.fromkeys(["dropdown", "admonition", "tab-item"], titled),
    "boards": boards,
    CELL: cell,
    "math": formula,
}
