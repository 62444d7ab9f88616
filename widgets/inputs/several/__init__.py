"""Any number of values out of a list."""

from dataclasses import dataclass
from typing import ClassVar

import traitlets

from .. import base


@dataclass(frozen=True)
class Several(base.Input):
    """Any number of values out of a list, or none.

    Parameters
    ----------
    options : tuple of Option
    """

    kind: ClassVar[str] = "several"

    options: tuple[base.Option, ...] = ()

    def trait(self):
        """Return a trait that holds a list of values in the order of the options."""
        return Some(self.options)


class Some(traitlets.List):
    """Values of some of the options of an input, in the order of the options."""

    def __init__(self, options):
        super().__init__(traitlets.Unicode())
        self.values = [option.value for option in options]

    def validate(self, obj, value):
        """Return the values in order, or raise a TraitError that says which one was meant."""
        for each in super().validate(obj, value):
            if each not in self.values:
                base.refuse(
                    obj, self, each, f"values that it offers: {base.one_of(self.values, each)}"
                )
        return [each for each in self.values if each in value]
