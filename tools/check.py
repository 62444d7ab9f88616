"""Say everything that is wrong with the tables, the words and the chapters, without a build.

`make check` asks each checker of `CHECKERS` for its problems, and prints them all in the order of
the files. `make check-sources SOURCES=FOLDER` holds the tables and chapters against the articles
too (see `tools/articles.py`). `RULES.md` explains each rule.
"""

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
    """Return what is wrong in the tables."""
    try:
        tables.check()
    except tables.TableError as error:
        return error.problems
    return [*orphan_problems(), *uncited_problems()]


def orphan_problems() -> Iterator[Problem]:
    """Find sources that no table and no chapter refers to."""
    used = set()
    for name, frame in tables.check().items():
        for column in frame if name != "sources" else []:
            if "source" in column:
                used.update(" ".join(frame[column].dropna()).split())
    for chapter in (ROOT / "book").glob("*.md"):
        used.update(key.strip() for key in re.split(r"[`,|]", chapter.read_text("utf8", "replace")))
    for row, source in enumerate(tables.load("sources")["id"]):
        if source not in used:
            expected = "a source that a table or a chapter refers to"
            yield Problem("data/sources.csv", row + 2, "id", source, expected, "source-used")


def uncited_problems() -> Iterator[Problem]:
    """Find passages in `data/passages.csv` that no page cites."""
    cited = {each[1:] for each in articles.anchors() if each[0].file != "data/passages.csv"}
    for row, each in tables.check()["passages"].iterrows():
        if (each["source"], each["anchor"]) not in cited:
            expected = "a passage that a page cites"
            place = "data/passages.csv", row + 2, "anchor", each["anchor"]
            yield Problem(*place, expected, "passage-cited")


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


def main(folder: str | None = None) -> None:
    """Check the files; with a folder of articles, hold them against these too."""
    problems = [problem for checker in CHECKERS for problem in checker()]
    if folder and not problems:
        problems += source_problems(Path(folder))
    if problems:
        print("\n".join(lines_of(problems)), file=sys.stderr)
        sys.exit(f"{len(problems)} found" if len(problems) > 1 else 1)
    print(
        f"Settings, {len(tables.names())} tables, the chapters, the words of the figures: "
        "no problem found"
    )
    if not folder:
        print("Not held against the articles: make check-sources SOURCES=folder does that.")


if __name__ == "__main__":
    main(*sys.argv[1:])
