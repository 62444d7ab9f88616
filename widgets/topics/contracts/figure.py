"""The figure of contracts compared: its questions, what it says, and its table."""

import functools
from collections.abc import Iterable

import altair as alt
import numpy as np
import pandas as pd

from ...core.figure import Figure
from ...core.formats import capital, passage_url, position
from ...core.messages import Saying, say
from ...core.parts import Says, Table
from ...inputs import Choice, Choices, Input, Option, Question, Scale
from . import chart, own_ratings, sayings
from .matrix import RATINGS, UNKNOWN, matrix, read_rating, written_rating
from .views import views
from .weighing import (
    AMOUNTS,
    LEVELS,
    SAMPLES,
    SEED,
    Result,
    acceptability,
    first_places,
    results,
)

COMPARED = {"first": "existing-contracts", "second": "icp-contract"}  # by a new figure


class Contracts(Figure):
    """Which ways to hold organisations together serve a reader's wishes.

    Attributes
    ----------
    matrix : Matrix
        The options, the criteria and the ratings.
    """

    TOPIC = "contracts"
    MARKS = chart.KEY

    def read(self):
        """Read the matrix."""
        self.matrix = matrix(self.snapshot)

    # The ratings.

    @property
    def ratings(self) -> pd.DataFrame:
        """The ratings as they are used: options by criteria, 0 to 3 or "unknown".

        This is a copy. Change it and assign it, and the figure follows.
        """
        options, criteria = list(self.matrix.options), list(self.matrix.criteria)
        shown = [[written_rating(rating) for rating in row] for row in self.used_ratings().tolist()]
        frame = pd.DataFrame(shown, options, criteria, dtype=object)
        return frame.rename_axis(index="option", columns="criterion")

    @ratings.setter
    def ratings(self, frame: pd.DataFrame):
        self.own = own_ratings.of_frame(frame, self.matrix)

    def levels(self) -> list[int]:
        """Return how much the criteria matter, in the order of the table."""
        return [int(getattr(self, trait_of(criterion))) for criterion in self.matrix.criteria]

    def used_ratings(self) -> np.ndarray:
        """Return the published ratings, or the reader's own instead.

        Returns
        -------
        numpy.ndarray
            Shape (options, criteria): 0 to 3, or ``UNKNOWN``.
        """
        ratings = self.matrix.published.copy()
        options, criteria = list(self.matrix.options), list(self.matrix.criteria)
        for text in self.own:
            option, criterion, rating = text.split(":")
            ratings[options.index(option), criteria.index(criterion)] = read_rating(rating)
        return ratings

    # What stands around the picture.

    def questions(self) -> Iterable[Question]:
        """Ask how much the criteria matter."""
        levels = tuple(Option(str(level), self.say("level", level=level)) for level in LEVELS)
        scales = (
            Scale(trait_of(row["id"]), row["criterion"], levels, default="1")
            for row in self.matrix.criteria.values()
        )
        yield Question(self.say("question"), tuple(scales))

    def other_inputs(self) -> Iterable[Input]:
        """Return the reader's own ratings, and the choice of two options to compare."""
        in_order = functools.partial(own_ratings.put_in_order, matrix=self.matrix)
        yield Choices("own", self.say("own-label"), in_order)
        options = tuple(Option(row["id"], row["name"]) for row in self.matrix.options.values())
        for name, option in COMPARED.items():
            default = option if option in self.matrix.options else None
            yield Choice(name, self.say(f"{name}-label"), options, default)

    def presets(self) -> list[tuple[str, dict]]:
        """Return the points of view, all criteria alike, and none."""
        names = self.attributes("view-names")
        return [
            (names[view], dict(zip(self._scales(), map(str, levels), strict=True)))
            for view, levels in views(self.matrix.criteria).items()
        ]

    def _scales(self) -> list[str]:
        """Return the names of the inputs that say how much a criterion matters."""
        return [trait_of(criterion) for criterion in self.matrix.criteria]

    def values(self) -> dict:
        """Return how many options, criteria and random weightings there are."""
        return {
            "option-count": len(self.matrix.options),
            "criterion-count": len(self.matrix.criteria),
            "samples": SAMPLES,
        }

    def says(self) -> Says:
        """Say whose view this is, who leads, what would change it, and how robust it is."""
        setting = (self.matrix, self.levels(), self.used_ratings())
        sentences = [
            sayings.say_view(self.matrix, self.levels()),
            sayings.say_lead(*setting),
            sayings.say_overturn(*setting),
            sayings.say_robust(*setting),
        ]
        texts = {"now": sayings.say_now(*setting), "own": sayings.say_own(self.own)}
        return Says(sentences, sayings.say_description(*setting), texts | self._compared())

    def _compared(self) -> dict[str, Saying | str]:
        """Return what the comparison of two options says, by data-text."""
        options, ratings = list(self.matrix.options), self.used_ratings()
        sides = {side: options.index(getattr(self, side)) for side in COMPARED}
        said = {"compared": sayings.say_compared(self.matrix, *sides.values(), ratings)}
        for side, option in sides.items():
            said[side] = self.matrix.names[option]
            for criterion, rating in self._of_criteria(ratings[option]):
                rated = sayings.say_rated(self.matrix, options[option], criterion, rating)
                said[f"{side}:{criterion}"] = rated
        return said

    def _of_criteria(self, ratings: np.ndarray) -> Iterable[tuple[str, int]]:
        """Return the criteria with the ratings of one option on them."""
        return zip(self.matrix.criteria, ratings.tolist(), strict=True)

    def facts(self) -> dict:
        """Return the matrix, the points of view, and the shares of the first setting."""
        tabled, levels, ratings = self.matrix, self.levels(), self.used_ratings()
        return {
            "options": list(zip(tabled.options, tabled.names, strict=True)),
            "criteria": [[row["id"], row["criterion"]] for row in tabled.criteria.values()],
            "scales": [tabled.scale(criterion) for criterion in tabled.criteria],
            "published": tabled.published.tolist(),
            "basis": [
                [tabled.cells[option, criterion]["basis"] for criterion in tabled.criteria]
                for option in tabled.options
            ],
            "used": [tabled.is_used(option) for option in range(len(tabled.options))],
            "views": [[chosen, view] for view, chosen in views(tabled.criteria).items()],
            "amounts": AMOUNTS.tolist(),
            "random": {"samples": SAMPLES, "seed": SEED},
            "start": {
                "levels": levels,
                "ratings": ratings.tolist(),
                "every": first_places(ratings),
                "order": acceptability(levels, ratings),
            },
        }

    def sources(self) -> list[dict]:
        """Return the sources of every rating and step, by publisher and date."""
        rows = self.matrix.sources.values()
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or ""))

    # The picture.

    def marks(self) -> dict[str, dict]:
        """Return the options' places, bars and ratings."""
        options = zip(self.matrix.options, self.used_ratings(), self._results(), strict=True)
        return {
            f"{mark}:{option}": values
            for option, ratings, result in options
            for mark, values in self._marks_of(option, ratings, result)
        }

    def _marks_of(self, option: str, ratings: np.ndarray, result: Result):
        """Yield the marks in the row of an option."""
        best, order = result.best or 1, result.order or 0
        score, first = sayings.say_bars(result)
        low, more = position(result.low / best), position((result.high - result.low) / best)
        yield "row", {"order": result.row}
        yield "place", {"text": sayings.say_place(result)}
        yield "low", {"width": low}
        yield "high", {"x": low, "width": more}
        yield "every", {"width": position(result.every)}
        yield "order", {"width": position(order)}
        yield "score", {"text": sayings.say_score(result)}
        yield "shares", {"text": sayings.say_shares(result)}
        yield "gaps", {"text": sayings.say_gaps(ratings)}
        yield "told-score", {"text": score}
        yield "told-first", {"text": first}
        for criterion, rating in self._of_criteria(ratings):
            yours = rating != self.matrix.rating(option, criterion)
            pie = {"data-is": str(written_rating(rating)), "data-yours": yours}
            yield f"pie:{criterion}", pie

    def signals(self) -> dict:
        """Return what the picture shows of the options, in the order of the table.

        Returns
        -------
        dict
            ``result``: of an option its ``row`` from the top, ``place`` ("2="), ``low`` and
            ``high`` score (0 to 1, or None), ``score`` (the two in words), ``every`` and
            ``order`` (shares of weightings, or None) and ``shares`` (the two in words).
        """
        return {"result": [self._in_picture(result) for result in self._results()]}

    def _results(self) -> list[Result]:
        return results(self.levels(), self.used_ratings())

    def _in_picture(self, result: Result) -> dict:
        best = result.best
        return {
            "row": result.row, "place": self.as_text(sayings.say_place(result)),
            "low": result.low / best if best else None,
            "high": result.high / best if best else None,
            "score": self.as_text(sayings.say_score(result)),
            "every": result.every, "order": result.order,
            "shares": shortened(self.as_text(sayings.say_shares(result))),
        }  # fmt: skip

    def datasets(self) -> dict[str, list[dict]]:
        """Return two rows an option, and two headings."""
        return {"rows": chart.data(self.matrix.names, self.attributes("bars"))}

    def chart(self) -> alt.LayerChart:
        """Return the chart of all options."""
        return chart.chart([*self.inputs, "result"])

    def shown_items(self) -> set[str]:
        """Return the two options that are compared."""
        return {self.first, self.second}

    # The table.

    def table(self) -> Table:
        """Return one row an option: when it was live, its ratings, and where it stands now."""
        headings = self.attributes("columns")
        wishes = {row["id"]: row["criterion"] for row in self.matrix.criteria.values()}
        columns = {name: headings.pop(name) for name in ("name", "used")} | wishes | headings
        options = zip(
            self.matrix.options.values(), self.used_ratings(), self._results(), strict=True
        )
        rows = [self._row(*option) for option in options]
        parts = [f"{wish}{part}" for wish in wishes for part in ("", "-basis", "-meaning")]
        return Table(columns, rows, live=(*parts, *headings))

    def _row(self, option: dict, ratings: np.ndarray, result: Result) -> dict:
        row = {
            "id": option["id"], "order": result.row, "name": option["short"] or option["name"],
            "label": self._label(option), "used": self._used(option),
            "result-place": sayings.say_place(result), "result-score": sayings.say_score(result),
            "result-every": sayings.say_share(result.every),
            "result-order": sayings.say_share(result.order),
        }  # fmt: skip
        for criterion, rating in self._of_criteria(ratings):
            rated = (self.matrix, option["id"], criterion, rating)
            row[criterion] = sayings.say_rating(*rated)
            row[f"{criterion}-basis"] = sayings.say_basis(*rated)
            row[f"{criterion}-meaning"] = self.matrix.meaning(criterion, rating)
        return row

    def addresses(self, table: Table) -> list[list[str]]:
        """Return for each option the addresses of the passages on which its ratings rest."""
        criteria = self.matrix.criteria
        cited = (
            [self.cell(row["id"], criterion)["cited"] for criterion in criteria]
            for row in table.rows
        )
        return [[each["url"] for each in row if each and each["url"]] for row in cited]

    def legend(self) -> list[tuple[str, Saying, str]]:
        """Return the bases a rating may stand on, a rating as an example, and their meaning."""
        meanings = self.attributes("legend")
        examples = {"source": 3, "editors": 1, "silent": "unknown"}
        shown = {basis: say("rating", rating=rating) for basis, rating in examples.items()}
        shown["yours"] = say("rating-yours", rating=2)
        return [(basis, rating, meanings[basis]) for basis, rating in shown.items()]

    def cell(self, option: str, criterion: str) -> dict:
        """Return what stands in the cell of an option and a criterion and never changes.

        Returns
        -------
        dict
            ``basis`` (an id), ``reason``, ``cited`` (the source; empty if none), ``published``
            (the rating in words) and ``choices`` (options for a rating of the reader's own).
        """
        row, published = self.matrix.cells[option, criterion], self.matrix.rating(option, criterion)
        choices = [
            Option(
                f"{option}:{criterion}:{written_rating(rating)}",
                self.say(
                    "own-option",
                    rating=written_rating(rating),
                    meaning=self.matrix.meaning(criterion, rating),
                ),
            )
            for rating in (*RATINGS, UNKNOWN)
            if rating != published
        ]
        return {
            "basis": row["basis"], "reason": row["reason"],
            "cited": self._cited(row["source"], row["anchor"]),
            "published": self.say("as-published", rating=written_rating(published)),
            "choices": choices,
        }  # fmt: skip

    # The options that are compared.

    def cards(self) -> list[dict]:
        """Return what is known of the options, and the steps to use them, with their sources."""
        return [self._card(option) for option in self.matrix.options.values()]

    def _card(self, option: dict) -> dict:
        more = (option["more_sources"] or "").split()
        about = self.attributes("about").items()
        return {
            "id": option["id"], "name": option["name"],
            "standing": self.say("standing", status=self._status(option), used=self._used(option)),
            "about": [
                (label, capital(option[column] or self.say("not-known"))) for column, label in about
            ],
            "cited": [self._cited(option["source"], option["anchor"]), *map(self._cited, more)],
            "steps": [
                (row["step"], self._cited(row["source"], row["anchor"]))
                for row in self.matrix.steps[option["id"]]
            ],
        }  # fmt: skip

    def _status(self, option: dict) -> str:
        return self.say(f"status.{option['state'] or 'not-known'}")

    def _label(self, option: dict) -> str:
        """Return what is known of the state, the dates and the use of an option."""
        known = [self._status(option)] if option["state"] else []
        if option["live_from"] or option["live_to"]:
            known.append(self._lived(option))
        used = self.say(f"used.{option['used']}")
        return capital(", ".join([*known, used]))

    def _used(self, option: dict) -> str:
        """Return when an option was live, and whether it was used."""
        used = self.say(f"used.{option['used']}")
        return self.say("lived-and-used", lived=self._lived(option), used=used)

    def _lived(self, option: dict) -> str:
        dates = {"from": option["live_from"], "to": option["live_to"]}
        known = {end: date for end, date in dates.items() if date}
        return self.say(f"lived.{'-'.join(known) or 'not-known'}", **known)

    def _cited(self, source: str | None, anchor: str | None = None) -> dict:
        """Return how a source is named, with a link to the passage where there is one."""
        if source is None:
            return {}
        url = self.matrix.sources[source]["url"]
        url = passage_url(url, anchor) if url and anchor else url
        return {"label": self.matrix.source_names[source], "url": url, "anchor": anchor}


def trait_of(criterion: str) -> str:
    """Return the name of the trait that says how much a criterion matters."""
    return criterion.replace("-", "_")


def shortened(text: str) -> str:
    """Return a text of percentages as it stands beside a bar."""
    return text.replace("less than ", "<").replace("more than ", ">")
