"""A build gives the whole new site or none: each fault stops it, and the last good site stays."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_pages import BASE, check_addressed

CHAPTER = "book/integrated-care-systems"
COLOURS = re.compile(r"\x1b\[[\d;]*m")
# Sphinx adds a digest to the address of a style sheet if that is there before the pages are
# written; one of MyST-NB's is not, in the very first build.
DIGESTS = re.compile(rb"\?v=[0-9a-f]{8}")


class Book:
    """A copy of the project in a folder of its own."""

    def __init__(self, root):
        self.root = root
        self.site = root / "_build" / "html"

    def git(self, *command):
        """Run git, and return what it prints."""
        command = ["git", "-C", self.root, *command]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    def build(self):
        """Build as an editor does; return the exit status and what was printed."""
        command = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", "."]
        done = subprocess.run(
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            # The environment's own path leads to the folder that `make` was run in.
            env={**os.environ, "PYTHONPATH": str(self.root)},
        )  # fmt: skip
        return done.returncode, COLOURS.sub("", done.stdout)

    def files(self):
        """Return the content of every file of the site."""
        return contents(self.site)

    def edit(self, name, old, new):
        """Replace a text that stands in a file, wherever it does."""
        path = self.root / name
        text = path.read_text("utf8")
        assert old in text
        path.write_text(text.replace(old, new), "utf8")


def contents(site):
    """Return the content of every file below a folder, by its path."""
    return {
        path.relative_to(site).as_posix(): DIGESTS.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def differing(these, those):
    """Return the paths at which two folders differ."""
    paths = these.keys() | those.keys()
    return sorted(path for path in paths if these.get(path) != those.get(path))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a copy of the project, built once from nothing."""
    book = Book(tmp_path_factory.mktemp("book"))
    listed = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (book.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, book.root / name)
    book.git("init", "--quiet")
    book.git("add", "--all")
    status, output = book.build()
    assert status == 0, output
    return book


@pytest.fixture
def book(built):
    """Return that copy with its files as they were; its site is that of the last good build."""
    yield built
    built.git("checkout", "--quiet", ".")
    built.git("clean", "--quiet", "--force", "-d")


def stopped(book):
    """Build, and fail unless that stops and leaves the site alone; return what was printed."""
    before = book.files()
    status, output = book.build()
    assert status != 0, output
    assert differing(book.files(), before) == []
    return output


def test_the_bare_command_gives_what_make_gives(book, html):
    assert differing(book.files(), contents(html)) == []


def test_a_second_build_changes_nothing_and_writes_nothing_beside_the_site(book):
    before = book.files()
    status, output = book.build()
    assert status == 0, output
    assert differing(book.files(), before) == []
    assert book.git("ls-files", "--others", "--modified", "--exclude-standard") == ""


FAULTS = {
    "a heading that is not there": ("[x](#no-such-heading)", "no-such-heading"),
    "a page that is not there": ("[x](no-such-page.md)", "no-such-page"),
    "a label that is not there": ("{ref}`no-such-label`", "no-such-label"),
    "an unknown source": ("{cite:p}`no-such-citation`", "no-such-citation"),
    "a passage of an unknown source": ("{passage}`no-such-source | a few words`", "no-such-source"),
    "a passage without words": ("{passage}`ham-2018`", '"ham-2018" is not "source id | words'),
    "an unknown population": (
        "{people}`ics-dorset-mid-2081`",
        'people: "ics-dorset-mid-2081" is not the id of a row in data/populations.csv '
        '(nearest: "ics-dorset-mid-2018")',
    ),
    "an unknown figure": (
        "{figure}`vanguard`",
        'figure: "vanguard" is not the id of a row in data/figures.csv '
        '(nearest: "vanguard-savings-forecast")',
    ),
    "a count of no table": ("{count}`footprint`", 'count: "footprint" is not the name of a table'),
    "a count by no column": (
        "{count}`footprints kinds=stp-2016`",
        '"kinds" is not a column of data/footprints.csv (nearest: "kind")',
    ),
    "a count of no row": (
        "{count}`footprints kind=stp-2061`",
        '"stp-2061" is not a value in its column kind (nearest: "stp-2016")',
    ),
    "a misspelt tag": (
        "```{code-cell}\n:tags: [hide-inptu]\n1 + 1\n```",
        'cell tag "hide-inptu" is not known (nearest: "hide-input")',
    ),
    "a cell that fails": ("```{code-cell}\nint('seven')\n```", "Executing notebook failed"),
}
FRONT_MATTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

