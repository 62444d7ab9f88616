"""The chapters keep the rules of the house: they cite, they are balanced, they read plainly."""

import calendar
import csv
import json
import re
from pathlib import Path

import pytest

from sphinx_ext.page_facts import reading_age
from tests import learner, reading
from widgets import numbers
from widgets.core.formats import say_date
from widgets.topics.contracts.weighing import SAMPLES

BOOK = Path(__file__).parent.parent / "book"
DATA = BOOK.parent / "data"
# Pages that are told by a table, or speak of the book itself. `test_learner.py` has the rules of
# the chapters for learners.
TOLD_BY_TABLES = {
    "boards", "data", "find-your-area", "sources", "timeline", "where-sources-disagree", "words",
}  # fmt: skip
ABOUT_THE_BOOK = {"teach", "how-this-book-was-made", "how-claims-are-graded", "accessibility"}
STORY = sorted(
    path.stem
    for path in BOOK.glob("*.md")
    if path.stem not in {"index", *TOLD_BY_TABLES, *ABOUT_THE_BOOK, *learner.CHAPTERS}
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


# --- Reading age ------------------------------------------------------------------------------


def plain(block):
    """Return a block as running text: no roles, no marks, no address of a link."""
    text = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", ROLE.sub("", block), flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", text)
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))


@pytest.mark.parametrize("slug", STORY)
def test_running_text_can_be_read_at_13(slug):
    assert reading_age(map(plain, paragraphs(slug))) <= 13


def part(slug, heading):
    """Return the paragraphs below a heading, down to the next one."""
    [text] = re.findall(rf"^## {heading}$(.*?)^#", chapter(slug), re.DOTALL | re.MULTILINE)
    return [plain(block) for block in re.split(r"\n\s*\n|\n(?=- )", text) if block.strip()]


@pytest.mark.parametrize("slug", STORY)
def test_summaries_can_be_read_at_11(slug):
    assert reading_age([plain(paragraphs(slug)[0])]) <= 11
    assert reading_age(part(slug, "What to remember")) <= 11


def test_the_start_page_answers_at_11():
    assert reading_age(part("index", "The answer in 60 seconds")) <= 11


def test_a_term_that_the_book_explains_counts_as_plain_words_and_no_other():
    hard = "Notwithstanding considerable organisational heterogeneity"
    assert reading_age([f"{hard}."]) > 20
    assert reading_age(["An integrated care system plans."]) < 11


# --- Figures ----------------------------------------------------------------------------------
#
# A chapter prints a figure and does not type it. A figure is an amount of money, a share, a number
# with decimals or a number above 10; a smaller whole number is one if the table of figures has it
# from a source that the same paragraph cites. Dates and numbers that are part of a name are typed.
# A heading or a question may repeat a figure that its own part prints: roles would change the
# address of a heading.

TOLD = ["index", *STORY]
MONTH = f"(?:{'|'.join(calendar.month_name[1:])})"
DATE = re.compile(rf"(?:\d{{1,2}} )?{MONTH}(?: \d{{4}})?|\b(?:19|20)\d\d\b")
NUMBER = re.compile(r"£?\d+(?:[,.]\d+)*(?:bn\b|m\b|%)?")
# What holds a number without being one: names, and what the book says of its own working.
NAMES = ["999 Call", "section 75", "Section 75", "10 Year Health Plan", "60 seconds", "Claim 11"]
OWN = {"contracts-compared": [f"{SAMPLES:,} weightings"]}
HELD = {row["id"]: row for row in rows("figures")}
ROWS = {
    row["id"]: row
    for name in [
        "findings",
        "events",
        "claims",
        "options",
        "places",
        "populations",
        "disagreements",
    ]
    for row in rows(name)
}


def sources_of(row):
    """Return the sources that a row of a table names."""
    return {key for column, cell in row.items() if "source" in column for key in cell.split()}


def cited(text):
    """Return the sources that a text cites."""
    found = re.findall(r"\{(?:passage|cite:p)\}`([^|`]+)", text)
    return {key.strip() for keys in found for key in keys.split(",")}


def printed(text):
    """Return the numbers that the roles of a text print."""
    roles = reading.NUMBER.findall(text)
    return set(NUMBER.findall("\n".join(numbers.ROLES[role](words) for role, words in roles)))


