"""Settings and contents that cannot be right are told in one sentence, and without a build."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ext import settings, yaml_lines
from tests.conftest import ROOT
from tests.copies import TOC
from tests.test_slips import BOUNDED

CONFIG = (ROOT / "_config.yml").read_text("utf8")
ICON = "theme/static/favicon.svg"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a folder with what the settings name, and the settings of the book."""
    root = tmp_path_factory.mktemp("root")
    for name in ("book/index.md", "book/second.md", ICON):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


@pytest.fixture
def found(root):
    """Return a function that gives what is wrong in settings and contents."""

    def found(config=CONFIG, toc=TOC):
        (root / "_config.yml").write_text(config, "utf8", newline="")
        (root / "_toc.yml").write_text(toc, "utf8", newline="")
        return list(settings.problems(root))

    return found


def line_of(text, words):
    """Return the line in which words stand first."""
    return text[: text.index(words)].count("\n") + 1


def test_the_books_own_settings_and_contents_are_right(found):
    assert list(map(str, settings.problems(ROOT))) == []
    assert found() == []


# What stands in the settings, what was put in its place, and what is said, in the same line.
SETTINGS = {
    "an address of git": (
        'url: ""', "url: git@github.com:org/book.git",
        'repository.url: "git@github.com:org/book.git"; expected an address such as https://git',
    ),
    "an address without its beginning": (
        'url: ""', "url: github.com/org/book", 'repository.url: "github.com/org/book"; expected',
    ),
    "an empty address of the site": (
        'baseurl: ""', "baseurl:", "html.baseurl: nothing; expected an address such as https://exa",
    ),
    "an address with a space": (
        'baseurl: ""', "baseurl: https://example.org/my book/", 'html.baseurl: "https://example.',
    ),
    "a misspelt setting": (
        "branch: main", "brnach: main",
        '"repository.brnach"; expected one of url, branch, path_to_book (nearest: "branch")',
    ),
    "a setting of no use here": (
        "  favicon", "  announcement: Hello\n  favicon", '"html.announcement"; expected one of',
    ),
    "a number for a text": ('copyright: "2026"', "copyright: 2026", 'copyright: "2026"; expect'),
    "no title": ("title: Plans, systems, partnerships, contracts", "title:", "title: nothing"),
    "words for a number": ("timeout: 60", "timeout: sixty", 'execute.timeout: "sixty"'),
    "cells that do not run": (
        "execute_notebooks: cache", 'execute_notebooks: "off"',
        'execute.execute_notebooks: "off"; expected one of cache, auto, force',
    ),
    "a syntax that is left out": (
        "[colon_fence, deflist, smartquotes]", "[deflist]",
        "parse.myst_enable_extensions: a list; expected a list with colon_fence in it",
    ),
    "a mapping among names": (", data, widgets", ", {data: x}, widgets", "values; expected a name"),
    "a picture that is not there": (ICON, "theme/gone.svg", 'html.favicon: "theme/gone.svg"'),
    "pages that no reader can reach": (
        "only_build_toc_files: true", "only_build_toc_files: false", 'toc_files: "False"',
    ),
    "a tab": ("  branch", "\tbranch", "a tab; expected spaces"),
    "a wrong indent": ("  branch", "    branch", "a line that is set in otherwise"),
    "a quotation mark that is open": ('_id: "{key}"', '_id: "{key}', "a quotation mark without"),
    "a number that is none": ("title: Plans, systems, partnerships, contracts", "title: !!int",
                              "a value that is none"),
    "a name twice": ("  branch: main", "  branch: main\n  branch: x", "a name that stood there al"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_is_wrong_is_told_with_its_line(found, old, new, words):
    config = CONFIG.replace(old, new, 1)
    assert config != CONFIG
    [problem] = found(config=config)
    below = words.startswith("a name that stood")
    assert (problem.file, problem.row) == ("_config.yml", line_of(CONFIG, old) + below)
    assert words in str(problem)


def test_a_setting_that_sphinx_does_not_have_is_told_by_a_build(found, root):
    found(config=CONFIG.replace("language:", "langauge:"))
    names = [*yaml_lines.read(CONFIG).at(["sphinx", "config"]).inside]
    [problem] = settings.problems(root, known=names)
    assert problem.row == line_of(CONFIG, "language:")
    assert str(problem.value) == 'the setting "sphinx.config.langauge"'
    assert 'nearest: "language"' in problem.expected


def test_settings_that_are_missing_are_told(found):
    told = [str(each) for each in found(config="author: nobody\n")]
    assert len(told) == 2
    assert 'no setting "title"; expected the title of the book' in told[0]
    assert 'no setting "sphinx"' in told[1]


CONTENTS = {
    "a chapter twice": (f"{TOC}  - file: book/second\n", 5, "which stands in line 4 too"),
    "a chapter that is not there": (
        f"{TOC}  - file: book/thrid\n", 5, '"book/thrid", of which there is no file',
    ),
    "a chapter that no reader can reach": (
        TOC.replace("chapters:\n  - file: book/second\n", ""), None, "a reader can reach",
    ),
    "a tab": (TOC.replace("  -", "\t-"), 4, "a tab; expected spaces"),
    "a wrong indent": (f"{TOC} - file: book/third\n", 5, "a line that is set in otherwise"),
    "a misspelt name": (TOC.replace("- file", "- fiel"), 4, '"chapters.1.fiel"; expected one of'),
    "a name of nothing": (TOC.replace(" book/second", ""), 4, "chapters.1.file: nothing"),
    "no list": (TOC.replace("  - file: book/second", "  book/second"), 3, 'chapters: "book/sec'),
    "another format": (TOC.replace("jb-book", "jb-article"), 1, 'format: "jb-article"'),
    "no first chapter": (TOC.replace("root: book/index\n", ""), 1, 'no setting "root"'),
    "nothing": ("", 1, "the file: nothing"),
}  # fmt: skip


@pytest.mark.parametrize(("toc", "line", "words"), CONTENTS.values(), ids=CONTENTS)
def test_contents_that_are_wrong_are_told_with_their_line(found, toc, line, words):
    told = found(toc=toc)
    assert [each.row for each in told if words in str(each)] == [line]


def test_all_that_is_wrong_is_told_at_once_and_in_order(found):
    config = CONFIG.replace("title: Plans", "titel: Plans").replace("timeout: 60", "timeout: -1")
    told = found(config=config, toc=f"{TOC}  - file: book/second\n  - file: book/third\n")
    assert [each.file for each in told] == ["_config.yml"] * 3 + ["_toc.yml"] * 2
    assert [each.row for each in told] == [*sorted(each.row for each in told[:3]), 5, 6]


def test_a_file_that_is_no_utf_8_or_not_there_is_told(found, root):
    found()
    (root / "_config.yml").write_bytes("title: The Trust’s plan\n".encode("cp1252"))
    (root / "_toc.yml").unlink()
    config, toc = settings.problems(root)
    assert (config.row, config.value) == (1, "the byte 0x92")
    assert "No such file" in toc.value


def test_what_is_typed_as_yaml_has_its_line():
    entry = yaml_lines.read("a: 1\nb:\n- c: x\n\n- d\n", first=3)
    assert entry.value == {"a": 1, "b": [{"c": "x"}, "d"]}
    assert [entry.at(path).line for path in (["a"], ["b", 0, "c"], ["b", 1], ["b", 1, 2])] == [
        3, 5, 7, 7,
    ]  # fmt: skip


SCRAPS = [
    *(new for _, new, _ in SETTINGS.values()), *(toc for toc, *_ in CONTENTS.values()),
    "\n", "  ", "\t", "- ", "a: ", "&a ", "*a", "<<: ", "!!int ", "[", "{", "'", "? ", "on: ",
    "1: ", "2018-13-45", "file: ", "root: ", "parts: ", "\x00", "--- ", "~", "book/index",
]  # fmt: skip


@BOUNDED
@given(
    st.sampled_from(["config", "toc"]), st.integers(0, 2**12), st.sampled_from(SCRAPS) | st.text(),
    st.integers(0, 40), st.booleans(),
)  # fmt: skip
def test_no_settings_end_in_a_traceback_or_are_changed(root, which, place, scrap, removed, alone):
    texts = {"config": CONFIG, "toc": TOC}
    at = place % len(texts[which])
    broken = texts[which][:at] + scrap + texts[which][at + removed :]
    texts[which] = scrap if alone else broken
    written = {}
    for name, text in texts.items():
        path = root / f"_{name}.yml"
        path.write_bytes(text.encode("utf8", "surrogatepass"))
        written[path] = path.read_bytes()
    for problem in settings.problems(root):
        assert problem.message
    assert {path: path.read_bytes() for path in written} == written


MOVED = "    moved: {}"


def test_an_old_name_leads_to_a_chapter_and_is_none(found):
    def told(names):
        return [str(each) for each in found(config=CONFIG.replace(MOVED, f"    moved: {names}"))]

    assert told("{first: second}") == []
    assert 'moved: "index", which is a chapter' in told("{index: second}")[0]
    assert 'expected the name of a chapter (nearest: "second")' in told("{first: secnod}")[0]
    assert "expected names in braces" in told("first")[0]
    assert "expected the new name" in told("{first: 2}")[0]
