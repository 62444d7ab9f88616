"""The theme without what no page of this book needs. All that is taken away, is taken away here.

A page of the theme brings an icon font and a script that draws the same icons, Bootstrap's
script, the search index, and style rules for a hundred things that a book has not. Here a page
gets its icons as drawings in its own text, the scripts that something on it uses, and one style
sheet with the rules that the site uses. `tests/test_lean.py` fails where a new release of the
theme no longer has what this counts on.
"""

import base64
import functools
import hashlib
import re
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from sphinx.jinja2glue import BuiltinTemplateLoader

from .purge import names, purge

SHEET = "site.css"
FIGURES = "figures.css"

# The sheets of which the one sheet is made, in the order in which the theme loads them. Its first
# one, theme.css, does nothing but import basic.css.
SHEETS = (
    "basic.css", "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css",
    "togglebutton.css", "mystnb.*.css", "sphinx-design.min.css", "book.css",
)  # fmt: skip
# Where code is for reading, a second one for it and for what it shows.
CODE = "code.css"
CODE_SHEETS = ("pygments.css", "copybutton.css", "chart.css", "notebook.css")


def is_open_code(node) -> bool:
    """Tell whether a node is code that a reader sees unopened, and so may want to copy."""
    if isinstance(node, nodes.literal_block):
        return not node.get("language", "").startswith("ipython")
    first = node.children[:1] if classes_of(node) == ["cell"] else []
    return any("cell_input" in classes_of(child) for child in first)


def is_toggle(node) -> bool:
    """Tell whether a node is a box that a script opens."""
    return "toggle" in classes_of(node) or {"admonition", "dropdown"} <= set(classes_of(node))


def is_set_of_tabs(node) -> bool:
    """Tell whether a node is a set of tabs."""
    return "sd-tab-set" in classes_of(node)


def classes_of(node) -> list[str]:
    """Return the classes of a node; a text has none."""
    return node.get("classes", []) if isinstance(node, nodes.Element) else []


# A script, and the node that a page must hold to need it. One that is not named here stays: an
# extension of the book has added it.
SCRIPTS = {
    "documentation_options.js": None,  # FIRST has the one setting that is asked for
    "doctools.js": None,  # keys that turn the page, which a reader presses by accident
    "sphinx_highlight.js": None,  # marks what was searched for; a link with :~:text= does
    "sphinx-thebe.js": None,
    # Takes the focus from a button that is pressed, so that a keyboard starts again at the top.
    # What else it did, sidebar.js and book.css do.
    "scripts/sphinx-book-theme.js": None,
    "togglebutton.js": is_toggle,
    "design-tabs.js": is_set_of_tabs,
    "clipboard.min.js": is_open_code,
    "copybutton.js": is_open_code,
}
# Inline scripts that go: settings of the scripts above, and the widgets' state, which repeats each
# figure's HTML for a script that no page loads.
INLINE = re.compile(
    r"DOCUMENTATION_OPTIONS|thebe|togglebutton|toggle(Hint|Open)|version_major", re.I
)

FIRST = (Path(__file__).parent / "theme" / "first.js").read_text("utf8")

# How the scripts begin that sphinx-thebe adds to a page with cells, even where it is off.
THEBE = ('<script type="text/x-thebe-config">', "<script>kernelName")

ASKED = re.compile(r"(?:\.\./)*_static/([^?#]+)")  # the address of a file below _static

# Names that FIRST, the theme's script and Pagefind give to what is shown, hidden or found.
STATES = {
    "mark", ".active", ".pst-sidebar-hidden", "[aria-current]", "[aria-expanded]", "[data-disk]",
}  # fmt: skip


def setup(app):
    """Take away at three points: what a page asks for, how it is written, and what is shipped."""
    app.connect("config-inited", use_our_templates)
    app.connect("doctree-resolved", drop_thebe, priority=900)
    app.connect("html-page-context", choose_files, priority=950)
    app.connect("site-copied", write_sheet)
    app.add_js_file("scripts/pydata-sphinx-theme.js", defer="")  # the page's end had it
    app.add_js_file("sidebar.js", defer="", priority=400)


def use_our_templates(app, config):
    """Put the book's few templates before those of the theme, and draw its icons."""
    config.templates_path = ["sphinx_ext/theme", *config.templates_path]
    config.template_bridge = f"{__name__}.Templates"
    config.html_use_index = False  # a book without an index has an empty one


# What a page asks for -------------------------------------------------------------------------


def drop_thebe(app, doctree, docname):
    """Take out the settings of a script that no page loads."""
    for node in list(doctree.children):
        if isinstance(node, nodes.raw) and node.astext().strip().startswith(THEBE):
            doctree.remove(node)


def choose_files(app, pagename, templatename, context, doctree):
    """Leave a page the one style sheet, that of the figures where it has one, and its scripts."""
    scripts = [file for file in context["script_files"] if is_needed(file, doctree)]
    inline = [file.attributes["body"] for file in scripts if not file.filename]
    figures = "data-explorer=" in context.get("body", "")
    needed = {CODE: holds(doctree, is_open_code), FIGURES: figures}
    sheets = [SHEET, *(name for name, use in needed.items() if use)]
    context["sheets"] = [*sheets, *filter(is_own, map(name_of, context["css_files"]))]
    context["script_files"] = scripts
    # Some files are written after the pages that ask for them, so all have the site's version.
    context["version"] = app.config.site_version
    context["first_script"] = FIRST
    context["security_policy"] = policy(FIRST, *inline)


def name_of(file) -> str:
    """Return the name of a sheet or a script below _static."""
    return str(file.filename or "").removeprefix("_static/")


