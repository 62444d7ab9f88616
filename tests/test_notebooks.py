"""The chapters as notebooks: one maker for `make lab`, Binder and the site, and what it makes."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from myst_nb.core.read import read_myst_markdown_notebook

from sphinx_ext import maker
from sphinx_ext.chapters import Chapter, NotebookError
from sphinx_ext.in_words import SOURCES
from sphinx_ext.notebooks import is_notebook, shows_code
from tests import on_pages, reading
from tests.conftest import ROOT
from widgets import tables

NAMES = tables.records("names")
SLUGS = sorted(path.stem for path in (ROOT / "book").glob("*.md"))
NEEDED = ["_config.yml", "book", "data", "sphinx_ext", "tools", "widgets"]
# What a learner on Binder does not have.
ABSENT = ["docutils", "sphinx", "myst_nb", "myst_parser", "markdown_it", "pybtex", "jupytext"]


# A role, the end or the beginning of a directive, a label, a link to a page.
RAW = re.compile(r"\{[\w:-]+\}`|^:::|^`{3,}\{|^\([\w-]+\)=$|\]\([\w-]+\.(md|html)", re.MULTILINE)


def markdown(book):
    """Return the text of a notebook in Markdown."""
    return "\n\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")


def made(text):
    """Return the cells that a chapter with a text gives."""
    return Chapter(Path("book/chapter.md"), text).cells()


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return a copy of what the notebooks are made from, with them in it."""
    root = tmp_path_factory.mktemp("repository")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    run(root)
    return root


def run(root):
    """Make the notebooks as `make notebooks` does, where Sphinx is not installed."""
    absent = f"import sys; sys.modules.update(dict.fromkeys({ABSENT}))"
    call = "import runpy; runpy.run_path('tools/notebooks.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", f"{absent}; {call}"], cwd=root, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def notebooks(repository):
    """Return the notebooks by the names of their chapters."""
    folder = repository / maker.FOLDER
    return {path.stem: nbformat.read(path, as_version=4) for path in folder.glob("*.ipynb")}


# --- One maker --------------------------------------------------------------------------------


def test_every_chapter_is_a_notebook_without_sphinx_and_no_notebook_is_tracked(notebooks):
    assert sorted(notebooks) == SLUGS
    for book in notebooks.values():
        nbformat.validate(book)
    ignored = ["git", "check-ignore", "--quiet", f"{maker.FOLDER}/index.ipynb"]
    assert subprocess.run(ignored, cwd=ROOT).returncode == 0


def test_the_site_offers_the_very_same_files(repository, html):
    for slug in SLUGS:
        name = f"{maker.FOLDER}/{slug}.ipynb"
        assert (repository / name).read_bytes() == (html / name).read_bytes()


def test_binder_and_make_lab_call_the_maker():
    assert "\npython tools/notebooks.py\n" in (ROOT / ".binder" / "postBuild").read_text("utf8")
    said = ["make", "--dry-run", "lab"]
    commands = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert commands.index("tools/notebooks.py") < commands.index("/lab/tree/notebooks")


# --- What a learner typed ---------------------------------------------------------------------


@pytest.fixture
def learner(tmp_path):
    """Return a notebook with one cell, which was made in a repository with one chapter."""
    (tmp_path / "book").mkdir()
    shutil.copy(ROOT / "_config.yml", tmp_path)
    (tmp_path / "book" / "one.md").write_text("# One\n\n```{code-cell}\n1 + 1\n```\n", "utf8")
    assert maker.write(tmp_path) == (1, [])
    return tmp_path / maker.FOLDER / "one.ipynb"


def made_again(path, words=""):
    """Make the notebooks again, with words more in the chapter; return those that stayed."""
    root = path.parent.parent
    with (root / "book" / "one.md").open("a", encoding="utf8") as chapter:
        chapter.write(words)
    return maker.write(root)[1]


def edit(path, edited):
    """Save a notebook with a change."""
    book = nbformat.read(path, as_version=4)
    edited(book)
    nbformat.write(book, path)
    return path.read_bytes()


def typed(book):
    next(cell for cell in book.cells if cell.cell_type == "code").source = "mine = 1"


