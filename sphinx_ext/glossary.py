"""A term opens beside its word: the first time on each page.

The terms are those of ``data/names.csv``. A term is a link to its entry on the page of words, and
so a word like any other: it breaks over lines, and keeps the quotation marks round it. Where
there is a script the meaning opens on the page.
"""

import re
from pathlib import Path

from docutils import nodes

from widgets.lives import held

from .elements import Tag
from .rendering import render
from .terms import Mentions

PAGE = "book/words"  # which explains every term, so opens none
LISTS = (PAGE, "book/sources", "book/data")  # nor do pages that are lists
SKIPPED = (nodes.reference, nodes.literal, nodes.title, nodes.raw, nodes.caption, nodes.term)


class Term(nodes.inline):
    """A term that opens: a link round its words, which stay words to all who read the page."""


def setup(app):
    """Open the terms of each page once its links are known."""
    app.add_node(Term, html=(begin_link, end_link))
    app.connect("doctree-resolved", open_terms, priority=800)


def begin_link(translator, node):
    """Begin a link; the text inside it follows as text."""
    link = {"href": node["entry"], "data-pop": node["address"]}
    translator.body.append(translator.starttag(node, "a", "", CLASS="term", **link))


def end_link(translator, node):
    """End the link."""
    translator.body.append("</a>")


def open_terms(app, doctree, docname):
    """Turn the first mention of each term into a link, and put its meaning on the page."""
    if app.builder.format != "html" or docname in LISTS or not docname.startswith("book/"):
        return
    mentions = Mentions()
    for text in list(doctree.findall(nodes.Text)):
        if in_running_text(text):
            replace(text, mentions)
    if mentions.used:
        used = {words: (address(words), rows) for words, rows in mentions.used.items()}
        html = render("meanings.html", used=used, entry=entry, held=held)
        doctree += nodes.raw("", html, format="html")


def in_running_text(text: nodes.Text) -> bool:
    """Tell whether a text stands in a paragraph, and not in a link, a heading or a picture."""
    node, within = text.parent, False
    while node is not None:
        if isinstance(node, SKIPPED) or (isinstance(node, Tag) and node["tag"] == "figure"):
            return False  # parts of a picture are folded or come and go
        within = within or isinstance(node, nodes.paragraph)
        node = node.parent
    return within


def replace(text: nodes.Text, mentions: Mentions) -> None:
    """Cut a text at the first mention of each term that the page has not had yet."""
    parts, end, whole = [], 0, str(text)
    for match, words in mentions.new(whole):
        link = Term("", match[0], address=address(words), entry=entry(mentions.used[words]))
        parts += [nodes.Text(whole[end : match.start()]), link]
        end = match.end()
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(whole[end:])])


def address(words: str) -> str:
    """Return the address on a page of the meaning of a term."""
    return "word-" + re.sub(r"\W+", "-", words.casefold()).strip("-")


def entry(rows: list[dict]) -> str:
    """Return the address of a term on the page of words."""
    return f"{Path(PAGE).name}.html#{rows[0]['id']}"
