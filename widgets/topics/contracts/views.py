"""The points of view: how much a criterion matters to whom. Their words stand in ``words.ftl``."""

from collections.abc import Collection

# Sketches by the editors, by their ids. A criterion that is not named here does not matter.
VIEWS = {
    "gp-partnership": {
        "leaves-gp-contracts": 3, "no-procurement": 2, "used-in-practice": 1, "survives-exit": 1,
    },
    "council-leader": {
        "social-care-inside": 3, "one-budget": 2, "public-can-question": 2, "no-private-holder": 1,
    },
    "commissioner": {
        "one-body-answers": 3, "binds-partners": 2, "one-budget": 2, "survives-exit": 1,
    },
    "campaigner": {
        "no-private-holder": 3, "public-can-question": 2, "no-procurement": 1,
    },
    "finance-director": {
        "one-budget": 2, "binds-partners": 2, "low-legal-risk": 2, "used-in-practice": 1,
        "gp-money-inside": 1, "survives-exit": 1,
    },
}  # fmt: skip


def views(criteria: Collection[str]) -> dict[str, list[int]]:
    """Return the levels of every point of view, in the order of the criteria.

    Returns
    -------
    dict of str to list of int
        Those of ``VIEWS``, then ``alike`` (all criteria matter a little) and ``nothing``.
    """
    sketches = {
        view: [levels.get(criterion, 0) for criterion in criteria] for view, levels in VIEWS.items()
    }
    return {**sketches, "alike": [1] * len(criteria), "nothing": [0] * len(criteria)}
