"""How the book says a date, wherever the machine stands, and writes an apostrophe."""

import calendar

import pytest

import widgets
from sphinx_ext.terms import Mentions
from widgets import lives, numbers, tables
from widgets.core.formats import say_date


@pytest.fixture
def french(monkeypatch):
    """Let Python name the months as it does where the locale is French."""
    months = ["", *(f"mois {number}" for number in range(1, 13))]
    monkeypatch.setattr(calendar, "month_name", months)


@pytest.mark.parametrize(
    ("date", "said"), [("2018-05-03", "3 May 2018"), ("2018-12", "December 2018"), ("2018", "2018")]
)
def test_a_date_is_in_english_on_every_machine(french, date, said):
    assert say_date(date) == said


def test_the_prose_of_the_tables_has_curly_apostrophes():
    # Names of councils stay as the official lists print them; anchors, as the articles do.
    straight = [
        f"data/{name}.csv, row {row + 2}, column {column}: {text}"
        for name, frame in tables.check().items()
        if name != "councils"
        for column in frame.select_dtypes("string")
        if not column.startswith(("anchor", "url"))
        for row, text in frame[column].dropna().items()
        if "'" in text
    ]
    assert not straight, "\n".join(["write ’ for a straight apostrophe in", *straight])


def test_how_far_the_facts_reach_stands_in_the_tables_alone():
    assert numbers.ROLES["day"]("e-2018-ics-name") == "2 February 2018"
    figure = widgets.names()
    assert figure.high == lives.reach() == numbers.date_of(lives.LAST_KNOWN)
    assert numbers.day(lives.LAST_KNOWN) in figure.attributes("notes")["reach"]
    with pytest.raises(LookupError, match="the id of a row"):
        numbers.day("e-2026-not-yet-lav")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("one limit, the system control total", ["control total"]),
        ("the system control that the blog names", ["system control"]),
        ("an advanced foundation trust", ["advanced foundation trust"]),
        ("system control; a control total", ["system control", "control total"]),
    ],
)
def test_of_two_terms_that_share_words_the_one_that_names_the_thing_opens(text, opens):
    assert [match[0] for match, _ in Mentions().new(text)] == opens
