"""A release: its name fits the version, and its files can be checked."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools import offline, release

LOG = "# What changed\n\n## Unreleased\n\n- new\n\n## 1.2.0 (28 November 2026)\n\n- older\n"


def test_a_tag_that_is_not_the_version_is_refused_with_both_named():
    assert release.version_of("v1.2.0", 'version: "1.2.0"') == "1.2.0"
    with pytest.raises(release.ReleaseError, match=r'"v1\.3\.0".*CITATION\.cff is "1\.2\.0"'):
        release.version_of("v1.3.0", 'version: "1.2.0"')


def test_the_notes_are_what_the_log_says_of_the_version():
    assert release.changes_of("1.2.0", LOG) == "- older\n"
    with pytest.raises(release.ReleaseError, match=r'no heading "## 1\.3\.0"'):
        release.changes_of("1.3.0", LOG)


def test_a_release_has_its_files_with_checksums_and_nothing_of_an_older_one(tmp_path):
    files = [tmp_path / name for name in ("site.zip", "book.pdf")]
    for path in files:
        path.write_bytes(path.name.encode())
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "older.zip").touch()
    release.gather(files, "- new\n", folder)
    listed = {path.name for path in folder.iterdir()}
    assert listed == {"site.zip", "book.pdf", "SHA256SUMS", "notes.md"}
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, capture_output=True).returncode == 0
    (folder / "book.pdf").write_bytes(b"changed")
    assert subprocess.run(check, cwd=folder, capture_output=True).returncode == 1


def test_a_release_offers_the_site_the_book_and_the_tables():
    names = [path.relative_to(ROOT / "_build") for path in release.OFFERED]
    assert [path.suffix for path in names] == [".zip", ".pdf", ".zip"]
    assert names[2].parts[0] == offline.HTML.name
    assert Path("_build") / "release" == release.FOLDER.relative_to(ROOT)
