"""Check the data package without building the book, and hold it against the articles.

`make check` reads every table as the book does, and finds sources that nothing refers to.
`make check-sources SOURCES=FOLDER` also takes the articles from a folder, one file each, whose
names begin with the digits of the `article` column of `data/sources.csv`, and holds against them:

- anchors: the words by which a passage is found stand in the article, and only once;
- figures: each number of a row stands in or beside the passage that the row rests on;
- speakers: a passage that a page cites from a reader's comment is that reader's, and no other is;
- wording: no text of ours repeats more than 12 words of an article outside quotation marks.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import widgets  # noqa: E402, F401  (the root is on the path only now; all topics are read)
from widgets import tables  # noqa: E402
from widgets.core.figure import TOPICS, check_words  # noqa: E402
from widgets.core.messages import WordsError  # noqa: E402
from widgets.core.scripts import ScriptError  # noqa: E402
from widgets.core.sources import voices_of  # noqa: E402

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
        """Return the paragraph of an anchor with the one before and the one after."""
        [at] = [i for i, part in enumerate(self.paragraphs) if anchor in part]
        return "\n".join(self.paragraphs[max(at - 1, 0) : at + 2])


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


def anchors() -> Iterator[tuple[str, str, str]]:
    """Yield every (place, source, anchor) of the tables and of the chapters."""
    for name, frame in tables.check().items():
        ends = [column.removeprefix("anchor") for column in frame if column.startswith("anchor")]
        for end in ends:
            some = frame[frame[f"anchor{end}"].notna()]
            for row, source, anchor in zip(
                some.index, some[f"source{end}"], some[f"anchor{end}"], strict=True
            ):
                yield f"data/{name}.csv, row {row + 2}", source, anchor
    for chapter in sorted((ROOT / "book").glob("*.md")):
        for source, anchor in PASSAGE.findall(chapter.read_text("utf8")):
            yield f"book/{chapter.name}", source.strip(), anchor.strip()


def texts() -> Iterator[tuple[str, str]]:
    """Yield every (place, text) that we wrote, without what stands in quotation marks."""
    for name, frame in tables.check().items():
        for column in frame.select_dtypes("string"):
            if not column.startswith("anchor") and column not in ("title", "url"):
                for row, text in frame[column].dropna().items():
                    yield f"data/{name}.csv, row {row + 2}, column {column}", text
    for chapter in sorted((ROOT / "book").glob("*.md")):
        yield f"book/{chapter.name}", chapter.read_text("utf8")


def anchor_problems(known: dict[str, Article]) -> Iterator[str]:
    """Find anchors that are not in their article, or are there more than once."""
    for place, source, anchor in anchors():
        if source in known and (times := known[source].text.count(anchor)) != 1:
            yield f'{place}: "{anchor}" is found {times} times in {source}; expected once'


def speaker_problems(known: dict[str, Article]) -> Iterator[str]:
    """Find passages of a comment that are not its reader's, and others that are a reader's.

    Words that a reader quotes begin with a quotation mark, and are not his.
    """
    names = {row["id"]: row["name"] for row in tables.records("speakers")}
    voices = voices_of(tables.records("claims"), tables.records("passages"))
    for place, source, anchor in anchors():
        if source not in known or not SPOKEN.match(place) or anchor.startswith('"'):
            continue
        speaker, voice = voices.get((source, anchor), (None, "author"))
        found = names[speaker] if voice == "comment" else None
        expected = known[source].commenter(anchor)
        if found != expected:
            whose = [f"{name}'s comment" if name else "no comment" for name in (found, expected)]
            yield f'{place}: "{anchor}" is of {whose[0]} in our tables; expected {whose[1]}'


def figure_problems(known: dict[str, Article]) -> Iterator[str]:
    """Find numbers that do not stand in or beside their passage; a year may stand anywhere."""
    dates = {row["id"]: row["date"] or "" for row in tables.records("sources")}
    for name, column in FIGURES.items():
        for index, row in enumerate(tables.records(name)):
            if row["source"] not in known or not row[column]:
                continue
            article = known[row["source"]]
            near = numbers(article.beside(row["anchor"]))
            years = {n for n in numbers(article.text) if YEAR.fullmatch(n)}
            for number in sorted(numbers(row[column]) - near - years - {dates[row["source"]][:4]}):
                place = f"data/{name}.csv, row {index + 2}, column {column}"
                yield f'{place}: {number} is not beside "{row["anchor"]}" in {row["source"]}'


def wording_problems(known: dict[str, Article]) -> Iterator[str]:
    """Find runs of more than 12 words that we share with an article."""
    for place, text in texts():
        ours = words(QUOTED.sub(" ", text))
        for start in range(len(ours) - LONGEST_RUN):
            run = tuple(ours[start : start + LONGEST_RUN + 1])
            for source, article in known.items():
                if run in article.runs:
                    yield f'{place}: "{" ".join(run)}" stands in {source}'


def orphan_problems() -> Iterator[str]:
    """Find sources that no table and no chapter refers to."""
    used = set()
    for name, frame in tables.check().items():
        for column in frame if name != "sources" else []:
            if "source" in column:
                used.update(" ".join(frame[column].dropna()).split())
    for chapter in (ROOT / "book").glob("*.md"):
        used.update(key.strip() for key in re.split(r"[`,|]", chapter.read_text("utf8")))
    for row, source in enumerate(tables.load("sources")["id"]):
        if source not in used:
            yield f"data/sources.csv, row {row + 2}: nothing refers to {source}"


def uncited_problems() -> Iterator[str]:
    """Find passages in `data/passages.csv` that no page cites."""
    cited = {each[1:] for each in anchors() if not each[0].startswith("data/passages")}
    for row, each in tables.check()["passages"].iterrows():
        if (each["source"], each["anchor"]) not in cited:
            yield f'data/passages.csv, row {row + 2}: no page cites "{each["anchor"]}"'


def main(folder: str | None = None) -> None:
    """Check the tables; with a folder of articles, hold them against these too."""
    try:
        print(f"{len(tables.check())} tables, no problem found")
        check_words()
        print(f"the words of {len(TOPICS)} topics, no problem found")
    except (tables.TableError, WordsError, ScriptError) as problem:
        sys.exit(str(problem))
    problems = [*orphan_problems(), *uncited_problems()]
    if folder:
        known = articles(Path(folder))
        print(f"{sum(1 for _ in anchors())} anchors held against {len(known)} articles")
        problems += anchor_problems(known)
        problems += speaker_problems(known)
        problems += figure_problems(known)
        problems += wording_problems(known)
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
