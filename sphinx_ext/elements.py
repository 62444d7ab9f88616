"""HTML of our own templates as nodes of a page.

A picture of the story is a template, and yet no lump of HTML: its words are text of the page, so
citations, terms, the search and the reading age find them there as they find every other word. In
a template a citation, or any words with roles, is written as in a chapter, between ``<cite>`` and
``</cite>``; ``<slot></slot>`` is where the text goes that the chapter gives.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from docutils import nodes

from .as_markdown import EMPTY, VOID


class Tag(nodes.General, nodes.Element):
    """An element of HTML: ``tag``, its ``attributes`` in ``html``, and what stands in it."""


def setup(app):
    """Let pages be written with such elements."""
    app.add_node(Tag, html=(open_tag, close_tag))


def open_tag(translator, node):
    """Begin an element."""
    html = node["html"] | ({"class": " ".join(node["classes"])} if node["classes"] else {})
    ids = {"id": node["ids"][0]} if node["ids"] else {}
    given = "".join(
        f" {name}" if value is None else f' {name}="{translator.attval(value)}"'
        for name, value in (ids | html).items()
    )
    translator.body.append(f"<{node['tag']}{given}>")


def close_tag(translator, node):
    """End an element that has an end."""
    if node["tag"] not in VOID:
        translator.body.append(f"</{node['tag']}>")


class Reader(HTMLParser):
    """Reads a template that has been filled in; ``inline`` reads words with roles."""

    def __init__(self, inline, slot):
        super().__init__()
        self.inline, self.slot, self.stack = inline, slot, [nodes.Element()]

    def handle_starttag(self, tag, attrs):
        """Open an element; a paragraph is one to all who look for paragraphs."""
        html = dict(attrs)
        classes = (html.pop("class", None) or "").split()
        if tag == "p" and not html:
            node = nodes.paragraph("", classes=classes)
        else:
            ids = [html.pop("id")] if "id" in html else []
            node = Tag("", tag=tag, html=html, classes=classes, ids=ids)
        self.stack[-1].append(node)
        if tag not in EMPTY:
            self.stack.append(node)

    def handle_endtag(self, tag):
        """Close an element, and put the citation in place of its text."""
        if tag in EMPTY:
            return
        node = self.stack.pop()
        if tag in {"cite", "slot"}:
            self.stack[-1].remove(node)
            self.stack[-1] += self.inline(node.astext()) if tag == "cite" else self.slot

    def handle_data(self, data):
        """Add text as it is printed: a straight apostrophe of a table is a curly one."""
        text = re.sub(r"\s+", " ", data)
        in_cite = isinstance(self.stack[-1], Tag) and self.stack[-1]["tag"] == "cite"
        self.stack[-1].append(nodes.Text(text if in_cite else text.replace("'", "’")))


def as_nodes(html: str, inline, slot: Iterable[nodes.Node] = ()) -> list[nodes.Node]:
    """Return a template that has been filled in as nodes of a page.

    Parameters
    ----------
    html : str
        The HTML, which may hold ``cite`` and ``slot``.
    inline : callable
        Returns the nodes of words with roles, as a chapter has them.
    slot : iterable of nodes
        What stands in place of ``<slot></slot>``.
    """
    reader = Reader(inline, list(slot))
    reader.feed(re.sub(r">\s+<(?!cite)", "><", html))
    reader.close()
    [top] = reader.stack
    return top.children


def has_raw(doctree: nodes.document, name: str) -> bool:
    """Tell whether some HTML on a page that is no element of ours has a class."""
    return any(name in node["classes"] for node in doctree.findall(nodes.raw))


def has_fold(doctree: nodes.document | None) -> bool:
    """Tell whether something on a page stands folded; a page that is no chapter has no nodes."""
    return doctree is not None and any(map(is_fold, doctree.findall()))


def is_fold(node: nodes.Node) -> bool:
    """Tell whether a node is a fold, or HTML that holds one."""
    if isinstance(node, nodes.raw):
        return 'class="folded"' in node.astext()
    return isinstance(node, Tag) and "folded" in node["classes"]
