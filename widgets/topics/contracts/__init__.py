"""Contracts compared: which options serve a reader's wishes, and how sure that is."""

from .figure import Contracts


def contracts(name: str = "", **inputs) -> Contracts:
    """Show which ways to hold organisations together serve a reader's wishes.

    Parameters
    ----------
    name : str
        The figure's own name, where a page has more than one of the topic.
    no_procurement, binds_partners, ... : {"0", "1", "2", "3"}
        How much a criterion of ``data/criteria.csv`` matters: not at all, a little, much, or
        decisive. The name is the criterion's id with underscores. A whole number is taken as its
        text.
    own : list of str
        Ratings of the reader's own, written "option:criterion:rating".
    first, second : str
        The ids of the two options that are compared.

    Returns
    -------
    Contracts
        The figure, whose traits have the names of the inputs. Its ``ratings`` are a frame that can
        be read, changed and assigned.

    Raises
    ------
    traitlets.TraitError
        For a value that is none of these. It names the trait, the value and what was expected.

    Examples
    --------
    >>> c = contracts(one_budget="3")
    >>> ratings = c.ratings
    >>> ratings.loc["icp-contract", "used-in-practice"] = 1
    >>> c.ratings = ratings
    """
    return Contracts(name, **inputs)
