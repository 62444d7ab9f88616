"""Slips in cells, seen without running them."""

import ast
import warnings
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager

from widgets.problems import Problem, nearest, quoted

from ..source import CELL, CLASSES, Block, Directive
from .beginning import as_typed
from .page import Page

# MyST-NB takes any word for a tag and ignores what it does not know, so a slip of the pen would
# publish the code that it was meant to hide.
TAGS = {
    "hide-cell", "hide-input", "hide-output", "remove-cell", "remove-input", "remove-output",
    "raises-exception", "skip-execution",
}  # fmt: skip
LANGUAGES = {"", "python", "python3", "ipython3"}


def cell(page: Page, block: Block, directive: Directive) -> Iterator[Problem]:
    """Find a cell that would not run, or would be shown otherwise than meant."""
    wrong = [*misplaced(block, directive), *options_of(directive), *tags_of(directive)]
    for found, expected in wrong:
        yield page.problem(block.line, found, expected, "cell-options")
    yield from python(page, directive)


def misplaced(block: Block, directive: Directive) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the first line of a cell, and what was expected."""
    if block.within:
        yield f'a cell in "{block.within[-1]}"', "a cell that stands alone"
    if block.token.markup != "```":
        yield quoted(block.lines[0].strip()), "a cell between lines of three `"
    if directive.title not in LANGUAGES:
        yield f"a cell in {quoted(directive.title)}", "a cell in ipython3"


def options_of(directive: Directive) -> Iterator[tuple[str, str]]:
    """Yield the options that no cell has, and what was expected."""
    known = CLASSES[CELL].option_spec
    for name in map(str, directive.options):
        if name not in known:
            yield f"the option :{name}:", f":tags:, with tags in brackets{nearest(name, known)}"


def tags_of(directive: Directive) -> Iterator[tuple[str, str]]:
    """Yield the tags that nothing knows, and what was expected."""
    tags = directive.options.get("tags", [])
    if not isinstance(tags, list):
        yield f":tags: {as_typed(tags)}", "brackets, as in [hide-input]"
        return
    for tag in map(as_typed, tags):
        if tag not in TAGS:
            yield f'the cell tag "{tag}"', f"one of {', '.join(sorted(TAGS))}{nearest(tag, TAGS)}"


def python(page: Page, directive: Directive) -> Iterator[Problem]:
    """Find code that is no Python, with the line that stops it."""
    try:
        code = TransformerManager().transform_cell(directive.body)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        line = directive.inside + (error.lineno or 1) - 1
        at = (error.text or "").strip()
        found = f"{error.msg} at {quoted(at)}" if at else str(error.msg)
        yield page.problem(line, found, "Python that can be read", "cell-code")
    except (ValueError, MemoryError, RecursionError) as error:
        yield page.problem(directive.inside, str(error), "Python that can be read", "cell-code")
