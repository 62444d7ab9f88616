"""A place in England, by the name that people know."""

from dataclasses import dataclass, field
from typing import ClassVar

import traitlets

from ...core.finder import POSTCODE_FINDER, Gazetteer
from ..base import Input, refuse


@dataclass(frozen=True)
class Place(Input):
    """A council or a part of one, typed by any name that leads to it.

    Parameters
    ----------
    gazetteer : Gazetteer
        The places and their names.
    default : str
        The id of the place that a new figure has.
    hint : str
        Examples, shown while nothing is typed.
    """

    kind: ClassVar[str] = "place"

    gazetteer: Gazetteer = field(default_factory=lambda: Gazetteer([], []))
    default: str = ""
    hint: str = ""
    help: ClassVar[str] = POSTCODE_FINDER  # where a postcode is known

    def trait(self):
        """Return a trait that holds the id of a place; a name that is clear is taken as its id."""
        return Found(self)


class Found(traitlets.Unicode):
    """The id of a place."""

    def __init__(self, place: Place):
        super().__init__(place.default)
        self.place = place

    def validate(self, obj, value):
        """Return the id, or raise a TraitError that says what else the name may mean."""
        if isinstance(value, str):
            if value in self.place.gazetteer.labels:
                return value
            found = self.place.gazetteer.find(value)
            if found.place:
                return found.place
            if value:
                refuse(obj, self, value, f"one place in England. {found}")
        return refuse(obj, self, value, "the name or the id of a place in England")
