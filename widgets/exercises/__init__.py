"""The exercises of the learner chapters, which check themselves.

>>> from widgets.exercises import check
>>> check("footprints-1", 12)

What is right is worked out from the tables each time, so a corrected figure changes the answer
and breaks nothing. What is wrong is met with a place to look again, never with the answer.

``core`` has the parts, and one module a chapter the exercises. ``tests/test_exercises.py`` runs
the worked solution of every chapter and every slip through :func:`check`.
"""

from .. import tables
from . import areas, contracts, evidence, footprints, names
from .core import Exercise, Feedback

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for chapter in (footprints, evidence, contracts, names, areas)
    for exercise in chapter.EXERCISES
}


def check(name: str, answer=...) -> Feedback:
    """Say whether an answer is right or, if not, what to look at again.

    Parameters
    ----------
    name : str
        The exercise, such as "footprints-1".
    answer : object
        The answer. Three dots (``...``) stand for one that is still to come.

    Returns
    -------
    Feedback
        What to say. It never raises an error, whatever the answer is.
    """
    if name not in EXERCISES:
        hint = tables.nearest(str(name), EXERCISES)
        return Feedback("again", f"There is no exercise “{name}”{hint}. Look at the name.")
    return EXERCISES[name].check(answer)


__all__ = ["EXERCISES", "check"]
