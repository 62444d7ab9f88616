"""Copies of the project that a test may change and build: whole, or with a few short chapters."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sphinx_ext import shortened

ROOT = Path(__file__).parent.parent
# Sphinx adds a digest to the address of a style sheet if that is there before the pages are
# written; one of MyST-NB's is not, in the very first build.
DIGESTS = re.compile(rb"\?v=[0-9a-f]{8}")
COLOURS = re.compile(r"\x1b\[[\d;]*m")

FRONT_MATTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

"""
TOC = "format: jb-book\nroot: book/index\nchapters:\n  - file: book/second\n"
FIRST = """# The first

Dorset had {people}`ics-dorset-mid-2018` people, more or less; a profile of it says
{people}`ics-dorset-kings-fund-2018-year-dorset`.
"""
SECOND = f"""{FRONT_MATTER}# The second

It has a cell, which says how many tables there are.

```{{code-cell}}
from widgets import tables
len(tables.names())
```
"""
TWO_CHAPTERS = {"_toc.yml": TOC, "book/index.md": FIRST, "book/second.md": SECOND}


class Copy:
    """A copy of what belongs to the project, in a folder of its own.

    A small one is built in seconds: it has the chapters that are given, every table and every
    extension, and finds the scripts already shortened, as any second build does.
    """

    def __init__(self, root, chapters=None):
        self.root, self.site = root, root / "_build" / "html"
        for name in tracked():
            if not (chapters and name.startswith("book/")):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, root / name)
        for name, text in (chapters or {}).items():
            (root / name).parent.mkdir(exist_ok=True)
            self.write(name, text)
        if chapters:
            folder = Path("_build", shortened.FOLDER)
            shutil.copytree(ROOT / folder, root / folder)

    def git(self, *command):
        """Run git, and return what it prints."""
        command = ["git", "-C", self.root, *command]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    # Editing -------------------------------------------------------------------------------------

    def write(self, name, text):
        """Write a file."""
        (self.root / name).write_text(text, "utf8")

    def edit(self, name, old, new):
        """Replace a text that stands in a file, wherever it does."""
        text = (self.root / name).read_text("utf8")
        assert old in text
        self.write(name, text.replace(old, new))

    def change(self, table, key, column, old, new):
        """Replace a text in one cell of a table; return the row of the file that it stands in."""
        name = f"data/{table}.csv"
        text = (self.root / name).read_text("utf8")
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        [row] = [row for row in rows if row[header.index("id")] == key]
        cell = row[header.index(column)]
        assert old in cell, (cell, old)
        row[header.index(column)] = cell.replace(old, new)
        changed = io.StringIO()
        csv.writer(changed, lineterminator="\n").writerows([header, *rows])
        self.write(name, changed.getvalue())
        before = rows[: rows.index(row)]
        return 2 + len(before) + sum(cell.count("\n") for each in before for cell in each)

    # Building ------------------------------------------------------------------------------------

    def start(self, **options):
        """Begin a build as an editor does; return its process."""
        command = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", "."]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} | options
        # The environment's own path leads to the folder that `make` was run in.
        env = {**os.environ, "PYTHONPATH": str(self.root)}
        return subprocess.Popen(command, cwd=self.root, env=env, **options)

    def build(self):
        """Build; return the exit status and what was printed."""
        return ended(self.start())

    def built(self):
        """Build, fail unless that goes well, and return the copy."""
        status, output = self.build()
        assert status == 0, output
        return self

    def stopped(self):
        """Build, fail unless that stops and leaves the site alone; return what was printed."""
        before = contents(self.site)
        status, output = self.build()
        assert status != 0, output
        assert differing(contents(self.site), before) == []
        return output

    def page(self, name):
        """Return a page of the site."""
        return (self.site / "book" / f"{name}.html").read_text("utf8")


def tracked():
    """Return the names of the files that a clone would have, were all of them committed."""
    listed = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, check=True, text=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def ended(process):
    """Wait for a build; return its exit status and what it printed."""
    output, _ = process.communicate(timeout=300)
    return process.returncode, COLOURS.sub("", output)


def contents(site):
    """Return the content of every file below a folder, by its path."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {
        path.relative_to(site).as_posix(): DIGESTS.sub(b"", path.read_bytes()) for path in files
    }


def differing(these, those):
    """Return the paths at which two folders differ."""
    paths = these.keys() | those.keys()
    return sorted(path for path in paths if these.get(path) != those.get(path))
