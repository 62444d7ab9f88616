"""Exercises of the chapter ``read-a-table``: what a cell holds, and what a figure counts."""

import pandas as pd

from .. import tables
from .core import Exercise, Names, Number, Slip

COUNTED_ON = "2018-06-30"  # the official count that the chapter sets published figures beside
APART = 0.05  # the share from which a published figure is called apart from the count


def figures() -> pd.DataFrame:
    """Return every figure for the first systems, with the area it is for."""
    areas = tables.load("footprints")
    first = areas[areas["kind"] == "ics-first"]
    return tables.load("populations").merge(first, left_on="footprint", right_on="id")


def counted() -> pd.Series:
    """Return the official count of residents of each first system, by its id."""
    rows = figures()
    rows = rows[(rows["basis"] == "residents") & (rows["date"] == COUNTED_ON)]
    return rows.set_index("footprint")["central"].astype(float)


def gaps() -> pd.Series:
    """Return how far each published figure is from the count, as a share of it, by area."""
    said = figures().dropna(subset=["wording", "central"]).set_index("footprint")["central"]
    return said.astype(float) / counted().reindex(said.index) - 1


def times(sizes: pd.Series) -> float:
    """Return how many times as large the largest is as the smallest."""
    return float(sizes.max() / sizes.min())


def published() -> pd.Series:
    """Return the numbers that somebody printed for the first systems."""
    rows = figures().dropna(subset=["wording", "central"])
    return rows["central"].astype(float)


def england(basis: str) -> float:
    """Return the published number of people in England on one basis, in the year of both."""
    rows = tables.load("populations").dropna(subset=["wording", "central"])
    [number] = rows[(rows["footprint"] == "england") & (rows["basis"] == basis)]["central"]
    return float(number)


def apart(fits) -> frozenset:
    """Return the areas of which some gap fits."""
    return frozenset(gaps()[fits(gaps())].index)


EXERCISES = (
    Exercise(
        "footprints-1",
        Number("a whole number of rows"),
        right=lambda: tables.load("populations")["wording"].notna().sum(),
        well="Only these rows repeat what somebody printed. "
        "The others were summed from official tables.",
        slips=(
            Slip(
                lambda: len(tables.load("populations")),
                "That counts every row. Which column is filled only for a published figure?",
            ),
            Slip(
                lambda: tables.load("populations")["wording"].isna().sum(),
                "Those are the rows in which the cell is empty.",
            ),
            Slip(
                lambda: tables.load("populations")["central"].notna().sum(),
                "That counts the rows with a number. A number may also be a sum of our own, "
                "so another column tells whether somebody printed it.",
            ),
        ),
        look="Read again what the column `wording` holds, and count the cells that are not empty.",
        tables=("populations",),
    ),
    Exercise(
        "footprints-2",
        Number("a number with one decimal, such as 2.5", decimals=1),
        right=lambda: times(counted()),
        well="Both systems were called by one name, and both counted their residents in one way.",
        slips=(
            Slip(
                lambda: round(times(published()), 1),
                "Those are figures that somebody printed. Keep the rows that count residents "
                "on the last day of June 2018.",
            ),
            Slip(
                lambda: round(times(figures()["central"].dropna().astype(float)), 1),
                "Two kinds of figures are mixed here. Keep one basis and one date.",
            ),
            Slip(
                lambda: round(1 / times(counted()), 1),
                "You divided the smaller by the larger. How many times as large is the larger?",
            ),
            Slip(
                lambda: counted().max() - counted().min(),
                "That is the gap in people. Divide one by the other to see how many times.",
            ),
            Slip(
                lambda: round(times(counted())),
                "That may be rounded to a whole number. Give one decimal.",
            ),
            Slip(
                lambda: counted().max(),
                "That is how many people the largest has. How many times as many as the smallest?",
            ),
        ),
        look="Take the rows of one kind, one basis and one date. "
        "Then divide the largest number by the smallest.",
    ),
    Exercise(
        "footprints-3",
        Names(
            "a list of ids, such as list(far.index)",
            known=lambda: sorted(set(gaps().index)),
            ids=lambda: tables.load("footprints")["id"],
        ),
        right=lambda: apart(lambda gap: gap.abs() > APART),
        well="A gap is no proof of a mistake. A figure may count people on the lists of general "
        "practices, be rounded, or be for another year.",
        slips=(
            Slip(
                lambda: apart(lambda gap: gap > APART),
                "A figure can also be too low. Look at the size of the gap, whatever its sign.",
            ),
            Slip(
                lambda: apart(lambda gap: gap < -APART),
                "A figure can also be too high. Look at the size of the gap, whatever its sign.",
            ),
            Slip(
                lambda: frozenset(gaps().index),
                "Those are all systems with a published number. Keep those that are far apart.",
            ),
            Slip(
                lambda: apart(lambda gap: gap.abs() <= APART),
                "Some gap of each of these is within 5%. Turn the condition round.",
            ),
        ),
        empty="A gap is a share here: 5% is 0.05.",
        tables=("populations", "footprints"),
    ),
    Exercise(
        "footprints-4",
        Number("a percentage with one decimal, such as 1.5", decimals=1),
        right=lambda: (england("registered") / england("residents") - 1) * 100,
        well="So a figure from lists of patients is higher than a count of residents, "
        "even when neither has a mistake.",
        slips=(
            Slip(
                lambda: round((1 - england("residents") / england("registered")) * 100, 1),
                "If you rounded to a whole number, give one decimal. If not, that is a share of "
                "the registered. Ask what is added to the residents: divide by the residents.",
            ),
            Slip(
                lambda: (england("residents") / england("registered") - 1) * 100,
                "Below zero: that says by how much the residents are fewer. "
                "Divide the registered by the residents.",
            ),
            Slip(
                lambda: england("registered") / england("residents") * 100,
                "That says how many percent the registered are of the residents. "
                "How many percent are they above?",
            ),
            Slip(
                lambda: england("registered") / england("residents") - 1,
                "That is a share of one. Multiply it by 100 to say it as a percentage.",
            ),
            Slip(
                lambda: england("registered") - england("residents"),
                "That is the gap in people. Say it as a percentage of the residents.",
            ),
            Slip(
                lambda: (england("registered") - england("residents")) / 1_000_000,
                "That is the gap in millions of people. Say it as a percentage of the residents.",
            ),
            Slip(
                lambda: round(england("registered") / england("residents"), 3),
                "That is a ratio. Take one away from it, and multiply by 100.",
            ),
        ),
        look="Set the two published figures for England beside each other: "
        "how much larger is the registered one, in percent of the residents?",
    ),
)
