"""What every kind of input has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import traitlets

from .. import tables


@dataclass(frozen=True)
class Option:
    """A value that a reader can choose, the words that stand for it, and its heading if any."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Input:
    """An input of a figure: a trait in Python, a control on the page, a part of the address.

    Parameters
    ----------
    name : str
        The trait's name, the control's, and that of a parameter of the chart where it has one.
    label : str
        The words beside the control.
    """

    kind: ClassVar[str]

    name: str
    label: str

    def trait(self) -> traitlets.TraitType:
        """Return the trait that holds the value, and refuses all that is none."""
        raise NotImplementedError

    @property
    def template(self) -> str:
        """The template that writes the control."""
        return f"inputs/{self.kind}/input.html"


@dataclass(frozen=True)
class Question:
    """A question that a reader brings, with the inputs that ask it."""

    legend: str
    inputs: tuple[Input, ...]


def grouped(options: Iterable[Option]) -> list[tuple[str, list[Option]]]:
    """Return options under their headings, both in the order they came in."""
    groups: dict[str, list[Option]] = {}
    for option in options:
        groups.setdefault(option.group, []).append(option)
    return list(groups.items())


def refuse(figure, trait: traitlets.TraitType, value, expected: str) -> None:
    """Raise a TraitError that names the figure's topic, the trait, the value and what it may be."""
    shown = f'"{value}"' if isinstance(value, str) else repr(value)
    raise traitlets.TraitError(f"{figure.TOPIC}: {trait.name} is {shown}; expected {expected}")


def one_of(values: Iterable[str], value) -> str:
    """Return in words which values there are: all of a few, else the one that was meant."""
    values = list(values)
    if len(values) <= 8:
        return "one of " + ", ".join(f'"{each}"' for each in values)
    return f"a value that this input offers{tables.nearest(str(value), values)}"
