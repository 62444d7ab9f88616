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
    if block.within:
        found = f'a cell in "{block.within[-1]}"'
        yield page.problem(block.line, found, "a cell that stands alone", "cell-options")
    if directive.title not in LANGUAGES:
        found = f"a cell in {quoted(directive.title)}"
        yield page.problem(block.line, found, "a cell in ipython3", "cell-options")
    for name in map(str, directive.options):
        if name not in CLASSES[CELL].option_spec:
            known = f":tags:, with tags in brackets{nearest(name, CLASSES[CELL].option_spec)}"
            yield page.problem(block.line, f"the option :{name}:", known, "cell-options")
    tags = directive.options.get("tags", [])
    if not isinstance(tags, list):
        found = f":tags: {as_typed(tags)}"
        yield page.problem(block.line, found, "brackets, as in [hide-input]", "cell-options")
        tags = []
    for tag in map(as_typed, tags):
        if tag not in TAGS:
            known = f"one of {', '.join(sorted(TAGS))}{nearest(tag, TAGS)}"
            yield page.problem(block.line, f'the cell tag "{tag}"', known, "cell-options")
    yield from python(page, directive)


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
