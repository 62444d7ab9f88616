"""One value out of a list."""

from collections.abc import Callable
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
    finder : Beside, optional
        What finds a value by the name of a place, in Python and on a page.
    """

    kind: ClassVar[str] = "choice"

    options: tuple[Option, ...] = ()
    default: str | None = None
    implies: tuple[str, dict] | None = None
    finder: "Beside | None" = None

    def trait(self):
        """Return a trait that holds the value of one of the options."""
        return Findable(self) if self.finder else OneOf(self)

    def grouped(self) -> list[tuple[str, list[Option]]]:
        """Return the options under their headings."""
        return grouped(self.options)


@dataclass(frozen=True)
class Beside:
    """A finder of places beside a choice of areas: the area in which a place lies is chosen.

    Parameters
    ----------
    label, hint : str
        The words beside it, and examples.
    chosen : str
        The name of the input that says which kind of area is meant.
    find : callable
        Returns the value that a name leads to and "", or "" and what was expected instead: "" too
        where nothing has that name. The value is None for one place that leads to none.
    help : str
        The address where a postcode is known.
    """

    label: str
    hint: str
    chosen: str
    find: Callable[[str], tuple[str | None, str]]
    help: str


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


class Findable(OneOf):
    """The value of an option, which the name of a place may stand for."""

    def __init__(self, choice):
        super().__init__(choice)
        self.finder = choice.finder
        self.follows = choice.implies[0] if choice.implies else ""

    def validate(self, obj, value):
        """Return the value, or raise a TraitError that says what else a name may mean."""
        if isinstance(value, str) and value not in self.values:
            found, expected = self.finder.find(value)
            if found is None:
                self._let_go(obj)
            if expected:
                refuse(obj, self, value, expected)
            value = found or value
        return super().validate(obj, value)

    def _let_go(self, obj):
        """Let go of what was chosen before, as ``beside.js`` does: it would look like an answer."""
        if self.follows:
            setattr(obj, self.follows, obj.trait_defaults(self.follows))
        setattr(obj, self.name, "")
