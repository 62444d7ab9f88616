"""A term opens beside its word: the first time on each page.

The terms are those of ``data/names.csv``. A term is a link to its entry on the page of words, and
so a word like any other: it breaks over lines, and keeps the quotation marks round it. Where
there is a script the meaning opens on the page.
"""

import re
from pathlib import Path

from docutils import nodes

from widgets import tables
from widgets.lives import held

from .elements import Tag
from .rendering import render

PAGE = "book/words"  # which explains every term, so opens none
LISTS = (PAGE, "book/sources", "book/data")  # nor do pages that are lists

# What a reader meets as everyday words, or finds explained in the sentence itself.
PLAIN = {
    "system", "place", "neighbourhood", "footprint", "provider", "regulator", "trust", "vanguard",
    "procurement", "workaround", "statutory", "general practitioner", "social care",
    "integrated care", "local authority", "The King's Fund", "NHS Providers",
}  # fmt: skip
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


def terms() -> dict[str, list[dict]]:
    """Return the meanings of each term by its words; "ICP" has three."""
    found: dict[str, list[dict]] = {}
    for row in tables.records("names"):
        term = row["term"].split(" (")[0]
        for words in filter(None, [term, row["abbreviation"]]):
            if words not in PLAIN:
                found.setdefault(words, []).append(row)
    return found


def pattern(known: list[str]) -> re.Pattern:
    """Return what finds any term as a whole word, the longest first, one or many."""
    words = "|".join(re.escape(term) for term in sorted(known, key=len, reverse=True))
    return re.compile(rf"\b({words})(?:s\b|\b)(?![\w-])", re.IGNORECASE)


def open_terms(app, doctree, docname):
    """Turn the first mention of each term into a link, and put its meaning on the page."""
    if app.builder.format != "html" or docname in LISTS or not docname.startswith("book/"):
        return
    known = terms()
    by_words = {words.casefold(): words for words in known}
    find, used = pattern(list(known)), {}
    for text in list(doctree.findall(nodes.Text)):
        if in_running_text(text):
            replace(text, find, by_words, known, used)
    if used:
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


def replace(text, find, by_words, known, used):
    """Cut a text at the first mention of each term that the page has not had yet."""
    parts, end, whole = [], 0, str(text)
    for match in find.finditer(whole):
        words = by_words.get(match[1].casefold()) or by_words[match[0].casefold()]
        # "ACE" is not an ace: an abbreviation counts only as it is written.
        if known[words] in opened(used) or (words.isupper() and match[1] != words):
            continue
        address = "word-" + re.sub(r"\W+", "-", words.casefold()).strip("-")
        used[words] = (address, known[words])
        link = Term("", match[0], address=address, entry=entry(known[words]))
        parts += [nodes.Text(whole[end : match.start()]), link]
        end = match.end()
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(whole[end:])])


def entry(rows: list[dict]) -> str:
    """Return the address of a term on the page of words."""
    return f"{Path(PAGE).name}.html#{rows[0]['id']}"


def opened(used) -> list[list[dict]]:
    """Return the meanings that a page has already, whether by the term or by its initials."""
    return [rows for _, rows in used.values()]
