"""What an editor may write, as HTML that needs neither a script nor a style of its own.

Jupyter Book has extensions for some of it that load scripts; docutils sets widths by ``style``,
which the policy of the pages forbids.
"""

import re
from html import escape

from docutils import nodes
from docutils.utils.math import latex2mathml
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.errors import ExtensionError
from sphinx.locale import admonitionlabels
from sphinx.writers.html5 import HTML5Translator
from sphinx_design.dropdown import dropdown_main, dropdown_title

from .margin import Margin

BOX = '<div class="scrolls"><div role="group" aria-label="{}">'  # for what may be too wide
SIZE = re.compile(r"(width|height): ([\d.]+%?)(?:px)?;?")


class Translator(HTML5Translator):
    """Writes pages as Sphinx does, but sizes as attributes, and tables in a box that scrolls."""

    def starttag(self, node, tagname, suffix="\n", empty=False, **attributes):
        """Begin an element."""
        attributes |= dict(SIZE.findall(attributes.pop("style", "")))
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def visit_table(self, node):
        """Begin a table."""
        self.body.append(BOX.format("Table"))
        super().visit_table(node)

    def depart_table(self, node):
        """End a table."""
        super().depart_table(node)
        self.body.append("</div></div>\n")


def setup(app):
    """Add the directive and the ways of writing."""
    app.setup_extension("sphinx_design")
    app.set_translator("html", Translator)
    app.add_directive("margin", Margin)
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
    app.add_node(HideCodeCellNode, override=True, html=(open_cell, close_cell))
    app.connect("doctree-resolved", open_boxes, priority=550)


def open_boxes(app, doctree, docname):
    """Let a browser open the boxes for which Jupyter Book has a script."""
    for box in list(doctree.findall(nodes.Admonition)):
        if {"dropdown", "toggle"} & set(box["classes"]):
            box.replace_self(opening_box(box))


def opening_box(box) -> nodes.Element:
    """Return a box as one that a reader opens by its title, which may be that of its kind."""
    titled = isinstance(box[0], nodes.title)
    title = box[0].children if titled else [nodes.Text(admonitionlabels[box.tagname])]
    text = nodes.inline("", "", *title, classes=["sd-summary-text"])
    summary = dropdown_title("", "", text, classes=["sd-summary-title"])
    inside = box.children[1:] if titled else box.children
    body = nodes.container("", *inside, classes=["sd-summary-content"], is_div=True)
    return dropdown_main(
        "", summary, body, opened="open" in box["classes"], classes=["sd-dropdown"]
    )


def open_cell(translator, node):
    """Begin the part of a cell that is hidden; MyST-NB's name for it would hide its words."""
    classes = " ".join(["hide", *node["classes"]])
    words = escape(node["prompt_show"])
    translator.body.append(f'<details class="{classes}"><summary>{words}</summary>\n')


def close_cell(translator, node):
    """End it."""
    translator.body.append("</details>\n")


def inline_math(translator, node):
    """Write a formula in a line."""
    write_formula(translator, node, block=False)


def block_math(translator, node):
    """Write a formula that stands alone."""
    write_formula(translator, node, block=True)


def write_formula(translator, node, block):
    """Write a formula as MathML, which browsers draw by themselves."""
    try:
        formula = latex2mathml.tex2mathml(node.astext(), as_block=block)
    except Exception as error:
        raise ExtensionError(f"a formula cannot be read: {error}") from error
    box = f"{BOX.format('Formula')}{formula}</div></div>\n"
    translator.body.append(box if block else formula)
    raise nodes.SkipNode
