"""The picture of footprint sizes as rows of HTML: where each mark stands, and what it says."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ...core.formats import position
from .chart import AXIS_HIGH, AXIS_LOW
from .model import Area, Published, Sizes

EDGE = 0.3  # of the axis, within which words begin or end at their mark


@dataclass(frozen=True)
class Item:
    """What a row holds: an area with its residents, or a number that somebody published of it.

    Parameters
    ----------
    key : str
        Its name among all marks.
    mark : str
        What is drawn: ``system``, ``place``, ``published``, ``over``, ``under`` or ``partnership``;
        empty for a number that is not known.
    people : int or None
        Where on the axis.
    area : Area
    published : Published or None
        The number that was published, if it is one.
    """

    key: str
    mark: str
    people: int | None
    area: Area
    published: Published | None = None


def items(sizes: Sizes, area: Area) -> list[Item]:
    """Return what the row of an area holds: itself first, then what is inside it."""
    found = [Item(area.id, "system", area.people, area), *_published(area, "published")]
    for inner in sizes.inside(area):
        if inner.kind == "place":
            found.append(Item(inner.id, "place" if inner.people else "", inner.people, inner))
        elif inner.kind == "partnership":
            found += _published(inner, "partnership")
    return found


def _published(area: Area, mark: str) -> Iterable[Item]:
    for i, number in enumerate(area.published):
        people = number.central or number.low or number.high
        shape = mark if number.central else "over" if number.low else "under"
        yield Item(f"{area.id}:{i}", shape if people else "", people, area, number)


def place(people: int, linear: bool) -> float:
    """Return where on the axis a number of people stands, from 0 to 1; beyond it at its end."""
    if linear:
        return min(people / AXIS_HIGH, 1)
    kept = min(max(people, AXIS_LOW), AXIS_HIGH)
    return math.log(kept / AXIS_LOW) / math.log(AXIS_HIGH / AXIS_LOW)


def words_at(people: int, linear: bool) -> dict[str, str]:
    """Return the attributes of words at a mark, which stay within the axis."""
    share = place(people, linear)
    anchor = "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"
    return {"x": position(share), "text-anchor": anchor}
