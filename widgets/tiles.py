"""A map of equal cells, one for each area of 2016: :func:`tiles`.

No outline of any source is used: all follows from the centres of the councils and from their ways.
The centre of an area is that of its people, where a part of a council counts as at its centre.

1. Two councils are neighbours if no third one lies in the circle between their centres (Gabriel and
   Sokal 1969, "A new statistical approach to geographic variation analysis"). Two areas are
   neighbours if councils of theirs are, or if one council lies in both.
2. From their centres the areas are moved apart where they crowd, and neighbours are drawn together,
   as the circles of a cartogram are (Dorling 1996, "Area cartograms").
3. Each takes the nearest free cell, those at the edge of the country first. Then areas change
   cells, one or two at a time, as long as that brings neighbours together or an area to its place.

Nothing in it is random, so the same tables give the same map.
"""

import functools
from itertools import combinations, product

import numpy as np

from . import tables
from .topics.areas.model import ways

MIDDLE = 53  # degrees north: there a degree of longitude is drawn as long as it is
ROUNDS, PUSH, PULL, HOME = 300, 0.2, 0.1, 0.02  # of moving apart, together and back, in each round
ROOM = 1.2  # how far neighbours stand apart before cells are given, in cells
FAR = 3  # cells that an area may go at a time
TOGETHER, CORNER = 2, 0.6  # what neighbours that do not touch cost, and those at a corner

Cell = tuple[int, int]  # column and row, from the top left


class Map:
    """The areas of 2016 with their centres and neighbours.

    Parameters
    ----------
    snapshot : tables.Snapshot

    Attributes
    ----------
    areas : list of str
    centres : numpy.ndarray of shape (number of areas, 2)
        To the east and to the south, in degrees of latitude.
    neighbours : list of tuple of (int, int)
        Pairs of areas by their numbers.
    """

    def __init__(self, snapshot: tables.Snapshot):
        rows, councils = list(ways(snapshot).ways.values()), snapshot.records("councils")
        places = {row["name"]: number for number, row in enumerate(councils)}
        points = np.array([[row["lon"] * np.cos(np.radians(MIDDLE)), -row["lat"]]
                           for row in councils])  # fmt: skip
        self.areas = sorted({way.areas[0] for way in rows})
        weights = np.zeros((len(self.areas), len(councils)))  # people of each council in each area
        for way in rows:
            weights[self.areas.index(way.areas[0]), places[way.council]] += way.people
        self.centres = weights @ points / weights.sum(axis=1, keepdims=True)
        lies_in = (weights > 0).astype(int)
        near = near_points(points) | np.eye(len(points), dtype=bool)
        meet = lies_in @ near @ lies_in.T > 0
        pairs = combinations(range(len(self.areas)), 2)
        self.neighbours = [(one, other) for one, other in pairs if meet[one, other]]

    def spread(self) -> np.ndarray:
        """Return the places of the areas, moved until neighbours are about a cell apart."""
        pairs = np.array(self.neighbours)
        joined = np.zeros((len(self.areas),) * 2, dtype=bool)
        joined[pairs[:, 0], pairs[:, 1]] = joined[pairs[:, 1], pairs[:, 0]] = True
        steps = self.centres[pairs[:, 0]] - self.centres[pairs[:, 1]]
        home = (self.centres - self.centres.mean(axis=0)) / np.median(np.hypot(*steps.T))
        place = home.copy()
        for _ in range(ROUNDS):
            way = place[:, None] - place[None]
            far = np.hypot(way[..., 0], way[..., 1]) + np.eye(len(place))
            force = np.where(far < 1, PUSH * (1 - far), np.where(joined, PULL * (1 - far), 0))
            place = place + ((force / far)[..., None] * way).sum(axis=1) + HOME * (home - place)
        return ROOM * (place - place.min(axis=0))


