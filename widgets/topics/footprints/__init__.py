"""Footprint sizes: how big is each, how big is mine, and what became of it."""

from .figure import Footprints


def footprints(name: str = "", **inputs) -> Footprints:
    """Show how many people live in each footprint, place and partnership.

    Parameters
    ----------
    name : str
        The figure's own name, where a page has more than one of the topic.
    show : {"ics-first", "stp-2016", "icb-2022", "icb-2026"}
        Which footprints are drawn.
    linear : bool
        Even steps of people along the axis, in place of even steps of size (logarithmic).
    population : int or None
        A number of people to place among them, 1,000 to 60,000,000.
    area : str
        The id of an area to place among them, or the name of a council or a town in one of those
        that are drawn; sets ``population`` to its figure. A place that lies in none of them is an
        error, and takes back the area and the number that were there. Empty for none.
    origin : str
        The id of a footprint of 2016, to show what became of it. Empty for none.

    Returns
    -------
    Footprints
        The figure, whose traits have the names of the inputs.

    Raises
    ------
    traitlets.TraitError
        For a value that is none of these. It names the trait, the value and what was expected.

    Examples
    --------
    >>> f = footprints(population=430_000)
    >>> f.show = "icb-2026"
    """
    return Footprints(name, **inputs)
