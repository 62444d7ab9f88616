"""Each chapter as a notebook to download, and all of them with what they need.

``maker`` makes the notebooks. ``notebooks/`` in the site holds one file a chapter, and a ZIP
that also has the package, the tables and the list of what to install. Where the address of the
repository is known, a page offers Binder too.
"""

import zipfile
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.util import logging

from . import made_from
from .chapters import Chapter, NotebookError
from .elements import has_raw
from .maker import FOLDER, KIT, Book, notebook
from .rendering import render

logger = logging.getLogger(__name__)

# These build the site.
NOT_NEEDED = (
    "jupyter-book", "sphinxcontrib-bibtex", "beautifulsoup4", "filelock",
)  # fmt: skip

FORM = "answered-here"  # the class of an exercise that is answered on its page
HIDING = {"hide-input", "hide-cell", "remove-input", "remove-cell"}  # tags that hide the code


def setup(app):
    """Write the notebooks, and offer them on their pages."""
    app.connect("doctree-resolved", offer_notebook, priority=750)
    app.connect("build-finished", ship)


# What a page says ----------------------------------------------------------------------------


def offer_notebook(app, doctree, docname):
    """Say first on a page whose code is the point where it runs; others have links at their end."""
    if app.builder.format == "html" and runs_first(app, docname):
        file = f"{up(docname)}{FOLDER}/{Path(docname).name}.ipynb"
        forms = has_raw(doctree, FORM)
        html = render("run_it.html", where=offer(app, docname), file=file, forms=forms)
        [page] = [child for child in doctree.children if isinstance(child, nodes.section)][:1]
        page.insert(1, nodes.raw("", html, format="html"))  # 0 is its opening


def runs_first(app, docname: str) -> bool:
    """Tell whether a chapter is a notebook whose code is for reading."""
    return shows_code(Path(app.env.doc2path(docname)))


def links(app, docname: str) -> dict[str, str]:
    """Return where a page with a figure can be run, by the words of each link."""
    if not is_notebook(Path(app.env.doc2path(docname))) or runs_first(app, docname):
        return {}
    folder = f"{up(docname)}{FOLDER}"
    found = {
        "Run this page on Binder": binder(app, docname),
        "Download this page as a notebook": f"{folder}/{Path(docname).name}.ipynb",
        "Download all notebooks with what they need (ZIP)": f"{folder}/{KIT}.zip",
    }
    return {words: href for words, href in found.items() if href}


def offer(app, docname: str) -> Markup:
    """Return where a page can be run, as it stands in a sentence: on Binder, or as a download.

    The download is the folder of all notebooks: one alone lacks the package and the tables.
    """
    kit = f"{up(docname)}{FOLDER}/{KIT}.zip"
    return render("where_it_runs.html", kit=kit, binder=binder(app, docname))


def up(docname: str) -> str:
    """Return the way from a page to the top of the site."""
    return "../" * docname.count("/")


def binder(app, docname: str) -> str:
    """Return the address that opens a chapter on Binder, or "" while none is known."""
    return Book.of(Path(app.srcdir)).binder(Path(docname).name)


# The files -----------------------------------------------------------------------------------


def ship(app, exception):
    """Write a notebook for each chapter, and all of them as one ZIP.

    What no notebook can show is a warning like any other: it stops the build.
    """
    if exception or app._warncount or app.config.preview or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    for earlier in folder.iterdir():
        earlier.unlink()  # a chapter may have gone
    root = Path(app.srcdir)
    book = Book.of(root)
    for path in book.chapters():
        try:
            (folder / f"{path.stem}.ipynb").write_text(notebook(book, path), "utf8")
        except NotebookError as error:
            place, _, words = str(error).partition(": ")
            logger.warning(words, location=place)
    write_kit(root, folder, book.title)


def is_notebook(path: Path) -> bool:
    """Tell whether a chapter has code."""
    return bool(cells_of(path))


def shows_code(path: Path) -> bool:
    """Tell whether the code of a chapter is for reading, and not only behind its figures."""
    return any(not HIDING & set(cell.get("tags", ())) for cell in cells_of(path))


def cells_of(path: Path) -> list[dict]:
    """Return the metadata of each cell of a chapter; what no notebook can show is told later."""
    if path.suffix != ".md":
        return []
    try:
        return Chapter(path, path.read_text("utf8")).code_cells()
    except NotebookError:
        return []


def write_kit(root: Path, folder: Path, title: str) -> None:
    """Write the ZIP with the notebooks, and whatever they need."""
    read_me = render("kit_read_me.txt", title=title)
    files = {"READ-ME.txt": read_me.encode(), "requirements.txt": needs(root).encode()}
    files |= {file.name: file.read_bytes() for file in sorted(folder.glob("*.ipynb"))}
    for file in made_from.of_notebooks(root):
        files[file.relative_to(root).as_posix()] = file.read_bytes()
    with zipfile.ZipFile(folder / f"{KIT}.zip", "w") as kit:
        for name, content in files.items():
            # A fixed date: the same files make the same ZIP.
            kit.writestr(zipfile.ZipInfo(f"{KIT}/{name}"), content, zipfile.ZIP_DEFLATED)


def needs(root: Path) -> str:
    """Return what to install for the notebooks: the book's list without what builds the site."""
    lines = (root / "requirements.txt").read_text("utf8").splitlines()
    lab = (root / "tests" / "requirements.txt").read_text("utf8").splitlines()
    kept = [line for line in lines if not line.startswith(("#", *NOT_NEEDED))]
    kept += [line for line in lab if line.startswith("jupyterlab<")]
    return "\n".join(kept) + "\n"
