"""What a page says of itself: a description for search engines and cards, and how hard it reads.

The reading age is a hint for editors and readers: Flesch and Kincaid's grade level plus five
(Kincaid, Fishburne, Rogers and Chissom 1975), with syllables counted as groups of vowels. A term
that this book explains counts as plain words, since a reader can open it where it stands. The NHS
manual says such scores are for setting priorities, not for judging a text.
"""

import functools
import re
from collections.abc import Iterable

from docutils import nodes

from widgets import tables

from . import terms
from .rendering import render

# Characters of a description: fewer say too little, and search engines show no more.
SHORTEST, LONGEST = 50, 155

# The page that Sphinx makes has no text of its own from which to take one.
SEARCH = "Search every page of the book for a word, a place, a person or a set of initials."


def setup(app):
    """Describe each page in its head, and give its reading age at its end."""
    app.connect("doctree-resolved", tell_reading_age, priority=850)  # when terms are known
    app.connect("html-page-context", describe)


def tell_reading_age(app, doctree, docname):
    """Put the reading age at the end of a page that has running text of its own."""
    paragraphs = list(running_text(doctree))
    if app.builder.format == "html" and len(paragraphs) > 9:
        age = (
            f"Reading age of this page: about {reading_age(paragraphs)} "
            "(Flesch-Kincaid, a hint only; terms that the book explains count as plain words)."
        )
        doctree += nodes.paragraph("", age, classes=["page-facts"])


def describe(app, pagename, templatename, context, doctree):
    """Add the description to the head of a page."""
    about = context.get("about") or (SEARCH if pagename == "search" else "")
    paragraphs = [about] if about else list(running_text(doctree)) if doctree else []
    if paragraphs:
        told = context["description"] = description(paragraphs)
        tags = {"og:type": "article", "og:title": title(app, pagename, context)}
        add_to_head(context, tags | {"og:description": told}, {"description": told})


def title(app, pagename: str, context: dict) -> str:
    """Return the title of a page without markup: a chapter's, or what a page of ours gives."""
    if pagename in app.env.longtitles:
        return app.env.longtitles[pagename].astext()
    return context.get("plain_title", pagename.capitalize())


def add_to_head(context: dict, properties: dict[str, str], names: dict[str, str]) -> None:
    """Add to the head of a page tags of the Open Graph protocol, which cards are made from."""
    tags = str(render("head.html", properties=properties, names=names))
    context["metatags"] = context.get("metatags", "") + tags


def running_text(doctree: nodes.document) -> Iterable[str]:
    """Yield the paragraphs of a page without markup; the numbers of citations are no text."""
    for paragraph in doctree.findall(nodes.paragraph):
        parts = [
            node.astext()
            for node in paragraph.findall(nodes.Text)
            if not isinstance(node.parent, nodes.raw)
        ]
        text = " ".join("".join(parts).split())
        if len(text.split()) > 3:
            yield text


def description(paragraphs: list[str]) -> str:
    """Return the sentences with which a page begins, as many as fit; else cut at a word."""
    sentences = [part for text in paragraphs for part in re.split(r"(?<=[.!?])\s+", text)]
    result = sentences.pop(0)
    while sentences and len(f"{result} {sentences[0]}") <= LONGEST:
        result = f"{result} {sentences.pop(0)}"
    if len(result) < SHORTEST:
        result = " ".join([result, *sentences])
    if len(result) <= LONGEST:
        return result
    return result[: result.rindex(" ", 0, LONGEST)].rstrip(",;:–") + "…"


def reading_age(paragraphs: Iterable[str]) -> int:
    """Return the age at which a text reads easily, in years."""
    known = plain_terms(tables.edition())
    plain = [known.sub(as_plain_words, text) for text in paragraphs]
    sentences = [part for text in plain for part in re.split(r"[.!?:]+(?:\s|$)", text) if part]
    words = [word for part in sentences for word in re.findall(r"[A-Za-z']+", part)]
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59 + 5)


@functools.cache
def plain_terms(_edition) -> re.Pattern:
    """Return a pattern that finds every term that the book explains."""
    return terms.pattern(list(terms.terms()))


def as_plain_words(term: re.Match) -> str:
    """Return as many plain words as a term has."""
    return " ".join("word" for _ in re.findall(r"[A-Za-z']+", term[0]))


@functools.cache
def syllables(word: str) -> int:
    """Return how many syllables a word has: its groups of vowels, or the letters of initials."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return max(len(re.findall(r"[aeiouy]+", re.sub(r"(?<!l)e$", "", word.lower()))), 1)
