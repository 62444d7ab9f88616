"""What ends a build, told in one line: an error in a cell with its place, or a disk that is full.

MyST-NB would say it twice, with every line of the libraries in between. Its own words are kept out
by ``suppress_warnings``; what a cell gave stands in the notebook that it keeps of each chapter.
"""

import errno
import os
import re
from pathlib import Path

import nbformat
from nbclient.exceptions import DeadKernelError
from sphinx.util import logging

from widgets.problems import Problem, lines_of, quoted

from .slips import Book, Page

logger = logging.getLogger(__name__)

COLOURS = re.compile(r"\x1b\[[\d;]*m")
PLACE = re.compile(r"Cell In ?\[\d+\], line (\d+)")  # as IPython says where in the cell it was


FULL = (os.strerror(errno.ENOSPC), "database or disk is full")  # the system's words, and SQLite's


def setup(app):
    """Look at what the cells of each chapter gave, once it is read."""
    app.connect("config-inited", keep_out_others)
    app.connect("doctree-read", tell)


def keep_out_others(app, config):
    """Leave the telling to this module."""
    config.suppress_warnings = [*config.suppress_warnings, "mystnb.exec"]


def tell(app, doctree):
    """Warn of a cell that failed."""
    name = app.env.docname
    ran = app.env.nb_metadata[name].get("exec_data")
    if ran and not ran["succeeded"]:
        kept = Path(app.env.mystnb_config.output_folder, f"{name}.ipynb")
        path = Path(app.env.doc2path(name))
        page = Page(path, path.read_text("utf8"), Book(path.parent))
        problem = failure(page, nbformat.read(kept, as_version=4), ran["error"] or "no answer")
        logger.warning("\n".join(lines_of([problem])))


def ended_its_kernel(app, exception: Exception | None) -> str:
    """Return what to say of a chapter with a cell that ended Python itself, or "" for no such."""
    name = app.env and app.env.temp_data.get("docname")
    if not (name and isinstance(exception, DeadKernelError)):
        return ""
    found = "a cell that ended Python itself"
    return str(Problem(f"{name}.md", None, None, found, "cells that run", "cell-runs"))


def filled_the_disk(exception: BaseException | None) -> str:
    """Return what to say of a build that had no room left to write, or "" for no such.

    Sphinx hides the error of whoever wrote behind one of its own, and `shutil.copytree` makes a
    list of many, so both its causes and its words are looked at.
    """
    while exception:
        if any(words in str(exception) for words in FULL):
            return "the disk is full: make room on it, then build again"
        exception = exception.__cause__ or exception.__context__
    return ""


def failure(page: Page, notebook: nbformat.NotebookNode, error: str) -> Problem:
    """Return what failed in a chapter.

    Parameters
    ----------
    page : Page
        The chapter.
    notebook : nbformat.NotebookNode
        The chapter as it ran, up to the cell that failed.
    error : str
        The name of the error, for one that the cell itself could not tell, such as a timeout.
    """
    ran = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, block in zip(ran, page.cells, strict=True):
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in tags_of(cell):
                place = PLACE.search(COLOURS.sub("", "\n".join(output.traceback)))
                within = int(place[1]) if place else 1
                line = block.directive.inside + within - 1
                return failed(page, line, f"{output.ename}: {first_line(output.evalue)}")
    begun = sum(cell.execution_count is not None for cell in ran)
    block = page.cells[min(begun, len(page.cells) - 1)]
    return failed(page, block.directive.inside, f"{error} in a cell")


def failed(page: Page, line: int, why: str) -> Problem:
    """Return what failed at a line of a chapter, with the code that stands there."""
    code = page.text.split("\n")[line - 1].strip()
    return page.problem(line, f"{why}, at {quoted(code)}", "a cell that runs", "cell-runs")


def tags_of(cell: nbformat.NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def first_line(words: str) -> str:
    """Return the first line of what an error says."""
    return COLOURS.sub("", words).strip().partition("\n")[0]
