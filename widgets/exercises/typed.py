"""An exercise as a page asks it without Python: what is typed, and what is said to it, as data.

An answer on a page is a list of values, one for each field. ``theme/static/exercises.js`` judges it
by this data in the order of :meth:`widgets.exercises.core.Exercise.judge`: right, slips, the rest.
An exercise that many answers meet has no such order; it can be typed if its answers are so few
that each can be tried beforehand. ``tests/test_typed.py`` holds page and Python together.
"""

import itertools
import math
from dataclasses import dataclass
from functools import singledispatch

from ..core.formats import say_date
from . import core
from .core import Exercise, Kind, Labels, Names, Number, Open, Word

FEW = 1000  # answers that can be tried beforehand
TICKED, NOT_TICKED = "1", ""
ANY = "*"  # stands for each word to which nothing else is said
FIGURES = r"\s*[+\-]?[\d., ]*\d\s*%?\s*"  # a number as people type it
NOTHING_TICKED = "Your answer is empty. Tick each one that belongs."


@dataclass(frozen=True)
class Field:
    """What is typed, chosen or ticked.

    Parameters
    ----------
    label : str
        What it is called.
    choices : tuple of str
        What there is to choose from; none for what is typed.
    ticked : bool
        Whether it is a box to tick.
    pattern, form : str
        What may be typed, as a pattern and in words.
    dated : bool
        Whether it is a date, as people write one.
    words : str
        What the thing says that it is called by.
    """

    label: str
    choices: tuple[str, ...] = ()
    ticked: bool = False
    pattern: str = ""
    form: str = ""
    dated: bool = False
    words: str = ""


@dataclass(frozen=True)
class Question:
    """An exercise that a page can ask.

    Parameters
    ----------
    name : str
        Such as "footprints-1".
    fields : tuple of Field
    tables : tuple of str
        The tables in which the answer can be looked up.
    says : dict
        What is said to which answer, for the script.
    """

    name: str
    fields: tuple[Field, ...]
    tables: tuple[str, ...]
    says: dict


def question(exercise: Exercise | Open) -> Question | None:
    """Return an exercise as a page asks it, or None if its answer needs Python."""
    fields = tuple(fields_of(exercise.kind))
    if not fields:
        return None
    if isinstance(exercise, Exercise):
        says = judged(exercise)
    elif math.prod(len(each.choices) or math.inf for each in fields) <= FEW:
        says = tried(exercise)
    else:
        return None
    verdicts = {key: core.VERDICTS[key] for key in ("right", "again")}
    says |= {"well": exercise.well, "verdicts": verdicts}
    return Question(exercise.name, fields, exercise.tables, says)


def judged(exercise: Exercise) -> dict:
    """Return the right answer, the slips that can be typed, and what is said to the rest."""
    kind = exercise.kind
    right = kind.read(exercise.right())
    slips = [(kind.read(slip.answer()), slip.look) for slip in exercise.slips]
    typed = [(values, look) for wrong, look in slips if (values := values_of(kind, wrong))]
    if isinstance(kind, Names):
        nothing = f"{NOTHING_TICKED} {exercise.empty}".rstrip()
        typed.insert(0, ([NOT_TICKED for _ in kind.known()], nothing))
    look = looks_of(kind, right, exercise.look)
    says = {"right": values_of(kind, right), "slips": typed, "look": look}
    if isinstance(kind, Number):
        says["near"] = kind.near()
    if isinstance(kind, Labels):
        says["agree"] = core.AGREE
        if kind.such_as:
            says["noDate"] = core.NO_DATE.format("{}", "{}", say_date(kind.such_as))
    return says


def tried(exercise: Open) -> dict:
    """Return what is said to each answer that can be chosen: the place of its words in a list."""
    kind = exercise.kind
    keys = list(kind.keys())
    words = [exercise.well]
    at = []
    for values in itertools.product(*map(kind.known, keys)):
        said = exercise.problem(dict(zip(keys, values, strict=True))) or exercise.well
        if said not in words:
            words.append(said)
        at.append(words.index(said))
    return {"words": words, "at": at}


# By the kind of the answer --------------------------------------------------------------------


@singledispatch
def fields_of(kind: Kind):
    """Return what a page has an answer typed into; nothing if only Python can hold it."""
    return ()


@fields_of.register
def _(kind: Number):
    yield Field("Your answer", pattern=FIGURES, form=kind.wanted)


@fields_of.register
def _(kind: Word):
    yield Field("Your answer", choices=tuple(kind.known()))


@fields_of.register
def _(kind: Names):
    yield from (Field(word, ticked=True) for word in kind.known())


@fields_of.register
def _(kind: Labels):
    keys = list(kind.keys())
    for key in keys:
        choices = tuple(map(str, kind.known(key)))
        dated = bool(kind.such_as)
        form = f"such as {say_date(kind.such_as)}" if dated else ""
        yield Field(key, choices, form=form, dated=dated, words=kind.words(key))


@singledispatch
def values_of(kind: Kind, answer) -> list:
    """Return an answer that was read as the values of the fields; none if it cannot be typed."""
    return [answer]


@values_of.register
def _(kind: Names, answer):
    known = list(kind.known())
    ticks = [TICKED if word in answer else NOT_TICKED for word in known]
    return ticks if answer <= set(known) else []


@values_of.register
def _(kind: Labels, answer):
    keys = list(kind.keys())
    return [answer[key] for key in keys]


@singledispatch
def looks_of(kind: Kind, right, look):
    """Return what is said to the other answers, or for each field what to its wrong words."""
    return look


@looks_of.register
def _(kind: Names, right, look):
    return [
        {NOT_TICKED: core.MISSING} if word in right else {TICKED: core.TOO_MANY.format(word)}
        for word in kind.known()
    ]


@looks_of.register
def _(kind: Labels, right, look):
    keys = list(kind.keys())
    return [
        {
            word: look(key, word)
            for word in map(str, kind.known(key) or (ANY, *finer_and_coarser(right[key])))
            if word != right[key]
        }
        for key in keys
    ]


def finer_and_coarser(date: str) -> list[str]:
    """Return a date with fewer parts, and with one more."""
    parts = date.split("-")
    finer = [f"{date}-01"] if len(parts) < 3 else []
    return ["-".join(parts[:number]) for number in range(1, len(parts))] + finer
