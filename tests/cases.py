"""Settings of the figure of footprints that Python and the browser must answer alike."""

import random
from itertools import product

from widgets.footprints import HIGH, LOW, ORIGIN, VIEWS, YARDSTICKS, sizes

START = {
    "show": "ics-first", "linear": False, "population": None, "area": "", "origin": ORIGIN,
}  # fmt: skip

# The ends of what may be typed, of the axis and of the neighbourhood team, and where "thousand"
# turns into "million".
EDGES = [
    LOW, 24_999, 25_000, 29_999, 30_000, 50_000, 999_499, 999_500, 1_049_999, 1_050_000,
    4_000_000, 4_000_001, HIGH,
]  # fmt: skip


def setting(**changes):
    """Return a setting; an area brings its own number of people."""
    if changes.get("area"):
        changes["population"] = sizes().areas[changes["area"]].people
    return {**START, **changes}


def known(kind):
    """Return the ids of one kind of area whose number of people is known."""
    return [area.id for area in sizes().of_kind(kind) if area.people]


def cases():
    """Yield the settings at which something turns or ends."""
    yield setting()
    yield setting(origin="")
    for show, linear in product(VIEWS, (False, True)):
        yield setting(show=show, linear=linear, population=430_000)
    for show, population in product(VIEWS, EDGES):
        yield setting(show=show, population=population)
    for kind, show in product([*VIEWS, "place", "nation"], VIEWS):
        for area in known(kind)[:: len(known(kind)) - 1 or 1]:  # the largest and the smallest
            yield setting(show=show, area=area)
    for yardstick, times in product(YARDSTICKS, (0.95, 1, 1.05, 9.95)):
        yield setting(population=round(sizes().areas[yardstick].people * times))
    for origin in sizes().flows:
        yield setting(origin=origin)


def at_random(count, seed=2018):
    """Yield settings of any kind, the same ones for the same seed."""
    chance = random.Random(seed)
    areas = [area for kind in [*VIEWS, "place", "nation"] for area in known(kind)]
    for _ in range(count):
        changes = {
            "show": chance.choice(list(VIEWS)),
            "linear": chance.random() < 0.3,
            "origin": chance.choice(["", *sizes().flows]),
        }
        mine = chance.choice(["none", "area", "number", "number"])
        if mine == "area":
            changes["area"] = chance.choice(areas)
        if mine == "number":  # as many small ones as large ones
            changes["population"] = round(LOW * (HIGH / LOW) ** chance.random())
        yield setting(**changes)
