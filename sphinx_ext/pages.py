"""What the theme's page is given: its place in the book, the files it loads, what it may load.

A page loads the one sheet, those of figures, pictures and lists if it holds one, its own
small script, and what a part of the book adds to it (``app.add_js_file``). Sphinx and the
extensions bring more for things that this book has in plain HTML; that is left out here. A strict
policy keeps all else away.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from .elements import Tag, has_fold
from .figures import Figure
from .sheets import FOLDS, LISTS, ROOT, SHEET, START, STORY, TIMELINE

FIRST = (ROOT / "theme" / "static" / "first.js").read_text("utf8")
FIGURES = "figures.css"
# The classes of what a sheet is for.
CLASSES = {START: {"as-of", "thing"}, LISTS: {"moves", "tiles"}, TIMELINE: {"kinds"}}

# Keys that turn pages, marks of what was searched for, and tabs that remember: none is needed.
SCRIPTS_OF_OTHERS = {
    "documentation_options.js", "doctools.js", "sphinx_highlight.js", "design-tabs.js",
}  # fmt: skip
SHEETS_OF_OTHERS = ("pygments.css", "basic.css", "mystnb.*.css", "sphinx-design.min.css")


@dataclass
class Chapter:
    """A chapter in the list at the side; ``here`` is this page, ``current`` it or one above it."""

    name: str
    title: str
    chapters: list["Chapter"] = field(default_factory=list)
    link: str = ""
    here: bool = False
    current: bool = False


@dataclass
class Part:
    """A part of the book: some chapters under a caption."""

    caption: str
    chapters: list[Chapter]


@dataclass
class Link:
    """A section of this page, as its table of contents has it."""

    title: str
    link: str


def setup(app):
    """Give each page what the theme asks for, once all others have added theirs."""
    app.add_config_value("comments_config", {}, "html", [dict])  # Jupyter Book always gives it
    app.add_js_file("page.js", defer="", priority=400)
    app.connect("config-inited", settle)
    app.connect("html-page-context", complete, priority=950)


def settle(app, config):
    """Set what the theme alone decides."""
    config.html_use_index = False  # a book without an index has an empty one
    config.html_math_renderer = "mathml"
    config.html_permalinks_icon = "#"


def complete(app, pagename, templatename, context, doctree):
    """Give a page its place, its files and its policy."""
    place = context.get("within", pagename)  # the chapter to which a page of ours belongs
    context["parts"] = parts(app.env, place, lambda name: link_to(context, name))
    context["contents"] = contents(app.env, pagename)
    scripts = [file for file in context["script_files"] if is_needed(file)]
    inline = [file.attributes["body"] for file in scripts if not file.filename]
    sheets = [name for name in map(name_of, context["css_files"]) if is_own(name)]
    wanted = {
        STORY: holds(doctree, Tag),
        FIGURES: holds(doctree, Figure),
    } | {
        sheet: any(classes & {*tag["classes"]} for tag in tags(doctree))
        for sheet, classes in CLASSES.items()
    }
    wanted[FOLDS] = has_fold(doctree) and not (wanted[LISTS] or wanted[TIMELINE])
    context["sheets"] = [SHEET, *(name for name, use in wanted.items() if use), *sheets]
    context["script_files"] = scripts
    # Some files are written after the pages that ask for them, so all have the site's version.
    context["version"] = app.config.site_version
    context["author"] = app.config.author
    context["first_script"] = FIRST
    context["security_policy"] = policy(FIRST, *inline)


# Its place in the book -------------------------------------------------------------------------


def parts(env, here: str = "", link_to=str) -> list[Part]:
    """Return the parts of the book with their chapters, as ``_toc.yml`` has them.

    The first chapter, from which all hang, stands alone at the top.
    """
    root = env.config.root_doc
    found = [Part("", [chapter(env, "Start page", root, here, link_to, alone=True)])]
    for tree in env.tocs[root].findall(addnodes.toctree):
        found.append(Part(tree.get("caption") or "", chapters(env, tree, here, link_to)))
    return found


def chapters(env, tree, here, link_to) -> list[Chapter]:
    """Return the chapters of a list, each with those below it."""
    return [chapter(env, title, name, here, link_to) for title, name in tree["entries"]]


def chapter(env, title, name, here, link_to, alone=False) -> Chapter:
    """Return a chapter, or a link to elsewhere that stands in the list."""
    if name not in env.titles:
        return Chapter(name, title or name, link=name)
    trees = [] if alone else env.tocs[name].findall(addnodes.toctree)
    below = [each for tree in trees for each in chapters(env, tree, here, link_to)]
    current = name == here or any(each.current for each in below)
    title = title or env.titles[name].astext()
    return Chapter(name, title, below, link_to(name), name == here, current)


def link_to(context, name: str) -> str:
    """Return the way from a page to another, or to its own top."""
    return context["pathto"](name)


def contents(env, name: str) -> list[Link]:
    """Return the sections of a page."""
    if name not in env.tocs:
        return []
    [page] = env.tocs[name].children[:1] or [nodes.list_item()]
    lists = page.children[1:]  # the first child is the page itself
    items = [item for some in lists for item in some if isinstance(item, nodes.list_item)]
    references = [item.next_node(nodes.reference) for item in items]
    return [Link(each.astext(), each["anchorname"]) for each in references]


# Its files --------------------------------------------------------------------------------------


def name_of(file) -> str:
    """Return the name of a sheet or a script below _static."""
    return str(file.filename or "").removeprefix("_static/")


def tags(doctree) -> Iterable[Tag]:
    """Return the elements of our own templates on a page; one that is no chapter has none."""
    return doctree.findall(Tag) if doctree is not None else ()


def holds(doctree, kind) -> bool:
    """Tell whether a page holds a node of a kind; a page that is no chapter has no nodes."""
    return doctree is not None and next(iter(doctree.findall(kind)), None) is not None


def is_own(sheet: str) -> bool:
    """Tell whether a sheet is one that an editor has added, and none of the extensions'."""
    return not any(Path(sheet).match(each) for each in SHEETS_OF_OTHERS)


def is_needed(script) -> bool:
    """Tell whether a page needs a script; the state of widgets repeats what the page shows."""
    state = "widget-state" in script.attributes.get("type", "")
    return not state and name_of(script) not in SCRIPTS_OF_OTHERS


def policy(*scripts: str) -> str:
    """Return the security policy of a page: its own origin, and these inline scripts."""
    own = " ".join(f"'sha256-{digest(script)}'" for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {own}",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def digest(script: str) -> str:
    """Return the digest by which a policy knows an inline script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
