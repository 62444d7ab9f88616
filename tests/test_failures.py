"""An error in a cell is told in one line, with the line of the chapter that called what failed."""

import errno
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbclient.exceptions import DeadKernelError

from sphinx_ext import strict
from sphinx_ext.failures import ended_its_kernel, failure
from sphinx_ext.slips import Book, Page

TEXT = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# A title

```{code-cell} ipython3
:tags: [hide-input]

import widgets
```

Words.

```{code-cell}
x = 1

widgets.footprints(x)
```
"""
PAGE = Page(Path("book/chapter.md"), TEXT, Book(Path("book")))
CALLED = TEXT.splitlines().index("widgets.footprints(x)") + 1


def ran(*outputs):
    """Return the chapter as it ran; each cell has given at most one output."""
    cells = [nbformat.v4.new_markdown_cell("# A title")]
    for number, output in enumerate(outputs, 1):
        begun = number if output is not None else None
        cell = nbformat.v4.new_code_cell(execution_count=begun, outputs=output or [])
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells)


def error(*traceback, value="no such place"):
    """Return what a cell gave that failed."""
    told = {"ename": "LookupError", "evalue": value, "traceback": list(traceback)}
    return [nbformat.v4.new_output("error", **told)]


@pytest.mark.parametrize(
    ("traceback", "line"),
    [
        (
            [
                "Cell \x1b[32mIn[2]\x1b[39m, line 3\n----> 3 ...",
                "File ~/x.py:9\nCell In[1], line 1",
            ],
            CALLED,
        ),
        (["Cell In [2], line 1"], CALLED - 2),
        (["nothing that says where"], CALLED - 2),
    ],
)
def test_the_line_is_that_of_the_cell_and_not_of_a_library(traceback, line):
    problem = failure(PAGE, ran([], error(*traceback)), "CellExecutionError")
    code = TEXT.splitlines()[line - 1]
    assert problem.row == line
    assert problem.value == f'LookupError: no such place, at "{code}"'


def test_only_the_first_line_of_an_error_is_told():
    problem = failure(PAGE, ran([], error(value="one\ntwo")), "CellExecutionError")
    assert problem.value.startswith("LookupError: one, at")
    assert "\n" not in problem.message


def test_a_cell_that_may_fail_is_not_told():
    notebook = ran(error("Cell In[1], line 1"), error("Cell In[2], line 3"))
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    assert failure(PAGE, notebook, "CellExecutionError").row == CALLED


def test_a_cell_that_never_ends_is_told_by_its_first_line():
    problem = failure(PAGE, ran([], None), "CellTimeoutError")
    assert problem.row == CALLED - 2
    assert problem.value == 'CellTimeoutError in a cell, at "x = 1"'


def test_a_cell_that_ends_python_is_told_by_its_chapter():
    app = SimpleNamespace(env=SimpleNamespace(temp_data={"docname": "book/chapter"}))
    assert ended_its_kernel(app, DeadKernelError("Kernel died")) == (
        "book/chapter.md: found a cell that ended Python itself; expected cells that run. "
        "See RULES.md#cell-runs"
    )
    assert ended_its_kernel(app, ValueError()) == ended_its_kernel(app, None) == ""


def no_room():
    """Fail as a write does on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def hidden():
    """Fail as Sphinx does over a handler that cannot write."""
    try:
        no_room()
    except OSError as error:
        raise RuntimeError("Handler threw an exception") from error


def many():
    """Fail as the copy of a folder does on a full disk."""
    raise shutil.Error([("from", "to", f"[Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}")])


@pytest.fixture
def app(tmp_path):
    """Return what stands for Sphinx while a build has written half of a new site."""
    (tmp_path / ".new").mkdir()
    (tmp_path / "html").mkdir()
    return SimpleNamespace(outdir=tmp_path / ".draft", doctreedir=tmp_path / ".doctrees")


@pytest.mark.parametrize("write", [no_room, hidden, many])
def test_a_full_disk_ends_a_build_in_one_sentence(app, write, monkeypatch):
    said = []
    monkeypatch.setattr(strict.logger, "error", said.append)
    with pytest.raises(SystemExit) as ended:
        strict.told_if_full(app)(write)()
    assert ended.value.code == 1
    assert said == [
        "the disk is full: make room on it, then build again. "
        "The site is as it was before this build."
    ]
    assert [path.name for path in app.outdir.parent.iterdir()] == ["html"]


def test_another_error_is_not_taken_for_a_full_disk(app):
    with pytest.raises(ZeroDivisionError):
        strict.told_if_full(app)(lambda: 1 / 0)()
