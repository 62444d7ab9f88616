"""The check against the articles finds what it is there to find.

The articles are not ours to keep, so these tests hold small articles of their own against small
tables. The real ones are held against each other by `make check-sources`.
"""

from collections import namedtuple

import pytest

from tools import articles, check
from widgets.tables import Table

ARTICLE = """A heading

In 2018 the first system had 2.7 million people, and ten places inside it.
It rests on the willingness of those who take part, and on nothing that binds them, all 400.

Another paragraph speaks of 1,234 beds.

A last one is far away.
"""
SOURCES = [
    {"id": "long-read", "article": "003", "date": "2018", "url": None},
    {"id": "a-report", "article": None, "date": "2019", "url": None},
]


@pytest.fixture
def known(tmp_path, monkeypatch):
    """Return the article as the check reads it."""
    (tmp_path / "003_of_some_name.txt").write_text(ARTICLE, "utf8")
    monkeypatch.setattr(check.tables, "records", {"sources": SOURCES}.__getitem__)
    return articles.articles(tmp_path)


def table(name, rows):
    """Return a table of these rows, all of whose cells are texts."""
    columns = list(rows[0]) if rows else []
    row = namedtuple("Row", ["Index", *columns])
    every = tuple(row(n, **cells) for n, cells in enumerate(rows, start=2))
    schema = {"fields": [{"name": column, "type": "string"} for column in columns]}
    return Table(name, f"data/{name}.csv", schema, every, frozenset(), (), whole=True)


def given(monkeypatch, **rows):
    """Let the check see these tables, and no chapters."""
    every = {name: table(name, each) for name, each in rows.items()}
    monkeypatch.setattr(check.tables, "sound", lambda: every)
    for module in (articles, check):
        monkeypatch.setattr(module, "ROOT", check.ROOT / "no-chapters-here")


def claim(**cells):
    return {"claim": "A claim.", "source": "long-read", "anchor": "ten places inside it", **cells}


def test_an_article_is_found_by_the_digits_of_its_name(known):
    assert list(known) == ["long-read"]


def test_a_missing_article_ends_the_check_with_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(check.tables, "records", {"sources": SOURCES}.__getitem__)
    with pytest.raises(SystemExit, match="0 files begin with 003; expected one"):
        articles.articles(tmp_path)


@pytest.mark.parametrize(
    ("anchor", "times"),
    [("ten places inside it", None), ("words that are not there", 0), ("and on", None), ("and", 2)],
)
def test_an_anchor_is_there_once(known, monkeypatch, anchor, times):
    given(monkeypatch, claims=[claim(anchor=anchor)])
    problems = list(articles.anchor_problems(known))
    if times is None:
        assert problems == []
    else:
        [problem] = problems
        assert problem.place == "data/claims.csv, row 2, column anchor"
        assert problem.value == anchor


def test_anchors_of_a_chapter_are_held_too(known, monkeypatch, tmp_path):
    (tmp_path / "book").mkdir()
    text = "It said so {passage}`long-read | not one word of it`."
    (tmp_path / "book" / "chapter.md").write_text(text, "utf8")
    given(monkeypatch, claims=[claim()])
    monkeypatch.setattr(articles, "ROOT", tmp_path)
    [problem] = articles.anchor_problems(known)
    assert problem.place == "book/chapter.md, line 1"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("It had 2.7 million people.", None),
        ("It had 10 places.", None),
        ("It had ten places.", None),
        ("It binds 400 of them.", None),  # in the paragraph beside
        ("It had 1,234 beds.", "1234"),  # further away
        ("It had 2.8 million people.", "2.8"),
        ("It had 11 places.", "11"),
        ("It had eleven places.", "11"),
        ("One of two did well in 2018.", None),
        ("It did well in 2021.", "2021"),
    ],
)
def test_a_number_stands_by_its_passage(known, monkeypatch, text, missing):
    given(monkeypatch, sources=SOURCES, claims=[claim(claim=text)], populations=[])
    problems = list(articles.figure_problems(known))
    if missing is None:
        assert problems == []
    else:
        [problem] = problems
        assert (problem.row, problem.column, problem.value) == (2, "claim", missing)


COMMENTS = """
Comments

Ann Other

Position
Nurse,
Organisation
A Trust
Comment date
22 February 2018

It will not work. "They said" that it will.

B. Reader

Comment date
1 March 2018

It works here.
"""


@pytest.mark.parametrize(
    ("anchor", "speaker", "voice", "found"),
    [
        ("It will not work", "other", "comment", None),
        ("It works here", "reader", "comment", None),
        ("ten places inside it", "ham", "author", None),
        ("ten places inside it", "critics", "reported", None),
        ('"They said" that', "ham", "author", None),  # which Ann Other quotes
        ("It works here", "other", "comment", "B. Reader's comment, where our tables have Ann Oth"),
        ("It works here", "ham", "author", "B. Reader's comment, where our tables have no comment"),
        ("ten places inside it", "other", "comment", "no comment, where our tables have Ann Other"),
    ],
)
def test_a_passage_is_of_the_reader_in_whose_comment_it_stands(
    tmp_path, monkeypatch, anchor, speaker, voice, found
):
    (tmp_path / "003.txt").write_text(ARTICLE + COMMENTS, "utf8")
    row = claim(anchor=anchor, speaker=speaker, voice=voice)
    people = {"other": "Ann Other", "reader": "B. Reader", "ham": "Ham", "critics": "Critics"}
    speakers = [{"id": key, "name": name} for key, name in people.items()]
    rows = {"sources": SOURCES, "claims": [row], "passages": [], "speakers": speakers}
    monkeypatch.setattr(check.tables, "records", rows.__getitem__)
    given(monkeypatch, claims=[row])
    problems = list(articles.speaker_problems(articles.articles(tmp_path)))
    assert [found in problem.expected for problem in problems] == ([True] if found else [])


def test_a_passage_that_no_page_cites_is_found(monkeypatch):
    row = {"source": "long-read", "anchor": "ten places inside it"}
    given(monkeypatch, names=[row], passages=[row])
    assert list(check.uncited_problems()) == []
    given(monkeypatch, names=[{**row, "anchor": "other words"}], passages=[row])
    [problem] = check.uncited_problems()
    assert (problem.row, problem.value) == (2, "ten places inside it")


COPIED = "rests on the willingness of those who take part and on nothing that binds them"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"It {COPIED}.", True),
        (f"It {COPIED}.".upper(), True),
        (f"It says “{COPIED}”.", False),
        ("It rests on the willingness of those who take part.", False),
    ],
)
def test_a_long_run_of_an_articles_words_is_found(known, monkeypatch, text, found):
    given(monkeypatch, claims=[claim(claim=text)])
    problems = list(articles.wording_problems(known))
    assert bool(problems) == found
    assert all(problem.place == "data/claims.csv, row 2, column claim" for problem in problems)


def test_a_source_that_nothing_refers_to_is_found(monkeypatch):
    given(monkeypatch, sources=SOURCES, claims=[claim()])
    [problem] = check.orphan_problems()
    assert (problem.row, problem.value) == (3, "a-report")