def near_points(points: np.ndarray) -> np.ndarray:
    """Return which points are neighbours: no third one lies in the circle between the two."""
    apart = ((points[:, None] - points[None]) ** 2).sum(axis=-1)
    near = np.empty(apart.shape, dtype=bool)
    for one, its in enumerate(apart):
        inside = its[:, None] + apart < its[None] - 1e-12  # of a third point and the other one
        near[one] = ~inside.any(axis=0)
    return near & ~np.eye(len(points), dtype=bool)


class Grid:
    """The cells of a map while areas change places."""

    def __init__(self, places: np.ndarray, neighbours: list[tuple[int, int]]):
        self.places = places
        self.friends = [[] for _ in places]
        for one, other in neighbours:
            self.friends[one].append(other)
            self.friends[other].append(one)
        columns, rows = (int(size) + 2 for size in places.max(axis=0))
        self.cells = [*product(range(columns), range(rows))]
        self.taken: dict[Cell, int] = {}
        middle = places.mean(axis=0)
        from_edge = sorted(range(len(places)), key=lambda n: -np.hypot(*(places[n] - middle)))
        for number in from_edge:
            free = (cell for cell in self.cells if cell not in self.taken)
            self.taken[min(free, key=lambda cell: self.astray(number, cell))] = number
        self.cell = {number: cell for cell, number in self.taken.items()}

    def astray(self, number: int, cell: Cell) -> float:
        """Return how far a cell is from where an area belongs, squared."""
        x, y = self.places[number]
        return (cell[0] - x) ** 2 + (cell[1] - y) ** 2

    def cost(self, number: int) -> float:
        """Return how badly an area stands: far from its place, or from its neighbours."""
        cell = self.cell[number]
        apart = sum(gap(cell, self.cell[friend]) for friend in self.friends[number])
        return self.astray(number, cell) + TOGETHER * apart

    def gain(self, number: int, cell: Cell) -> float:
        """Return what is gained if an area goes to a cell, and who is there comes in its place."""
        movers = [number, *([self.taken[cell]] if cell in self.taken else [])]
        before = sum(map(self.cost, movers))
        start = self.cell[number]
        self.go(number, cell)
        gained = before - sum(map(self.cost, movers))
        self.go(number, start)
        return gained

    def go(self, number: int, cell: Cell) -> None:
        """Let an area go to a cell, and who is there come in its place."""
        start, other = self.cell[number], self.taken.pop(cell, None)
        del self.taken[start]
        self.cell[number], self.taken[cell] = cell, number
        if other is not None:
            self.cell[other], self.taken[start] = start, other

    def settle(self) -> None:
        """Let areas change cells until no change is a gain."""
        settled = False
        while not settled:
            settled = True
            for number in self.cell:
                here = self.cell[number]
                near = [cell for cell in self.cells if cell != here and reach(here, cell) <= FAR]
                best = max(near, key=lambda cell: self.gain(number, cell))
                if self.gain(number, best) > 1e-9:
                    self.go(number, best)
                    settled = False


def reach(one: Cell, other: Cell) -> int:
    """Return how many cells lie from one to the other, aslant counted as straight."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def gap(one: Cell, other: Cell) -> float:
    """Return what it costs that the cells of two neighbours do not share a side."""
    steps = abs(one[0] - other[0]) + abs(one[1] - other[1])
    if steps <= 1:
        return 0
    return CORNER if reach(one, other) == 1 else steps


@functools.lru_cache(maxsize=2)
def tiles(snapshot: tables.Snapshot) -> dict[str, Cell]:
    """Return the cell of each area of 2016, by its id.

    Returns
    -------
    dict of str to (int, int)
        Column and row, each from 0 at the top left.
    """
    known = Map(snapshot)
    grid = Grid(known.spread(), known.neighbours)
    grid.settle()
    left, top = (min(cell[n] for cell in grid.cell.values()) for n in (0, 1))
    return {known.areas[number]: (column - left, row - top)
            for number, (column, row) in grid.cell.items()}  # fmt: skip
