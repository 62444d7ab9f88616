"""Make the chapters' notebooks, in `notebooks/`.

`make lab` runs it, and Binder when it makes its image. What a learner has typed there stays.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sphinx_ext.chapters import NotebookError  # noqa: E402  (the root is on the path only now)
from sphinx_ext.maker import FOLDER, write  # noqa: E402
from widgets.tables import TableError  # noqa: E402


def main():
    """Make the notebooks, or say in one line why they cannot be made."""
    try:
        number, kept = write(ROOT)
    except (NotebookError, TableError) as error:
        sys.exit(str(error))
    print(f"{FOLDER}/ holds the {number} chapters as notebooks.")
    for name in kept:
        print(
            f"{FOLDER}/{name} holds what you typed, so it stays, though its chapter has changed. "
            "Rename it, and run this again, to have the new one beside it."
        )


if __name__ == "__main__":
    main()
