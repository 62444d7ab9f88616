"""One step of a short scale, all of whose steps are seen."""

from dataclasses import dataclass
from typing import ClassVar

from ..base import Input, Option, refuse
from ..choice import OneOf


@dataclass(frozen=True)
class Scale(Input):
    """One step of a scale.

    Parameters
    ----------
    options : tuple of Option
        The steps in order; their values are whole numbers as text.
    default : str
        The value that a new figure has.
    """

    kind: ClassVar[str] = "scale"

    options: tuple[Option, ...] = ()
    default: str = "0"

    def trait(self):
        """Return a trait that holds the value of a step; a whole number is taken as its text."""
        return Step(self)


class Step(OneOf):
    """A step of a scale."""

    def __init__(self, scale):
        super().__init__(scale)
        self.expected = ", ".join(f'"{each.value}" ({each.label})' for each in scale.options)

    def validate(self, obj, value):
        """Return the text, or raise a TraitError that names the steps."""
        text = str(value) if type(value) is int else value
        if not isinstance(text, str) or text not in self.values:
            refuse(obj, self, value, self.expected)
        return text
