"""Settings of footprint sizes at which something turns or ends, for the tests."""

from itertools import product

from .figure import HIGH, LOW
from .model import VIEWS, YARDSTICKS

# The ends of numbers that may be typed, of the axis and of the neighbourhood team, and where
# "thousand" turns into "million".
EDGES = [
    LOW, 24_999, 25_000, 29_999, 30_000, 50_000, 999_499, 999_500, 1_049_999, 1_050_000,
    4_000_000, 4_000_001, HIGH,
]  # fmt: skip


def cases(figure):
    """Yield changes of a new figure's setting."""
    sizes = figure.sizes
    yield {}
    yield {"origin": ""}
    for show, linear in product(VIEWS, (False, True)):
        yield {"show": show, "linear": linear, "population": 430_000}
    for show, population in product(VIEWS, EDGES):
        yield {"show": show, "population": population}
    for kind, show in product([*VIEWS, "place", "nation"], VIEWS):
        counted = sizes.counted(kind)
        for area in counted[:: len(counted) - 1 or 1]:  # the largest and the smallest
            yield {"show": show, "area": area.id, "population": area.people}
    for yardstick, times in product(YARDSTICKS, (0.95, 1, 1.05, 9.95)):
        yield {"population": round(sizes.areas[yardstick].people * times)}
    for origin in sizes.flows:
        yield {"origin": origin}
