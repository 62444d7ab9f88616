"""The parts of an exercise: what is asked, how an answer is read, and what is said to it."""

import datetime
import math
import numbers
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from markupsafe import escape

from ..core.dates import read_date
from ..core.formats import say_date
from ..problems import nearest

# What each verdict is called, and its sign. The sign is not read aloud: the words say it.
VERDICTS = {
    "open": ("○", "Not answered yet."),
    "right": ("✓", "Right."),
    "again": ("↻", "Look again."),
}
OPEN = (
    "In a notebook, put your answer in the place of the three dots and run the cell. "
    "It should be {wanted}."
)
# What is said to a wrong answer of several words. A page says the same.
TOO_MANY, MISSING = "“{}” does not belong there.", "Some that belong are missing."
AGREE = "{} of {} agree."
NO_DATE = "“{}”, for “{}”, cannot be read as a date. Write it like {}."


@dataclass(frozen=True)
class Feedback:
    """What is said to an answer, as text and as HTML.

    Parameters
    ----------
    verdict : {"open", "right", "again"}
        How the answer stands.
    words : str
        One or two sentences.
    exercise : str
        The name of the exercise, where it is still open: a page can ask it without Python there.
    """

    verdict: str
    words: str
    exercise: str = ""

    def __repr__(self) -> str:
        return f"{' '.join(VERDICTS[self.verdict])} {self.words}"

    def _repr_html_(self) -> str:
        sign, verdict = VERDICTS[self.verdict]
        words = re.sub("`(.+?)`", r"<code>\1</code>", str(escape(self.words)))
        asks = f' data-exercise="{escape(self.exercise)}"' if self.exercise else ""
        return (
            f'<div class="feedback feedback-{self.verdict}"{asks} role="status"><p>'
            f'<span aria-hidden="true">{sign}</span> <strong>{verdict}</strong> '
            f'<span class="feedback-words">{words}</span></p></div>'
        )


class AnswerError(ValueError):
    """An answer of a kind that no right answer has. The message says what to hand in."""


