"""Say everything that is wrong with the tables, the words and the chapters, without a build.

`make check` asks each checker of `CHECKERS` for its problems, and prints them all in the order of
the files. `make check-sources SOURCES=FOLDER` holds the tables and chapters against the articles
too (see `tools/articles.py`). `RULES.md` explains each rule.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import widgets  # noqa: E402, F401  (the root is on the path only now; all topics are read)
from sphinx_ext import settings, slips  # noqa: E402
from tools import articles  # noqa: E402
from widgets import tables  # noqa: E402
from widgets.core.figure import check_words  # noqa: E402
from widgets.core.messages import WordsError  # noqa: E402
from widgets.core.scripts import ScriptError  # noqa: E402
from widgets.problems import Problem, lines_of  # noqa: E402


def table_problems() -> list[Problem]:
    """Return what is wrong in the tables, or between them and the chapters."""
    problems = [*tables.strangers(), *tables.problems()]
    return problems or [*orphan_problems(), *uncited_problems()]


def orphan_problems() -> Iterator[Problem]:
    """Find sources that no table and no chapter refers to."""
    used = set()
    every = tables.sound()
    for table in every.values():
        for field in table.schema["fields"] if table.name != "sources" else []:
            if "source" in field["name"]:
                used.update(" ".join(filter(None, table.column(field["name"]))).split())
    for chapter in (ROOT / "book").glob("*.md"):
        text = chapter.read_text("utf8", errors="replace")  # what it lacks is told elsewhere
        used.update(key.strip() for key in re.split(r"[`,|]", text))
    for row in every["sources"].rows():
        if row.id not in used:
            expected = "a source that a table or a chapter refers to"
            yield Problem("data/sources.csv", row.Index, "id", row.id, expected, "source-used")


def uncited_problems() -> Iterator[Problem]:
    """Find passages in `data/passages.csv` that no page cites."""
    cited = {each[1:] for each in articles.anchors() if each[0].file != "data/passages.csv"}
    for row in tables.sound()["passages"].rows():
        if (row.source, row.anchor) not in cited:
            place = "data/passages.csv", row.Index, "anchor", row.anchor
            yield Problem(*place, "a passage that a page cites", "passage-cited")


def word_problems() -> Iterator[Problem]:
    """Find the first file of words or script of a figure that cannot be read."""
    try:
        check_words()
    except WordsError as error:
        found = f"{error.found} at {error.place}"
        yield Problem(error.file, None, None, found, error.expected, "words-readable")
    except ScriptError as error:
        yield Problem("widgets", None, None, str(error), "a readable script", "script-readable")


# What looks at the files of an editor: each returns its problems in the order of the file, and
# raises nothing, whatever stands in the file.
CHECKERS: list[Callable[[], Iterable[Problem]]] = [
    lambda: settings.problems(ROOT),
    table_problems,
    lambda: slips.problems(ROOT),
    word_problems,
]


def source_problems(folder: Path) -> Iterator[Problem]:
    """Find what differs from the articles in a folder."""
    known = articles.articles(folder)
    print(f"{sum(1 for _ in articles.anchors())} anchors held against {len(known)} articles")
    yield from articles.anchor_problems(known)
    yield from articles.speaker_problems(known)
    yield from articles.figure_problems(known)
    yield from articles.wording_problems(known)


def offer_mends(problems: Iterable[Problem], write: bool) -> Iterator[str]:
    """Offer each table that a spreadsheet changed as it was before, and say so.

    Parameters
    ----------
    problems : iterable of Problem
        What is wrong; the files that they name are looked at.
    write : bool
        Whether to write each beside its table. No file is written over.

    Yields
    ------
    str
        One line for each file.
    """
    for path, content in mends({problem.file for problem in problems}):
        beside = path.with_suffix(".mended.csv")
        name = beside.relative_to(ROOT).as_posix()
        if beside.exists():
            yield f"{name} is there already: delete it to have it made anew"
        elif write:
            beside.write_bytes(content)
            yield f"{name} has what can be mended for sure: compare it with {path.name}"
        else:
            yield f"`make check MEND=yes` writes {name}, with what can be mended for sure"


def mends(files: set[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield the path of each of these tables that can be mended, and what it would then hold."""
    try:
        package = tables.package_of(ROOT / "data")
    except tables.TableError:
        return
    named = [name for name in package.resources if package.file(name) in files]
    for name in named:
        path = ROOT / package.file(name)
        content = path.read_bytes() if path.is_file() else b""
        if better := tables.mended_file(content, package.fields(name)):
            yield path, better


def main(arguments: list[str]) -> None:
    """Check the files; with a folder of articles, hold them against these too."""
    parser = argparse.ArgumentParser(description="Say what is wrong with the files of the book.")
    parser.add_argument("folder", nargs="?", type=Path, help="the five articles, one file each")
    parser.add_argument("--mend", action="store_true", help="write mended tables beside the others")
    asked = parser.parse_args(arguments)
    problems = [problem for checker in CHECKERS for problem in checker()]
    if asked.folder and not problems:
        problems += source_problems(asked.folder)
    if problems:
        print(*lines_of(problems), *offer_mends(problems, asked.mend), sep="\n", file=sys.stderr)
        sys.exit(f"{len(problems)} found" if len(problems) > 1 else 1)
    print(
        f"Settings, {len(tables.names())} tables, the chapters, the words of the figures: "
        "no problem found"
    )
    if not asked.folder:
        print("Not held against the articles: make check-sources SOURCES=folder does that.")


if __name__ == "__main__":
    main(sys.argv[1:])
