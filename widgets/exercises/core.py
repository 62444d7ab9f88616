"""The parts of an exercise: what is asked, how an answer is read, and what is said to it."""

import math
import numbers
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import escape

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


@dataclass(frozen=True)
class Feedback:
    """What is said to an answer, as text and as HTML.

    Parameters
    ----------
    verdict : {"open", "right", "again"}
        How the answer stands.
    words : str
        One or two sentences.
    """

    verdict: str
    words: str

    def __repr__(self) -> str:
        return f"{' '.join(VERDICTS[self.verdict])} {self.words}"

    def _repr_html_(self) -> str:
        sign, verdict = VERDICTS[self.verdict]
        words = re.sub("`(.+?)`", r"<code>\1</code>", str(escape(self.words)))
        return (
            f'<div class="feedback feedback-{self.verdict}" role="status"><p>'
            f'<span aria-hidden="true">{sign}</span> <strong>{verdict}</strong> {words}</p></div>'
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
        if isinstance(answer, pd.Series | pd.DataFrame | pd.Index):
            self.refuse(answer, " Take the one value out, for example with .item().")
        if isinstance(answer, str):
            self.refuse(answer, " Leave the quotation marks out.")
        if isinstance(answer, bool) or not isinstance(answer, numbers.Real):
            self.refuse(answer)
        return float(answer)

    def same(self, answer, right) -> bool:
        """Compare exactly, or as closely as was asked for."""
        closely = 0 if self.decimals is None else 0.5 * 10**-self.decimals
        return abs(answer - right) <= closely + 1e-9


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
        if answer.strip() not in set(self.known()):
            raise AnswerError(f"“{answer}” is not known here. It should be {self.wanted}.")
        return answer.strip()


@dataclass(frozen=True)
class Names(Kind):
    """A handful of words, in any order."""

    def read(self, answer) -> frozenset[str]:
        """Return the words of a list, a set, a Series or an Index."""
        if isinstance(answer, str):
            self.refuse(answer, " Put it into square brackets, even if it is alone.")
        if isinstance(answer, Mapping | pd.DataFrame) or not isinstance(answer, Iterable):
            self.refuse(answer)
        words = list(answer)
        for word in words:
            if not isinstance(word, str):
                self.refuse(words, f" It holds {_called(word)}.")
        return frozenset(word.strip() for word in words)


@dataclass(frozen=True)
class Labels(Kind):
    """One word for each of a few things: a dictionary, or a Series with an index.

    Parameters
    ----------
    keys, known : callable
        Return the things, and the words each may have. Without ``known``, any.
    whole : bool
        Whether each thing must have a word.
    """

    keys: Callable[[], Iterable[str]] = tuple
    known: Callable[[], Iterable] = tuple
    whole: bool = True

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
        return dict(answer)

    def _problem(self, key, word) -> str:
        known = list(self.known())
        if key not in list(self.keys()):
            return f"“{key}” was not asked about. It should be {self.wanted}."
        if _is_empty(word):
            return f"“{key}” has no answer yet."
        if not isinstance(word, str | numbers.Real):
            return f"What stands for “{key}” is {_called(word)}. One word or number is wanted."
        if known and word not in known:
            return f"“{word}”, for “{key}”, is not one of those to choose from."
        return ""


def _called(answer) -> str:
    """Return what kind of thing an answer is, in words."""
    for kinds, words in {
        (bool,): "true or false",
        (str,): "text",
        (numbers.Real,): "a number",
        (pd.DataFrame,): "a whole table",
        (pd.Series, pd.Index): "a column of values",
        (Mapping,): "a dictionary",
        (list, tuple, set, frozenset): "a list",
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
        What is said to any other answer; a callable is given the answer and the right one.
    """

    name: str
    kind: Kind
    right: Callable[[], object]
    well: str
    slips: tuple[Slip, ...] = ()
    look: str | Callable[[object, object], str] = ""

    def check(self, answer) -> Feedback:
        """Return what is said to an answer."""
        if _is_open(answer):
            return Feedback("open", OPEN.format(wanted=self.kind.wanted))
        if _is_empty(answer):
            return Feedback("again", f"Your answer is empty. It should be {self.kind.wanted}.")
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
        look = self.look if isinstance(self.look, str) else self.look(answer, right)
        return Feedback("again", look)


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
    slips: tuple[Slip, ...] = field(default=())

    check = Exercise.check

    def judge(self, answer) -> Feedback:
        """Return what is said to an answer that was read."""
        problem = self.problem(answer)
        return Feedback("again", problem) if problem else Feedback("right", self.well)


def looks_like(answer: frozenset, right: frozenset) -> str:
    """Return what is wrong with a handful of words, without naming one that is missing."""
    extra, missing = sorted(answer - right), right - answer
    parts = []
    if extra:
        parts.append(f"“{extra[0]}” does not belong there.")
    if missing:
        parts.append("Some that belong are missing.")
    return " ".join(parts)
