"""Exercises of the chapter ``date-a-document``: which word was in use when, and in which sense."""

import pandas as pd

from .. import tables
from .core import Exercise, Labels, Names, Number, Slip

LEAFLET = "2019-06"  # the month of the leaflet that speaks of an ICP

# Claims whose ICP is to be told, and an event that speaks of the third meaning.
CLAIMS = ("c-kf-073", "c-nhe-021", "c-ham-002", "c-faq-013")
EVENT = "e-2026-health-bill-partnerships"
ENDS = ("not before", "not after")  # of the time in which a letter can have been written
MEANT = {"icp-partnership": "icp-alliance", "icp-contract": "icp-provider"}


def names() -> pd.DataFrame:
    """Return the names by their id."""
    return tables.load("names").set_index("id")


def meanings() -> pd.Series:
    """Return how many rows each abbreviation has."""
    return names()["abbreviation"].value_counts()


def icp() -> list[str]:
    """Return the ids of the meanings of ICP."""
    rows = names()
    return list(rows.index[rows["abbreviation"] == "ICP"])


def span(*ids: str) -> dict[str, str]:
    """Return between which dates all of some names were in use."""
    rows = names().loc[list(ids)]
    return {
        "not before": rows["valid_from"].dropna().max(),
        "not after": rows["valid_to"].dropna().min(),
    }


def widest(*ids: str) -> dict[str, str]:
    """Return between which dates any of some names was in use."""
    rows = names().loc[list(ids)]
    return {
        "not before": rows["valid_from"].dropna().min(),
        "not after": rows["valid_to"].dropna().max(),
    }


def in_use(month: str) -> frozenset:
    """Return the meanings of ICP that were in use in a month; dates compare as text."""
    rows = names().loc[icp()]
    begun = rows["valid_from"].isna() | (rows["valid_from"] <= month)
    not_over = rows["valid_to"].isna() | (rows["valid_to"] >= month)
    return frozenset(rows.index[begun & not_over])


def words() -> dict[str, str]:
    """Return what each claim and the event say."""
    claims, events = (tables.load(name).set_index("id") for name in ("claims", "events"))
    return {**claims.loc[list(CLAIMS), "claim"], EVENT: events.loc[EVENT, "event"]}


def meant() -> dict[str, str]:
    """Return which ICP each claim and the event mean."""
    about = tables.load("claims").set_index("id")["about"]
    return {**{claim: MEANT[about[claim]] for claim in CLAIMS}, EVENT: "icp-statutory"}


def dating(end: str, date: str) -> str:
    """Return what to look up again for an end of the span."""
    right = span("acs", "stp-partnership")[end]
    if date.startswith(right) or right.startswith(date):
        return f"Hand in “{end}” as exactly as the table has it: no more, no less."
    which = {"not before": "first used", "not after": "last used"}[end]
    return f"Look at “{end}”: when was each of the two terms {which}?"


def telling(passage: str, _meaning) -> str:
    """Return what to ask of a passage that was given the wrong meaning."""
    return (
        f"Look at {passage}: does it speak of a group that gives care, of the holder of a "
        "contract, or of a committee? And of which year is it?"
    )


EXERCISES = (
    Exercise(
        "names-1",
        Number("a whole number of abbreviations"),
        right=lambda: (meanings() > 1).sum(),
        well="With these letters, ask which is meant before you read on.",
        slips=(
            Slip(
                lambda: meanings()[meanings() > 1].sum(),
                "That counts the meanings. Count the abbreviations that have more than one.",
            ),
            Slip(
                lambda: len(meanings()),
                "That counts every abbreviation. Keep those that stand in more than one row.",
            ),
            Slip(
                lambda: (meanings() > 2).sum(),
                "Two meanings are already more than one.",
            ),
            Slip(
                lambda: (meanings() == 2).sum(),
                "Three meanings are more than one, too.",
            ),
            Slip(
                lambda: len(names()),
                "That counts every row, and one row is one meaning. Count the abbreviations that "
                "stand in more than one row.",
            ),
        ),
        look="Count the rows of each abbreviation, then the abbreviations with more than one row.",
        tables=("names",),
    ),
    Exercise(
        "names-2",
        Labels(
            "a dictionary with dates as text, such as {'not before': '2001-05', ...}",
            keys=lambda: ENDS,
            such_as="2001-05",
        ),
        right=lambda: span("acs", "stp-partnership"),
        well="Two words narrow it down, with no date on the page.",
        slips=(
            Slip(
                lambda: span("acs", "stp-plan"),
                "Look at the P of STP again: the letter speaks of people who work together.",
            ),
            Slip(
                lambda: widest("acs", "stp-partnership"),
                "Look at “not after”: both words stand in the letter, "
                "so it cannot be later than the end of either.",
            ),
            Slip(
                lambda: dict(
                    zip(ENDS, [*span("acs", "stp-partnership").values()][::-1], strict=True)
                ),
                "The first date must not be the later one: the two stand the wrong way round.",
            ),
        ),
        look=dating,
        tables=("names",),
    ),
    Exercise(
        "names-3",
        Labels(
            "a dictionary with one of the three ids for each passage",
            keys=lambda: (*CLAIMS, EVENT),
            known=lambda passage: icp(),
            words=lambda passage: words()[passage],
        ),
        right=meant,
        well="The letters are the same. What is done, by whom and when tells them apart.",
        look=telling,
    ),
    Exercise(
        "names-4",
        Names("a list of ids from the table", known=icp, ids=lambda: names().index),
        right=lambda: in_use(LEAFLET),
        well="So the date alone does not settle it. Look at what the leaflet says is done.",
        slips=(Slip(lambda: frozenset(icp()), "One of them had not begun by then."),),
        empty="An empty `valid_to` does not say that a meaning is over.",
    ),
)
