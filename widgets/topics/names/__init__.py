"""Names and dates: what stood on a day, what the letters meant, and what became of it."""

from .figure import Names


def names(name: str = "", **inputs) -> Names:
    """Show what stood on a day, what the letters meant then, and what changed up to another day.

    Parameters
    ----------
    name : str
        The figure's own name, where a page has more than one of the topic.
    day, other : str or datetime.date
        The day, and the day that it is set beside: "2012-01-01" to the last that the facts reach.
    term : str
        The id of a name, to show what took its place. Empty for none.
    letters, dated, around : str
        Letters in a document, its date, and words around them, to tell what they mean there; as
        ``widgets.which`` takes them. Empty for none.

    Returns
    -------
    Names
        The figure, whose traits have the names of the inputs.

    Raises
    ------
    traitlets.TraitError
        For a value that is none of these. It names the trait, the value and what was expected.

    Examples
    --------
    >>> n = names(day="2018-02-03")
    >>> n.other = "2022-07-01"
    """
    return Names(name, **inputs)