def typed(text, slug, sources):
    """Return the figures that a text types: see the rule above."""
    text = re.sub(r"^\s*\d+\. |\]\([^)]*\)", "", ROLE.sub(" ", text), flags=re.MULTILINE)
    for name in NAMES + OWN.get(slug, []):
        text = text.replace(name, " ")
    text = DATE.sub(" ", text)
    small = [row["figure"] for row in HELD.values() if sources_of(ROWS[row["row"]]) & sources]
    held = {
        number
        for figure in small
        if re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\w%]|[.,]\d)", text)
        for number in NUMBER.findall(figure)
    }
    found = set(NUMBER.findall(text))
    return held | {number for number in found if not number.isdigit() or int(number) > 10}


def blocks(text):
    """Return paragraphs and items, without headings and without the lines of fences."""
    text = re.sub(r"^(#|:::|```).*$", "", text, flags=re.MULTILINE)
    return [block for block in re.split(r"\n\s*\n|\n(?=- )", text) if block.strip()]


@pytest.mark.parametrize("slug", TOLD)
def test_a_paragraph_prints_its_figures_and_types_none(slug):
    found = {block: typed(block, slug, cited(block)) for block in blocks(told(slug))}
    assert {block: numbers for block, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize("slug", TOLD)
def test_a_paragraph_cites_a_source_of_each_figure_that_it_prints(slug):
    lost = [
        (key, block)
        for block in blocks(told(slug))
        for key in re.findall(r"\{figure\}`([^`]+)`", block)
        if not sources_of(ROWS[HELD[key]["row"]]) & cited(block)
    ]
    assert lost == []


@pytest.mark.parametrize("slug", TOLD)
def test_a_heading_or_a_question_repeats_only_figures_that_its_own_part_prints(slug):
    parts = re.split(r"^(#+ .+|:::\{dropdown\} .+)$", told(slug), flags=re.MULTILINE)
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        assert "{" not in title.removeprefix(":::{dropdown}"), title
        assert typed(title, slug, cited(text)) <= printed(text), title


def test_every_figure_is_printed_somewhere():
    everywhere = "".join(map(told, TOLD))
    assert [key for key in HELD if f"{{figure}}`{key}`" not in everywhere] == []


# A figure that counts as one only where its source is cited.
SMALL = next(row for row in HELD.values() if row["figure"].isdigit() and int(row["figure"]) < 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It forecast £324m a year.", {"£324m"}),
        ("It forecast {figure}`vanguard-savings-forecast` a year.", set()),
        ("It had 44 areas in March 2016, on 0 pages.", {"44"}),
        (f"It ended after {SMALL['figure']} months, for 0 trusts.", {SMALL["figure"]}),
        ("It held 12.0% of 1,200.", {"12.0%", "1,200"}),
        ("A section 75 agreement of 7 June 2018.", set()),
    ],
)
def test_a_typed_figure_is_found(text, found):
    assert typed(text, "index", sources_of(ROWS[SMALL["row"]])) == found


SAID = re.compile(r"(?<=^: )([cf]-[\w-]+(?: [cf]-[\w-]+)*)(?: \|)?", re.MULTILINE)


def told(slug):
    """Return what a chapter tells: not the options of pictures, nor the date of its last check.

    In a debate an id stands for what its row says, and for the source of it.
    """
    text = re.sub(r"^:[\w-]+: .*$", "", chapter(slug), flags=re.MULTILINE)

    def cite(found):
        return "".join(f"{{cite:p}}`{ROWS[key]['source']}`" for key in found[1].split())

    text = SAID.sub(cite, text)
    return re.sub(r"^(Last checked|Next review due by) .*$", "", text, flags=re.MULTILINE)


def test_the_counts_in_the_tables_agree_with_the_rows_that_they_count():
    for kind, keys in {
        "stp-2016": ["areas-2016", "areas-2016-long-read", "areas-before-merger"],
        "icb-2022": ["boards-july-2022", "boards-before-april-2026"],
        "icb-2026": ["boards-april-2026"],
        "ics-first": ["systems-may-2018"],
    }.items():
        assert {HELD[key]["figure"] for key in keys} == {numbers.count(f"footprints kind={kind}")}


