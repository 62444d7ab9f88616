"""The figures of the book: each function returns one."""

from .topics.contracts import contracts as contracts
from .topics.evidence import evidence as evidence
from .topics.footprints import footprints as footprints
