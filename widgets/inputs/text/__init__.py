"""Words that are typed."""

from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ..base import Input


@dataclass(frozen=True)
class Text(Input):
    """Words that are typed.

    Parameters
    ----------
    hint : str
        An example, shown while nothing is typed.
    """

    kind: ClassVar[str] = "text"

    hint: str = ""

    def trait(self):
        """Return a trait that holds a text."""
        return traitlets.Unicode("")
