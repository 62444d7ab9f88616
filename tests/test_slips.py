"""Slips of a chapter are told with their line, before any cell runs; no test here builds a page."""

import functools
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_ext import slips
from sphinx_ext.chapters import DIRECTIVES
from sphinx_ext.diagrams import PICTURES
from sphinx_ext.slips import Book, Page, problems_of
from sphinx_ext.slips.cells import TAGS
from sphinx_ext.source import CELL, CLASSES, blocks, pieces
from tests.conftest import ROOT

FRONT = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# A title

"""
FIRST = FRONT.count("\n") + 1  # the line at which a body begins
ARTICLE = "kings-fund-2018"
PASSAGE = f"{{passage}}`{ARTICLE} | words of the passage`"


@functools.cache
def found(text, name="chapter.md", folder=Path("nowhere"), **others):
    """Return what is wrong in a chapter that stands in no file, nor the chapters beside it."""
    book = Book(folder)
    for stem, words in {Path(name).stem: text, **others}.items():
        path = folder / f"{stem}.md"
        book.pages[path.name] = Page(path, words, book)
    return problems_of(folder / name, book)


def only(text, **more):
    """Return the one thing that is wrong in a chapter."""
    problems = found(text, **more)
    assert len(problems) == 1, list(map(str, problems))
    return problems[0]


# What is wrong, how it is written, in which line below its first, and what is said.
BODIES = {
    "a dropdown that is not closed": (
        ":::{dropdown} Why?\nWords.\n\n## Next\n",
        0, 'no end of ":::{dropdown} Why?"; expected a line ::: below it',
    ),
    "a dropdown in which the next one opens": (
        ":::{dropdown} Why?\nWords.\n\n:::{dropdown} How?\nWords.\n:::\n",
        3, 'no end of ":::{dropdown} How?"',
    ),
    "a cell that is not closed": ("```{code-cell}\n1 + 1\n", 0, 'no end of "```{code-cell}"'),
    "an end of nothing": ("Words.\n\n:::\n", 2, 'a line ":::" that closes nothing'),
    "a block of other signs": ("~~~python\n1\n~~~\n", 0, "signs ` in place of ~"),
    "a cell of four signs": ("````{code-cell}\n1\n````\n", 0, "between lines of three `"),
    "a line that parts cells": ("Words.\n\n+++\n\nMore.", 2, 'found "+++"; expected nothing'),
    "options that only a page reads": (
        ":::{dropdown} Why?\n---\nopen:\n---\nWords.\n:::\n", 1, 'options as "---"',
    ),
    "options that are set in": (
        "```{code-cell}\n  :tags: [hide-input]\n1 + 1\n```\n", 1, 'options as "  :tags',
    ),
    "a line that is lost": ("So 10\n% of all.", 1, 'found "% of all.", a comment right below'),
    "a box without braces": (
        ":::dropdown Why?\nWords.\n:::\n",
        0, 'found ":::dropdown Why?"; expected ":::{dropdown} Why?"',
    ),
    "a box with half of its braces": (
        "```{dropdown Why?\nWords.\n```\n", 0, 'expected "```{dropdown} Why?"',
    ),
    "a cell without braces": ("```code-cell\n1 + 1\n```\n", 0, 'expected "```{code-cell}"'),
    "a directive that is not known": (
        ":::{dropdwon} Why?\nWords.\n:::\n", 0, 'the directive "dropdwon"',
    ),
    "a directive in a list": (
        "- One\n\n  :::{note}\n  Words.\n  :::\n", 2, 'the directive "note" in a list',
    ),
    "a misspelt option": (
        "```{list-table} Words\n:widht: 20 80\n* - a\n  - b\n```\n",
        0, "the option :widht:; expected one of align,",
    ),
    "an option that is no width": (
        "```{list-table} Words\n:widths: wide\n* - a\n  - b\n```\n", 0, "widths",
    ),
    "a dropdown without a title": (":::{dropdown}\nWords.\n:::\n", 0, "dropdown without a title"),
    "a picture of a row that is not there": (
        ":::{thing} stpp\nWords.\n:::\n", 0, 'thing: "stpp"; expected a line of data/lives.csv',
    ),
    "a picture of no time": (
        ":::{as-of}\n:from: 2018\n:to: 2018\n:::\n", 0, "found as-of:",
    ),
    "boards of another year": ("```{boards} 2024\n```\n", 0, 'boards of "2024"'),
    "a role with curly quotes": (
        "Words.\nIt had {people}‘ics-dorset-mid-2018‘ people.", 1, "{people}‘ics-dorset-mid-2018‘",
    ),
    "a role with a space before its words": (
        "It had {people} `ics-dorset-mid-2018` people.",
        0, "a role such as {people}`ics-dorset-mid-2018`",
    ),
    "a role without braces": (
        "It had people`ics-dorset-mid-2018` people.",
        0, "a role such as {people}`ics-dorset-mid-2018`",
    ),
    "a role with one brace": (
        "It had {people`ics-dorset-mid-2018` people.",
        0, "a role such as {people}`ics-dorset-mid-2018`",
    ),
    "a role with another brace": (
        "It had people}`ics-dorset-mid-2018` people.",
        0, "a role such as {people}`ics-dorset-mid-2018`",
    ),
    "a role that is not closed": ("It had {people}`ics-dorset-mid-2018 people.", 0, "{people}`ics"),
    "an empty role": ("It had {people}`` people.", 0, "{people}``"),
    "a role of nothing but a space": ("It had {people}` ` people.", 0, "words between"),
    "a role that is not known": (
        "It had {peple}`ics-dorset-mid-2018` people.",
        0, 'the role "peple"; expected one that pages and notebooks can show (nearest: "people")',
    ),
    "an icon of a font": ("{fas}`magnifying-glass`", 0, 'the role "fas"'),
    "a role that only pages know": ("Choose {guilabel}`Menu`.", 0, 'the role "guilabel"'),
    "a role in a box": (
        ":::{note}\nOne.\n\nIt had {peple}`x` people.\n:::", 3, 'the role "peple"',
    ),
    "a role in a table": ("| a | b |\n|---|---|\n| c | {peple}`x` |", 2, 'the role "peple"'),
    "a role over two lines, and one after it": (
        f"Words {PASSAGE.replace('of the', 'of' + chr(10) + 'the')}\nand {{peple}}`x`.",
        2, 'the role "peple"',
    ),
    "a population that is not there": (
        "It had {people}`ics-dorset-mid-2081` people.",
        0, '"ics-dorset-mid-2081"; expected the id of a row in data/populations.csv (near',
    ),
    "a count by no column": (
        "It had {count}`footprints kinds=stp-2016` areas.", 0, 'count: "kinds"; expected a column',
    ),
    "a source that is not there": ("Words {cite:p}`nao-2016`.", 0, 'cite:p: "nao-2016"; expected'),
    "a passage of a source that is no article": (
        "Words {passage}`nao-2016-unitingcare | three words here`.",
        0, "no article of this book; expected {cite:p}`nao-2016-unitingcare`",
    ),
    "a passage of two words": (f"Words {{passage}}`{ARTICLE} | two words`.", 0, "3 to 8 words"),
    "a passage of nine words": (
        f"Words {{passage}}`{ARTICLE} | one two three four five six seven eight nine`.",
        0, "a passage of 9 words",
    ),
    "a passage without words": (f"Words {{passage}}`{ARTICLE}`.", 0, "a passage of 0 words"),
    "an article without a passage": (
        f"Words {{cite:p}}`{ARTICLE}`.", 0, f"expected {{passage}}`{ARTICLE} | words of the",
    ),
    "a link that runs a script": ("[Words](javascript:alert)", 0, '"[Words](javascript:alert)"'),
    "a link that holds a page": ("[Words](ftp://example.org/x)", 0, "https:// or mailto:"),
    "a link with a space in it": ("[Words](a chapter.md)", 0, '"[Words](a chapter.md)"'),
    "a link to no chapter": ("[Words](chaptre.md)", 0, 'a link to "chaptre.md"'),
    "a link to no heading": (
        "[Words](#a-ttle)", 0, 'a heading of chapter.md (nearest: "a-title")',
    ),
    "a link without words": ("See [](chapter.md).", 0, "a link without words"),
    "a label that is not there": ("{ref}`no-such-label`", 0, '{ref} to "no-such-label"'),
    "a page that is not there": ("{doc}`chaptre`", 0, 'a link to "chaptre.md"'),
    "a footnote that is not there": ("Words[^one].", 0, '"[^one]"'),
    "a second title": ("Words.\n\n# Another\n", 2, "a second title; expected one title, which st"),
    "a level left out": ("### Deep\n", 0, "a heading of level 3 below one of level 1"),
    "a heading without words": ("##\n\nWords.", 0, "a heading without words"),
    "a rule below words": ("Words.\n---\n\nMore.", 1, 'a line of - below "Words."'),
    "a tab for a list": ("\t- One\n\t- Two\n", 0, 'a tab before "- One"'),
    "a paragraph that is set in": ("    Words.\n", 0, 'four spaces or more before "Words."'),
    "what is to be put in": ("The year is {{ year }}.", 0, '"{{ year }}"'),
    "a formula between dollars": ("Let $a^2$ be.", 0, "a formula as {math}`a^2`"),
    "a formula that begins": ("Let\n\\begin{align}a\\end{align}", 1, "a formula as {math}"),
    "a heading without its space": ("##A part", 0, "a heading with a space behind its #"),
    "an item without its space": ("Words:\n-one", 1, 'found "-one"; expected an item'),
    "an item of another program": ("• one", 0, "an item that begins with `- `"),
    "a table without its second line": ("| a | b |\n| c | d |", 0, "a line such as |---|---| be"),
    "a row that is too long": ("| a | b |\n|---|---|\n| c | d |\n| c | d | e |", 3, "a row of 3"),
    "a backquote alone": ("The `code is open.", 0, '"`code is open."'),
    "bold words that do not end": ("The **bold words.", 0, '"**bold words."'),
    "a sign that nobody sees": ("Words and\nwo\u200brds.", 1, "the invisible sign U+200B"),
    "letters turned round": ("Words \u202eabc.", 0, "the invisible sign U+202E"),
    "a misspelt option of a cell": (
        "```{code-cell}\n:tag: [hide-input]\n1 + 1\n```\n",
        0, 'the option :tag:; expected :tags:, with tags in brackets (nearest: "tags")',
    ),
    "a misspelt tag": (
        "```{code-cell}\n:tags: [hide-inptu]\n1 + 1\n```\n",
        0, 'the cell tag "hide-inptu"; expected one of hide-cell,',
    ),
    "a tag without brackets": (
        "```{code-cell}\n:tags: hide-input\n1 + 1\n```\n", 0, "expected brackets",
    ),
    "options that are no YAML": ("```{code-cell}\n:tags: [hide-input\n1 + 1\n```\n", 0, "YAML"),
    "an option that is no number": (
        "```{code-cell}\n:tags: !!int\n```\n", 0, "its options are no YAML",
    ),
    "a cell in a box": (
        ":::{note}\n```{code-cell}\n1 + 1\n```\n:::\n", 1, 'a cell in "note"',
    ),
    "a cell in another language": ("```{code-cell} r\n1 + 1\n```\n", 0, 'a cell in "r"'),
    "a cell that is no Python": (
        "```{code-cell}\n:tags: [hide-input]\n\nx = 1\nif x\n    y\n```\n", 4, 'at "if x"',
    ),
    "an outside picture": (
        "![A picture](https://example.org/picture.png)", 0, "a picture of another site",
    ),
    "a picture that is not there": ("![A picture](gone.png)", 0, 'no file "gone.png"'),
    "a formula that ends too early": ("Let {math}`\\frac{1}` be.", 0, "a formula that cannot be"),
    "a formula alone that is none": ("```{math}\n\\nosuchthing\n```\n", 0, "a formula that cannot"),
    "a frame": ('Words.\n\n<iframe src="page.html"></iframe>', 2, "<iframe>; expected what the"),
    "a script": ("Words.\n\n<div>\n<script>1</script>\n</div>", 3, "<script>"),
    "a style": ('A <span style="color: red">red</span> word.', 0, "style= in <span>"),
    "a handler": ('A <span onclick="x()">red</span> word.', 0, "onclick= in <span>"),
    "a picture of HTML": ('A <img src="a.svg" alt="A"> here.', 0, "![words](file.svg)"),
    "a link of HTML to a chapter": ('A <a href="index.md">b</a>.', 0, "[words](chapter.md)"),
    "an element that is not closed": ("<details>\n<summary>A</summary>\n\nB\n", 0, "</details>"),
    "an element in another": ("A <b>bold <i>word</b>.", 0, "no end of <i>"),
    "an end of no element": ("Words\nA word</b>.", 1, "</b> of no element"),
    "a link of HTML that runs a script": ('A <a href="javascript:x">b</a>.', 0, "href="),
}  # fmt: skip


@pytest.mark.parametrize(("body", "below", "words"), BODIES.values(), ids=BODIES)
def test_a_slip_is_told_with_its_line(body, below, words):
    problem = only(FRONT + body)
    assert (problem.file, problem.row) == ("nowhere/chapter.md", FIRST + below)
    assert words in str(problem)


def test_a_picture_needs_words(tmp_path):
    (tmp_path / "a.png").touch()
    for body in ("![](a.png)", "```{figure} a.png\nA caption.\n```"):
        problem = only(FRONT + body, folder=tmp_path)
        assert (problem.row, problem.value) == (FIRST, "a picture without words")


FRONTS = {
    "no front matter, but a cell": ("# A title\n\n```{code-cell}\n1\n```\n", 1, "no settings"),
    "an empty line first": (f"\n{FRONT}", 1, "an empty line before `---`"),
    "no second line": ("---\nfile_format: mystnb\n", 1, "no second line `---`"),
    "a tab": (FRONT.replace("  name", "\tname"), 4, "found a tab; expected spaces"),
    "a wrong indent": (FRONT.replace("  display", "    display"), 5, "a colon out of place"),
    "a quotation mark that is open": (FRONT.replace("Python 3", '"Python 3'), 5, "quotation mark"),
    "no display_name": (FRONT.replace("  display_name: Python 3\n", ""), 3, "no kernelspec.displ"),
    "another kernel": (FRONT.replace("python3", "python2"), 4, 'name: "python2"; expected "python'),
    "another format": (FRONT.replace("mystnb", "myst"), 2, 'file_format: "myst"'),
    "a misspelt name": (
        FRONT.replace("file_format", "fileformat"), 2, '"fileformat"; expected one of file_format',
    ),
    "a list": ("---\n- mystnb\n---\n# A title\n", 2, "without names and values"),
    "nothing": ("---\n---\n# A title\n", 2, "without names and values"),
    "a name twice": (FRONT.replace("kern", "file_format: mystnb\nkern"), 3, "stood there already"),
    "a byte order mark": (f"\ufeff{FRONT}", 1, "a byte order mark"),
    "no title": (FRONT.replace("# A title", "Words."), 1, "no title"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), FRONTS.values(), ids=FRONTS)
def test_a_beginning_that_is_wrong_is_told_with_its_line(text, line, words):
    told = {problem.row: str(problem) for problem in reversed(found(text))}
    assert words in told[line]


def test_a_name_that_would_be_a_bad_address_is_told():
    for name in ("My chapter.md", "Chapter.md", "a_b.md", "a--b.md", "é.md"):
        assert only(FRONT, name=name).rule == "chapter-name"
    assert "call it my-chapter.md" in str(only(FRONT, name="My chapter.md"))


def test_a_file_that_is_no_utf_8_is_told_with_its_line(tmp_path):
    (tmp_path / "chapter.md").write_bytes(f"{FRONT}The Trust’s plan".encode("cp1252"))
    [problem] = problems_of(tmp_path / "chapter.md", Book(tmp_path))
    assert (problem.row, problem.rule) == (FIRST, "chapter-encoding")
    assert problem.value == 'the byte 0x92 after "The Trust"'
    assert "looks like Windows-1252" in problem.fix


def test_a_folder_with_the_name_of_a_chapter_is_told(tmp_path):
    (tmp_path / "chapter.md").mkdir()
    [problem] = problems_of(tmp_path / "chapter.md", Book(tmp_path))
    assert problem.rule == "chapter-encoding"


def test_all_slips_are_told_at_once_in_the_order_of_their_lines():
    body = "\n\n".join(each for each, *_ in BODIES.values() if "not closed" not in each)
    rows = [problem.row for problem in found(FRONT + body)]
    assert rows == sorted(rows)
    assert len(rows) > 40


def test_a_link_may_lead_to_a_heading_a_label_and_another_chapter():
    body = "(here)=\n## A part, and `more`\n\n" + " ".join([
        "[a](#a-part-and-more)", "[b](#here)", "{ref}`c <there>`", "{doc}`other`",
        "[d](other.md#there)", "[e](other.md)", "[f](mailto:a@example.org)",
    ])  # fmt: skip
    assert found(FRONT + body, other="(there)=\n# Another\n") == []


def test_whatever_an_editor_may_write_has_no_slip(tmp_path):
    sink = (ROOT / "tests" / "kitchen_sink.md").read_text("utf8")
    (tmp_path / "picture.svg").touch()
    assert found(sink, folder=tmp_path) == []


def test_an_article_is_cited_as_a_whole_for_what_no_passage_of_it_tells():
    whole = "{figure}`comments-on-long-read` comments {cite:p}`kings-fund-2018`."
    assert found(FRONT + whole) == []
    assert only(FRONT + whole.replace("\u0020comments ", "\n\n")).rule == "citation"


def test_signs_that_are_meant_as_they_stand_are_let_be():
    body = (
        "% To do.\n% Another.\n\nIt cost $5 and not $6, at -5 degrees, in C#; 3 * 4 * 5 a_b_c.\n"
        "A <b>bold</b> <br> word<sup>1</sup>, `{{ x }}`, `$a$` and `people`.\n\n"
        "<div class='a'>\n\nWords.\n\n</div>\n\n| a |\n|---|\n| b \\| c |\n"
    )
    assert list(map(str, found(FRONT + body))) == []


def test_words_before_code_are_no_role():
    assert found(f"{FRONT}The figure `x`, its count `y`, and `people`.") == []


def test_every_directive_of_a_notebook_is_read():
    assert {*CLASSES} == {CELL, *DIRECTIVES, *PICTURES}


def test_each_role_is_found_in_its_line():
    for path in (ROOT / "book" / "index.md", ROOT / "tests" / "kitchen_sink.md"):
        text = path.read_text("utf8")
        lines = text.split("\n")
        for block in blocks(text):
            for piece in pieces(block):
                if piece.kind == "myst_role":
                    assert f"{{{piece.token.meta['name']}}}`" in lines[piece.line - 1]


def test_each_rule_of_the_chapters_is_explained():
    rules = (ROOT / "RULES.md").read_text("utf8")
    chapters = rules[rules.index("## Chapters") : rules.index("## Held against")]
    told = {each.rule for body, *_ in BODIES.values() for each in found(FRONT + body)}
    told |= {each.rule for text, *_ in FRONTS.values() for each in found(text)}
    told |= {"chapter-name", "picture-words", "cell-runs", "setting", "contents"}
    assert set(re.findall("^### (.+)$", chapters, re.MULTILINE)) == told


# --- Whatever is written -----------------------------------------------------------------------

SCRAPS = [
    *(body for body, *_ in BODIES.values()), *(text for text, *_ in FRONTS.values()), FRONT,
    "---\n", ":::", "```", "{", "}", "`", "|", ":", "\t", "\n", "\n\n", "# ", "- ", "> ", "[", "](",
    *(f"```{{{name}}} " for name in CLASSES), ":name: a\n", ":of: ", "\x00", "\u2028", "\r", "&a ",
    "*a", "!!int ", ":tags: ", "[^1]: ", "<a href=", "<", "$", "%", "\\", *TAGS,
]  # fmt: skip
BOUNDED = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@BOUNDED
@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=8), max_size=8).map("".join))
def test_no_text_ends_in_a_traceback(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as a file is read
    for problem in found(text):
        assert problem.message
        assert 1 <= problem.row <= text.count("\n") + 2


@BOUNDED
@given(st.integers(0, 2**16), st.sampled_from(SCRAPS), st.integers(0, 60))
def test_no_chapter_that_was_broken_ends_in_a_traceback(place, scrap, removed):
    sink = (ROOT / "tests" / "kitchen_sink.md").read_text("utf8")
    at = place % len(sink)
    found(sink[:at] + scrap + sink[at + removed :])


@settings(BOUNDED, max_examples=50)
@given(st.binary(max_size=80))
def test_no_bytes_end_in_a_traceback_or_are_changed(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp() / "book"
    folder.mkdir(exist_ok=True)
    path = folder / "chapter.md"
    path.write_bytes(content)
    assert list(slips.problems(folder.parent))
    assert path.read_bytes() == content
