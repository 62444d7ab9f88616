"""A build gives the whole site or stops: nothing half-written, nothing left over.

Sphinx writes into a folder of its own. Only after a build without an error or a warning is that
folder copied, finished and put over the site, in one move, so that a failed build leaves the last
good site alone. What looks at all pages together finishes the copy (``site-copied``): Sphinx's own
folder stays as Sphinx left it, which counts on that when little or nothing has changed.

A build that is killed leaves a mark. The next one puts back the site if it was set aside at that
moment, and reads and writes all pages anew.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.errors import SphinxError
from sphinx.util import logging

from widgets import tables
from widgets.core.figure import check_words
from widgets.core.messages import WordsError
from widgets.core.scripts import ScriptError
from widgets.problems import Problem, lines_of

from . import failures, moved, settings, slips

logger = logging.getLogger(__name__)

SITE = "html"  # where Jupyter Book says the site is, below _build
DRAFT = ".draft"  # where Sphinx writes
NEW, OLD = ".new", ".old"  # the site that comes, and the one that goes, while they change places
UNFINISHED = ".unfinished"  # the mark

PAGES, LINKS = "html", "linkcheck"  # what Sphinx may make of this book: its pages, a list of links


def setup(app):
    """Send the output to the draft, and hold every check before a page is published."""
    if app.outdir.name == SITE:
        app.outdir = type(app.outdir)(app.outdir.with_name(DRAFT))
        clear_up(app)
        Path(app.outdir).mkdir(parents=True, exist_ok=True)  # some write there before Sphinx does
        app.connect("env-before-read-docs", mark, priority=900)  # after all that may stop it
        app.connect("build-finished", publish, priority=900)  # after all who write into it
    app.connect("builder-inited", check_builder, priority=1)  # before all others
    app.add_event("site-copied")  # app, folder
    # Handlers write before the build begins and after its last event, so no event can tell it.
    told = told_if_full(app)
    app.build, app.events.emit = told(tables.held()(app.build)), told(app.events.emit)
    app.keep_going = True  # list every warning, then fail
    app.connect("config-inited", check, priority=100)  # before all that uses what is checked


def stop(message):
    """End the build with one message and a non-zero status, without a traceback."""
    logger.error(message)
    raise SystemExit(1)


@contextlib.contextmanager
def told_if_full(app) -> Iterator[None]:
    """End the build in one sentence if the disk is full, whoever wrote."""
    try:
        yield
    except Exception as error:
        if not (full := failures.filled_the_disk(error)):
            raise
        forget(app)
        [new] = beside(app, NEW)
        shutil.rmtree(new, ignore_errors=True)
        stop(f"{full}. The site is as it was before this build.")


def check_builder(app):
    """Stop for what the book is not made for, and keep a list of links out of the site."""
    if app.builder.name == LINKS:
        app.outdir = app.builder.outdir = type(app.outdir)(app.outdir.with_name(LINKS))
        app.outdir.mkdir(exist_ok=True)
    elif app.builder.name != PAGES:
        stop(
            f"this book is not made for the builder {app.builder.name}: run "
            "`jupyter-book build .` for its pages, and `make pdf` for a PDF"
        )


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


@tables.held()
def check(app, config):
    """Stop if an editor's files are not as they can be, before any cell runs; name all that is not.

    `make check` says the same, and more that harms no page.
    """
    root = Path(app.srcdir)
    known = [*config.values, "extensions"]  # which Sphinx has taken already
    found = [*settings.problems(root, known), *in_tables(), *slips.problems(root)]
    lines = [*lines_of(found), *in_topics()]
    if lines:
        stop("\n".join(lines))


def in_tables() -> list[Problem]:
    """Return what is wrong in the tables."""
    try:
        tables.check()
    except tables.TableError as error:
        return error.problems
    return []


def in_topics() -> list[str]:
    """Return where the words or the script of a topic cannot be read."""
    try:
        check_words()
    except (WordsError, ScriptError) as error:
        return [str(error)]
    return []


def publish(app, exception):
    """Put the draft in place of the site, or forget a reading that had warnings."""
    [unfinished] = beside(app, UNFINISHED)
    if app.builder.name != PAGES:
        if not (exception or app._warncount):
            unfinished.unlink(missing_ok=True)
        return
    if exception or app._warncount:
        forget(app)
        if ended := failures.ended_its_kernel(app, exception):
            stop(ended)
        if failures.filled_the_disk(exception):
            return  # `told_if_full` says it
        if not isinstance(exception, SphinxError | None):
            logger.error(f"{type(exception).__name__}: {exception}")
        logger.info("The site is as it was before this build.")
        return
    site, new, old = beside(app, SITE, NEW, OLD)
    shutil.copytree(app.outdir, new)
    app.emit("site-copied", new)
    if site.exists():
        moved.tell(site, new)
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
