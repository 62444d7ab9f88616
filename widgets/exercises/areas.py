"""Exercises of the chapter ``add-your-area``: new rows that keep the rules of the tables.

The rules are those of ``data/datapackage.json``. An answer is added to a copy of the tables, and
what :func:`widgets.tables.problems` says to it is what the learner reads.
"""

import csv
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import tables
from ..problems import nearest
from .core import AnswerError, Kind, Open, Slip

PARTS = ("place-bolton", "place-bury")  # which the chapter puts together
COUNTED_ON, COUNTED_BY = "2018-06-30", "ons-2018-ccg-estimates"
RANGED = "neighbourhood"  # whose size is printed as a range


@dataclass(frozen=True)
class Rows(Kind):
    """New rows, one for each of some tables.

    Parameters
    ----------
    needed : tuple of str
        The tables that must have one.
    """

    needed: tuple[str, ...] = ()

    def read(self, answer) -> dict[str, dict]:
        """Return each row as a dictionary of what is filled in it."""
        if not isinstance(answer, Mapping):
            self.refuse(answer)
        for name in self.needed:
            if name not in answer:
                raise AnswerError(f"There is no row for “{name}”. It should be {self.wanted}.")
        return {name: _row(answer[name], self) for name in self.needed}


def _row(row, kind: Kind) -> dict:
    if isinstance(row, pd.DataFrame) and len(row) == 1:
        row = row.iloc[0]
    if isinstance(row, pd.Series):
        row = row.to_dict()
    if not isinstance(row, Mapping):
        kind.refuse(row)
    for column, value in row.items():
        if not pd.api.types.is_scalar(value):
            raise AnswerError(f"One cell holds one value. Look at `{column}`.")
    return {column: value for column, value in row.items() if not pd.isna(value) and value != ""}


