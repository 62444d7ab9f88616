"""The parts that a topic gives to its figure: sentences, rows, and code that brings its data."""

from dataclasses import dataclass, field

from .messages import Saying


@dataclass(frozen=True)
class Says:
    """All that a figure says anew when a reader changes something.

    Parameters
    ----------
    sentences : list of dict or None
        Sayings, one a paragraph; None is a paragraph that is empty now.
    description : dict
        The accessible name of the picture: a sentence with the finding.
    texts : dict of str to dict
        Other places, by ``data-text``: counts and headings. ``now`` is the answer in short, which
        stays in view while the controls move: the first sentence unless a topic says it. ``title``,
        if it is there, is the finding above the figure, in place of the message ``title``.
    """

    sentences: list[Saying | None]
    description: Saying
    texts: dict[str, Saying] = field(default_factory=dict)

    def __post_init__(self):
        """Say the answer in short."""
        self.texts.setdefault("now", next(filter(None, self.sentences), ""))


@dataclass
class Table:
    """The table behind a figure: column names to headings, and rows as plain dictionaries.

    Parameters
    ----------
    columns : dict of str to str
        Key of a cell in a row, and the heading a reader sees.
    rows : list of dict
        Cells by key: a text, a number or a saying. ``id`` is the row's own, ``when`` says for which
        choice it stands (``"show:ics-first"``), and a cell ``KEY_value`` is what a file holds in
        place of the cell ``KEY``.
    live : tuple of str
        The cells that follow the reader's choices.
    """

    columns: dict[str, str]
    rows: list[dict] = field(default_factory=list)
    live: tuple[str, ...] = ()

    def groups(self) -> list[tuple[str, list[dict]]]:
        """Return the rows by the choice they stand for, in order."""
        groups: dict[str, list[dict]] = {}
        for row in self.rows:
            groups.setdefault(row.get("when", ""), []).append(row)
        return list(groups.items())


@dataclass(frozen=True)
class Given:
    """Code that brings the data which a figure was given, so that it can be made anew.

    Parameters
    ----------
    code : str
        Statements; empty if nothing was given.
    argument : str
        The name by which the call passes the data on.
    imports : tuple of str
        Import statements that the code needs beside ``import widgets``.
    """

    code: str = ""
    argument: str = ""
    imports: tuple[str, ...] = ()
