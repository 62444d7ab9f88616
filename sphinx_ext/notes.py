"""Citations as numbers, each with a note that opens where it stands.

Sources are numbered in the order in which a page first cites them. A number opens a note: who
says it and as what, the passage's own words, and the link to it. The browser's own popover does
that, without a script. The same words stand in the margin of a wide page; on paper and in a
browser without popovers the notes stand under the list of the page's sources.

A citation is merged into the next one when both cite the same single source, the same speaker,
and neither a sentence without a citation nor the end of a paragraph stands between. The note then
lists the passages in order, each under the first words of its sentence.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from docutils import nodes

from widgets import tables
from widgets.core.formats import passage_url
from widgets.core.sources import voices_of

from .citations import Cited, sources
from .glossary import Term
from .rendering import render

PUNCTUATION = re.compile(r"[.,;:!?…]*")  # goes before a number
SENTENCE_ENDS = re.compile(r"[.!?]['\"’”)]*\s+(?=\S)")
BLOCK_ENDS = re.compile("</(?:dd|li|p)>")  # in HTML of ours
WORD = re.compile(r"\S*$")
LONGEST_WORD = 24  # characters that are kept on one line with their numbers
FIRST_WORDS = 5  # of a sentence, by which a note is found again

# A margin is beside paragraphs and lists of the text itself. These sections say again what is said.
WITH_MARGIN = (
    nodes.document, nodes.section, nodes.bullet_list, nodes.enumerated_list, nodes.list_item,
)  # fmt: skip
BARE = {"what-to-remember", "check-yourself"}


def setup(app):
    """Put the numbers once the terms of a page are known, and before its words are counted."""
    app.add_node(Number, html=(show_number, None))
    app.connect("doctree-resolved", number_citations, priority=810)
    app.connect("html-page-context", load_script)


def load_script(app, pagename, templatename, context, doctree):
    """Load the script that opens terms and ties the margin to the numbers, where there are any."""
    if doctree and next(doctree.findall(lambda node: isinstance(node, Number | Term)), None):
        app.add_js_file("notes.js", defer="")


# Who speaks ----------------------------------------------------------------------------------


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


def spoken_by(source: str, anchor: str) -> str:
    """Return how a passage is named in text: "Nick Mann, reader’s comment, Ham's speech, 2018"."""
    label = sources().loc[source, "label"]
    return ", ".join(filter(None, [named(source, anchor), label]))


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

    place: nodes.inline  # where their numbers go, with the word before them
    cited: list[tuple[str, str, str]]
    between: str  # the text since the group before

    def voices(self) -> set:
        """Return who speaks in them, source by source."""
        return {(source, voice(source, anchor)) for source, anchor, _ in self.cited}

    def goes_with(self, following: "Group") -> bool:
        """Tell whether the number of the following group can stand for this one too."""
        alike = len(self.voices()) == 1 and self.voices() == following.voices()
        parted = SENTENCE_ENDS.search(following.between) or BLOCK_ENDS.search(following.between)
        return alike and not parted


@dataclass
class Note:
    """What a number opens."""

    id: str
    number: int
    source: str
    passages: dict[str, list[str]]  # how the sentences begin that rest on it, by the anchor

    @property
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

    def __init__(self, cited: Iterable[Cited]):
        keys = dict.fromkeys(node["source"] for node in cited)
        self.numbers = {key: number for number, key in enumerate(keys, 1)}
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
        first = {}
        for at, note in enumerate(self.notes.values()):
            first.setdefault((note.source, note.speaker), at)
        order = {note.id: first[note.source, note.speaker] for note in self.notes.values()}
        return sorted(self.notes.values(), key=lambda note: (note.number, order[note.id]))


class Number(nodes.Inline, nodes.Element):
    """A number that opens its note."""


def show_number(translator, node):
    """Write the number as a button, which needs no script."""
    note = node["note"]
    says = {"type": "button", "popovertarget": note.id, "aria-label": note.label}
    button = translator.starttag(node, "button", "", CLASS="cite", **says)
    translator.body.append(f"{button}{note.number}</button>")
    raise nodes.SkipNode


def number_citations(app, doctree, docname):
    """Put numbers for citations, and their notes in the margin and at the end of the page."""
    cited = list(doctree.findall(Cited))
    if app.builder.format != "html" or not cited:
        return
    page, beside = Page(cited), {}
    for parent in {id(node.parent): node.parent for node in cited}.values():
        for group in merged(groups(parent)):
            notes = list(page.notes_of(group))
            group.place += [Number(note=note) for note in notes]
            beside.setdefault(paragraph_of(parent), []).extend(notes)
    for block, notes in beside.items():
        if has_margin(block):
            notes = {note.id: note for note in notes}.values()
            html = render("side.html", notes=notes, named=named)
            block.parent.insert(block.parent.index(block), nodes.raw("", html, format="html"))
    rows = [(number, key, sources().loc[key]) for key, number in page.numbers.items()]
    notes = pairwise([None, *page.by_speaker()])
    html = render("notes.html", rows=rows, notes=notes, how=NOTE, named=named)
    doctree += nodes.raw("", html, format="html")


# Where the numbers go ------------------------------------------------------------------------


def groups(parent: nodes.Element) -> list[Group]:
    """Put a place for numbers for each group of citations in an element, and return the groups.

    Punctuation that follows a group stands before it afterwards, with the last word in the place.
    """
    done, found, since = [], [], 0
    items = together(parent.children)
    for at, item in enumerate(items):
        if not isinstance(item, list):
            done.append(item)
            continue
        take_space(done)
        done += take_punctuation(items, at + 1)
        between = "".join(node.astext() for node in done[since:])
        text = "".join(node.astext() for node in done)
        begins = beginning(SENTENCE_ENDS.split(text)[-1])
        place = nodes.inline("", "", *take_word(done), classes=["cites"])
        done.append(place)
        since = len(done)
        cited = [(node["source"], node["anchor"], begins) for node in item]
        found.append(Group(place, cited, between))
    parent.clear()
    parent.extend(done)
    return found


def together(children: list[nodes.Node]) -> list:
    """Return nodes with the citations that stand together as a list, without the space between."""
    items = []
    for child, after in zip_longest(children, children[1:]):
        follows = items and isinstance(items[-1], list)
        if isinstance(child, Cited):
            items[-1].append(child) if follows else items.append([child])
        elif not (follows and isinstance(after, Cited) and not child.astext().strip()):
            items.append(child)
    return items


def take_space(done: list[nodes.Node]) -> None:
    """Take the space from the end of what stands before a number."""
    while done and isinstance(done[-1], nodes.Text):
        if text := str(done.pop()).rstrip():
            done.append(nodes.Text(text))
            break


def take_punctuation(items: list, at: int) -> list[nodes.Text]:
    """Take the punctuation with which an item begins."""
    if at == len(items) or not isinstance(items[at], nodes.Text):
        return []
    text = str(items[at])
    end = PUNCTUATION.match(text).end()
    items[at] = nodes.Text(text[end:])
    return [nodes.Text(text[:end])] if end else []


def take_word(done: list[nodes.Node]) -> list[nodes.Node]:
    """Take the last word, which may be part of a text, or a few short nodes without a space."""
    word = []
    while done:
        last = done.pop()
        text = last.astext()
        start = WORD.search(text).start() if isinstance(last, nodes.Text) else 0
        if len(text) - start > LONGEST_WORD or "<" in text or is_place(last):
            done.append(last)
            return word
        if start:
            done.append(nodes.Text(text[:start]))
            return [nodes.Text(text[start:]), *word]
        word.insert(0, last)
        if " " in text:
            break
    return word


def is_place(node: nodes.Node) -> bool:
    """Tell whether a node is a place for numbers."""
    return isinstance(node, nodes.inline) and "cites" in node["classes"]


def merged(found: list[Group]) -> Iterator[Group]:
    """Yield the groups that keep a number, each with those that were merged into it."""
    for group, following in zip_longest(found, found[1:]):
        if following and group.goes_with(following):
            following.cited = group.cited + following.cited
            group.place.parent.replace(group.place, group.place.children)
        else:
            yield group


def beginning(sentence: str) -> str:
    """Return the first words of a sentence."""
    words = sentence.split()
    if len(words) <= FIRST_WORDS + 1:
        return " ".join(words)
    return f"{' '.join(words[:FIRST_WORDS]).rstrip(',;:')} …"


def paragraph_of(node: nodes.Node) -> nodes.Node | None:
    """Return the paragraph in which a node stands; None for HTML of ours."""
    while node is not None and not isinstance(node, nodes.paragraph):
        node = node.parent
    return node


def has_margin(block: nodes.Node | None) -> bool:
    """Tell whether there is a margin beside a block: in running text, outside of boxes."""
    above = list(ancestors(block)) if block is not None else [None]
    named = {name for node in above if isinstance(node, nodes.section) for name in node["ids"]}
    lists = sum(isinstance(node, nodes.list_item) for node in above)
    return all(isinstance(node, WITH_MARGIN) for node in above) and lists < 2 and not named & BARE


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what a node stands in."""
    while node.parent is not None:
        node = node.parent
        yield node
