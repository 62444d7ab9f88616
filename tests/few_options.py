"""Options and criteria, made up: their answers can be worked out by hand, and no edit changes them.

Options are trees, and criteria are wishes for them.
"""

import numpy as np

from widgets.topics.contracts.figure import Contracts
from widgets.topics.contracts.matrix import UNKNOWN, Matrix

TREES = ("alder", "birch", "cedar", "damson", "elm")
WISHES = ("grows-fast", "costs-little", "bears-fruit", "gives-shade")

PAPER = {"id": "paper", "title": "A paper", "author": None, "publisher": "Press", "date": "2018",
         "url": "https://example.org/paper"}  # fmt: skip
BOOK = {**PAPER, "id": "book", "title": "A book", "url": None}
NAMES = {"paper": "Paper, 2018", "book": "Book, 2018"}


def rated(*rows):
    """Return ratings as the calculation takes them: a text an option, "?" for what is unknown."""
    return np.array([[UNKNOWN if sign == "?" else int(sign) for sign in row] for row in rows])


def made_up(*rows):
    """Return a matrix with these ratings: a text an option, "?" where the sources are silent."""
    options = {tree: option(tree) for tree in TREES[: len(rows)]}
    criteria = {wish: criterion(wish) for wish in WISHES[: len(rows[0])]}
    cells = {
        (tree, wish): cell(sign, f"{tree} and {wish}")
        for tree, row in zip(options, rows, strict=True)
        for wish, sign in zip(criteria, row, strict=True)
    }
    steps = {tree: [{"step": f"Plant the {tree}.", "source": "book", "anchor": "a hole"},
                    {"step": "Water it.", "source": "paper", "anchor": None}]
             for tree in options}  # fmt: skip
    sources = {"paper": PAPER, "book": BOOK}
    return Matrix(options, criteria, cells, rated(*rows), steps, sources, NAMES)


def option(tree):
    """Return the row of an option, with a short name unless it is the third."""
    short = None if tree == TREES[2] else tree.title()
    return {
        "id": tree, "name": f"The {tree} tree", "short": short, "what": f"what an {tree} is",
        "legal_basis": None, "holder": "a gardener", "gp_inside": None, "budget": None,
        "duration": None, "live_from": "2018-05", "live_to": None, "state": "current",
        "used": "yes", "used_note": None, "source": "paper", "anchor": "in a wood",
        "more_sources": "book",
    }  # fmt: skip


def criterion(wish):
    """Return the row of a criterion."""
    steps = {f"step_{step}": f"Step {step}." for step in range(4)}
    return {"id": wish, "criterion": f"It {wish.replace('-', ' ')}", **steps}


def cell(sign, reason):
    """Return the row of a rating: the editors infer the ratings 1, sources state the others."""
    basis = {"?": "silent", "1": "editors"}.get(sign, "source")
    source = None if sign == "?" else "paper"
    rating = "unknown" if sign == "?" else sign
    return {"rating": rating, "basis": basis, "reason": f"About {reason}.", "source": source,
            "anchor": source and "as we saw"}  # fmt: skip


class Trees(Contracts):
    """The figure of contracts with three trees and three wishes.

    Where all wishes count alike, the alder has 3 to 6 points of 9, the birch 4 and the cedar 3.
    """

    def read(self):
        """Read no tables."""
        self.matrix = made_up("30?", "121", "030")
