"""Put what a release offers into `_build/release`: `make release TAG=v1.2.0`.

It is the site in one zip, the book as a PDF, the tables in one zip, the checksums of these three,
and what has changed (`notes.md`). The same commit gives the same files, byte by byte.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sphinx_ext.told import BUNDLE as TABLES  # noqa: E402  (the root is on the path only now)
from tools import offline, pdf  # noqa: E402

FOLDER = ROOT / "_build" / "release"
OFFERED = (offline.BUNDLE, pdf.PDF, offline.HTML / "data" / TABLES)


class ReleaseError(Exception):
    """Something that must be put right before there can be a release of this name."""


def version_of(tag: str, citation: str) -> str:
    """Return the version that a tag names, which must be the one that the citation gives.

    Parameters
    ----------
    tag : str
        The tag, such as "v1.2.0".
    citation : str
        The text of ``CITATION.cff``.

    Raises
    ------
    ReleaseError
        If they differ.
    """
    version = yaml.safe_load(citation)["version"]
    if tag != f"v{version}":
        raise ReleaseError(
            f'The tag is "{tag}", and the version in CITATION.cff is "{version}": '
            f'tag the commit "v{version}", or raise the version there and in '
            "data/datapackage.json first."
        )
    return version


def changes_of(version: str, log: str) -> str:
    """Return what the log of changes says of a version.

    Parameters
    ----------
    version : str
        The version, such as "1.2.0".
    log : str
        The text of ``CHANGELOG.md``.

    Raises
    ------
    ReleaseError
        If it has no part for this version.
    """
    parts = dict(re.findall(r"^## (\S+).*?\n(.*?)(?=^## |\Z)", log, re.MULTILINE | re.DOTALL))
    if version not in parts:
        raise ReleaseError(
            f'CHANGELOG.md has no heading "## {version}": give that name and the date '
            'to what stands under "Unreleased".'
        )
    return parts[version].strip() + "\n"


def checksums(paths: list[Path]) -> str:
    """Return the SHA-256 checksum of each file in a line, as `sha256sum --check` reads them."""
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def gather(paths: tuple[Path, ...], notes: str, folder: Path) -> None:
    """Copy files into a new folder, beside their checksums and the notes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copies = [Path(shutil.copy(path, folder)) for path in paths]
    (folder / "SHA256SUMS").write_text(checksums(copies), "utf8", newline="\n")
    (folder / "notes.md").write_text(notes, "utf8", newline="\n")


def main(command: str, tag: str):
    """Look whether the tag fits, before anything is built for it; then gather the files."""
    version = version_of(tag, (ROOT / "CITATION.cff").read_text("utf8"))
    notes = changes_of(version, (ROOT / "CHANGELOG.md").read_text("utf8"))
    if command == "gather":
        gather(OFFERED, notes, FOLDER)
        print(f"The files of {tag} are in {FOLDER.relative_to(ROOT)}.")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ReleaseError as error:
        sys.exit(str(error))
