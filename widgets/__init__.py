"""The figures of the book: each is called like a function and returns an explorer."""

from . import contracts as _contracts
from . import evidence as _evidence
from . import footprints as _footprints

contracts = _contracts.Contracts
evidence = _evidence.Evidence
footprints = _footprints.Footprints

__all__ = ["contracts", "evidence", "footprints"]
