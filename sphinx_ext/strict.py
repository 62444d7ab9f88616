"""A build gives the whole site or stops: nothing half-written, nothing left over.

Sphinx writes into a folder of its own. Only after a build without an error or a warning is that
folder copied, finished and put over the site, in one move, so that a failed build leaves the last
good site alone. What looks at all pages together finishes the copy (``site-copied``): Sphinx's own
folder stays as Sphinx left it, which counts on that when little or nothing has changed.

A build that is killed leaves a mark. The next one puts back the site if it was set aside at that
moment, and reads and writes all pages anew.
"""

import shutil
from pathlib import Path

from sphinx.errors import SphinxError
from sphinx.util import logging

from widgets import tables
from widgets.core.figure import check_words
from widgets.core.messages import WordsError
from widgets.core.scripts import ScriptError
from widgets.problems import lines_of

logger = logging.getLogger(__name__)

SITE = "html"  # where Jupyter Book says the site is, below _build
DRAFT = ".draft"  # where Sphinx writes
NEW, OLD = ".new", ".old"  # the site that comes, and the one that goes, while they change places
UNFINISHED = ".unfinished"  # the mark

# The cell tags that this book uses. MyST-NB takes any word for a tag and ignores what it does not
# know, so a slip of the pen would publish the code it was meant to hide.
TAGS = {
    "hide-cell", "hide-input", "hide-output", "remove-cell", "remove-input", "remove-output",
    "raises-exception", "skip-execution",
}  # fmt: skip


def setup(app):
    """Send the output to the draft, and hold every check before a page is published."""
    if app.outdir.name == SITE:
        app.outdir = type(app.outdir)(app.outdir.with_name(DRAFT))
        clear_up(app)
        app.connect("env-before-read-docs", mark, priority=900)  # after all that may stop it
        app.connect("build-finished", publish, priority=900)  # after all who write into it
    app.add_event("site-copied")  # app, folder
    app.keep_going = True  # list every warning, then fail
    app.connect("config-inited", check_tables, priority=100)
    app.connect("config-inited", check_topics, priority=100)
    app.connect("env-before-read-docs", check_pages)
    app.connect("doctree-read", check_tags)


def stop(message):
    """End the build with one message and a non-zero status, without a traceback."""
    logger.error(message)
    raise SystemExit(1)


def clear_up(app):
    """Put right what a build left that was killed."""
    site, new, old, unfinished = beside(app, SITE, NEW, OLD, UNFINISHED)
    if old.exists() and not Path(site, "index.html").exists():
        shutil.rmtree(site, ignore_errors=True)
        old.rename(site)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if unfinished.exists():
        forget(app)


def mark(app, env, docnames):
    """Leave a mark that goes when the build ends by itself."""
    [unfinished] = beside(app, UNFINISHED)
    unfinished.touch()


def beside(app, *names: str) -> list[Path]:
    """Return the paths of these names beside the draft."""
    return [Path(app.outdir).with_name(name) for name in names]


def check_tables(app, config):
    """Stop if the data is not as its tables say, and name all that is not."""
    try:
        tables.check()
    except tables.TableError as error:
        stop("\n".join(lines_of(error.problems)))


def check_topics(app, config):
    """Stop where the words or the script of a topic cannot be read."""
    try:
        check_words()
    except (WordsError, ScriptError) as error:
        stop(str(error))


def check_pages(app, env, docnames):
    """Stop for a chapter that no reader can reach, and for a page without its chapter."""
    chapters = {
        str(path.relative_to(app.srcdir).with_suffix("").as_posix())
        for path in Path(app.srcdir, "book").glob("*.md")
    }
    for name in sorted(chapters - env.found_docs):
        stop(f"{name}.md is not in _toc.yml: add it there, or remove the file")
    [site] = beside(app, SITE)
    for page in sorted((site / "book").glob("*.html")):
        if f"book/{page.stem}" not in env.found_docs:
            stop(
                f"_build/{SITE}/book/{page.name} is left over from an older _toc.yml: "
                "put the chapter back, or run `make clean` if its address may go"
            )


def check_tags(app, doctree):
    """Warn of a cell tag that nothing knows."""
    for cell in doctree.findall(lambda node: "cell_metadata" in getattr(node, "attributes", {})):
        for tag in set(cell["cell_metadata"].get("tags", [])) - TAGS:
            close = tables.nearest(tag, TAGS)
            logger.warning(f'cell tag "{tag}" is not known{close}', location=cell)


def publish(app, exception):
    """Put the draft in place of the site, or forget a reading that had warnings."""
    if exception or app._warncount:
        forget(app)
        if not isinstance(exception, SphinxError | None):
            logger.error(f"{type(exception).__name__}: {exception}")
        logger.info("The site is as it was before this build.")
        return
    site, new, old, unfinished = beside(app, SITE, NEW, OLD, UNFINISHED)
    shutil.copytree(app.outdir, new)
    app.emit("site-copied", new)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    unfinished.unlink(missing_ok=True)


def forget(app):
    """Let the next build begin anew.

    Sphinx warns of a page only when it reads it, so all must be read again until they are clean;
    and the draft may hold pages that will never be in the book.
    """
    Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)
    shutil.rmtree(app.outdir, ignore_errors=True)
    [unfinished] = beside(app, UNFINISHED)
    unfinished.unlink(missing_ok=True)