def ran(book):
    cell = next(cell for cell in book.cells if cell.cell_type == "code")
    cell.execution_count = 1
    cell.outputs = [nbformat.v4.new_output("stream", text="printed")]


def test_what_was_typed_stays_and_is_named_once_the_chapter_changes(learner):
    mine = edit(learner, typed)
    assert made_again(learner) == []
    assert made_again(learner, "\nMore.\n") == ["one.ipynb"]
    assert learner.read_bytes() == mine


def test_what_was_only_run_stays_until_the_chapter_changes(learner):
    mine = edit(learner, ran)
    assert made_again(learner) == []
    assert learner.read_bytes() == mine
    assert made_again(learner, "\nMore.\n") == []
    assert "More." in learner.read_text("utf8")


@pytest.mark.parametrize(
    "text", ["no JSON", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "[]"]
)
def test_a_file_of_that_name_that_is_no_notebook_of_ours_stays(learner, text):
    learner.write_text(text, "utf8")
    assert made_again(learner) == ["one.ipynb"]
    assert learner.read_text("utf8") == text


# --- It reads as the page ---------------------------------------------------------------------


def before_sources(text):
    """Return a text before its sources."""
    return text.partition(f"\n{SOURCES}\n")[0]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notebook_reads_as_its_page_sentence_by_sentence(html, notebooks, slug):
    page = reading.page((html / "book" / f"{slug}.html").read_text("utf8"))
    mine = reading.notebook(notebooks[slug])
    assert len(page.split()) > 50
    assert reading.lacking(before_sources(page), before_sources(mine)) == []
    assert reading.lacking(before_sources(mine), before_sources(page)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_notes_at_its_end_are_those_of_the_page(html, notebooks, slug):
    page = on_pages.soup(f"book/{slug}.html")
    [notes] = page.select(".page-sources") or [None]
    last = notebooks[slug].cells[-1].source
    assert (SOURCES in last) == bool(notes)
    if not notes:
        return
    mine = BeautifulSoup(reading.MARKDOWN.render(last), "html.parser")
    named = [item.get_text().translate(reading.STRAIGHT) for item in notes.select("ol > li")]
    assert [item.get_text().translate(reading.STRAIGHT) for item in mine.select("ol > li")] == named
    text = " ".join(mine.get_text().split()).translate(reading.STRAIGHT)
    for passage in notes.select(".src-pass"):
        words = passage.q.get_text().translate(reading.STRAIGHT)
        assert f'"{words}"' in text
    for who in notes.select(".src-who"):
        assert " ".join(who.get_text().split()).translate(reading.STRAIGHT) in text

    def links(soup):
        return {link["href"] for link in soup.select("a") if "://" in link["href"]}

    assert links(mine) == {each.replace("(", "%28").replace(")", "%29") for each in links(notes)}


@pytest.mark.parametrize("slug", SLUGS)
def test_each_number_names_its_source_and_leads_to_the_notes(notebooks, slug):
    text = markdown(notebooks[slug])
    soup = BeautifulSoup(reading.MARKDOWN.render(text), "html.parser")
    heading = soup.find("h2", string=SOURCES)
    names = [item.a.get_text() for item in heading.find_next("ol").select("li")] if heading else []
    numbers = soup.select("sup a")
    assert {int(link.get_text()) for link in numbers} == set(range(1, len(names) + 1))
    for link in numbers:
        assert names[int(link.get_text()) - 1] in link["title"]
        assert link["href"] == "#" + SOURCES.replace(" ", "-")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_term_of_the_page_tells_its_meaning_where_it_is_first_met(html, notebooks, slug):
    page = on_pages.soup(f"book/{slug}.html")
    soup = BeautifulSoup(reading.MARKDOWN.render(markdown(notebooks[slug])), "html.parser")
    mine = [link for link in soup.select("a[title]") if link["href"] == "words.ipynb"]
    words = Counter(link.get_text() for link in mine)
    assert set(words.values()) <= {1}
    told = " ".join(link["title"] for link in mine).translate(reading.STRAIGHT)
    meanings = {row["id"]: row["meaning"].translate(reading.STRAIGHT) for row in NAMES}
    for term in page.select("a.term"):
        assert meanings[term["href"].partition("#")[2]] in told


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notebook_has_the_code_of_its_chapter_and_no_role_and_leads_only_to_notebooks(
    notebooks, slug
):
    text = (ROOT / "book" / f"{slug}.md").read_text("utf8")
    there = [cell for cell in notebooks[slug].cells if cell.cell_type == "code"]
    as_read = [cell for cell in read_myst_markdown_notebook(text).cells if cell.cell_type == "code"]
    assert [cell.source for cell in there] == [cell.source for cell in as_read]
    assert [cell.metadata for cell in there] == [cell.metadata for cell in as_read]
    words = markdown(notebooks[slug])
    assert not RAW.search(words)
    for target in re.findall(r"\]\(([\w-]+)\.ipynb", words):
        assert target in SLUGS


# --- What it does not know --------------------------------------------------------------------

HEAD = "---\nfile_format: mystnb\n---\n\n# Title\n\n"  # the text begins in line 7
KEY = "kings-fund-2018"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A {unknown}`word`.", 'book/chapter.md:7: a notebook cannot show the role "unknown"'),
        ("A\n\n{peeple}`x`", 'book/chapter.md:9: a notebook cannot show the role "peeple" '
                             '(nearest: "people")'),
        (":::{note}\nA {unknown}`word`.\n:::", "book/chapter.md:8: a notebook cannot show"),
        (":::{dropdwn} Title\nText\n:::", 'book/chapter.md:7: a notebook cannot show the directive '
                                          '"dropdwn" (nearest: "dropdown")'),
        ("```{plot} x\n```", 'book/chapter.md:7: a notebook cannot show the directive "plot"'),
        ("::::{note}\nText\n\n:::{plot}\n:::\n::::", "book/chapter.md:10: a notebook cannot show"),
        ("- Item\n  :::{note}\n  :::", "book/chapter.md:8: a notebook cannot show a"),
        (":::{note}\nText", 'book/chapter.md:7: nothing closes ":::{note}"'),
        ("{count}`option`", 'book/chapter.md:7: count: "option" is not the name of a table'),
        (f"{{cite:p}}`{KEY}x`", f'book/chapter.md:7: cite:p: "{KEY}x" is not in data/sources.csv'),
        ("{passage}`no | words`", 'book/chapter.md:7: passage: "no" is not in data/sources.csv'),
        ("```{image} no.svg\n```", 'book/chapter.md:7: there is no file "no.svg" here'),
        ("```{code-cell}\n:tags: !!int\n```", 'book/chapter.md:7: the options of this cell are no'),
        ("```{code-cell}\n:tags: [hide\n```", 'book/chapter.md:7: the options of this cell are no'),
        (":::{life} Title\n:of: icx\n:::", 'book/chapter.md:7: life: "icx" is not'),
    ],
)  # fmt: skip
def test_what_no_notebook_can_show_is_one_error_with_its_file_and_line(text, said):
    with pytest.raises(NotebookError) as error:
        made(HEAD + text)
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value).removesuffix(text)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "book/chapter.md",
            "# Title\n\nThe Trust’s plan".encode("cp1252"),
            "book/chapter.md:3: this",
        ),
        (
            "_config.yml",
            b"title: x\n\tauthor: y",
            "_config.yml:2: this is no YAML; see `make check`",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(tmp_path, name, content, said):
    (tmp_path / "book").mkdir()
    (tmp_path / "_config.yml").write_text("title: A book\n", "utf8")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotebookError) as error:
        maker.write(tmp_path)
    assert str(error.value).startswith(said)
    assert not (tmp_path / "notebooks").exists()


