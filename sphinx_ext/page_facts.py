"""What a page says of itself: a description for search engines and cards, and how hard it reads.

The reading age is a hint for editors and readers: Flesch and Kincaid's grade level plus five
(Kincaid, Fishburne, Rogers and Chissom 1975), with syllables counted as groups of vowels. The NHS
manual says such scores are for setting priorities, not for judging a text.
"""

import functools
import re

from docutils import nodes
from markupsafe import escape

LONGEST = 155  # characters of a description that search engines show


def setup(app):
    """Describe each page in its head, and give its reading age at its end."""
    app.connect("html-page-context", describe)


def describe(app, pagename, templatename, context, doctree):
    """Add the description, and the reading age where a page has running text of its own."""
    if doctree is None or not pagename.startswith("book/"):
        return
    paragraphs = running_text(doctree)
    if not paragraphs:
        return
    title = re.sub(r"<[^>]+>", "", context.get("title", ""))
    context["metatags"] = context.get("metatags", "") + head(title, shorten(paragraphs[0]))
    if len(paragraphs) > 9:
        context["body"] += (
            f'<p class="page-facts">Reading age of this page: about {reading_age(paragraphs)} '
            "(Flesch-Kincaid, a hint only).</p>"
        )


def running_text(doctree: nodes.document) -> list[str]:
    """Return the paragraphs of a page without their citations."""
    found = []
    for paragraph in doctree.findall(nodes.paragraph):
        parts = [
            node.astext()
            for node in paragraph.findall(nodes.Text)
            if not any(is_citation(above) for above in ancestors(node, paragraph))
        ]
        text = re.sub(r"\s+([.,;:])", r"\1", " ".join("".join(parts).split()))
        if len(text.split()) > 3:
            found.append(text)
    return found


def ancestors(node, top):
    """Yield what stands around a node, up to and without its paragraph."""
    while node.parent not in (top, None):  # a link that was resolved may hang loose
        node = node.parent
        yield node


def is_citation(node) -> bool:
    """Tell whether a node is one of our citations."""
    return {"passage", "bibtex-citation"} & set(node.get("classes", [])) != set()


def shorten(text: str) -> str:
    """Return the beginning of a text, cut at a word."""
    return text if len(text) <= LONGEST else text[: text.rindex(" ", 0, LONGEST)] + " …"


def head(title: str, description: str) -> str:
    """Return the tags for search engines and for cards."""
    tags = {"og:type": "article", "og:title": title, "og:description": description}
    lines = [f'<meta name="description" content="{escape(description)}">']
    lines += [f'<meta property="{key}" content="{escape(value)}">' for key, value in tags.items()]
    return "\n".join(lines)


def reading_age(paragraphs: list[str]) -> int:
    """Return the age at which a text reads easily, in years."""
    sentences = [part for text in paragraphs for part in re.split(r"[.!?:]+(?:\s|$)", text) if part]
    words = [word for part in sentences for word in re.findall(r"[A-Za-z']+", part)]
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59 + 5)


@functools.cache
def syllables(word: str) -> int:
    """Return how many syllables a word has: its groups of vowels, or the letters of initials."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return max(len(re.findall(r"[aeiouy]+", re.sub(r"(?<!l)e$", "", word.lower()))), 1)
