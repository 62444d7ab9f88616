"""Citations from ``data/sources.csv``: the roles, and the list of all sources.

``{cite:p}`id` `` cites a source, ``{cite:p}`id, other-id` `` several, and
``{passage}`id | words of the passage` `` the passage itself. Each becomes a ``Cited``, which
``notes`` shows as a number. The list of sources is sphinxcontrib-bibtex's.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pybtex.plugin
from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator
from markupsafe import Markup
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, href, optional_field, sentence, tag
from sphinx.util.docutils import SphinxRole

from widgets import tables
from widgets.core.formats import say_date

from .voices import sources

BIB = "_build/sources.bib"
NAME = "book_sources"  # our bibliography style

# A citation in HTML of ours, until ``parts_of`` makes a node of it: signs that no text has.
OPEN, CLOSE = "\ue000", "\ue001"


def setup(app):
    """Write the bibliography before sphinxcontrib-bibtex reads it, and put our roles over its."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.connect("config-inited", write_bibliography, priority=200)
    app.add_node(nodes.citation, override=True, html=(visit_entry, None))
    app.add_node(nodes.label, override=True, html=(visit_label, depart_label))
    app.add_role("passage", PassageRole())
    app.add_role("cite", CiteRole(), override=True)
    app.add_role_to_domain("cite", "p", CiteRole(), override=True)


class Cited(nodes.Inline, nodes.Element):
    """A source that is cited, with the words of the passage or none; ``notes`` puts its number."""


def cite(source: str, anchor: str | None = None) -> Markup:
    """Return a citation for HTML of ours, which ``parts_of`` must then be given."""
    return Markup(f"{OPEN}{source}|{anchor or ''}{CLOSE}")


def parts_of(html: str) -> list[nodes.Node]:
    """Return HTML of ours as nodes: what it says as it stands, and its citations."""
    # The word before a citation is a part of its own, so that the two can be kept on one line.
    cut = re.split(rf"([^\s<>]*)\s*{OPEN}([^|]*)\|([^{CLOSE}]*){CLOSE}", html)
    parts = [nodes.raw("", cut.pop(0), format="html")]
    for word, source, anchor, after in zip(*[iter(cut)] * 4, strict=True):
        cited = Cited(source=source, anchor=anchor)
        parts += [nodes.raw("", word, format="html"), cited, nodes.raw("", after, format="html")]
    return [part for part in parts if isinstance(part, Cited) or part.astext()]


def bibliography() -> Iterable[str]:
    """Yield one BibTeX entry a source.

    BibTeX reads LaTeX: signs such as % are escaped, and double braces keep names and capitals as
    they are. An address is taken as it stands.
    """
    for key, row in sources().iterrows():
        fields = {
            "author": row["author"] or row["publisher"] or "Unsigned",
            "title": row["title"],
            "howpublished": row["publisher"] if row["author"] else "",
            "date": say_date(row["date"]) or "undated",
            "note": row["about"].removesuffix("."),
            "copied": row["copied"],
        }
        lines = [f"  {name} = {{{{{latex(value)}}}}}," for name, value in fields.items() if value]
        lines += [f"  label = {{{row['label']}}},", f"  url = {{{row['url']}}},"]
        lines += [f"  archived = {{{row['archived']}}},"] if row["archived"] else []
        yield "\n".join([f"@misc{{{key},", *lines, "}\n"])


def latex(text: str) -> str:
    """Return text with the signs escaped that LaTeX reads as commands."""
    return re.sub(r"([%&#$_{}])", r"\\\1", text)


def write_bibliography(app, config):
    """Write the entries where sphinxcontrib-bibtex looks for them, if they have changed."""
    path, text = Path(app.srcdir, BIB), "\n".join(bibliography())
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_text("utf8") != text:
        path.write_text(text, "utf8")
    config.bibtex_bibfiles = [BIB]
    config.bibtex_default_style = NAME


def visit_entry(translator, node):
    """Begin an entry of the list of sources as an item: docutils has a role that is withdrawn."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(translator.starttag(node, "div", classes=["citation"], role="listitem"))


def visit_label(translator, node):
    """Begin the label of an entry, which is a name and needs no brackets; a footnote's has them."""
    if isinstance(node.parent, nodes.citation):
        translator.body.append('<span class="label">')
    else:
        HTMLTranslator.visit_label(translator, node)


def depart_label(translator, node):
    """End it."""
    if isinstance(node.parent, nodes.citation):
        translator.body.append("</span>\n")
    else:
        HTMLTranslator.depart_label(translator, node)


class SourceLabels(BaseLabelStyle):
    """The labels of the table."""

    def format_labels(self, sorted_entries):
        """Yield the label of each entry."""
        return (entry.fields["label"] for entry in sorted_entries)


class SourceOrder(BaseSortingStyle):
    """By the label, which is what a reader looks for."""

    def sorting_key(self, entry):
        """Return the label without regard to capitals."""
        return entry.fields["label"].casefold()


class SourceStyle(UnsrtStyle):
    """Who, what (a link where the address is known), where, when, and what kind of source it is."""

    default_label_style = SourceLabels
    default_sorting_style = SourceOrder

    def get_misc_template(self, entry):
        """Return the parts of an entry."""
        title = tag("strong")[field("title")]
        linked = href(field("url", raw=True))[title] if entry.fields.get("url") else title
        copy = href(field("archived", raw=True))["Copy of ", field("copied")]
        return toplevel[
            sentence[self.format_names("author")],
            sentence[linked],
            sentence[optional_field("howpublished"), field("date")],
            sentence[field("note")],
            *([sentence[copy]] if entry.fields.get("archived") else []),
        ]


pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, SourceStyle)


class CiteRole(SphinxRole):
    """Cite one source or more."""

    def run(self):
        """Return the citations, or a warning at the first that is not known."""
        keys = [key.strip() for key in self.text.split(",")]
        for key in keys:
            if key not in sources().index:
                message = f'"{key}" is not in data/sources.csv{nearest_source(key)}'
                return self.wrong(message)
        return [Cited(source=key, anchor="") for key in keys], []

    def wrong(self, message: str):
        """Return nothing but a warning that names the line."""
        return [], [self.inliner.reporter.warning(f"{self.name}: {message}", line=self.lineno)]


class PassageRole(CiteRole):
    """Cite a source and the passage in it."""

    def run(self):
        """Return the citation, or a warning."""
        key, _, words = (part.strip() for part in self.text.partition("|"))
        if key not in sources().index or not words:
            known = nearest_source(key)
            return self.wrong(f'"{self.text}" is not "source id | words of the passage"{known}')
        return [Cited(source=key, anchor=words)], []


def nearest_source(key: str) -> str:
    """Return a hint at the source that was meant."""
    return tables.nearest(key, sources().index)