# How an answer is read -----------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of answer.

    Parameters
    ----------
    wanted : str
        What to hand in, in words that fit behind "It should be".
    """

    wanted: str

    def read(self, answer):
        """Return the answer in one form, whatever form of Python it came in."""
        raise NotImplementedError

    def same(self, answer, right) -> bool:
        """Return whether two answers that were read are equal."""
        return answer == right

    def look_again(self, answer, right, look: str) -> str:
        """Return what is said to a wrong answer that is no slip."""
        return look

    def refuse(self, answer, hint: str = ""):
        """Raise the message that says what was handed in and what should have been."""
        raise AnswerError(f"This is {_called(answer)}. It should be {self.wanted}.{hint}")


@dataclass(frozen=True)
class Number(Kind):
    """A number: a count, or one that is right to within half a unit of its last decimal.

    Parameters
    ----------
    decimals : int or None
        How many decimals are asked for; more are welcome. None for a count, which is exact.
    """

    decimals: int | None = None

    def read(self, answer) -> float:
        """Return any real number of Python, NumPy or pandas as a float."""
        if isinstance(answer, bool) or not isinstance(answer, numbers.Real):
            self.refuse(answer, self._way_out(answer))
        return float(answer)

    def _way_out(self, answer) -> str:
        """Return how a number is had from what was handed in, or "" if it cannot be said."""
        if isinstance(answer, str):
            return " Leave the quotation marks and all words out."
        if isinstance(answer, pd.Series) and pd.api.types.is_bool_dtype(answer):
            return " It is true or false for each row: .sum() counts what is true."
        if isinstance(answer, pd.Series) and len(answer) == 1:
            return " Take the one value out, with .item()."
        if callable(answer):
            return " Put () behind its name."
        if isinstance(answer, pd.Series):
            return " One of its values is wanted, or what you work out from them."
        if self.decimals is None and pd.api.types.is_list_like(answer):
            return " To count what you have there, give it to `len()`."
        return ""

    def same(self, answer, right) -> bool:
        """Compare exactly, or as closely as was asked for."""
        return abs(answer - right) <= self.near()

    def near(self) -> float:
        """Return how far from the right number another one still counts as the same."""
        closely = 0 if self.decimals is None else 0.5 * 10**-self.decimals
        return closely + 1e-9


@dataclass(frozen=True)
class Word(Kind):
    """One of a few words, such as an id.

    Parameters
    ----------
    known : callable
        Returns the words there are.
    """

    known: Callable[[], Iterable[str]] = tuple

    def read(self, answer) -> str:
        """Return the word; it must be a known one."""
        if not isinstance(answer, str):
            self.refuse(answer)
        known = set(self.known())
        if answer.strip() not in known:
            hint = nearest(answer, known)
            raise AnswerError(f"“{answer}” is not known here{hint}. It should be {self.wanted}.")
        return answer.strip()


@dataclass(frozen=True)
class Names(Kind):
    """A handful of words, in any order.

    Parameters
    ----------
    known : callable
        Returns the words to choose from where a page asks, in their order.
    ids : callable
        Returns every word that is one.
    """

    known: Callable[[], Iterable[str]] = tuple
    ids: Callable[[], Iterable[str]] = tuple

    def read(self, answer) -> frozenset[str]:
        """Return the words of a list, a set, a Series or an Index."""
        if isinstance(answer, str):
            self.refuse(answer, " Put it into square brackets, even if it is alone.")
        if isinstance(answer, Mapping | pd.DataFrame) or not isinstance(answer, Iterable):
            self.refuse(answer)
        ids = list(self.ids())
        for word in answer:
            if not isinstance(word, str):
                where = " Its index may have the ids." if isinstance(answer, pd.Series) else ""
                self.refuse(answer, f" It holds {_called(word)}.{where}")
            if word.strip() not in ids:
                hint = nearest(word, self.known()) or nearest(word, ids)
                raise AnswerError(f"“{word}” is not an id here{hint}. It should be {self.wanted}.")
        return frozenset(word.strip() for word in answer)

    def look_again(self, answer, right, look) -> str:
        """Return one word that is too many and whether any is missing, without naming that."""
        too_many = [TOO_MANY.format(word) for word in sorted(answer - right)[:1]]
        return " ".join([*too_many, *([] if answer >= right else [MISSING])])


@dataclass(frozen=True)
class Labels(Kind):
    """One word for each of a few things: a dictionary, or a Series with an index.

    Parameters
    ----------
    keys : callable
        Returns the things.
    known : callable
        Given a thing, returns the words that it may have; none means any.
    whole : bool
        Whether each thing must have a word.
    such_as : str
        Where dates are wanted, one that is not the right one, as ISO writes it.
    words : callable
        Given a thing, returns what it says, where a page asks and its name says too little.
    """

    keys: Callable[[], Iterable[str]] = tuple
    known: Callable[[str], Iterable] = field(default=lambda key: ())
    whole: bool = True
    such_as: str = ""
    words: Callable[[str], str] = field(default=lambda key: "")

    def read(self, answer) -> dict:
        """Return the words by thing."""
        if isinstance(answer, pd.Series):
            answer = answer.to_dict()
        if not isinstance(answer, Mapping):
            self.refuse(answer)
        for key, word in answer.items():
            if problem := self._problem(key, word):
                raise AnswerError(problem)
        missing = [key for key in self.keys() if key not in answer]
        if self.whole and missing:
            raise AnswerError(f"“{missing[0]}” is missing. It should be {self.wanted}.")
        return {key: self._date(word) or word for key, word in answer.items()}

    def _date(self, word) -> str | None:
        """Return a date as ISO writes it; None if none is wanted, or it is none."""
        return read_date(str(word)) if self.such_as else None

    def look_again(self, answer, right, look) -> str:
        """Return how many words agree, and what to look at again for the first that does not."""
        wrong = [key for key in right if answer[key] != right[key]]
        agree = AGREE.format(len(right) - len(wrong), len(right))
        return f"{agree} {look(wrong[0], answer[wrong[0]])}"

    def _problem(self, key, word) -> str:
        if key not in list(self.keys()):
            return f"“{key}” was not asked about. It should be {self.wanted}."
        known = list(self.known(key))
        if _is_empty(word):
            return f"“{key}” has no answer yet."
        if not isinstance(word, str | numbers.Real):
            return f"What stands for “{key}” is {_called(word)}. It should be {self.wanted}."
        if known and word not in known:
            hint = nearest(str(word), known) if isinstance(known[0], str) else ""
            return f"“{word}”, for “{key}”, is not known here{hint}. It should be {self.wanted}."
        if self.such_as and not self._date(word):
            return NO_DATE.format(word, key, say_date(self.such_as))
        return ""


def _called(answer) -> str:
    """Return what kind of thing an answer is, in words."""
    for kinds, words in {
        (bool, np.bool_): "true or false",
        (str,): "text",
        (numbers.Real,): "a number",
        (pd.DataFrame,): "a whole table",
        (pd.Series, pd.Index): "a column of values",
        (Mapping,): "a dictionary",
        (list, tuple, set, frozenset, np.ndarray, pd.api.extensions.ExtensionArray): "a list",
        (datetime.date,): "a date of Python",
    }.items():
        if isinstance(answer, kinds):
            return words
    if callable(answer):
        return "a function that has not been called"
    return f"of the type {type(answer).__name__}"


def _is_open(answer) -> bool:
    """Return whether the three dots still stand where the answer goes."""
    if isinstance(answer, Mapping):
        return any(map(_is_open, answer.values()))
    return answer is ...


def _is_empty(answer) -> bool:
    """Return whether an answer is nothing at all: no value, no text, no member."""
    if answer is None or answer is pd.NA or answer is pd.NaT:
        return True
    if isinstance(answer, float):
        return math.isnan(answer)
    if isinstance(answer, str):
        return not answer.strip()
    try:
        return len(answer) == 0
    except TypeError:
        return False


# An exercise ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """A wrong answer that comes easily, and what to look at again.

    Parameters
    ----------
    answer : callable
        Returns the wrong answer, from the tables as they stand.
    look : str
        What is said to it. It must not give the right answer away.
    """

    answer: Callable[[], object]
    look: str


@dataclass(frozen=True)
class Exercise:
    """A question with one right answer.

    Parameters
    ----------
    name : str
        Such as "footprints-1".
    kind : Kind
        How an answer is read.
    right : callable
        Returns the right answer, from the tables as they stand.
    well : str
        What is said to it: what it shows.
    slips : tuple of Slip
        Wrong answers that come easily.
    look : str or callable
        What is said to any other answer. Where an answer is several words, a callable that is
        given a thing and the wrong word for it.
    empty : str
        What may have led to an answer that is an empty list.
    tables : tuple of str
        The tables in which the answer can be looked up where the chapter does not show them.
    """

    name: str
    kind: Kind
    right: Callable[[], object]
    well: str
    slips: tuple[Slip, ...] = ()
    look: str | Callable[[str, str], str] = ""
    empty: str = ""
    tables: tuple[str, ...] = ()

    def check(self, answer) -> Feedback:
        """Return what is said to an answer."""
        if _is_open(answer):
            return Feedback("open", OPEN.format(wanted=self.kind.wanted), self.name)
        if _is_empty(answer):
            words = f"Your answer is empty. It should be {self.kind.wanted}. {self.empty}"
            return Feedback("again", words.rstrip())
        try:
            read = self.kind.read(answer)
        except AnswerError as problem:
            return Feedback("again", str(problem))
        return self.judge(read)

    def judge(self, answer) -> Feedback:
        """Return what is said to an answer that was read: right comes before every slip."""
        right = self.kind.read(self.right())
        if self.kind.same(answer, right):
            return Feedback("right", self.well)
        for slip in self.slips:
            if self.kind.same(answer, self.kind.read(slip.answer())):
                return Feedback("again", slip.look)
        return Feedback("again", self.kind.look_again(answer, right, self.look))


@dataclass(frozen=True)
class Open:
    """A question that many answers meet.

    Parameters
    ----------
    name : str
        Such as "contracts-3".
    kind : Kind
        How an answer is read.
    problem : callable
        Given the answer, returns what to look at again, or "" if all is well.
    well : str
        What is said to an answer that does.
    slips : tuple of Slip
        Wrong answers that come easily; what is said to them is what ``problem`` returns.
    """

    name: str
    kind: Kind
    problem: Callable[[object], str]
    well: str
    slips: tuple[Slip, ...] = ()
    empty: str = ""
    tables: tuple[str, ...] = ()

    check = Exercise.check

    def judge(self, answer) -> Feedback:
        """Return what is said to an answer that was read."""
        problem = self.problem(answer)
        return Feedback("again", problem) if problem else Feedback("right", self.well)
