"""A problem has one printed form, and one that a build server shows beside its line."""

import pytest

from widgets.problems import Problem, lines_of

CELL = Problem(
    "data/flows.csv", 3, "share", "2", "a number from 0 to 1", "cell-number", "write 0.2"
)


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Let no build server show through, for these tests also run on one."""
    for name in ("GITHUB_ACTIONS", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)


def test_it_says_where_what_and_how_in_one_line():
    assert str(CELL) == (
        'data/flows.csv, row 3, column share: found "2"; expected a number from 0 to 1. '
        "Fix: write 0.2. See RULES.md#cell-number"
    )


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (Problem("data/flows.csv", None, None, "no rows", "one"), "data/flows.csv"),
        (Problem("book/icp.md", 7, None, "a tab", "spaces"), "book/icp.md, line 7"),
        (Problem("claims", 7, "id", "A", "a"), "claims, row 7, column id"),  # from a notebook
    ],
)
def test_a_table_has_rows_and_a_chapter_lines(problem, place):
    assert problem.place == place
    assert str(problem) == f"{place}: found {problem.message.partition('found ')[2]}"


def test_a_build_server_gets_an_annotation_too(monkeypatch):
    assert lines_of([CELL]) == [str(CELL)]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert lines_of([CELL]) == [
        str(CELL),
        f"::error file=data/flows.csv,line=3,title=cell-number::{CELL}",
    ]


def test_an_annotation_stays_on_its_line():
    odd = Problem("book/a,b:c.md", 1, None, "50%\nof it", "more", "r")
    assert odd.annotation() == (
        "::error file=book/a%2Cb%3Ac.md,line=1,title=r::"
        "book/a,b:c.md, line 1: found 50%25%0Aof it; expected more. See RULES.md#r"
    )


def test_on_a_build_server_the_rule_is_a_link(monkeypatch):
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "org/book")
    monkeypatch.setenv("GITHUB_SHA", "abc")
    assert CELL.address == "https://github.com/org/book/blob/abc/RULES.md#cell-number"
