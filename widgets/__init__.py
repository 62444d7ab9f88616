"""The figures of the book: each function returns one. :func:`which` reads letters in a document."""

from .letters import which as which
from .topics.contracts import contracts as contracts
from .topics.evidence import evidence as evidence
from .topics.footprints import footprints as footprints
