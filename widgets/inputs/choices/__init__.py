"""One value in each of several lists, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ..base import Input


@dataclass(frozen=True)
class Choices(Input):
    """Values out of several lists that stand in the figure's own markup; of each list at most one.

    Parameters
    ----------
    clean : callable
        Takes the values and returns them in order, or raises a TraitError.
    """

    kind: ClassVar[str] = "choices"

    clean: Callable[[list[str]], list[str]] = list

    def trait(self):
        """Return a trait that holds a list of values, cleaned."""
        return Cleaned(self.clean)


class Cleaned(traitlets.List):
    """A list of texts that a function puts in order."""

    def __init__(self, clean):
        super().__init__(traitlets.Unicode())
        self.clean = clean

    def validate(self, obj, value):
        """Return the values in order, or raise a TraitError."""
        return self.clean(super().validate(obj, value))
