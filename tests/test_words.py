"""How the book says a date, wherever the machine stands."""

import calendar

import pytest

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