def test_the_command_says_it_in_one_line(repository):
    chapter = repository / "book" / "data.md"
    text = chapter.read_text("utf8")
    chapter.write_text(f"{text}\nA {{unknown}}`word`.\n", "utf8")
    done = run(repository)
    chapter.write_text(text, "utf8")
    assert done.returncode == 1
    line = text.count("\n") + 2
    assert done.stderr.startswith(f'book/data.md:{line}: a notebook cannot show the role "unknown"')
    assert done.stderr.count("\n") == 1


def test_a_comment_of_an_editor_is_in_no_notebook():
    assert made("% to do\n\nSo 10 % of all.\n\n% more")[0].source == "So 10 % of all."


def test_what_stands_in_code_is_left_alone():
    text = "`` {passage}`id | words` ``, `[x](y.md)`\n\n```text\n:::{life} X\n{figure}`x`\n```"
    assert made(text)[0].source == text


@pytest.fixture(scope="module")
def editors(tmp_path_factory):
    """Return the notebook of a page with whatever an editor may write."""
    chapter = tmp_path_factory.mktemp("book") / "page.md"
    shutil.copy(ROOT / "tests" / "kitchen_sink.md", chapter)
    chapter.with_name("picture.svg").write_text("<svg/>", "utf8")
    cells = Chapter(chapter, chapter.read_text("utf8")).cells()
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    book = nbformat.v4.new_notebook(cells=cells)
    nbformat.validate(book)
    return book


