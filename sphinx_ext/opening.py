"""How a chapter opens: its place in its part, its title, its first paragraph, its contents."""

from html import escape

from docutils import nodes

from . import pages
from .rendering import render


class Opening(nodes.section):
    """The head of a chapter.

    Only a title in a section becomes a heading with an address and a number, so this is a section,
    and has the ids of the chapter, which writes them.
    """


def setup(app):
    """Make the head of each chapter once the order of the chapters is known."""
    app.add_node(Opening, html=(visit, depart))
    app.connect("doctree-resolved", make_opening, priority=600)


def visit(translator, node):
    """Begin the head."""
    classes = ["opening", *node["classes"]]
    translator.body.append(translator.starttag({"classes": classes}, "header"))
    if node["kicker"]:
        translator.body.append(f'<p class="kicker">{escape(node["kicker"])}</p>\n')


def depart(translator, node):
    """End the head."""
    translator.body.append("</header>\n")


def make_opening(app, doctree, docname):
    """Put the title and the first paragraph of a chapter into its head."""
    page = next((each for each in doctree if isinstance(each, nodes.section)), None)
    if app.builder.format != "html" or page is None or not isinstance(page[0], nodes.title):
        return
    shown = [each for each in page[1:] if not isinstance(each, nodes.Invisible | nodes.target)]
    title, first = page[0], shown[0] if shown else None
    opening = Opening("", ids=page["ids"], kicker=place(app.env, docname))
    if docname == app.config.root_doc:
        opening["classes"].append("front")
    page.remove(title)
    opening += title
    if isinstance(first, nodes.paragraph):
        page.remove(first)
        first["classes"].append("deck")
        opening += first
    if sections := pages.contents(app.env, docname):
        html = render("on_page.html", sections=sections)
        opening += nodes.raw("", html, format="html")
    page.insert(0, opening)


def place(env, docname: str) -> str:
    """Return where a chapter stands, as "The story, chapter 3 of 5"; "" for one in no part."""
    for part in pages.parts(env):
        names = [chapter.name for chapter in part.chapters]
        if part.caption and docname in names:
            return f"{part.caption}, chapter {names.index(docname) + 1} of {len(names)}"
    return ""
