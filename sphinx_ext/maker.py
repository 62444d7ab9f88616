"""The one maker of notebooks, for ``make lab``, for Binder and for the site.

Each chapter becomes ``notebooks/NAME.ipynb``; ``chapters`` makes its cells. The same chapter gives
the same file wherever it is made.

It imports neither Sphinx nor docutils, because Binder has neither.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import yaml

from widgets import tables

from .chapters import Chapter, NotebookError, text_of
from .rendering import render
from .yaml_lines import ODD

FOLDER = "notebooks"  # in the repository and in the site
KIT = "integrated-care-notebooks"  # the ZIP of all notebooks, and the one folder in it


@dataclass(frozen=True)
class Book:
    """What a notebook must know of the book; all of it stands in ``_config.yml``."""

    root: Path
    title: str
    repository: str  # the public address, or ""
    branch: str
    hub: str  # the address of Binder, or ""

    @classmethod
    def of(cls, root: Path) -> "Book":
        """Return the book of a repository."""
        config = settings_of(root / "_config.yml")
        repository, launch = config.get("repository") or {}, config.get("launch_buttons") or {}
        address = (repository.get("url") or "").strip().rstrip("/").removesuffix(".git")
        branch = repository.get("branch") or "HEAD"
        title = config.get("title") or "This book"
        return cls(root, title, address, branch, launch.get("binderhub_url") or "")

    def binder(self, name: str) -> str:
        """Return the address that opens a chapter on Binder, or "" while none is known."""
        on_github = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+)", self.repository)
        if not self.hub or not on_github:
            return ""
        owner, repository = on_github.groups()
        place = f"{self.hub}/v2/gh/{owner}/{repository}/{self.branch}"
        return f"{place}?urlpath=lab/tree/{FOLDER}/{name}.ipynb"

    def chapters(self) -> list[Path]:
        """Return the chapters."""
        return sorted((self.root / "book").glob("*.md"))


def settings_of(path: Path) -> dict:
    """Return the settings of a file, of which `make check` says more.

    Raises
    ------
    NotebookError
        If they cannot be read.
    """
    try:
        return yaml.safe_load(text_of(path)) or {}
    except (yaml.YAMLError, *ODD) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise NotebookError(f"{path.name}{line}: this is no YAML; see `make check`") from None


def notebook(book: Book, path: Path) -> str:
    """Return a chapter as a notebook in JSON: the same chapter gives the same text.

    Raises
    ------
    NotebookError
        If something stands in the chapter that no notebook can show.
    """
    how = render(
        "notebook_how.md",
        title=book.title,
        repository=book.repository,
        binder=book.binder(path.stem),
        kit=f"{KIT}.zip",
    )
    cells = [nbformat.v4.new_markdown_cell(how.strip())]
    with tables.held():
        cells += Chapter(path, text_of(path)).cells()
    for place, cell in enumerate(cells):
        cell.id = f"cell-{place}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    made.metadata["made"] = digest(made)
    return nbformat.writes(made) + "\n"


def digest(made: nbformat.NotebookNode) -> str:
    """Return a digest of what was written into a notebook, without what its cells gave."""
    written = "\0".join(f"{cell.cell_type} {cell.source}" for cell in made.cells)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def write(root: Path) -> tuple[int, list[str]]:
    """Write a notebook for each chapter into the repository's folder of notebooks.

    What a learner has typed is never lost: such a notebook stays as it is. One that was only run
    gives way, and only if its chapter has changed.

    Returns
    -------
    tuple of (int, list of str)
        How many chapters there are, and the notebooks that stayed though their chapters changed.
    """
    book, folder, kept = Book.of(root), root / FOLDER, []
    made = {f"{path.stem}.ipynb": notebook(book, path) for path in book.chapters()}
    folder.mkdir(exist_ok=True)
    for name, text in made.items():
        state = state_of(folder / name, nbformat.reads(text, as_version=4).metadata["made"])
        if state == "typed":
            kept.append(name)
        elif state != "same":
            (folder / name).write_text(text, "utf8")
    return len(made), kept


def state_of(path: Path, new: str) -> str:
    """Return what a notebook is beside the new one: "none", "same", "old", or "typed" in."""
    if not path.exists():
        return "none"
    try:
        there = nbformat.read(path, as_version=4)
    except (ValueError, AttributeError, nbformat.ValidationError):
        return "typed"
    if there.metadata.get("made") == new:
        return "same"
    return "old" if there.metadata.get("made") == digest(there) else "typed"
