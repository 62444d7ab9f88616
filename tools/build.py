"""Build the site as `jupyter-book build .` does, once its settings and contents can be read.

Jupyter Book reads `_config.yml` and `_toc.yml` before any code of the book, and ends in a traceback
over what it cannot read. All else that is wrong a build says by itself.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sphinx_ext import settings  # noqa: E402  (the root is on the path only now)
from widgets.problems import lines_of  # noqa: E402

COMMAND = "from jupyter_book.cli.main import main; main(prog_name='jupyter-book')"


def build() -> int:
    """Build the book; return 0 if that went well."""
    if found := list(settings.problems(ROOT)):
        print("\n".join(lines_of(found)), file=sys.stderr)
        return 1
    # Its own file of that name is no Python on Windows.
    command = [sys.executable, "-c", COMMAND, "build", str(ROOT)]
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(build())
