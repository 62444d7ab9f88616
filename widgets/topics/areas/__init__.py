"""My area: from a council's name to the areas and boards that it has been in."""

from .figure import Areas


def areas(name: str = "", **inputs) -> Areas:
    """Show which footprint, first system and boards an area of England was in, and who else was.

    Parameters
    ----------
    name : str
        The figure's own name, where a page has more than one of the topic.
    area : str
        The id of a row of ``council_flows``, or any name that leads to one place: a council, a
        town, a former district. A reader types the same into the figure's field, in a notebook too
        while Python runs.

    Returns
    -------
    Areas
        The figure, whose traits have the names of the inputs.

    Raises
    ------
    traitlets.TraitError
        For a name of no place, or of several. It says what the name may mean.

    Examples
    --------
    >>> a = areas(area="Lowestoft")
    >>> a.area
    'east-suffolk-waveney'
    """
    return Areas(name, **inputs)
