"""Build a few pages in seconds, for `make serve`: what was saved, or is being looked at.

It is a process that has imported all that a build needs, and waits for one line: which chapters and
pages of tables, and whether cells must be run anew. It builds them and ends with a line that says
how it went. `make serve` then starts the next one, so that it is warm when the next file is saved,
and knows the code as it is now. No fork is needed, so it is the same on every system.

The build has folders of its own in `_build/.preview`, which begin as a copy of the last whole
build: what goes wrong here harms no other build, and here the reading of the chapters as it was
before is put back. Lists of chapters, the search, the notebooks and the other pages of tables are
left to the next whole build, and so is to shorten the scripts.
"""

import contextlib
import importlib
import io
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
FOLDER = BUILD / ".preview"
SITE, READING, BEGAN = FOLDER / "site", FOLDER / ".doctrees", FOLDER / "began"
# What a whole build leaves, and where a preview goes on from it.
LEFT = {".draft": "site", ".doctrees": ".doctrees", ".figures": ".figures"}
LEFT |= {".jupyter_cache": ".jupyter_cache"}
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Wanted:
    """What to build: pages by their names, the versions of the last whole build, and how."""

    pages: list[str]  # chapters, and pages of tables
    digest: str  # of what the outputs of cells depend on
    version: str  # of the site, which each page gives its files
    run: bool  # whether cells are run, and the figures' scripts made, anew

    def line(self) -> str:
        """Return it as one line, which `of` reads."""
        return json.dumps(vars(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> "Wanted":
        """Return what a line asks for."""
        return cls(**json.loads(line))


def begin_from_the_last_build() -> None:
    """Copy what the last whole build left."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, copy in LEFT.items():
        if (BUILD / name).exists():
            shutil.copytree(BUILD / name, FOLDER / copy)


def changed_files() -> list[Path]:
    """Return the files of the site that the last preview wrote."""
    began = BEGAN.stat().st_mtime_ns
    files = (path for path in SITE.rglob("*") if path.is_file())
    return [path for path in files if path.stat().st_mtime_ns >= began]


def warm_up() -> None:
    """Import all that a build needs, and read the tables."""
    sys.path.insert(0, str(ROOT))
    import sphinx_ext
    from widgets import tables

    for part in sphinx_ext.PARTS:
        importlib.import_module(f"sphinx_ext.{part}")
    for name in ("jupyter_book.sphinx", "sphinx_external_toc", "sphinx.builders.html"):
        importlib.import_module(name)
    with contextlib.suppress(tables.TableError):  # which the build then says
        tables.check()
        for name in tables.names():
            tables.records(name)


def build(wanted: Wanted, warning: io.StringIO) -> bool:
    """Build some pages; return whether all went well, with what was wrong in `warning`."""
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from sphinx_ext import figures, settings, sheets
    from widgets.problems import lines_of

    if found := list(settings.problems(ROOT)):  # Jupyter Book would end over what it cannot read
        warning.write("".join(f"{line}\n" for line in lines_of(found)))
        return False
    own = {"preview": wanted.pages, "book_digest": wanted.digest, "site_version": wanted.version}
    # Sphinx makes no page of a table without a chapter: that which lists them then.
    chapters = [name for name in wanted.pages if (ROOT / f"{name}.md").is_file()] or ["book/data"]
    if wanted.run:  # what is cached was made from other tables, or by other code
        shutil.rmtree(FOLDER / ".jupyter_cache", ignore_errors=True)
        figures.write_as_they_are(FOLDER / figures.FOLDER / figures.SHARED)
    # As Jupyter Book's own command has it: Sphinx reads all anew where a setting differs.
    own |= {"external_toc_path": str(ROOT / "_toc.yml"), "latex_individualpages": False}
    config, _ = get_final_config(
        user_yaml=ROOT / "_config.yml", cli_config=own, sourcedir=ROOT, use_external_toc=True
    )
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            ROOT, None, SITE, READING, "html", config, status=None, warning=warning,
            keep_going=True,
        )  # fmt: skip
        app.connect("env-get-outdated", lambda *_: chapters)
        app.build(filenames=[ROOT / f"{name}.md" for name in chapters])
    sheets.write_all(SITE / "_static", shorten=str)
    return app.statuscode == 0 and app._warncount == 0


def main():
    """Wait for what is wanted, build it, and say how it went in one line of JSON."""
    warm_up()
    wanted = Wanted.of(sys.stdin.readline() or sys.exit())
    said, went_well = io.StringIO(), False
    kept = READING / "environment.pickle"
    before = kept.read_bytes()
    BEGAN.touch()
    try:
        went_well = build(wanted, said)
    except SystemExit:
        pass  # a check has stopped the build, and has said why
    except Exception as error:
        said.write(f"{type(error).__name__}: {error}\n")
    if not went_well:
        kept.write_bytes(before)
    print("\n" + json.dumps({"went_well": went_well, "said": COLOURS.sub("", said.getvalue())}))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):  # which ends `make serve`
        main()
