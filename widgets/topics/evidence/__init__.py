"""The evidence: what was claimed, on what ground, and what was found later."""

from dataclasses import dataclass

import pandas as pd

from ...core.figure import messages_of
from ...tables import grade as grade
from . import model
from .figure import Evidence


@dataclass(frozen=True)
class Ground:
    """What a claim may rest on."""

    id: str

    @property
    def label(self) -> str:
        """The words for it."""
        return messages_of(Evidence.TOPIC)(f"ground.{self.id}")


GROUNDS = {ground: Ground(ground) for ground in model.GROUNDS}  # the weakest first


def evidence(claims: pd.DataFrame | None = None, name: str = "", **inputs) -> Evidence:
    """Show every claim, what it rests on, who makes it, what answers it and what was found later.

    Parameters
    ----------
    claims : pandas.DataFrame, optional
        Claims of your own, one row a claim, with the columns ``id``, ``claim``, ``speaker``,
        ``voice``, ``said_on``, ``topic``, ``stance``, ``ground``, ``ground_note``, ``about``,
        ``source`` and ``anchor``. The book's if none are given.
    name : str
        The figure's own name, where a page has more than one of the topic.
    topic, ground, stance, who, about, source, later : list of str
        The values to keep: topics, grounds (``GROUNDS``), stances, kinds of speaker, arrangements
        or places, sources, and outcomes that were found later. An empty list keeps all.
    text : str
        Words that must all stand on a claim's card.

    Returns
    -------
    Evidence
        The figure, whose traits have the names of the inputs. Its ``claims`` are those in view.

    Raises
    ------
    TableError
        For claims that are not as expected. It names the row and the column.
    traitlets.TraitError
        For a value that no claim has. It names the trait, the value and what was expected.

    Examples
    --------
    >>> e = evidence(topic=["money"], text="savings")
    >>> e.claims[["claim", "ground", "later"]]
    """
    return Evidence(claims, name, **inputs)