def is_own(sheet: str) -> bool:
    """Tell whether a sheet is one that the book adds to some pages, and none of the theme's."""
    return not any(Path(sheet).match(each) for each in (*SHEETS, *CODE_SHEETS, "sphinx-thebe.css"))


def is_needed(file, doctree) -> bool:
    """Tell whether a page uses a script."""
    if not file.filename:
        return not INLINE.search(file.attributes.get("body", ""))
    if name_of(file) not in SCRIPTS:
        return True
    wanted = SCRIPTS[name_of(file)]
    return wanted is not None and holds(doctree, wanted)


def holds(doctree, wanted) -> bool:
    """Tell whether a page holds a node of a kind; a page that is no chapter has no nodes."""
    return doctree is not None and next(iter(doctree.findall(wanted)), None) is not None


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


# How a page is written ------------------------------------------------------------------------

ICON = re.compile(r'<(i|span) class="([^"]*\bfa-(?!lg)[^"]*)"([^>]*)></\1>')
STYLE = re.compile(r"fa|fa[bsr]|fa-(solid|regular|brands|lg)")


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, with each icon drawn where it stands."""

    def render(self, template, context):
        """Return a page, its icons as drawings, and light where no script says otherwise."""
        page = super().render(template, context)
        # myst-nb's name for a box of code hides the words on it, "Show code cell source".
        page = page.replace(' aria-label="Toggle hidden content"', "")
        # The theme has no colours for "auto", which its script would turn into one or the other.
        return ICON.sub(draw_icon, page.replace('data-theme="auto"', 'data-theme="light"', 1))


def draw_icon(found: re.Match) -> str:
    """Return the drawing for an element that an icon font or script would have filled."""
    classes = found[2].split()
    name = icon_of(classes)
    if name not in icons():  # `icons.py` has warned of it
        return found[0]
    others = " ".join(["icon", *(each for each in classes if not each.startswith("fa"))])
    mode = re.search(r' data-mode="\w+"', found[3])
    return (
        f'<{found[1]} class="{others}"{mode[0] if mode else ""} aria-hidden="true">'
        f"{drawing(name)}</{found[1]}>"
    )


def icon_of(classes: list[str]) -> str:
    """Return the icon that classes name, the first of several, or "" if they name none."""
    names = (each for each in classes if each.startswith("fa-") and not STYLE.fullmatch(each))
    return next(names, "").removeprefix("fa-")


def drawing(name: str) -> str:
    """Return an icon as a picture in SVG; nothing for one that does not exist."""
    width, height, path = icons().get(name, ("0", "0", ""))
    return f'<svg viewBox="0 0 {width} {height}"><path d="{path}"/></svg>'


@functools.cache
def icons() -> dict[str, tuple[str, str, str]]:
    """Return width, height and path of each icon, from the script that the theme brings."""
    script = theme("scripts/fontawesome.js").read_text("utf8")
    found = re.findall(
        r'[{,]"?([a-z][a-z0-9-]*)"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","(M[^"]+)"\]', script
    )
    return {name: drawing for name, *drawing in found}  # the solid ones come last, and count


def theme(file: str) -> Path:
    """Return where a file of the theme below this one's lies."""
    [package] = find_spec("pydata_sphinx_theme").submodule_search_locations
    return Path(package, "theme", "pydata_sphinx_theme", "static", file)


# What is shipped ------------------------------------------------------------------------------


def write_sheet(app, site):
    """Write the one style sheet, and drop every file of the theme that no page asks for."""
    static = site / "_static"
    pages = {path: path.read_text("utf8") for path in site.rglob("*.html")}
    asked = {name for page in pages.values() for name in asked_for(page)}
    ours = [static / name for name in asked if name.endswith(".js") and "theme" not in name]
    scripts = [path.read_text("utf8") for path in ours if path.is_file()]
    used = STATES | names(pages.values(), scripts)
    for name, parts in {SHEET: SHEETS, CODE: CODE_SHEETS}.items():
        (static / name).write_text("\n".join(read_sheet(static, part) for part in parts), "utf8")
    for sheet in (static / name for name in asked if name.endswith(".css")):
        if sheet.is_file():
            sheet.write_text(purge(sheet.read_text("utf8"), used), "utf8")
    drop_unused(static, asked)


class Asked(HTMLParser):
    """Notes the files below _static to which the elements of a page lead, and its charts."""

    def __init__(self):
        super().__init__()
        self.files, self.charts = [], []

    def handle_starttag(self, tag, attrs):
        """Look at the addresses of an element; what stands in the text asks for nothing."""
        values = dict(attrs)
        for name in ("href", "src"):
            if found := ASKED.match(values.get(name) or ""):
                self.files.append(found[1])
        if values.get("property") == "og:image":  # of a card, by its whole address
            self.files.append(values["content"].rpartition("/_static/")[2])
        if chart := values.get("data-chart"):
            self.charts.append(chart)


def asked_for(page: str) -> list[str]:
    """Return the files below _static that a page asks for, at once or when a figure is drawn."""
    asked = Asked()
    asked.feed(page)
    return [*asked.files, *asked.charts, *(["vega.js"] if asked.charts else [])]


def drop_unused(static: Path, asked: set[str]) -> None:
    """Remove the files that no page asks for."""
    for path in sorted(static.rglob("*"), reverse=True):  # a folder after what is in it
        if path.is_file() and path.relative_to(static).as_posix() not in asked:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def read_sheet(static: Path, name: str) -> str:
    """Return one of the theme's style sheets; a digest may be part of its name."""
    [path] = static.glob(name)
    return path.read_text("utf8")
