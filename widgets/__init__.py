"""The figures of the book: each is called like a function and returns an explorer."""

from . import footprints as _footprints

footprints = _footprints.Footprints

__all__ = ["footprints"]
