"""Check the data package without building the book: `make check`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from widgets import tables

try:
    print(f"{len(tables.check())} tables, no problem found")
except tables.TableError as problem:
    sys.exit(str(problem))
