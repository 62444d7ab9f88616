"""A copy of the project with two short chapters: a real build of it takes seconds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLOURS = re.compile(r"\x1b\[[\d;]*m")

TOC = "format: jb-book\nroot: book/index\nchapters:\n  - file: book/second\n"
FIRST = """# The first

Dorset had {people}`ics-dorset-mid-2018` people, more or less; a profile of it says
{people}`ics-dorset-kings-fund-2018-year-dorset`.
"""
SECOND = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# The second

It has a cell, which says how many tables there are.

```{code-cell}
from widgets import tables
len(tables.names())
```
"""


class SmallBook:
    """A book of two chapters in a folder of its own."""

    def __init__(self, root):
        self.root, self.site = root, root / "_build" / "html"
        listed = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, capture_output=True, check=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file() and not name.startswith("book/"):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, root / name)
        (root / "book").mkdir()
        self.write("_toc.yml", TOC)
        self.write("book/index.md", FIRST)
        self.write("book/second.md", SECOND)

    def write(self, name, text):
        """Write a file of the book."""
        (self.root / name).write_text(text, "utf8")

    def edit(self, name, old, new):
        """Replace a text that stands in a file."""
        text = (self.root / name).read_text("utf8")
        assert old in text
        self.write(name, text.replace(old, new))

    def start(self, **options):
        """Begin a build as an editor does; return its process."""
        command = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", "."]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} | options
        env = {**os.environ, "PYTHONPATH": str(self.root)}
        return subprocess.Popen(command, cwd=self.root, env=env, **options)

    def build(self):
        """Build; return the exit status and what was printed."""
        return ended(self.start())

    def page(self, name):
        """Return a page of the site."""
        return (self.site / "book" / f"{name}.html").read_text("utf8")


def ended(process):
    """Wait for a build; return its exit status and what it printed."""
    output, _ = process.communicate(timeout=300)
    return process.returncode, COLOURS.sub("", output)


def contents(site):
    """Return the content of every file below a folder, by its path."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
