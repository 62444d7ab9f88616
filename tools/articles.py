"""Hold the tables and the chapters against the five articles, for those who have them.

`make check-sources SOURCES=FOLDER` takes the articles from a folder, one file each, whose names
begin with the digits of the `article` column of `data/sources.csv`, and looks for

- anchors: the words by which a passage is found stand in the article, and only once;
- figures: each number of a row stands in or beside the passage that the row rests on;
- speakers: a passage that a page cites from a reader's comment is that reader's, and no other is;
- wording: no text of ours repeats more than 12 words of an article outside quotation marks.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from widgets import tables
from widgets.core.sources import voices_of
from widgets.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
LONGEST_RUN = 12  # words
PASSAGE = re.compile(r"\{passage\}`([^|`]+)\|([^`]+)`")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`")

# The tables whose rows rest on one passage each, and the column that tells it.
FIGURES = {"claims": "claim", "populations": "wording"}
# One and two are left out: in plain English they are more often words than figures.
NUMBER_WORDS = {
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "forty-four": "44",
}  # fmt: skip
YEAR = re.compile(r"(19|20)\d\d")

# A comment begins with a name, and what its reader says of himself.
COMMENT = re.compile(r"^(.+)\n\n(?:Position\n.+\n(?:Organisation\n.+\n)?)?Comment date$", re.M)
# The tables whose anchors the pages show beside who speaks.
SPOKEN = re.compile(r"data/(claims|passages|names|disagreements)\.csv|book/")


class Article:
    """The text of an article and its paragraphs."""

    def __init__(self, path: Path):
        self.text = path.read_text("utf8")
        self.paragraphs = [part for part in self.text.split("\n") if part.strip()]
        self.words = words(self.text)
        self.runs = {
            tuple(self.words[i : i + LONGEST_RUN + 1]) for i in range(len(self.words) - LONGEST_RUN)
        }
        self.comments = [(found.start(), found[1]) for found in COMMENT.finditer(self.text)]

    def commenter(self, anchor: str) -> str | None:
        """Return the name over the comment in which an anchor stands, if it stands in one."""
        at = self.text.find(anchor)
        return next((name for start, name in reversed(self.comments) if start < at), None)

    def beside(self, anchor: str) -> str:
        """Return the paragraph of an anchor with the one before and the one after.

        Nothing stands beside an anchor that is not there, as `anchor_problems` says.
        """
        places = [i for i, part in enumerate(self.paragraphs) if anchor in part]
        return "\n".join(self.paragraphs[max(places[0] - 1, 0) : places[0] + 2] if places else [])


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without signs."""
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower())


def numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits, whether written in digits or in words."""
    found = {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    return found | {NUMBER_WORDS[word] for word in re.findall(r"[a-z-]+", text.lower())
                    if word in NUMBER_WORDS}  # fmt: skip


def articles(folder: Path) -> dict[str, Article]:
    """Return the articles of a folder by the id of their source."""
    found = {}
    for row in tables.records("sources"):
        if row["article"]:
            files = sorted(folder.glob(f"{row['article']}*"))
            if len(files) != 1:
                sys.exit(f"{folder}: {len(files)} files begin with {row['article']}; expected one")
            found[row["id"]] = Article(files[0])
    return found


class Place(NamedTuple):
    """Where a text of ours stands: a cell of a table, or a line of a chapter."""

    file: str
    row: int | None
    column: str | None = None

    def problem(self, value: str, expected: str, rule: str) -> Problem:
        """Return what is wrong there; a chapter has no column, so it says what was found."""
        found = value if self.column else f'"{value}"'
        return Problem(*self, found, expected, rule)


def anchors() -> Iterator[tuple[Place, str, str]]:
    """Yield every (place, source, anchor) of the tables and of the chapters."""
    for table in tables.sound().values():
        columns = [field["name"] for field in table.schema["fields"]]
        for column in (name for name in columns if name.startswith("anchor")):
            for row in table.rows():
                if anchor := getattr(row, column):
                    source = getattr(row, column.replace("anchor", "source"))
                    yield Place(table.file, row.Index, column), source, anchor
    for chapter in sorted((ROOT / "book").glob("*.md")):
        text = chapter.read_text("utf8", "replace")
        for found in PASSAGE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Place(f"book/{chapter.name}", line), found[1].strip(), found[2].strip()


def texts() -> Iterator[tuple[Place, str]]:
    """Yield every (place, text) that we wrote, without what stands in quotation marks."""
    for table in tables.sound().values():
        for field in table.schema["fields"]:
            column = field["name"]
            ours = not column.startswith("anchor") and column not in ("title", "url")
            if ours and field["type"] == "string":
                for row, text in table.filled(column):
                    yield Place(table.file, row, column), text
    for chapter in sorted((ROOT / "book").glob("*.md")):
        yield Place(f"book/{chapter.name}", None), chapter.read_text("utf8", "replace")


def anchor_problems(known: dict[str, Article]) -> Iterator[Problem]:
    """Find anchors that are not in their article, or are there more than once."""
    for place, source, anchor in anchors():
        if source in known and (times := known[source].text.count(anchor)) != 1:
            expected = f"words that stand once in {source}, where these stand {times} times"
            yield place.problem(anchor, expected, "anchor-in-article")


def speaker_problems(known: dict[str, Article]) -> Iterator[Problem]:
    """Find passages of a comment that are not its reader's, and others that are a reader's.

    Words that a reader quotes begin with a quotation mark, and are not his.
    """
    names = {row["id"]: row["name"] for row in tables.records("speakers")}
    voices = voices_of(tables.records("claims"), tables.records("passages"))
    for place, source, anchor in anchors():
        if source not in known or not SPOKEN.match(place.file) or anchor.startswith('"'):
            continue
        speaker, voice = voices.get((source, anchor), (None, "author"))
        found = names[speaker] if voice == "comment" else None
        expected = known[source].commenter(anchor)
        if found != expected:
            whose = [f"{name}'s comment" if name else "no comment" for name in (found, expected)]
            expected = f"words of {whose[1]}, where our tables have {whose[0]}"
            yield place.problem(anchor, expected, "speaker-of-passage")


def figure_problems(known: dict[str, Article]) -> Iterator[Problem]:
    """Find numbers that do not stand in or beside their passage; a year may stand anywhere."""
    every = tables.sound()
    dates = {row.id: row.date or "" for row in every["sources"].rows()}
    for name, column in FIGURES.items():
        for row in every[name].rows():
            text = getattr(row, column)
            if row.source not in known or not text:
                continue
            article = known[row.source]
            near = numbers(article.beside(row.anchor))
            years = {n for n in numbers(article.text) if YEAR.fullmatch(n)}
            for number in sorted(numbers(text) - near - years - {dates[row.source][:4]}):
                expected = f'a number that stands beside "{row.anchor}" in {row.source}'
                place = Place(every[name].file, row.Index, column)
                yield place.problem(number, expected, "figure-beside-passage")


def wording_problems(known: dict[str, Article]) -> Iterator[Problem]:
    """Find runs of more than 12 words that we share with an article."""
    for place, text in texts():
        ours = words(QUOTED.sub(" ", text))
        for start in range(len(ours) - LONGEST_RUN):
            run = tuple(ours[start : start + LONGEST_RUN + 1])
            for source, article in known.items():
                if run in article.runs:
                    expected = f"words of our own, or quotation marks: these stand in {source}"
                    yield place.problem(" ".join(run), expected, "wording-of-article")
