"""Who speaks in a passage, and the notes of what a chapter cites, for a page and for a notebook.

Sources are numbered in the order in which a chapter first cites them. A note says who speaks and
as what, gives the passage's own words, and leads to it. A citation is merged into the next one
when both cite the same single source, the same speaker, and no sentence without a citation stands
between. The note then lists the passages in order, each under the first words of its sentence.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from widgets import tables
from widgets.core.formats import passage_url, say_date
from widgets.core.sources import names_of, voices_of

PUNCTUATION = re.compile(r"[.,;:!?…]*")  # goes before a number
SENTENCE_ENDS = re.compile(r"[.!?]['\"’”)]*\s+(?=\S)|\n\n")
FIRST_WORDS = 5  # of a sentence, by which a note is found again


@functools.cache
def _sources(_edition):
    frame = tables.load("sources").fillna("").set_index("id")
    copied = frame["archived"].map(copied_on)
    return frame.assign(label=names_of(tables.records("sources")), copied=copied)


def copied_on(archived: str) -> str:
    """Return the day of an archived copy, such as "3 May 2018", from its address."""
    moment = re.search(r"/(\d{4})(\d{2})(\d{2})\d{6}/", archived)
    return say_date("-".join(moment.groups())) if moment else ""


def sources():
    """Return the sources by id, each with its name as the label under which it is cited."""
    return _sources(tables.edition())


@dataclass(frozen=True)
class Voice:
    """Who speaks in a passage, and how: author, reported or comment."""

    name: str
    how: str
    about: str  # a role, or what a reader must know of the speaker


def voice(source: str, anchor: str) -> Voice | None:
    """Return who speaks in a passage; none is known of sources that no claim rests on."""
    spoken, authors, speakers = _voices(tables.edition())
    speaker, how = spoken.get((source, anchor), (authors.get(source), "author"))
    if speaker is None:
        return None
    row = speakers[speaker]
    if how == "comment" and speaker == authors.get(source):
        how = "reply"
    return Voice(row["name"], how, _about(row, how))


@functools.cache
def _voices(_edition):
    claims = tables.records("claims")
    spoken = voices_of(claims, tables.records("passages"))
    authors = {row["source"]: row["speaker"] for row in claims if row["voice"] == "author"}
    return spoken, authors, {row["id"]: row for row in tables.records("speakers")}


def _about(row, how) -> str:
    if how == "author" and not row["role"]:
        return row["note"] or ""
    return ", ".join(filter(None, [row["role"], row["organisation"]])) if row["role"] else ""


# How said it is, in a note and beside a number; the name of the source follows.
NOTE = {
    "reported": "Reported in",
    "comment": "Reader’s comment below",
    "reply": "The author’s reply to comments below",
}
LABEL = {"reported": "as reported", "comment": "reader’s comment", "reply": "reply to comments"}


def named(source: str, anchor: str) -> str:
    """Return who speaks in a passage and how, or "" if that is the author of the source."""
    speaks = voice(source, anchor)
    if not speaks or speaks.how == "author":
        return ""
    return f"{speaks.name}, {LABEL[speaks.how]}"


# What a page cites ---------------------------------------------------------------------------


@dataclass
class Group:
    """The citations that stand together, each a source, an anchor and how its sentence begins."""

    place: object  # where their numbers go
    cited: list[tuple[str, str, str]]
    between: str  # the text since the group before

    @functools.cached_property
    def voices(self) -> set:
        """Who speaks in them, source by source; a group that joins this one has the same."""
        return {(source, voice(source, anchor)) for source, anchor, _ in self.cited}

    def goes_with(self, following: "Group") -> bool:
        """Tell whether the number of the following group can stand for this one too."""
        alike = len(self.voices) == 1 and self.voices == following.voices
        return alike and not SENTENCE_ENDS.search(following.between)


@dataclass
class Note:
    """What a number opens."""

    id: str
    number: int
    source: str
    passages: dict[str, list[str]]  # how the sentences begin that rest on it, by the anchor

    @functools.cached_property
    def row(self):
        """The row of the source, with its name as the label."""
        return sources().loc[self.source]

    @property
    def speaker(self) -> Voice | None:
        """Who speaks in all of its passages, if one does."""
        voices = {self.voice(anchor) for anchor in self.passages}
        return voices.pop() if len(voices) == 1 else None

    @property
    def label(self) -> str:
        """What the number says to those who do not see it."""
        told = [named(self.source, anchor) for anchor in self.passages]
        names = dict.fromkeys(name for name in told if name)
        return ", ".join([f"Source {self.number}", *names, self.row["label"]])

    @property
    def begins(self) -> dict[str, list[str]]:
        """How the sentences begin that rest on a passage, if they are not those of the last one."""
        before = [[], *self.passages.values()]
        return {
            anchor: [] if words == last else words
            for last, (anchor, words) in zip(before, self.passages.items(), strict=False)
        }

    def voice(self, anchor: str) -> Voice | None:
        """Return who speaks in one of its passages."""
        return voice(self.source, anchor)

    def url(self, anchor: str) -> str:
        """Return the address of a passage, or "" where that of the source is not known."""
        return passage_url(self.row["url"], anchor) if self.row["url"] else ""


class Page:
    """The numbers of the sources that a page cites, and its notes: the same note stands once."""

    def __init__(self, cited: Iterable[str]):
        self.numbers = {key: number for number, key in enumerate(dict.fromkeys(cited), 1)}
        self.notes: dict[tuple, Note] = {}

    def notes_of(self, group: Group) -> Iterator[Note]:
        """Yield a note for each source of a group."""
        for source in dict.fromkeys(source for source, _, _ in group.cited):
            passages = dict.fromkeys(
                (anchor, begins) for key, anchor, begins in group.cited if key == source and anchor
            )
            anchors = tuple(dict.fromkeys(anchor for anchor, _ in passages))
            told_apart = tuple(passages) if len(anchors) > 1 else ()
            new = Note(f"s{len(self.notes) + 1}", self.numbers[source], source, {})
            note = self.notes.setdefault((source, anchors, told_apart), new)
            for anchor, begins in passages:
                if begins not in note.passages.setdefault(anchor, []):
                    note.passages[anchor].append(begins)
            yield note

    def by_speaker(self) -> list[Note]:
        """Return the notes of each source together, and among them those of each speaker."""
        first = {}  # where the notes of a speaker begin
        order = {
            note.id: (note.number, first.setdefault((note.source, note.speaker), at))
            for at, note in enumerate(self.notes.values())
        }
        return sorted(self.notes.values(), key=lambda note: order[note.id])

    def listed(self) -> dict:
        """Return the values of ``notes.html``, which lists the sources and then the passages."""
        rows = [(number, key, sources().loc[key]) for key, number in self.numbers.items()]
        return {"rows": rows, "notes": pairwise([None, *self.by_speaker()]), "how": NOTE}


def merged(found: list[Group]) -> Iterator[tuple[Group, bool]]:
    """Yield each group, and whether it keeps a number or gives its citations to the next one."""
    for group, following in zip_longest(found, found[1:]):
        gives = following is not None and group.goes_with(following)
        if gives:
            following.cited = group.cited + following.cited
        yield group, not gives


def beginning(sentence: str) -> str:
    """Return the first words of a sentence."""
    words = sentence.split()
    if len(words) <= FIRST_WORDS + 1:
        return " ".join(words)
    return f"{' '.join(words[:FIRST_WORDS]).rstrip(',;:')} …"
