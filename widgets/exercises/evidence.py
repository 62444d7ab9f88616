"""Exercises of the chapter ``grade-evidence``: what a claim rests on, and what became of it."""

import pandas as pd

from .. import tables
from .core import Exercise, Labels, Names, Number, Slip

# Claims to grade, one of each ground.
SIX = ("c-kf-088", "c-kf-059", "c-kf-011", "c-kf-184", "c-kf-003", "c-kf-086")
DATA = ("local-data", "aggregate-data")
GROUNDS = ("none-offered", "expert-judgement", "official-document", "case-example", *DATA)

# What to ask of a claim again, by the ground that was given wrongly.
ASK = {
    "none-offered": "Does its note name data, a case, a document or own work?",
    "expert-judgement": "Does its note say that the speaker rests it on work of their own?",
    "official-document": "Does its note name a law, a plan or guidance that the claim rests on?",
    "case-example": "Does its note say that the claim rests on what was done in a place or body?",
    "local-data": "Does its note say that counts or trends of one place are offered?",
    "aggregate-data": "Does its note say that counts or trends of several places are offered?",
}


def claims() -> pd.DataFrame:
    """Return the claims by their id."""
    return tables.load("claims").set_index("id")


def share(fits: pd.Series) -> float:
    """Return a share of rows as a percentage."""
    return float(fits.mean()) * 100


def graded() -> dict[str, str]:
    """Return the ground of each of the six claims."""
    return claims().loc[list(SIX), "ground"].to_dict()


def ask_again(claim: str, ground: str) -> str:
    """Return what to ask of a claim that was given the wrong ground."""
    return f"Look at {claim}: {ASK[ground]}"


def on_hospital_use() -> pd.DataFrame:
    """Return the claims on hospital use."""
    return claims().query("topic == 'hospital-use'")


def resting_on_data() -> pd.Index:
    """Return the claims on hospital use that rest on data."""
    rows = on_hospital_use()
    return rows.index[rows["ground"].isin(DATA)]


def met() -> set[str]:
    """Return the claims on which some later finding bears."""
    return set(tables.load("found_later")["claim"])


def unmet(*grounds: str) -> set[str]:
    """Return the claims on hospital use with some grounds for which nothing was found later."""
    rows = on_hospital_use()
    return set(rows.index[rows["ground"].isin(grounds)]) - met()


EXERCISES = (
    Exercise(
        "evidence-1",
        Number("a whole percentage, such as 25", decimals=0),
        right=lambda: share(claims()["ground"] == "none-offered"),
        well="It is a share of sentences, and not of truth: a claim with nothing offered for it "
        "may well be right.",
        slips=(
            Slip(
                lambda: share(claims()["ground"] != "none-offered"),
                "That is the share of claims that do offer something.",
            ),
            Slip(
                lambda: round(float((claims()["ground"] == "none-offered").mean()), 2),
                "That is a share of one. Multiply it by 100 to say it as a percentage.",
            ),
            Slip(
                lambda: (claims()["ground"] == "none-offered").sum(),
                "That is a number of claims. Divide it by the number of all claims.",
            ),
            Slip(
                lambda: share(claims().query("voice == 'comment'")["ground"] == "none-offered"),
                "That is the share among readers’ comments. Take every voice.",
            ),
        ),
        look="Count the claims with the ground none-offered, and divide by all claims.",
    ),
    Exercise(
        "evidence-2",
        Labels(
            "a dictionary with one ground for each of the six claims",
            keys=lambda: SIX,
            known=lambda claim: GROUNDS,
        ),
        right=graded,
        well="You and the table agree on all of them. Where two people do not, the rule is "
        "too loose or the passage is.",
        look=ask_again,
    ),
    Exercise(
        "evidence-3",
        Number("a whole number of claims"),
        right=lambda: tables.load("found_later")["claim"].nunique(),
        well="For the others we found nothing later. That is a gap in what we found.",
        slips=(
            Slip(
                lambda: len(tables.load("found_later")),
                "One row is one finding on one claim, so a claim with two findings counts twice. "
                "Count different claims.",
            ),
            Slip(
                lambda: tables.load("found_later")["finding"].nunique(),
                "That counts different findings. Count different claims.",
            ),
            Slip(
                lambda: len(claims()) - len(met()),
                "Those are the claims for which nothing was found.",
            ),
            Slip(
                lambda: (tables.load("found_later")["claim"].value_counts() > 1).sum(),
                "Those are the claims with more than one finding. One is enough.",
            ),
        ),
        look="Take the column `claim` of the table found_later, and count each id once.",
        tables=("found_later",),
    ),
    Exercise(
        "evidence-4",
        Names(
            "a list of ids, such as list(left['id'])",
            known=lambda: list(on_hospital_use().index),
            ids=lambda: claims().index,
        ),
        right=lambda: frozenset(unmet(*DATA)),
        well="So data were offered for these claims, and nobody we found has checked them since.",
        slips=(
            Slip(
                lambda: frozenset(set(resting_on_data()) & met()),
                "Those are the claims for which something was found. Turn the condition round.",
            ),
            Slip(
                lambda: frozenset(resting_on_data()),
                "Those are all the claims on hospital use that rest on data. "
                "Leave out those for which something was found.",
            ),
            Slip(
                lambda: frozenset(set(claims().index[claims()["ground"].isin(DATA)]) - met()),
                "One of these is on another topic. Keep the topic hospital-use.",
            ),
            Slip(
                lambda: frozenset(set(on_hospital_use().index) - met()),
                "One of these rests on no data. Keep the grounds local-data and aggregate-data.",
            ),
            Slip(
                lambda: frozenset(on_hospital_use().index),
                "Those are all the claims on the topic. "
                "Keep those that rest on data, and then those for which nothing was found.",
            ),
            Slip(lambda: frozenset(unmet("local-data")), "Data may be aggregate, too."),
            Slip(lambda: frozenset(unmet("aggregate-data")), "Data may be local, too."),
        ),
        tables=("claims", "found_later"),
    ),
)
