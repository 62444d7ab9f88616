"""The figure of names and dates: its questions, what it says, and its table."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import altair as alt

from ... import letters as letters_of
from ... import lives
from ...core.figure import Figure
from ...core.formats import position, say_date
from ...core.messages import Saying, say
from ...core.parts import Says, Table
from ...inputs import Choice, Date, Option, Question, Text
from . import chart
from .chart import YEARS
from .model import KINDS, LETTERS, called, history

LOW = "2012-01-01"  # the first day of the picture
OPENS = "2018-05-03"  # when the five articles were new


class Names(Figure):
    """What stood on a day, and what the letters meant then.

    Attributes
    ----------
    history : History
        Every change.
    high : str
        The last day of the picture, which is the last that the facts reach.
    """

    TOPIC = "names"
    MARKS = chart.KEY
    WIDTH = chart.WIDTH
    KEEPS = ("as-of", "day")

    def read(self):
        """Read how far the facts reach, and every change."""
        self.high = self.reach
        self.history = history(self.snapshot, LOW, self.high)

    def values(self) -> dict:
        """Return the day that the notes name."""
        return {"reach": self.high}

    # What stands around the picture.

    def questions(self) -> Iterable[Question]:
        """Ask for a day, for another to set beside it, and for a name."""
        turning = tuple(self._turning_days())
        day = Date("day", self.say("day-label"), LOW, self.high, OPENS, turning)
        yield Question(self.say("as-of"), (day,))
        other = Date("other", self.say("other-label"), LOW, self.high, self.high)
        yield Question(self.say("then-and-now"), (other,))
        options = [Option(key, called(self.history.names[key])) for key in self.history.became]
        options = (Option("", self.say("none")), *sorted(options, key=lambda each: each.label))
        yield Question(self.say("today"), (Choice("term", self.say("term-label"), options),))

        known = [Option(each, each) for each in letters_of.rules(self.snapshot)]
        yield Question(
            self.say("which"),
            (
                Choice(
                    "letters", self.say("letters-label"), (Option("", self.say("none")), *known)
                ),
                Text("dated", self.say("dated-label"), self.say("dated-hint")),
                Text("around", self.say("around-label"), self.say("around-hint")),
            ),
        )

    def presets(self) -> list[tuple[str, dict]]:
        """Return days worth a button."""
        days = self.attributes("days")
        return [(words, {"day": name.removeprefix("on-")}) for name, words in days.items()]

    def says(self) -> Says:
        """Say what stood, what was meant, what had changed, and what changed up to another day."""
        stood = self._stood()
        return Says(
            [stood, self._meant(), self._last()],
            say("description", number=len(self.history.lines), said=[stood]),
            {
                "now": say("now", day=self.day, plans=stood["plans"]),
                "between": self._between(),
                "later": self._later(),
                **self._which(),
            },
        )

    def _stood(self) -> Saying:
        return say("stood", day=self.day, **{each: self._stands(each) for each in lives.PURPOSES})

    def _stands(self, purpose: str) -> Saying:
        """Return what stood for one purpose."""
        items = [
            say("stands", letters=line.letters, words=self.history.says[line.id].on(self.day))
            for line in self.history.lines
            if line.purpose == purpose and self._state(line) >= 0
        ]
        return say("items", items=items) if items else say("nothing")

    def _state(self, line: lives.Line) -> int:
        return self.history.states[line.id].on(self.day, -1)

    def _meant(self) -> Saying | None:
        found = {letters: self.history.meant[letters].on(self.day, "") for letters in LETTERS}
        meant = [say("means", letters=key, plain=plain) for key, plain in found.items() if plain]
        return say("meant", meant=meant) if meant else None

    def _last(self) -> Saying | None:
        at = bisect_right(self._turning_days(), self.day)
        if not at:
            return None
        row = self.history.turning[at - 1]
        return say("last", date=row["date"], event=row["event"])

    def _turning_days(self) -> list[str]:
        return [row["day"] for row in self.history.turning]

    def _between(self) -> Saying | None:
        first, last = sorted([self.day, self.other])
        if first == last:
            return None
        within = [each for each in self.history.changes if first < each[0] <= last]
        parts = [
            say("change", kind=kind, what=[what for _, each, what in within if each == kind])
            for kind in KINDS
            if any(each == kind for _, each, _ in within)
        ]
        return say("between" if parts else "same", first=first, last=last, parts=parts)

    def _later(self) -> Saying | None:
        if not self.term:
            return None
        heir = self.history.became[self.term].on(self.other)
        names = self.history.names
        term = names[self.term]["term"]
        if heir == self.term:
            return say("still", term=term, day=self.other)
        return say("later", term=term, day=self.other, heir=names[heir]["term"])

    def _which(self) -> dict[str, Saying | None]:
        """Return what letters mean in a document, why, and where that can be seen."""
        if not self.letters:
            return dict.fromkeys(("which", "date", "why", "shows"))
        rules, written = letters_of.rules(self.snapshot)[self.letters], self.dated.strip()
        try:
            first, last = letters_of.iso_span(written)
            read = letters_of.iso(written)
            date = say("read-date", date=read) if read != written else None
        except ValueError:
            first, last, date = None, None, say("bad-date", text=written)
        found = letters_of.weigh(rules, self.letters, self.around, first, last)
        said = {"date": date, "why": letters_of.why(self.snapshot, found)}
        if found.meaning == letters_of.CANNOT_TELL:
            return {"which": say("told-not", letters=self.letters), **said, "shows": None}
        mine = next(row for row in found.spoke if row["meaning"] == found.meaning)
        told = "told-other" if found.meaning == letters_of.OTHER else "told-meaning"
        plain = letters_of.plain_of(self.snapshot, mine)
        return {
            "which": say(told, letters=self.letters, plain=plain), **said,
            "shows": self._shows(mine),
        }  # fmt: skip

    def _shows(self, row: dict) -> Saying:
        found = letters_of.example(self.snapshot, row)
        label = self.history.source_names[found.source]
        if found.words:
            return say("shows", words=found.words, label=label)
        return say("shows-source", label=label)

    def _rules(self) -> dict:
        """Return the rules of the letters, and the passages, as ``which.js`` takes them."""
        shows: list[Saying] = []
        rules: dict[str, list[dict]] = {}
        for letters, each in letters_of.rules(self.snapshot).items():
            for row in each.rows:
                after, before = letters_of.bounds(row)
                folded, exact = each.patterns[row["id"]]
                shown = self._shows(row) if row["weight"] else None
                if shown not in shows:
                    shows.append(shown)
                rules.setdefault(letters, []).append({
                    "weight": row["weight"], "meaning": row["meaning"],
                    "plain": letters_of.plain_of(self.snapshot, row), "reason": row["reason"],
                    "after": after, "before": before, "folded": folded, "exact": exact,
                    "shown": shows.index(shown),
                })  # fmt: skip
        return {"rules": rules, "shows": shows}

    def facts(self) -> dict:
        """Return every change, by what changes."""
        whole = self.history
        return {
            **self._rules(),
            "low": LOW,
            "high": self.high,
            "lines": [[line.id, line.letters, line.purpose] for line in whole.lines],
            "purposes": list(lives.PURPOSES),
            "says": {key: each.pairs() for key, each in whole.says.items()},
            "states": {key: each.pairs() for key, each in whole.states.items()},
            "counts": {line.id: len(line.states) for line in whole.lines},
            "meant": {key: each.pairs() for key, each in whole.meant.items()},
            "turning": [[row["day"], row["date"], row["event"]] for row in whole.turning],
            "kinds": KINDS,
            "changes": whole.changes,
            "became": {key: each.pairs() for key, each in whole.became.items()},
            "terms": {row["id"]: row["term"] for row in whole.names.values()},
        }

    def sources(self) -> list[dict]:
        """Return the sources of every date, by publisher and date."""
        keys = {row["source"] for row in self.history.turning}
        for key in self.history.became:
            row = self.history.names[key]
            keys |= {row["source"], *filter(None, [row["ending_source"]])}
        keys |= {state.row["source"] for line in self.history.lines for state in line.states}
        for each in letters_of.rules(self.snapshot).values():
            keys |= {row["source"] for row in each.rows}
            keys |= {letters_of.example(self.snapshot, row).source for row in each.rows}
        rows = [self.history.sources[key] for key in keys]
        return sorted(rows, key=lambda row: (row["publisher"] or "", row["date"] or "", row["id"]))

    # The picture.

    def chart(self) -> alt.LayerChart:
        """Return the chart of lives."""
        return chart.chart(self.history.lines, LOW, self.high)

    def datasets(self) -> dict[str, list[dict]]:
        """Return one row a state of a line."""
        return {"bars": chart.bars(self.history.lines, LOW, self.high), "days": [{"one": 1}]}

    def signals(self) -> dict:
        """Return where the two days stand on the axis."""
        return {"at": chart.months(self.day), "beside": chart.months(self.other)}

    # The picture as rows of HTML.

    years = YEARS

    def place(self, day: str) -> str:
        """Return where a day stands on the axis."""
        return position(chart.share(day, LOW, self.high))

    def marks(self) -> dict[str, dict]:
        """Return what stood, what is said of it, and the changes before and after."""
        whole, days = self.history, self._turning_days()
        before, after = bisect_left(days, self.day), bisect_right(days, self.day)
        previous = days[before - 1] if before else self.day
        following = days[after] if after < len(days) else self.day
        marks = {
            "at": {"x": self.place(self.day)},
            "beside": {"x": self.place(self.other), "hidden": self.day == self.other},
            "previous": {"data-preset": _preset(previous), "disabled": previous == self.day},
            "next": {"data-preset": _preset(following), "disabled": following == self.day},
        }
        for line in whole.lines:
            state = self._state(line)
            for i in range(len(line.states)):
                marks[f"{line.id}:{i}"] = {"data-on": i == state}
            marks[f"{line.id}:says"] = {
                "text": whole.says[line.id].on(self.day),
                "data-on": state >= 0,
            }
        return marks

    def rows(self) -> Iterable[tuple[str, list[dict]]]:
        """Yield each purpose in words, and the rows of its lines."""
        bars = [
            {**bar, "x": position(bar["x"]), "width": position(bar["width"])}
            for bar in chart.bars(self.history.lines, LOW, self.high)
        ]
        for purpose, words in lives.PURPOSES.items():
            some = [line for line in self.history.lines if line.purpose == purpose]
            yield (
                words,
                [
                    {
                        "line": line,
                        "bars": [bar for bar in bars if bar["line"] == line.id],
                        "told": [
                            (self._told(state), self._cited(state.row)) for state in line.states
                        ],
                    }
                    for line in some
                ],
            )

    def _told(self, state: lives.State) -> str:
        return self.say(
            "told", term=called(state.thing), state=state.words, standing=state.standing,
            span=self._span(state),
        )  # fmt: skip

    def _span(self, state: lives.State) -> str:
        start, end = (say_date(each) if each else "" for each in (state.starts, state.ends))
        if start and end:
            return self.say("from-to", start=start, end=end)
        return self.say("since", start=start) if start else self.say("unknown")

    # The table.

    def table(self) -> Table:
        """Return every state of every thing."""
        standings = self.attributes("standing")
        return Table(
            self.attributes("columns"),
            [
                {
                    "id": f"{line.id}-{i}",
                    "name": called(state.thing),
                    "purpose": lives.PURPOSES[line.purpose],
                    "state": state.words,
                    "standing": standings[state.standing],
                    "starts": state.starts or "",
                    "ends": state.ends or "",
                    "source": self._cited(state.row),
                    "source_value": self.history.source_names[state.row["source"]],
                }
                for line in self.history.lines
                for i, state in enumerate(line.states)
            ],
        )

    def _cited(self, row: dict) -> dict:
        source = self.history.sources[row["source"]]
        return {
            "label": self.history.source_names[source["id"]],
            "url": source["url"],
            "anchor": row.get("anchor") or "",
        }


def _preset(day: str) -> str:
    return json.dumps({"day": day}, separators=(",", ":"))
