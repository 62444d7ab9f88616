"""The chapters keep the rules of the house: they cite, they are balanced, they read plainly."""

import csv
import re
from pathlib import Path

import pytest

BOOK = Path(__file__).parent.parent / "book"
DATA = BOOK.parent / "data"
# Pages that are told by a table, or speak of the book itself.
TOLD_BY_TABLES = {"timeline", "words", "where-sources-disagree", "sources", "data"}
ABOUT_THE_BOOK = {"how-this-book-was-made", "how-claims-are-graded", "accessibility"}
STORY = sorted(
    path.stem
    for path in BOOK.glob("*.md")
    if path.stem not in {"index", *TOLD_BY_TABLES, *ABOUT_THE_BOOK}
)
# These tell how a figure works; what they state beyond that is cited, but not in every paragraph.
CITED = [slug for slug in STORY if slug not in {"contracts-compared", "evidence"}]
ROLE = re.compile(r"\{[\w:]+\}`[^`]*`")
CITATION = re.compile(r"\{(?:passage|cite:p)\}`")
PASSAGE = re.compile(r"\{passage\}`([^|`]+)\|([^`]+)`")


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chapter(slug):
    """Return the text of a chapter without its front matter and its cells."""
    text = (BOOK / f"{slug}.md").read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return re.sub(r"^```\{code-cell\}.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def paragraphs(slug):
    """Return the running text: paragraphs and items of lists, without headings and fences."""
    blocks = re.split(r"\n\s*\n|\n(?=- )", chapter(slug))
    return [block for block in blocks if block.strip() and block.strip()[0] not in "#:`"]


def sentences(text):
    plain = re.sub(r"[*\[\]]|\([^)]*\.md[^)]*\)", "", ROLE.sub("", text))
    return [part for part in re.split(r"(?<=[.!?])\s+", plain) if len(part.split()) > 1]


@pytest.mark.parametrize("slug", STORY)
def test_a_chapter_has_its_parts(slug):
    text = chapter(slug)
    [title] = re.findall(r"^# (.+)$", text, re.MULTILINE)
    assert len(title) <= 65
    headings = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    assert not [heading for heading in headings if heading.endswith("?")]
    assert headings[-2:] == ["What to remember", "Check yourself"]
    assert 3 <= len(re.findall(r"^:::\{dropdown\} .+\?$", text, re.MULTILINE)) <= 5
    assert re.search(r"^Last checked \d+ \w+ \d{4}\.$", text, re.MULTILINE)
    assert re.search(r"^Next review due by \d+ \w+ \d{4}\.$", text, re.MULTILINE)


@pytest.mark.parametrize("slug", CITED)
def test_a_chapter_opens_with_its_answer_in_three_sentences(slug):
    opening = paragraphs(slug)[0]
    assert len(sentences(opening)) <= 3
    assert CITATION.search(opening)


@pytest.mark.parametrize("slug", CITED)
def test_answers_open_in_place_and_cite(slug):
    for answer in re.findall(
        r"^:::\{dropdown\}(.*?)^:::$", chapter(slug), re.DOTALL | re.MULTILINE
    ):
        assert CITATION.search(answer), answer


def states_no_fact(block):
    """Tell whether a paragraph leads in, says what was not found, or speaks of this book."""
    return (
        block.rstrip().endswith(":")
        or re.search(
            r"^(Last|Next review|We |The figure|Both can|Others|Picture)|\bwe (found|did|could)\b"
            r"|this book|we read|our reading|\(.*\.md",
            block,
            re.IGNORECASE | re.MULTILINE,
        )
        or sum(len(part.split()) for part in sentences(block)) < 12
    )


@pytest.mark.parametrize("slug", CITED)
def test_a_paragraph_that_states_a_fact_cites(slug):
    bare = [
        block
        for block in paragraphs(slug)
        if not CITATION.search(block) and not states_no_fact(block.strip())
    ]
    assert len(bare) <= 6, "\n\n".join(bare)


@pytest.mark.parametrize("slug", STORY)
def test_sentences_are_short(slug):
    lengths = [len(part.split()) for block in paragraphs(slug) for part in sentences(block)]
    assert sum(lengths) / len(lengths) <= 20
    assert max(lengths) <= 35


@pytest.mark.parametrize("slug", STORY)
def test_no_chapter_types_a_population_that_a_table_holds(slug):
    plain = ROLE.sub("", chapter(slug))
    held = {row["wording"] for row in rows("populations") if re.search(r"\d", row["wording"])}
    held -= {"30,000 to 50,000"}
    found = [
        wording
        for wording in held
        if re.search(
            rf"(?<![\d£.,]){re.escape(wording)}(?![\d,.]*\d)(?=.{{0,40}}(people|patients|population))",
            plain,
        )
    ]
    assert not found


CLAIMS = rows("claims")
PAIRS = sorted({(row["topic"], row["stance"]) for row in CLAIMS})


@pytest.mark.parametrize(("topic", "stance"), PAIRS)
def test_every_stance_on_every_topic_is_told(topic, stance):
    cited = {
        (source.strip(), anchor.strip())
        for slug in STORY
        for source, anchor in PASSAGE.findall(chapter(slug))
    }
    told = [
        row["id"]
        for row in CLAIMS
        if (row["topic"], row["stance"]) == (topic, stance)
        and (row["source"], row["anchor"]) in cited
    ]
    assert told, f"no chapter cites a claim that {stance} on {topic}"
