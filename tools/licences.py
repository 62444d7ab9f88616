"""Write LICENCES.md: the licence of each package in pins.txt, as the package itself names it.

A package is asked where it is installed. One that this system does not install keeps the line that
it has in the file.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LIST = "LICENCES.md"
HEAD = """# Licences of the packages

What the book, its tests and its tools are built with: each package in `pins.txt`, and its licence
as the package names it. Each keeps its own terms; the book's are in `README.md`.
Written by `make licences`.

| package | licence |
|---|---|
"""
RULE = "|---|---|\n"  # between the head of the table and its rows
LINE = re.compile(r"^\| (\S+) \| (.+) \|$", re.MULTILINE)
NAMED = "License :: "  # how a classifier of a licence begins
NOTHING = ("", "UNKNOWN")  # what a package writes that says nothing


def pinned() -> list[str]:
    """Return the name of each package in pins.txt, for any system."""
    lines = (line.split(" #")[0].strip() for line in (ROOT / "pins.txt").read_text().splitlines())
    return sorted({Requirement(line).name for line in lines if line and line[0] != "#"})


def listed() -> dict[str, str]:
    """Return the licence of each package that the file names."""
    rows = (ROOT / LIST).read_text("utf8").partition(RULE)[2]
    return dict(LINE.findall(rows))


def licence(name: str) -> str:
    """Return the licence that an installed package names, or "" if it names none.

    Parameters
    ----------
    name : str
        The package.

    Returns
    -------
    str
        Its SPDX expression; else its classifiers; else the first line of its own words.

    Raises
    ------
    PackageNotFoundError
        If it is not installed.
    """
    told = metadata(name)
    classes = [each for each in told.get_all("Classifier", []) if each.startswith(NAMED)]
    ends = [each.rpartition(" :: ")[2] for each in classes]
    words = (told.get("License") or "").partition("\n")[0].strip()
    for found in (told.get("License-Expression"), ", ".join(ends), words):
        if found and found not in NOTHING:
            return found
    return ""


def licences() -> dict[str, str]:
    """Return the licence of each pinned package: as installed here, else as listed before."""
    known, found = listed(), {}
    for name in pinned():
        try:
            found[name] = licence(name) or known.get(name, "")
        except PackageNotFoundError:
            found[name] = known.get(name, "")
    return found


def page(of: dict[str, str]) -> str:
    """Return the file, with one line for each package."""
    return HEAD + "".join(f"| {name} | {terms} |\n" for name, terms in of.items())


def main() -> None:
    """Write the file, and name what it lacks."""
    found = licences()
    (ROOT / LIST).write_text(page(found), "utf8", newline="\n")
    if silent := [name for name, terms in found.items() if not terms]:
        sys.exit(
            f"{LIST}: no licence known of {', '.join(silent)}. Write it there by hand: "
            "a package that names none, or is not installed on this system, keeps its line."
        )
    print(f"{LIST} names the licences of {len(found)} packages.")


if __name__ == "__main__":
    main()
