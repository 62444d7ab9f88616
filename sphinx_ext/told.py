"""The parts of chapters that are told by a table, for a page and for a notebook.

``SECTIONS`` holds one function a directive. It yields the sections of its part, each with its
title, its address and the rows that its template tells.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from markupsafe import Markup

from widgets import tables
from widgets.core.formats import say_date
from widgets.lives import held

from .rendering import render
from .voices import sources

Section = tuple[str, str, list[dict]]
SECTIONS: dict[str, tuple[str, Callable[[], Iterator[Section]]]] = {}


def told_by(directive: str, template: str) -> Callable:
    """Make a function the one that a directive asks for its sections."""

    def keep(function):
        SECTIONS[directive] = (template, function)
        return function

    return keep


def sections(directive: str, cite: Callable) -> Iterator[tuple[str, str, Markup]]:
    """Yield the title, the address and the HTML of each section of a directive's part.

    Parameters
    ----------
    directive : str
    cite : callable
        Returns the citation of a source and, where one is given, of words in it.
    """
    template, rows_of = SECTIONS[directive]
    for title, address, rows in rows_of():
        values = {"say_date": say_date, "held": held, "event_kinds": EVENT_KINDS}
        html = render(template, rows=rows, cite=cite, **values)
        yield title, address, html


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


@told_by("timeline", "timeline.html")
def timeline() -> Iterator[Section]:
    """Yield the events of each year."""
    events = tables.records("events")
    for year in sorted({row["date"][:4] for row in events}):
        yield year, f"year-{year}", [row for row in events if row["date"].startswith(year)]


@told_by("words", "words.html")
def words() -> Iterator[Section]:
    """Yield the terms of each first letter."""
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


@told_by("source-list", "source.html")
def source_list() -> Iterator[Section]:
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
        for row in frame[columns].fillna("").itertuples(index=False):
            for key in set(" ".join(row).split()):
                counted[key] = counted.get(key, 0) + 1
    return counted


# The description of the tables ----------------------------------------------------------------

BUNDLE = "integrated-care-words.zip"  # of all tables, in the site


def package() -> dict:
    """Return the description of the data package."""
    return json.loads((tables.DATA / tables.PACKAGE).read_text("utf8"))


def data_package() -> Markup:
    """Return every table with what one row is, its columns, its size and its files."""
    counts = {name: len(frame) for name, frame in tables.check().items()}
    resources = package()["resources"]
    return render("data_package.html", resources=resources, counts=counts, bundle=BUNDLE)


# The accessibility statement -------------------------------------------------------------------

RECORD = "accessibility.json"  # beside the chapter


def results(part: str, chapter: Path) -> Markup:
    """Return one part of the record of the tests: ``status``, ``failures``, ``tested``, ``dates``.

    Raises
    ------
    FileNotFoundError
        If there is no record beside the chapter.
    """
    record = json.loads(chapter.with_name(RECORD).read_text("utf8"))
    return render(
        "accessibility.html",
        part=part,
        record=record,
        status=status(record),
        tested=say_date(record["date"]),
        next_review=say_date(year_later(record["date"])),
    )


def status(record: dict) -> str:
    """Return how far the book conforms: full, partial, or not at all.

    Partial means that most rules are kept, as the model statement of the government has it.
    """
    broken = len(record["failures"])
    if not broken:
        return "full"
    return "partial" if broken < record["rules"] / 2 else "non"


def year_later(day: str) -> str:
    """Return the day by which a statement must be looked at again."""
    when = date.fromisoformat(day)
    return when.replace(year=when.year + 1, day=min(when.day, 28)).isoformat()
