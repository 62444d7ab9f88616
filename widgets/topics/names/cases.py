"""Settings of names and dates at which something turns or ends, for the tests."""

from datetime import date, timedelta

from .figure import HIGH, LOW


def cases(figure):
    """Yield changes of a new figure's setting."""
    yield {}
    yield {"day": LOW, "other": LOW}
    yield {"day": LOW}
    yield {"day": HIGH, "other": LOW}
    for row in figure.history.turning:
        before = (date.fromisoformat(row["day"]) - timedelta(1)).isoformat()
        yield {"day": row["day"]}
        yield {"day": max(before, LOW), "other": row["day"]}
    for term in figure.history.became:
        yield {"term": term}
        yield {"term": term, "other": "2018-05-03"}
