"""One value out of a list."""

from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ..base import Input, Option, grouped, one_of, refuse


@dataclass(frozen=True)
class Choice(Input):
    """One value out of a list, which may have headings.

    Parameters
    ----------
    options : tuple of Option
    default : str
        The value that a new figure has; the first option's if none is given.
    implies : (str, dict), optional
        The name of another input whose value follows, and that value for each of the options that
        have one. If the other input is set to something else, the choice goes back to "".
    """

    kind: ClassVar[str] = "choice"

    options: tuple[Option, ...] = ()
    default: str | None = None
    implies: tuple[str, dict] | None = None

    def trait(self):
        """Return a trait that holds the value of one of the options."""
        return OneOf(self)

    def grouped(self) -> list[tuple[str, list[Option]]]:
        """Return the options under their headings."""
        return grouped(self.options)


class OneOf(traitlets.Unicode):
    """The value of an option of an input."""

    def __init__(self, choice):
        self.values = [option.value for option in choice.options]
        super().__init__(self.values[0] if choice.default is None else choice.default)

    def validate(self, obj, value):
        """Return the value, or raise a TraitError that says which one was meant."""
        if not isinstance(value, str) or value not in self.values:
            refuse(obj, self, value, one_of(self.values, value))
        return value
