"""Citations as numbers, each with a note that opens where it stands.

A number opens a note: who says it and as what, the passage's own words, and the link to it. The
browser's own popover does that, without a script. The same words stand in the margin of a wide
page; on paper and in a browser without popovers the notes stand under the list of the page's
sources. ``voices`` says who speaks, and which citations are merged.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from docutils import nodes

from . import voices
from .citations import Cited
from .glossary import Term
from .rendering import render
from .voices import PUNCTUATION, SENTENCE_ENDS, Group, Page, beginning, named

WORD = re.compile(r"\S*$")
LONGEST_WORD = 24  # characters that are kept on one line with their numbers

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
    page, beside = Page(node["source"] for node in cited), {}
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
    html = render("notes.html", **page.listed(), named=named)
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
        between = "".join(map(words_of, done[since:]))
        text = "".join(map(words_of, done))
        begins = beginning(SENTENCE_ENDS.split(text)[-1])
        place = nodes.inline("", "", *take_word(done), classes=["cites"])
        done.append(place)
        since = len(done)
        cited = [(node["source"], node["anchor"], begins) for node in item]
        found.append(Group(place, cited, between))
    parent.clear()
    parent.extend(done)
    return found


def words_of(node: nodes.Node) -> str:
    """Return the words of a node; those of our own HTML without its tags, a line a paragraph."""
    text = node.astext()
    if isinstance(node, nodes.raw):
        text = re.sub(r"</(?:dd|li|p)>", "\n\n", re.sub(r"\s+", " ", text))
        text = re.sub(r"<[^<>]+>", " ", text)
    return text


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
    """Yield the groups that keep a number; the place of another goes, and its words stay."""
    for group, keeps in voices.merged(found):
        if keeps:
            yield group
        else:
            group.place.parent.replace(group.place, group.place.children)


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
