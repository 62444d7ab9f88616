"""The kinds of input that a figure may have: one folder a kind.

A folder holds a class (the trait and what it accepts), ``input.html`` (the markup) and ``input.js``
(how a value is shown, read, and written in an address). A new kind is a folder, a line here and a
line in ``core/inputs.js``; one that is large is added by the ``model.js`` of its topics, as in
``areas``, so that no other page loads it.
"""

from .base import Input, Option, Question
from .choice import Beside, Choice
from .choices import Choices
from .date import Date
from .number import Number
from .place import Place
from .scale import Scale
from .several import Several
from .text import Text
from .tick import Tick

__all__ = [
    "Beside", "Choice", "Choices", "Date", "Input", "Number", "Option", "Place", "Question",
    "Scale", "Several", "Text", "Tick",
]  # fmt: skip
