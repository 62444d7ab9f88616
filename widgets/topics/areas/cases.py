"""Settings of the figure of areas at which something turns or ends, for the tests."""


def cases(figure):
    """Yield changes of a new figure's setting."""
    yield {}
    for _, values in figure.presets():
        yield values
    ways = figure.ways.ways.values()
    for way in ways:
        if way.part or len(way.groups) > 2:
            yield {"area": way.id}
    for stage in range(4):  # the largest and the smallest area of each kind
        people = {way.areas[stage]: figure.ways.people.get(way.areas[stage], 0) for way in ways}
        for area in (min(people, key=people.get), max(people, key=people.get)):
            yield {"area": next(way.id for way in ways if way.areas[stage] == area)}
