"""A whole number, typed or chosen with a slider."""

from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ..base import Input, refuse


@dataclass(frozen=True)
class Number(Input):
    """A whole number or none, typed as people write it or chosen with a slider.

    Parameters
    ----------
    low, high : int
        The least and the most that may be typed.
    slide : (int, int)
        The ends of the slider, which moves in equal steps of size (by ratio, not by count).
    unit : str
        What is counted, such as "people".
    hint : str
        An example, shown while nothing is typed.
    """

    kind: ClassVar[str] = "number"

    low: int = 0
    high: int = 1_000_000_000
    slide: tuple[int, int] = (1, 100)
    unit: str = ""
    hint: str = ""

    def trait(self):
        """Return a trait that holds a whole number within the bounds, or None."""
        return Whole(self)

    @property
    def expected(self) -> str:
        """What may be typed, in words."""
        return f"{self.low:,} to {self.high:,}"


class Whole(traitlets.Int):
    """A whole number within the bounds of an input, or None."""

    def __init__(self, number: Number):
        super().__init__(None, allow_none=True)
        self.number = number

    def validate(self, obj, value):
        """Return the number, or raise a TraitError that says what was expected."""
        number = self.number
        whole = isinstance(value, int) and not isinstance(value, bool)
        if value is None or (whole and number.low <= value <= number.high):
            return value
        shown = f"{value:_}".replace("_", ",") if whole else value
        expected = " ".join(filter(None, [number.expected, number.unit]))
        if whole:
            raise traitlets.TraitError(
                f"{obj.TOPIC}: {self.name} is {shown}; expected {expected}, or None"
            )
        return refuse(obj, self, value, f"a whole number, {expected}, or None")
