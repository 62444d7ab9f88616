"""The figures of the book: each function returns one. `find` finds a place by its name."""

from .core.finder import find as find
from .topics.areas import areas as areas
from .topics.contracts import contracts as contracts
from .topics.evidence import evidence as evidence
from .topics.footprints import footprints as footprints
