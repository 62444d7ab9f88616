"""A day of the calendar."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ...core.formats import position
from ..base import Input, refuse


@dataclass(frozen=True)
class Date(Input):
    """A day of the calendar, as ISO writes it: "2018-02-07"; typed, or chosen by month.

    Parameters
    ----------
    low, high : str
        The first and the last day that may be chosen.
    default : str
        The day that a new figure has; the last one if none is given.
    marked : tuple of str
        Days at which the slider has a mark, such as those on which something changed.
    """

    kind: ClassVar[str] = "date"

    low: str = "1948-07-05"
    high: str = "2048-07-05"
    default: str = ""
    marked: tuple[str, ...] = ()

    def trait(self):
        """Return a trait that holds a day within the bounds, as text."""
        return Day(self)

    month_of = staticmethod(lambda day: month_of(day))

    @property
    def months(self) -> tuple[int, int]:
        """The ends of the slider."""
        return month_of(self.low), month_of(self.high)

    @property
    def marks(self) -> list[str]:
        """Where the slider has its marks, from its left end."""
        first, last = self.months
        months = sorted({month_of(day) for day in self.marked})
        return [position((month - first) / (last - first)) for month in months]

    @property
    def expected(self) -> str:
        """What may be chosen, in words."""
        return f"a day from {self.low} to {self.high}"


def month_of(day: str) -> int:
    """Return the month of a day as a number: where the slider stands."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1


class Day(traitlets.Unicode):
    """A day within the bounds of an input. A ``datetime.date`` is taken as its text."""

    def __init__(self, date: Date):
        super().__init__(date.default or date.high)
        self.date = date

    def validate(self, obj, value):
        """Return the day as text, or raise a TraitError that says what was expected."""
        text = value.isoformat()[:10] if isinstance(value, datetime.date) else value
        if not is_day(text) or not self.date.low <= text <= self.date.high:
            refuse(obj, self, value, f'{self.date.expected}, such as "{self.date.high}"')
        return text


def is_day(text) -> bool:
    """Tell whether a text is a day that exists, written as ISO does."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False
