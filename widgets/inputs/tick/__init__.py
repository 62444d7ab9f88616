"""Yes or no."""

from dataclasses import dataclass
from typing import ClassVar

import traitlets

from ..base import Input


@dataclass(frozen=True)
class Tick(Input):
    """Yes or no: a box to tick."""

    kind: ClassVar[str] = "tick"

    def trait(self):
        """Return a trait that holds True or False."""
        return traitlets.Bool(False)