def test_an_editors_page_has_its_words_and_its_pictures(editors):
    text = markdown(editors)
    for words in (
        "H<sub>2</sub>O", "$a^2 + b^2 = c^2$", "$$\n\\frac{1}{n}", "a footnote<sup>one</sup>",
        "- **Term**: What it means.", "> **A note**\n>\n> It stands", "> **Note**\n>\n> A note.",
        "<details><summary>Opens by a click</summary>\n\nHidden words of a box.\n\n</details>",
        "<details><summary>Note</summary>", "**North**\n\nWords of the north.", "**First card**",
        "[A button](https://example.org/)", "**a badge**", "<kbd>Ctrl</kbd>", "**With widths**",
        "![A square.](attachment:picture.svg)", "A caption.", "a link to boxes.",
    ):  # fmt: skip
        assert words in text, words
    assert ":::" not in text
    held = [cell.attachments for cell in editors.cells if "attachments" in cell]
    assert held == [{"picture.svg": {"image/svg+xml": "PHN2Zy8+"}}]


def test_a_link_leads_to_the_same_heading_of_another_notebook(tmp_path):
    (tmp_path / "one.md").write_text("# One\n\n## What it isn't\n", "utf8")
    text = "[a](one.md#what-it-isnt) [b](one.md) [c](#here-too)\n\n## Here too\n"
    (tmp_path / "two.md").write_text(text, "utf8")
    cells = Chapter(tmp_path / "two.md", text).cells()
    assert cells[0].source == "[a](one.ipynb#What-it-isn%27t) [b](one.ipynb) [c](#Here-too)"


def test_two_citations_of_one_speaker_with_nothing_between_share_a_number():
    cite = f"{{passage}}`{KEY} | because they offer the best hope`"
    other = f"{{passage}}`{KEY} | have evolved from STPs and take`"
    text = made(f"One {cite}. Two {other}. No more. Three {cite}.")[0].source
    assert re.sub(r"\(#[^)]*\)|</?sup>", "", text) == "One. Two.[1] No more. Three.[1]"
    assert '"King’s Fund long read, 2018: because they offer the best hope … have evolved' in text


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("", True),
        (":tags: [hide-output]\n", True),
        (":tags: [hide-input]\n", False),
        (":tags: [raises-exception, hide-input]\n", False),
        (':tags: ["remove-cell"]\n', False),
        ("---\ntags: [hide-cell]\n---\n", False),
        ("---\ntags:\n  - hide-input\n---\n", False),
        (":tags: []\n# :tags: [hide-input]\n", True),
    ],
)
def test_whether_code_is_for_reading_is_read_from_the_tags_of_its_cell(tmp_path, options, shown):
    path = tmp_path / "chapter.md"
    path.write_text(f"---\nkernelspec:\n---\n\n# Title\n\n```{{code-cell}}\n{options}1 + 1\n```\n")
    assert is_notebook(path)
    assert shows_code(path) is shown
    [_, cell] = Chapter(path, path.read_text("utf8")).cells()
    assert cell.source.endswith("1 + 1")
    assert "---" not in cell.source
