"""The figure of the evidence: its questions, what it says, its picture, table and list."""

import functools
from collections import Counter
from collections.abc import Iterable

import altair as alt
import pandas as pd

from ...core.figure import Figure
from ...core.formats import capital
from ...core.messages import Saying, say
from ...core.parts import Given, Says, Table
from ...inputs import Input, Option, Question, Several, Text
from . import chart, model, own_claims
from .cards import Cards
from .claims_as_code import as_code
from .model import EVERYTHING, FACETS, GROUNDS, LATER, STANCES

ASKED = ("hospital-use", "privatisation", "money", "accountability", "law")  # topics of presets
NO_CLAIM = "no claim"  # the item that is shown when no claim is

# The order of the values of a facet, where the tables around the claims do not have it.
ORDERS = {
    "topic": model.TOPICS, "ground": GROUNDS, "stance": STANCES, "who": model.SPEAKERS,
    "about": model.ARRANGEMENTS, "source": (), "later": LATER,
}  # fmt: skip


class Evidence(Figure):
    """Every claim, what it rests on, who makes it, what answers it and what was found later.

    Parameters
    ----------
    claims : pandas.DataFrame, optional
        Claims of one's own; the book's if none are given.
    name : str
        The figure's own name.
    **inputs
        The value of any input.

    Attributes
    ----------
    all_claims : pandas.DataFrame
        All claims of the figure, with what is known of them, in the order of the list.
    """

    TOPIC = "evidence"
    MARKS = chart.KEY

    def __init__(self, claims: pd.DataFrame | None = None, name: str = "", **inputs):
        self._brought = None if claims is None else own_claims.checked(claims)
        super().__init__(name, **inputs)

    def read(self):
        """Read the book's claims, unless others are given, and the tables around them."""
        self._book = model.book(self.snapshot)
        claims = self._book.claims if self._brought is None else self._brought
        self.all_claims = model.complete(claims, self._book, self.messages)
        self._options = {facet: tuple(self._found(facet)) for facet in FACETS}

    def _found(self, facet: str) -> Iterable[Option]:
        """Yield the values of a facet that claims have, in order; those that nobody knows last."""
        words = self._words_of(facet)
        place = {value: place for place, value in enumerate(words)}
        values = dict.fromkeys(model.values_of(facet, self.all_claims[facet]))
        for value in sorted(values, key=lambda value: place.get(value, len(place))):
            yield Option(value, words.get(value, value))

    def _words_of(self, facet: str) -> dict[str, str]:
        """Return the words for the values of a facet, in the order in which they are offered."""
        words = {value: capital(self.messages(f"{facet}.{value}")) for value in ORDERS[facet]}
        book = self._book
        return words | {"about": book.places, "source": book.source_names}.get(facet, {})

    # What a reader sees.

    @property
    def claims(self) -> pd.DataFrame:
        """The claims that the reader sees, in the order of the list."""
        return self.all_claims[model.shown(self._passed())]

    def _passed(self) -> model.Passes:
        return model.passed(self.all_claims, self.state())

    def options(self, facet: str) -> tuple[Option, ...]:
        """Return the values of a facet that some claim has, with the words for them."""
        return self._options[facet]

    def counts(self, facet: str) -> dict[str, int]:
        """Return for each value of a facet how many claims it alone would leave there."""
        return self._counted(facet, self._passed())

    def _counted(self, facet: str, passes: model.Passes) -> dict[str, int]:
        found = model.counts(self.all_claims, passes, facet)
        return {option.value: found[option.value] for option in self.options(facet)}

    # What stands around the picture.

    def questions(self) -> Iterable[Question]:
        """Ask what the claims are about, what they rest on, who makes them and what came later."""
        words = Text("text", self.say("text-label"), hint=self.say("text-hint"))
        inputs = {
            "about": (words, self._several("topic"), self._several("about")),
            "ground": (self._several("ground"), self._several("stance")),
            "who": (self._several("who"), self._several("source")),
            "later": (self._several("later"),) if self.options("later") else (),
        }
        for name, asked in inputs.items():
            if asked:
                yield Question(self.say(f"{name}-question"), asked)

    def other_inputs(self) -> Iterable[Input]:
        """Return the outcomes if none was found: then nobody is asked for them."""
        return () if self.options("later") else (self._several("later"),)

    def _several(self, facet: str) -> Several:
        return Several(facet, self.say(f"facet.{facet}"), self.options(facet))

    def presets(self) -> list[tuple[str, dict]]:
        """Return the topics that people ask about most, and the way back."""
        asked = [
            (option.label, {**EVERYTHING, "topic": [option.value]})
            for option in self.options("topic")
            if option.value in ASKED
        ]
        return [*asked, (self.say("show-all"), EVERYTHING)]

    @property
    def everything(self) -> dict:
        """The setting that shows all claims."""
        return EVERYTHING

    def values(self) -> dict:
        """Return the number of sources."""
        return {"sources": self.all_claims["source"].nunique()}

    def says(self) -> Says:
        """Say how many claims are shown, what they rest on, and what was found later."""
        passes = self._passed()
        claims = self.all_claims[model.shown(passes)]
        shown = model.say_shown(claims, len(self.all_claims))
        others = (
            [None, None] if claims.empty else [model.say_relies(claims), model.say_found(claims)]
        )
        return Says([shown, *others], say("description", shown=shown), self._texts(passes))

    def _texts(self, passes: model.Passes) -> dict[str, Saying]:
        """Return how many claims fit each value, and how many stand in each part of the picture."""
        texts = {}
        for facet in FACETS:
            texts[f"{facet}:"] = say("chosen", values=len(getattr(self, facet)))
            for value, claims in self._counted(facet, passes).items():
                texts[f"{facet}:{value}"] = say("fit", claims=claims)
        claims = self.all_claims[model.shown(passes)]
        texts["title"] = model.say_title(claims, len(self.all_claims))
        return texts | self._numbers(claims)

    def _numbers(self, claims: pd.DataFrame) -> dict[str, Saying | int]:
        """Return the numbers in the picture: of a row, a column and a bar."""
        topics, grounds = Counter(claims["topic"]), Counter(claims["ground"])
        later = model.ways(claims)
        texts = {f"head:{ground}": grounds[ground] for ground in GROUNDS}
        texts |= {
            f"read:{topic}": say("read", claims=topics[topic]) for topic in self._values("topic")
        }
        for kind in self._values("who"):
            theirs = claims[claims["who"] == kind]
            texts[f"who-bar:{kind}"] = model.say_bar(model.parts(theirs)[0], theirs)
            texts[f"behind:{kind}"] = model.say_behind(theirs)
        return texts | {
            f"later-bar:{way}": model.say_bar(later[way], claims) for way in self._values("later")
        }

    def facts(self) -> dict:
        """Return of each claim as numbers what its card and its mark do not say."""
        claims = self.all_claims
        speakers = list(dict.fromkeys(claims["speaker"]))
        kinds = dict(zip(claims["speaker"], claims["who"], strict=True))
        return {
            "facets": {facet: self._values(facet) for facet in FACETS},
            "speakers": [speakers.index(speaker) for speaker in claims["speaker"]],
            "kinds": [self._values("who").index(kinds[speaker]) for speaker in speakers],
            **{facet: self._places(facet) for facet in ("about", "source")},
            "grounds": GROUNDS,
            "everything": EVERYTHING,
        }

    def _values(self, facet: str) -> list[str]:
        return [option.value for option in self.options(facet)]

    def _places(self, facet: str) -> list[int]:
        """Return for each claim the place of its value among those of a facet."""
        place = {value: place for place, value in enumerate(self._values(facet))}
        return [place[cell] for cell in self.all_claims[facet]]

    def sources(self) -> list[dict]:
        """Return the sources of the claims; each card names those of what was found later."""
        known = self._book.sources
        rows = [known[source] for source in set(self.all_claims["source"]) if source in known]
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or "", row["id"]))

    def given(self) -> Given:
        """Return the code that makes the claims that were given, and their name."""
        return self._given

    @functools.cached_property
    def _given(self) -> Given:
        return Given() if self._brought is None else as_code(self._brought, self._book.claims)

    # The picture.

    def signals(self) -> dict:
        """Return which marks are shown, the number above each column, and the bars."""
        shown = model.shown(self._passed())
        claims = self.all_claims[shown]
        grounds, later = Counter(claims["ground"]), model.ways(claims)
        by_kind = [claims[claims["who"] == kind] for kind in self._values("who")]
        return {
            "shown": shown.astype(int).tolist(),
            "heads": [*(grounds[each] for each in GROUNDS), int((claims["later"] != "").sum())],
            "relies": [model.parts(theirs) for theirs in by_kind],
            "voices": [theirs["speaker"].nunique() for theirs in by_kind],
            "later": [later[way] for way in self._values("later")],
        }

    def chart(self) -> alt.LayerChart:
        """Return the chart."""
        return chart.chart(self.say)

    def spec(self) -> dict:
        """Return the chart at the present setting, as tall as its rows are."""
        return {**super().spec(), "height": self._layout["height"]}

    def beside_chart(self) -> dict:
        """Add what is wanted once somebody reads a card: the words that find each passage."""
        return {**super().beside_chart(), "passages": list(self.all_claims["anchor"])}

    def datasets(self) -> dict[str, list[dict]]:
        """Return marks, texts, lines and bars, each where it stands."""
        return {name: self._layout[name] for name in ("marks", "texts", "lines", "bars")}

    @functools.cached_property
    def _layout(self) -> dict:
        return chart.layout(self.all_claims, self._values("who"), self.say)

    # The table and the list.

    def table(self) -> Table:
        """Return how many claims have each ground, by topic and stance and by kind of speaker."""
        grounds = {ground: self.say(f"ground.{ground}") for ground in GROUNDS}
        rows = [*self._topic_rows(), *self._speaker_rows()]
        numbers = model.tally(self.claims)
        for row in rows:
            row |= {ground: numbers[row["id"], ground] for ground in GROUNDS}
        return Table({**self.attributes("columns"), **grounds}, rows, live=GROUNDS)

    def _topic_rows(self) -> Iterable[dict]:
        stances = {stance: capital(self.say(f"stance.{stance}")) for stance in STANCES}
        for topic in self.options("topic"):
            for stance, words in stances.items():
                row = f"topic {topic.value} {stance}"
                yield {"id": row, "name": topic.label, "stance": words}

    def _speaker_rows(self) -> Iterable[dict]:
        for kind in self.options("who"):
            row = f"who {kind.value}"
            yield {"id": row, "name": kind.label, "stance": self.say("every-stance")}

    # The rows.

    def shown_items(self) -> set[str]:
        """Return the cards and topics that stay in view."""
        claims = self.claims
        cards = {self.id_of(claim) for claim in claims["id"]}
        return cards | {f"topic:{topic}" for topic in claims["topic"]} or {NO_CLAIM}

    def id_of(self, claim: str) -> str:
        """Return the id that the card of a claim has in the page."""
        return claim if self.name == self.TOPIC else f"{self.name}--{claim}"

    def heads(self) -> Iterable[tuple[str, str]]:
        """Yield each ground with the words above its column."""
        for ground in GROUNDS:
            yield ground, f"{self.say(f'head-first.{ground}')} {self.say(f'head-second.{ground}')}"

    def rows(self) -> Iterable[dict]:
        """Yield each topic with its cells, a ground each, and the cards of its claims."""
        claims = {row["id"]: row for row in self.all_claims.to_dict("records")}
        cards = Cards(self._book, claims, self.id_of, self.say)
        drawn = [cards.card(claim) for claim in claims]
        for topic in self.options("topic"):
            here = [card for card in drawn if card["topic"] == topic.value]
            marks = sorted(here, key=lambda card: STANCES.index(card["stance"]))
            cells = [
                {"label": label, "cards": [card for card in marks if card["ground"] == ground]}
                for ground, label in self.heads()
            ]
            yield {"topic": topic, "cells": cells, "cards": here}

    def bars(self) -> dict[str, tuple[Option, ...]]:
        """Return the bars below the rows: who offers nothing, and what was found later."""
        return {facet: self.options(facet) for facet in ("who", "later") if self.options(facet)}

    def marks(self) -> dict[str, dict]:
        """Return the parts of the bars."""
        signals = self.signals()
        shown = sum(signals["shown"])
        relies = dict(zip(self._values("who"), signals["relies"], strict=True))
        later = {
            way: [claims, shown - claims]
            for way, claims in zip(self._values("later"), signals["later"], strict=True)
        }
        return model.bars("who", relies) | model.bars("later", later)