"""


def test_faults_in_a_chapter_stop_the_build_and_the_next_good_one_knows_nothing_of_them(book):
    before = book.files()
    chapter = book.root / "book" / "faults.md"
    text = "\n\n".join(["# Faults", *(fault for fault, _ in FAULTS.values())])
    chapter.write_text(f"{FRONT_MATTER}{text}\n", "utf8")
    book.edit("_toc.yml", f"- file: {CHAPTER}", f"- file: {CHAPTER}\n      - file: book/faults")
    output = stopped(book)
    told = [line for line in output.splitlines() if re.search("WARNING: |ERROR: ", line)]
    for name, (_, message) in FAULTS.items():
        assert any("faults.md" in line and message in line for line in told), (name, output)

    chapter.unlink()
    book.edit("_toc.yml", "\n      - file: book/faults", "")
    status, output = book.build()
    assert status == 0, output
    assert differing(book.files(), before) == []


def test_a_chapter_that_no_reader_can_reach_stops_the_build(book):
    (book.root / "book" / "lost.md").write_text("# Lost\n", "utf8")
    assert "book/lost.md is not in _toc.yml" in stopped(book)


def test_a_page_left_over_from_an_older_book_stops_the_build(book):
    book.edit("_toc.yml", f"- file: {CHAPTER}", f"- file: {CHAPTER}-renamed")
    (book.root / f"{CHAPTER}.md").rename(book.root / f"{CHAPTER}-renamed.md")
    assert f"_build/html/{CHAPTER}.html is left over from an older _toc.yml" in stopped(book)


def test_a_bad_cell_of_a_table_is_named_in_one_line(book):
    book.edit("data/populations.csv", ",772268,", ",772 268,")
    lines = (book.root / "data/populations.csv").read_text("utf8").splitlines()
    row = 1 + next(number for number, line in enumerate(lines) if ",772 268," in line)
    output = stopped(book)
    [told] = [line for line in output.splitlines() if "772 268" in line]
    place = f'data/populations.csv, row {row}, column central: found "772 268"; expected '
    assert told.startswith(f"ERROR: {place}")
    assert "Traceback" not in output


def test_with_a_public_address_each_page_says_where_it_is(book):
    book.edit("_config.yml", 'baseurl: ""', f'baseurl: "{BASE.rstrip("/")}"')
    status, output = book.build()
    assert status == 0, output
    check_addressed(book.site)


def test_a_changed_population_is_published_and_the_old_one_is_gone(book):
    old = book.files()
    assert b"772,000" in old[f"{CHAPTER}.html"]
    book.edit("data/populations.csv", ",772268,", ",661268,")
    status, output = book.build()
    assert status == 0, output
    new = book.files()
    assert b"Dorset, a whole system, had 661,000" in new[f"{CHAPTER}.html"]
    for path in (f"{CHAPTER}.html", "_static/footprints.csv"):
        assert b"661268" in new[path]
    for number in (b"772,000", b"772268"):
        assert [path for path, content in new.items() if number in content] == []


def test_a_changed_figure_is_published_in_every_chapter_or_named_where_it_is_not(book):
    book.edit("data/findings.csv", "£324m net", "£987m net")
    output = stopped(book)
    assert "ERROR: data/figures.csv, row " in output
    assert 'found "£324m"; expected a number that data/findings.csv, row 3 holds' in output
    book.edit("data/figures.csv", ",£324m,", ",£987m,")
    status, output = book.build()
    assert status == 0, output
    chapters = {path: text for path, text in book.files().items() if path.startswith("book/")}
    assert not [path for path, text in chapters.items() if "£324m".encode() in text]
    assert len([path for path, text in chapters.items() if "£987m".encode() in text]) >= 3


# --- The public address -----------------------------------------------------------------------

BINDER = re.compile(r'href="(https://mybinder\.org/[^"]*)"')


@pytest.mark.parametrize(
    "address", ["https://github.com/nobody/book", "https://github.com/nobody/book.git/"]
)
def test_one_address_gives_each_chapter_with_cells_its_place_on_binder(book, address):
    book.edit("_config.yml", 'url: ""', f'url: "{address}"')
    status, output = book.build()
    assert status == 0, output
    for chapter in (book.root / "book").glob("*.md"):
        page = (book.site / "book" / chapter.name).with_suffix(".html").read_text("utf8")
        path = chapter.relative_to(book.root)
        place = f"https://mybinder.org/v2/gh/nobody/book/main?urlpath=lab/tree/{path}"
        live = "{code-cell}" in chapter.read_text("utf8")
        assert set(BINDER.findall(page)) == ({place} if live else set()), path
        assert 'href="https://github.com/nobody/book"' in page


def test_without_an_address_no_page_leads_to_binder(html):
    pages = [page.read_text("utf8") for page in html.rglob("*.html")]
    assert not any("mybinder.org" in page for page in pages)
