"""The learner chapters as the tests see them: their cells, and their exercises."""

import re
from dataclasses import dataclass

import yaml
from myst_nb.core.read import read_myst_markdown_notebook

from tests.conftest import ROOT

PART = "Work with it"
CHECK = re.compile(r'^check\("([\w-]+)", .+\)$', re.MULTILINE)
FOLDED = re.compile(
    r"^:::\{dropdown\} (Hint for|Solution of) exercise (\d+)\n(.*?)^:::$", re.DOTALL | re.MULTILINE
)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def slugs():
    """Return the names of the chapters in the part for learners, in order."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))["parts"]
    [part] = [part for part in parts if part["caption"] == PART]
    return [chapter["file"].removeprefix("book/") for chapter in part["chapters"]]


CHAPTERS = slugs()


def text(slug):
    """Return a chapter as it is written."""
    return (ROOT / "book" / f"{slug}.md").read_text("utf8")


def cells(slug):
    """Return the cells of a chapter, text and code."""
    return read_myst_markdown_notebook(text(slug)).cells


@dataclass(frozen=True)
class Task:
    """An exercise as a chapter sets it."""

    name: str
    number: int  # of its cell, from 0, among the cells with code
    hint: str
    solution: str  # in Python
    hands_in: str  # what the cell gives to `check`

    @property
    def check(self):
        """Return the line that hands the answer in."""
        return f"check({self.name!r}, {self.hands_in})"


def tasks(slug):
    """Return the exercises of a chapter; what is folded away stands right behind the cell."""
    found, number = [], -1
    all_cells = cells(slug)
    for cell, after in zip(all_cells, [*all_cells[1:], None], strict=True):
        number += cell.cell_type == "code"
        if cell.cell_type != "code" or not (line := CHECK.search(cell.source)):
            continue
        folded = {kind: body for kind, _, body in FOLDED.findall(after.source)[:2]}
        hands_in = line[0].split(", ", 1)[1].removesuffix(")")
        [solution] = PYTHON.findall(folded["Solution of"])
        found.append(Task(line[1], number, folded["Hint for"], solution, hands_in))
    return found
