"""Settings of contracts compared at which something turns or ends, for the tests."""

from .matrix import UNKNOWN, written_rating
from .weighing import LEVELS


def cases(figure):
    """Yield changes of a new figure's setting."""
    levels = [name for name, each in figure.inputs.items() if each.kind == "scale"]
    yield {}
    for _, values in figure.presets():
        yield values
    for name in levels:
        yield {name: str(max(LEVELS))}
        yield {**dict.fromkeys(levels, "0"), name: "1"}
    yield dict.fromkeys(levels, str(max(LEVELS)))
    yield {"own": _settled_by_hand(figure)}
    yield {"own": _settled_by_hand(figure)[:1]}
    yield {"own": _all_alike(figure)}
    yield {"first": "icp-contract", "second": "icp-contract"}
    yield {"first": next(iter(figure.matrix.options)), "second": "existing-contracts"}


def _settled_by_hand(figure):
    """Return a rating for every cell that is unknown, so that all is certain."""
    return [
        f"{option}:{criterion}:1"
        for option in figure.matrix.options
        for criterion in figure.matrix.criteria
        if figure.matrix.rating(option, criterion) == UNKNOWN
    ]


def _all_alike(figure):
    """Return ratings that make all options alike, so that they share the lead."""
    return [
        f"{option}:{criterion}:{written_rating(UNKNOWN)}"
        for option in figure.matrix.options
        for criterion in figure.matrix.criteria
        if figure.matrix.rating(option, criterion) != UNKNOWN
    ]