def test_the_sums_and_the_ratios_in_the_text_are_right():
    number = {key: int(row["figure"]) for key, row in HELD.items() if row["figure"].isdigit()}
    merged = number["areas-before-merger"] - number["areas-merged"] + 1
    assert merged == number["areas-after-merger"]
    boards = number["boards-before-april-2026"] - number["boards-ended-april-2026"]
    assert boards + number["boards-new-april-2026"] == number["boards-april-2026"]


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("sustainability-and-transformation-plans", "stp-2016"),
     ("integrated-care-systems", "ics-first")],
)  # fmt: skip
def test_the_largest_area_is_as_many_times_the_smallest_as_the_text_says(slug, kind):
    areas = {row["id"] for row in rows("footprints") if row["kind"] == kind}
    people = [
        int(row["central"])
        for row in rows("populations")
        if row["footprint"] in areas and (row["basis"], row["date"]) == ("residents", "2018-06-30")
    ]
    assert len(people) == len(areas)
    said = re.findall(r"about (\d+) times the (?:people of the )?smallest", told(slug))
    assert said
    assert set(said) == {str(round(max(people) / min(people)))}


@pytest.mark.parametrize("slug", TOLD)
def test_every_date_in_a_chapter_stands_in_a_table(slug):
    everything = " ".join(
        f"{say_date(cell)} {cell}" if re.fullmatch(r"\d{4}(-\d\d){0,2}", cell) else cell
        for path in DATA.glob("*.csv")
        for row in rows(path.stem)
        for cell in row.values()
    )
    dates = set(re.findall(rf"(?:\d+ )?{MONTH} \d{{4}}", told(slug)))
    dates -= set(re.findall(r"^Last checked (.+)\.$", chapter(slug), re.MULTILINE))  # "as at"
    assert sorted(date for date in dates if date not in everything) == []


# --- Words ------------------------------------------------------------------------------------

# What a body or a person calls itself, and the letters that the start page sets out to explain.
AS_SIGNED = {"JCEH", "HAC", "KPMG", "NICE"}  # which a reader signs or writes, unspelt
EXPLAINED = {"index": {"STP", "ICS", "ICP", "ACO"}}


@pytest.mark.parametrize("slug", TOLD)
def test_an_abbreviation_is_spelt_out_where_a_page_first_has_it(slug):
    text = plain(re.sub(r"^# .*$", "", told(slug), flags=re.MULTILINE))
    found = {each.rstrip("s"): None for each in re.findall(r"\b[A-Z][A-Z&]+s?\b", text)}
    for letters in found.keys() - AS_SIGNED - EXPLAINED.get(slug, set()):
        first = re.search(rf"\b{letters}s?\b", text)
        near = text[: first.end() + 80]  # as in "NHS England, which leads the ... (NHS)"
        assert re.search(rf"\({letters}s?\)", near), near[-200:]


# --- Balance ----------------------------------------------------------------------------------

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


def test_what_the_text_says_of_all_claims_and_ratings_holds():
    assert sum(row["ground"] == "none-offered" for row in CLAIMS) > len(CLAIMS) / 2
    for stance, share in {"supports": 0.5, "contests": 0.8}.items():  # "about half", "four in five"
        some = [row["ground"] == "none-offered" for row in CLAIMS if row["stance"] == stance]
        assert abs(sum(some) / len(some) - share) < 0.05, stance
    data = [row for row in CLAIMS if row["data_from"] != "none"]
    hospital = [row for row in data if row["topic"] == "hospital-use"]
    assert len(hospital) > len(data) / 2  # "mostly"
    assert {row["stance"] for row in hospital} == {"supports"}
    assert not {row["topic"] for row in data} & {"law", "privatisation"}
    [money] = [row for row in data if row["topic"] == "money"]  # "only one"
    assert (money["id"], money["stance"]) == ("c-com-118", "contests")
    ratings = rows("ratings")
    assert sum(row["basis"] == "editors" for row in ratings) > len(ratings) / 3


def test_every_disagreement_has_its_place_in_a_group_and_only_one():
    text = chapter("where-sources-disagree")
    lists = re.findall(r"```\{disagreements\}\n(.+?)\n```", text, re.DOTALL)
    listed = [key for keys in lists for key in keys.split()]
    assert sorted(listed) == sorted(row["id"] for row in rows("disagreements"))


def test_the_data_page_names_the_version_of_the_tables():
    version = json.loads((DATA / "datapackage.json").read_text("utf8"))["version"]
    assert f"the tables, version {version}, " in chapter("data")
