"""A chapter as it is read, sentence by sentence: on its page and in its notebook."""

import re

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from widgets import numbers

# What a page has beside the text of its chapter: what came from cells, what only a script or a
# mouse uses, and what the book says of itself.
NOT_TEXT = ", ".join([
    ".cell", ".explorer", ".chart", ".still", ".feedback", "script", "style", "svg", "button",
    "[aria-hidden=true]", ".with-script", ".headerlink", ".side", ".meanings", ".onpage",
    ".run-it", ".kinds", ".page-facts", ".page-links", ".label", ".kicker", "sup",
    ".jp-InternalAnchorLink",
])  # fmt: skip
BLOCKS = (
    "p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "summary", "div", "section", "ol",
    "ul", "dl", "details", "figure", "figcaption", "aside", "blockquote", "pre", "table", "header",
)  # fmt: skip
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
SENTENCE_ENDS = re.compile(r"(?<=[.!?])['\"’”)]*\s+(?=\S)|\n")
NUMBER = re.compile(rf"\{{({'|'.join(numbers.ROLES)})\}}`([^`]+)`")  # as a chapter asks for it
STRAIGHT = str.maketrans("“”‘’", "\"\"''", ":")  # a colon may stand for a new line


def text_of(soup):
    """Return the text of HTML, a line a block, in straight marks and without its numbers."""
    for each in soup.select(NOT_TEXT):
        each.decompose()
    for words in soup.find_all(string=re.compile(r"\n")):
        if not words.find_parent("pre"):
            words.replace_with(words.replace("\n", " "))
    for quoted in soup.find_all("q"):
        quoted.insert_before('"')
        quoted.insert_after('"')
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = (re.sub(r"\s+", " ", line).strip() for line in soup.get_text().split("\n"))
    return "\n".join(line.translate(STRAIGHT) for line in lines if line)


def page(html):
    """Return the text of a page."""
    return text_of(BeautifulSoup(html, "html.parser").find("article"))


def notebook(book):
    """Return the text of a notebook; its first cell, how to run it, is no text of the chapter."""
    words = "\n\n".join(cell.source for cell in book.cells[1:] if cell.cell_type == "markdown")
    return text_of(BeautifulSoup(MARKDOWN.render(words), "html.parser"))


def lacking(text, other):
    """Return the sentences of a text that do not stand in another one, in the same order."""
    whole, place, found = " ".join(other.split("\n")), 0, []
    for sentence in filter(str.strip, SENTENCE_ENDS.split(text)):
        at = whole.find(sentence.strip(), place)
        if at < 0:
            found.append(sentence)
        else:
            place = at
    return found
