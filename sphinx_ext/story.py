"""Pages that are told by a table: the timeline, the words, and where sources disagree."""

from collections import Counter

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from widgets import tables
from widgets.core.formats import say_date
from widgets.lives import held

from .citations import cite, parts_of, sources
from .diagrams import filled
from .elements import as_nodes
from .rendering import render


def setup(app):
    """Add one directive a page."""
    for name, directive in {
        "timeline": Timeline,
        "words": Words,
        "disagreements": Disagreements,
        "source-list": SourceList,
    }.items():
        app.add_directive(name, directive)


class TablePage(SphinxDirective):
    """A part of a page that a template tells from tables."""

    template = ""

    def run(self):
        """Return the sections of the page, each with a heading that the page can list."""
        parts = []
        for title, address, rows in self.sections():
            html = render(self.template, rows=rows, cite=cite, say_date=say_date, held=held)
            section = nodes.section("", nodes.title("", title), *parts_of(html), ids=[address])
            self.state.document.note_explicit_target(section)
            parts.append(section)
        return parts


# What an event is about, as the timeline offers it; the sheet hides what was not chosen.
EVENT_KINDS = {
    "law": "law",
    "court": "courts",
    "contract": "contracts",
    "area": "areas",
    "money": "money and posts",
    "body": "bodies",
    "paper": "plans and reports",
}


class Timeline(TablePage):
    """Every event, by year, of which a reader may choose a kind."""

    template = "timeline.html"

    def run(self):
        """Return the choice of a kind, and the sections of the page."""
        events = tables.records("events")
        counts = Counter(row["kind"] for row in events)
        kinds = {key: (words, counts[key]) for key, words in EVENT_KINDS.items()}
        choice = render("kinds.html", number=len(events), kinds=kinds)
        return [*as_nodes(choice, inline=str), *super().run()]

    def sections(self):
        """Yield the events of each year."""
        events = tables.records("events")
        for year in sorted({row["date"][:4] for row in events}):
            yield year, f"year-{year}", [row for row in events if row["date"].startswith(year)]


class Words(TablePage):
    """Every term, by its first letter."""

    template = "words.html"

    def sections(self):
        """Yield the terms of each letter."""
        names = sorted(tables.records("names"), key=lambda row: row["term"].casefold())
        by_id = {row["id"]: row["term"] for row in names}
        dates = {row["id"]: row["date"] for row in tables.records("events")}
        for row in names:
            row["lived"] = lived(row, dates)
            for column in ("replaced", "replaced_by"):
                keys = (row[column] or "").split()
                row[column] = [(key, by_id[key]) for key in keys]
        for letter in sorted({first_letter(row) for row in names}):
            rows = [row for row in names if first_letter(row) == letter]
            yield letter, f"letter-{letter.lower()}", rows


STATES = {
    "law": "set up by law",
    "agreement": "by agreement, not in law",
    "planned": "planned, and not begun as far as was found",
    "unused": "on paper, and no use of it was found",
}


def lived(row, dates: dict[str, str]) -> str:
    """Return how the thing stood and from when to when, which its name does not tell."""
    if not row["state"]:
        return ""
    start, end = (say_date(dates[row[key]]) if row[key] else "" for key in ("began", "ended"))
    span = f"from {start} to {end}" if start and end else f"since {start}" if start else ""
    return f"{STATES[row['state']]}{', ' if span else ''}{span}"


def first_letter(row) -> str:
    """Return the letter under which a term is found; a number has a place of its own."""
    letter = row["term"][0].upper()
    return letter if letter.isalpha() else "0 to 9"


class Disagreements(SphinxDirective):
    """Every place where two sources differ, or one is out of date."""

    def run(self):
        """Return one section a disagreement."""
        parts = []
        for row in tables.records("disagreements"):
            html = filled("disagree", row["id"], {}, has_heading=True)
            sides = as_nodes(html, lambda text: self.state.inline_text(text, self.lineno)[0])
            section = nodes.section("", nodes.title("", row["topic"]), *sides, ids=[row["id"]])
            self.state.document.note_explicit_target(section)
            parts.append(section)
        return parts


class SourceList(TablePage):
    """Every source with what it is, and how often the tables lean on it."""

    template = "source.html"

    def sections(self):
        """Yield the sources of each kind, those most leaned on first."""
        counted = leaning()
        frame = sources().reset_index()
        rows = [{**row, "rows": counted.get(row["id"], 0)} for row in frame.to_dict("records")]
        for kind in sorted({row["kind"] for row in rows}, key=list(KINDS).index):
            some = [row for row in rows if row["kind"] == kind]
            some.sort(key=lambda row: (-row["rows"], row["label"].casefold()))
            yield KINDS[kind], f"kind-{kind}", some


KINDS = {
    "article": "The five articles",
    "official": "Government and national bodies",
    "legislation": "Acts and regulations",
    "court": "Courts",
    "parliament": "Parliament",
    "audit": "Auditors",
    "statistics": "Statistics",
    "study": "Studies",
    "think-tank": "Think tanks",
    "professional-body": "Professional and member bodies",
    "local-nhs": "Local NHS bodies and councils",
    "campaign": "Campaigns",
    "law-firm": "Law firms",
    "news": "News and trade press",
    "reference": "Works of reference",
}


def leaning() -> dict[str, int]:
    """Return how many rows of the tables rest on each source."""
    counted: dict[str, int] = {}
    for name, frame in tables.check().items():
        columns = [c for c in frame if "source" in c] if name != "sources" else []
        for _, row in frame[columns].iterrows():
            for key in {key for cell in row.dropna() for key in cell.split()}:
                counted[key] = counted.get(key, 0) + 1
    return counted
