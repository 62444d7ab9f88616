"""What a site is made from, in one list.

Whoever asks whether something has changed asks here: a build (``fresh``), ``make serve``, the
tests, and the folder of notebooks. A file that an editor leaves beside the others (a lock, a copy,
a file that begins with a dot) is no part of the book, and of ``data`` only the tables are that
``data/datapackage.json`` lists.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

CHAPTERS = ("_config.yml", "_toc.yml", "book")  # Sphinx sees by itself that one has changed
PACKAGE = "data/datapackage.json"
# A notebook needs these, and the tables.
NOTEBOOKS = ("widgets", "pins.txt", "LICENSE", "LICENSE-CC-BY-4.0")
BUILD = ("sphinx_ext", "theme", "requirements.txt", "tests/requirements.txt")


def of_site(root: Path) -> list[Path]:
    """Return every file that the site is made from."""
    return [*found(root, CHAPTERS), *of_outputs(root)]


def of_outputs(root: Path) -> list[Path]:
    """Return the files on which the chapters' outputs depend, beside the chapters themselves."""
    return [*of_notebooks(root), *found(root, BUILD)]


def of_notebooks(root: Path) -> list[Path]:
    """Return the files that a notebook needs beside itself."""
    return [*found(root, NOTEBOOKS), *of_data(root)]


def of_data(root: Path) -> list[Path]:
    """Return the description of the tables, and each table that it lists and that is there.

    A description that cannot be read lists none: the check of the tables says where it is broken.
    """
    package = root / PACKAGE
    try:
        resources = json.loads(package.read_text("utf8"))["resources"]
        tables = [package.with_name(resource["path"]) for resource in resources]
    except (OSError, ValueError, LookupError, TypeError):
        tables = []
    return [path for path in [package, *tables] if path.is_file()]


def found(root: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the files of these names, and those in the folders of these names."""
    for name in names:
        for path in [root / name, *sorted((root / name).rglob("*"))]:
            if path.is_file() and not is_stray(path.relative_to(root)):
                yield path


def is_stray(path: Path) -> bool:
    """Tell whether a file, or a folder that holds it, was left there by Python or an editor."""
    return any(
        part == "__pycache__" or part.startswith((".", "#")) or part.endswith("~")
        for part in path.parts
    )


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return a digest of the names and the content of files."""
    result = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        result.update(f"{path.relative_to(root).as_posix()} {len(content)} ".encode())
        result.update(content)
    return result.hexdigest()


def last_changed(root: Path) -> Path:
    """Return the file of the site's making that was changed last."""
    return max(of_site(root), key=lambda path: path.stat().st_mtime_ns)
