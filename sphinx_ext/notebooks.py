"""Each chapter with code as a notebook to download, and all of them with what they need.

A notebook is made from the chapter: the same text and cells, with what only this book's own build
understands (citations, boxes that open) put as plain Markdown. ``notebooks/`` in the site holds
one file a chapter, and a ZIP that also has the package, the tables and the list of what to
install. Where the address of the repository is known, a page offers Binder too.
"""

import re
import zipfile
from pathlib import Path

import nbformat
from docutils import nodes
from markupsafe import Markup
from myst_nb.core.read import read_myst_markdown_notebook

from widgets import numbers, tables
from widgets.core.formats import passage_url, say_date

from . import diagrams, made_from
from .citations import sources
from .notes import spoken_by
from .rendering import render

FOLDER = "notebooks"  # in the site
KIT = "integrated-care-notebooks"  # the ZIP, and the one folder in it
# These build the site.
NOT_NEEDED = (
    "jupyter-book", "sphinxcontrib-bibtex", "beautifulsoup4", "filelock",
)  # fmt: skip

CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.DOTALL | re.MULTILINE)
HIDDEN = ":tags: [hide-input]"
TIMELINE = re.compile(r"^```\{timeline\}\n```$", re.MULTILINE)
DROPDOWN = re.compile(r"^:::\{dropdown\} (.+?)$\n(.*?)^:::$", re.DOTALL | re.MULTILINE)
BOX = re.compile(r"^:::\{\w+\} (.+?)$\n(.*?)^:::$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\.md(#[\w-]+)?\)")


def setup(app):
    """Write the notebooks, and offer them on their pages."""
    app.connect("doctree-resolved", offer_notebook, priority=750)
    app.connect("build-finished", ship)


# What a page says ----------------------------------------------------------------------------


def offer_notebook(app, doctree, docname):
    """Say first on a page whose code is the point where it runs; others have links at their end."""
    if app.builder.format == "html" and runs_first(app, docname):
        file = f"{up(docname)}{FOLDER}/{Path(docname).name}.ipynb"
        html = render("run_it.html", where=offer(app, docname), file=file)
        [page] = [child for child in doctree.children if isinstance(child, nodes.section)][:1]
        page.insert(1, nodes.raw("", html, format="html"))  # 0 is its opening


def runs_first(app, docname: str) -> bool:
    """Tell whether a chapter is a notebook whose code is for reading."""
    path = Path(app.env.doc2path(docname))
    return is_notebook(path) and shows_code(path.read_text("utf8"))


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
    options = app.config.html_theme_options
    hub = (options.get("launch_buttons") or {}).get("binderhub_url")
    on_github = re.fullmatch(
        r"https://github\.com/([^/]+)/([^/]+?)/?", options.get("repository_url") or ""
    )
    if not hub or not on_github:
        return ""
    owner, name = on_github.groups()
    branch = options.get("repository_branch") or "HEAD"
    return f"{hub}/v2/gh/{owner}/{name}/{branch}?urlpath=lab/tree/{docname}.md"


# The files -----------------------------------------------------------------------------------


def ship(app, exception):
    """Write a notebook for each chapter that has code, and all of them as one ZIP."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    for earlier in folder.iterdir():
        earlier.unlink()  # a chapter may have gone
    root = Path(app.srcdir)
    chapters = [Path(app.env.doc2path(name)) for name in sorted(app.env.found_docs)]
    chapters = [path for path in chapters if is_notebook(path)]
    for path in chapters:
        how = render(
            "notebook_how.md",
            title=app.config.html_title or app.config.project,
            repository=app.config.html_theme_options.get("repository_url"),
            binder=binder(app, path.relative_to(root).with_suffix("").as_posix()),
            kit=f"{KIT}.zip",
            chapter=path.relative_to(root).as_posix(),
        )
        text = notebook(path, how, {each.stem for each in chapters})
        (folder / f"{path.stem}.ipynb").write_text(text, "utf8")
    title = app.config.html_title or app.config.project
    write_kit(root, folder, title)


def is_notebook(path: Path) -> bool:
    """Tell whether a chapter has code."""
    return path.suffix == ".md" and CELL.search(path.read_text("utf8")) is not None


def shows_code(text: str) -> bool:
    """Tell whether the code of a chapter is for reading, and not only behind its figures."""
    return any(HIDDEN not in cell for cell in CELL.findall(text))


def notebook(path: Path, how: str, known: set[str]) -> str:
    """Return a chapter as a notebook in JSON.

    Parameters
    ----------
    path : pathlib.Path
        The chapter.
    how : str
        Its first cell in Markdown: what it needs.
    known : set of str
        The names of the chapters that are notebooks too.
    """
    book = read_myst_markdown_notebook(path.read_text("utf8"))
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"  # the same chapter makes the same file
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source, known)
    book.cells.insert(0, nbformat.v4.new_markdown_cell(how.strip(), id="how-to-run"))
    book.metadata = {"kernelspec": book.metadata["kernelspec"]}
    return nbformat.writes(book)


def plain(text: str, known: set[str]) -> str:
    """Return the text of a chapter in Markdown that every notebook understands."""
    text = diagrams.as_markdown(text)
    text = TIMELINE.sub(lambda _: events(), text)
    text = DROPDOWN.sub(r"<details><summary>\1</summary>\n\n\2\n</details>", text)
    text = BOX.sub(quoted, text)
    text = re.sub(r"\{cite:p\}`([^`]+)`", cited, text)
    text = re.sub(r"\{passage\}`([^`|]+)\|([^`]+)`", passage, text)
    text = numbers.printed(text)

    def link(found):
        words, name, _ = found.groups()
        return f"[{words}]({name}.ipynb)" if name in known else words

    return LINK.sub(link, text)


def events() -> str:
    """Return every event with its date and its source, as the timeline has them."""
    names = sources()["label"]
    return "\n".join(
        f"- {say_date(row['date'])}: {row['event']} ({names[row['source']]})"
        for row in tables.records("events")
    )


def quoted(found: re.Match) -> str:
    """Return a box as a quotation with a bold first line."""
    lines = f"**{found[1]}**\n\n{found[2]}".rstrip().split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def cited(found: re.Match) -> str:
    """Return a citation of one or more sources as text."""
    keys = found[1].split(",")
    return f"({'; '.join(sources().loc[key.strip(), 'label'] for key in keys)})"


def passage(found: re.Match) -> str:
    """Return the citation of a passage, with a link to it or the words by which to find it."""
    source, words = sources().loc[found[1].strip()], found[2].strip()
    where = f"[passage]({passage_url(source['url'], words)})" if source["url"] else f"at “{words}”"
    return f"({spoken_by(source.name, words)}, {where})"


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
