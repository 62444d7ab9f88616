"""Citations from ``data/sources.csv``, by sphinxcontrib-bibtex.

``{cite:p}`id` `` gives "(Ham's speech, 2018)", linked to the entry on the page of sources.
``{passage}`id | words of the passage` `` adds a link to the very passage, or, where the address
of the source is not known, the words by which to find it.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, href, optional_field, sentence, tag
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from widgets import tables
from widgets.core.formats import passage_url, say_date
from widgets.core.sources import names_of

BIB = "_build/sources.bib"
NAME = "book_sources"  # our bibliography style and our way of citing


def setup(app):
    """Write the bibliography before sphinxcontrib-bibtex reads it, and add the roles."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.connect("config-inited", write_bibliography, priority=200)
    app.add_node(nodes.citation, override=True, html=(visit_entry, None))
    app.add_role("passage", PassageRole())


@functools.cache
def _sources(_edition):
    frame = tables.load("sources").fillna("").set_index("id")
    return frame.assign(label=names_of(tables.records("sources")))


def sources():
    """Return the sources by id, each with its name as the label under which it is cited."""
    return _sources(tables.edition())


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
        }
        lines = [f"  {name} = {{{{{latex(value)}}}}}," for name, value in fields.items() if value]
        lines += [f"  label = {{{row['label']}}},", f"  url = {{{row['url']}}},"]
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
    config.bibtex_default_style = config.bibtex_reference_style = NAME


def visit_entry(translator, node):
    """Begin an entry of the list of sources as an item: docutils has a role that is withdrawn."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(translator.starttag(node, "div", classes=["citation"], role="listitem"))


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
        linked = href[field("url", raw=True), title] if entry.fields.get("url") else title
        return toplevel[
            sentence[self.format_names("author")],
            sentence[linked],
            sentence[optional_field("howpublished"), field("date")],
            sentence[field("note")],
        ]


@dataclass
class SourceReferences(LabelReferenceStyle):
    """Cite as "(Ham's speech, 2018; Lexology, 2017)"."""

    bracket_parenthetical: BracketStyle = dataclass_field(
        default_factory=lambda: BracketStyle("(", ")", "; ")
    )


pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, SourceStyle)
sphinxcontrib.bibtex.plugin.register_plugin(
    "sphinxcontrib.bibtex.style.referencing", NAME, SourceReferences
)


class PassageRole(SphinxRole):
    """Cite a source and the passage in it."""

    def run(self):
        """Return the citation, and the link or the words that lead to the passage."""
        key, _, words = (part.strip() for part in self.text.partition("|"))
        if key not in sources().index or not words:
            known = tables.nearest(key, sources().index)
            return self._wrong(f'"{self.text}" is not "source id | words of the passage"{known}')
        row = sources().loc[key]
        cited = pending_xref(
            "", nodes.inline(), refdomain="cite", reftype="label", reftarget=key,
            refexplicit=False, refwarn=True, refdoc=self.env.docname,
        )  # fmt: skip
        if row["url"]:
            url = passage_url(row["url"], words)
            where = nodes.reference("", "passage", refuri=url, internal=False)
        else:
            where = nodes.inline("", f"at “{words}”")
        parts = [nodes.Text("("), cited, nodes.Text(", "), where, nodes.Text(")")]
        return [nodes.inline("", "", *parts, classes=["passage"])], []

    def _wrong(self, message):
        return [], [self.inliner.reporter.warning(f"passage: {message}", line=self.lineno)]