def added(rows: dict[str, dict]) -> str:
    """Return what the tables say to new rows: the first problem, or "" if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(tables.DATA, Path(folder) / "data"))
        try:
            for name, row in rows.items():
                _append(copy / f"{name}.csv", row)
        except AnswerError as error:
            return str(error).removesuffix(".")
        # The people of a new area are the next exercise.
        problems = (each for each in tables.problems(copy) if each.rule != "area-counted")
        return next((each.message for each in problems), "")


def _append(file: Path, row: dict) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    for column in row:
        if column not in header:
            raise AnswerError(
                f"data/{file.name} has no column {column}{nearest(str(column), header)}. "
                f"It has {', '.join(header)}."
            )
    with file.open("a", encoding="utf-8", newline="") as lines:
        csv.DictWriter(lines, header, lineterminator="\n").writerow(row)


def counted(area: str) -> int:
    """Return the official count of an area."""
    rows = tables.load("populations")
    rows = rows[(rows["footprint"] == area) & (rows["date"] == COUNTED_ON)]
    return int(rows.loc[rows["wording"].isna(), "central"].iloc[0])


def area_problem(rows: dict) -> str:
    """Return what is wrong with a new area."""
    if problem := added(rows):
        return f"The tables say: {problem}."
    if rows["footprints"]["kind"] != "place":
        return "The row keeps the rules. But two places together are a place: look at `kind`."
    for column in ("parent", "source"):
        if rows["footprints"].get(column) != of_parts(column):
            return f"The row keeps the rules. But its parts have another `{column}`: look there."
    return ""


def of_parts(column: str) -> str:
    """Return what both parts hold in a column of the areas."""
    areas = tables.load("footprints").set_index("id")
    [held] = set(areas.loc[list(PARTS), column])
    return held


def figure_problem(rows: dict) -> str:
    """Return what is wrong with a new area and the count of its residents."""
    if problem := area_problem(rows):
        return problem
    figure = rows["populations"]
    if figure["footprint"] != rows["footprints"]["id"]:
        return "The figure is for another area. `footprint` holds the id of the new one."
    if "wording" in figure:
        return "Nobody printed this number. It is a sum, so `wording` stays empty."
    if (figure["basis"], figure.get("date")) != ("residents", COUNTED_ON):
        return "The sum counts the same people on the same day as its parts: `basis` and `date`."
    if figure.get("central") != sum(map(counted, PARTS)):
        return "`central` is not the sum of the two parts, as counted on that day."
    return "" if figure["source"] == COUNTED_BY else "Who counted the two parts? Look at `source`."


def printed() -> dict:
    """Return the figure that is printed as a range: how many people a neighbourhood has."""
    [row] = [row for row in tables.records("populations") if row["footprint"] == RANGED]
    return row


def ends_problem(row: dict) -> str:
    """Return what is wrong with a row as a range, before any table is asked."""
    if row.get("footprint") != RANGED:
        return f"The figure is for the area whose id is {RANGED}."
    if "central" in row:
        return "Nobody printed a middle, so it would be a guess: leave `central` empty."
    if not {"low", "high"} <= row.keys():
        return "A range has two ends: `low` and `high`."
    if row["low"] == printed()["low"] / 1000:  # the tables would name the other row
        return "The two ends are numbers of people: write the thousands out, in digits."
    return ""


def range_problem(rows: dict) -> str:
    """Return what is wrong with the row for a figure that was printed as a range."""
    row = rows["populations"]
    if problem := ends_problem(row):
        return problem
    if problem := added(rows):
        return f"The tables say: {problem}."
    if "wording" not in row:
        return "`wording` holds the figure as it is printed, so that a reader can find it."
    if row["basis"] != printed()["basis"]:
        return "Does the text say whom it counts? Look at `basis`."
    if (row["low"], row["high"]) != (printed()["low"], printed()["high"]):
        return "The two ends are those of the printed words, in digits."
    return ""


AREA = {
    "id": "place-bolton-and-bury", "name": "Bolton and Bury", "kind": "place", "level": "place",
    "parent": "ics-greater-manchester", "source": "nhs-digital-2019-stp-mapping",
}  # fmt: skip


def area(**changes) -> dict[str, dict]:
    """Return the row of the new area, with some cells changed."""
    return {"footprints": {**AREA, **changes}}


def figure(**changes) -> dict[str, dict]:
    """Return the rows of the new area and its figure, with some cells of the figure changed."""
    row = {
        "id": "place-bolton-and-bury-mid-2018", "footprint": AREA["id"], "basis": "residents",
        "central": sum(map(counted, PARTS)), "date": COUNTED_ON, "source": COUNTED_BY,
    }  # fmt: skip
    row |= changes
    return {**area(), "populations": {key: value for key, value in row.items() if value != ""}}


def ranged(**changes) -> dict[str, dict]:
    """Return the printed range as a new row, with some cells changed."""
    row = {**printed(), "id": "neighbourhood-again", **changes}
    return {"populations": {key: value for key, value in row.items() if value is not None}}


EXERCISES = (
    Open(
        "areas-1",
        Rows("a row behind the name of its table, as in {'footprints': area}", ("footprints",)),
        problem=area_problem,
        well="The tables take the row. Nothing was saved: it was tried on a copy.",
        slips=(
            Slip(lambda: area(kind="places"), "column kind"),
            Slip(lambda: area(parent="greater-manchester"), "column parent"),
            Slip(lambda: area(id="place-bolton"), "column id"),
            Slip(lambda: area(source="common knowledge"), "column source"),
            Slip(lambda: area(people=1), "column people"),
            Slip(
                lambda: area(kind="partnership", level="partnership"),
                "two places together are a place",
            ),
        ),
    ),
    Open(
        "areas-2",
        Rows(
            "a new row for each of the tables footprints and populations",
            ("footprints", "populations"),
        ),
        problem=figure_problem,
        well="The number follows from the tables, and anybody can work it out again.",
        slips=(
            Slip(lambda: figure(central=counted(PARTS[0])), "is not the sum"),
            Slip(lambda: figure(central=""), "column central"),
            Slip(lambda: figure(wording="475,000"), "Nobody printed this number"),
            Slip(lambda: figure(date="2018"), "the same people on the same day"),
            Slip(lambda: figure(footprint=PARTS[0]), "another area"),
            Slip(
                lambda: figure(source="kings-fund-2017-stps-explained"),
                "Who counted the two parts?",
            ),
        ),
    ),
    Open(
        "areas-3",
        Rows("a new row for the table populations", ("populations",)),
        problem=range_problem,
        well="The row says what is known, and no more.",
        slips=(
            Slip(lambda: ranged(central=1), "it would be a guess"),
            Slip(lambda: ranged(high=None), "two ends"),
            Slip(lambda: ranged(low=printed()["high"], high=printed()["low"]), "column high"),
            Slip(lambda: ranged(wording=None), "as it is printed"),
            Slip(lambda: ranged(basis="residents"), "whom it counts"),
            Slip(lambda: ranged(low=printed()["low"] // 1000), "write the thousands out"),
            Slip(lambda: ranged(low=printed()["low"] + 1000), "in digits"),
            Slip(lambda: ranged(id=printed()["id"]), "column id"),
            Slip(lambda: ranged(footprint=PARTS[0]), "whose id is"),
        ),
    ),
)
