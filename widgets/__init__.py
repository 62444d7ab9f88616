"""The figures of the book: each function returns one.

`find` finds a place by its name, and `which` tells what letters mean in a document.
"""

from .core.finder import find as find
from .letters import which as which
from .topics.areas import areas as areas
from .topics.contracts import contracts as contracts
from .topics.evidence import evidence as evidence
from .topics.footprints import footprints as footprints
from .topics.names import names as names
