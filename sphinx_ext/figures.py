"""Put the figures on their pages, with the scripts and files that they need.

A figure comes as the output of a cell: its HTML, and about it a name, a topic, its chart and its
rows. It becomes a node of the page, which is written as it came; the chart, the picture and the
rows become files whose names the HTML holds already.
"""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import myst_nb.core.render
from docutils import nodes
from markupsafe import Markup
from sphinx.util import logging

import widgets  # noqa: F401  (which knows the topics)
from widgets import tables
from widgets.core import drawing, finder, framing, scripts
from widgets.core.figure import TOPICS, messages_of
from widgets.core.markup import CORE, as_json, sheet, style_of_charts

from .rendering import render
from .sheets import small
from .shortened import shortener

logger = logging.getLogger(__name__)

OWN_SHEETS = {"tokens.css": "tokens.css", "figures.css": "figure.css"}
# Without it a spreadsheet takes "£22bn" for "Â£22bn"; pandas and others pass over it.
BOM = "\ufeff"
FOLDER = ".figures"  # below _build: made when data or code change, copied at each build
SHARED = "shared"  # below it: what is not of one figure


class Figure(nodes.General, nodes.Element):
    """A figure on a page: ``html``, and ``about`` with all that its files are made from."""


class FigureOutput:
    """Tells MyST-NB how to render the output of a cell that holds a figure."""

    mime_priority_overrides = ()

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return a figure as a node, and None for every other output."""
        about = data.output_metadata.get("figure")
        if data.mime_type != "text/html" or about is None:
            return None
        return [Figure("", html=data.string, about=about)]


def setup(app):
    """Read the figures of each page, and add the scripts only to pages that hold one."""
    plugins = myst_nb.core.render.load_mime_renders()
    if FigureOutput not in plugins:
        plugins.append(FigureOutput)
    app.add_node(Figure, html=(write_figure, None))
    app.connect("doctree-read", note_figures)
    app.connect("env-purge-doc", forget_figures)
    app.connect("env-merge-info", merge_figures)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", ship)


def write_figure(translator, node):
    """Write a figure as Python rendered it."""
    translator.body.append(node["html"])
    raise nodes.SkipNode


# What the pages hold --------------------------------------------------------------------------


def figures_of(env) -> dict[str, list[dict]]:
    """Return what is known about the figures of each page, by the page's name."""
    if not hasattr(env, "book_figures"):
        env.book_figures = {}
    return env.book_figures


def place(figure: Figure) -> None:
    """Let a figure stand after its cell, in the chapter itself, and drop a cell that is hidden.

    A figure shows its own code, folded. Where the code is for reading the cell has no such tag.
    """
    bundle = figure.parent.parent  # of all types in which the cell gives the figure
    outputs, cell = bundle.parent, bundle.parent.parent
    cell.parent.insert(cell.parent.index(cell) + 1, figure)
    outputs.remove(bundle)
    if not outputs.children:
        cell.remove(outputs)
        if cell.get("hide_mode") == "input":
            cell.parent.remove(cell)


def note_figures(app, doctree):
    """Note the figures of a page, and warn where two of them have one name."""
    found: dict[str, dict] = {}
    for node in list(doctree.findall(Figure)):
        place(node)
        about = node["about"]
        if about["name"] in found:
            logger.warning(
                f'two figures of this page are called "{about["name"]}": give one a name of its '
                f'own, as in widgets.{about["topic"]}(name="{about["topic"]}-2")',
                location=node.parent,
            )
        found[about["name"]] = {**about, "html": node["html"]}
    if found:
        figures_of(app.env)[app.env.docname] = list(found.values())


def forget_figures(app, env, docname):
    """Forget the figures of a page that is read anew or is gone."""
    figures_of(env).pop(docname, None)


def merge_figures(app, env, docnames, other):
    """Take over the figures of the pages that another process has read."""
    noted = figures_of(other)
    figures_of(env).update({name: noted[name] for name in docnames if name in noted})


def add_scripts(app, pagename, templatename, context, doctree):
    """Add to a page the script of all figures, and script and style of the topics it holds."""
    on_page = doctree.findall(Figure) if doctree else ()
    if on_topics := sorted({node["about"]["topic"] for node in on_page}):
        for name in ["figures", *on_topics]:
            app.add_js_file(f"{name}.js", defer="")
        for name in on_topics:
            app.add_css_file(f"{name}.css")


# The files --------------------------------------------------------------------------------------


def write_scripts(folder: Path, shorten: Callable[[str], str] = drawing.squeezed) -> None:
    """Write what every page with figures loads: the scripts and the style."""
    scripts_of_all = {name: shorten(text) for name, text in code().items()}
    vega = {"vega.js": gzip.decompress(drawing.vega_script()).decode()}
    write_texts(folder, own_sheets() | scripts_of_all | vega)


def write_as_they_are(folder: Path) -> None:
    """Write what may have changed of it in a moment, for a preview: the scripts are not shortened.

    To shorten them takes longer than all else.
    """
    write_texts(folder, own_sheets() | code())
    write_places(folder)


def write_texts(folder: Path, files: dict[str, str]) -> None:
    """Write files by their names."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf8")


def own_sheets() -> dict[str, str]:
    """Return the style sheets of figures by their files' names."""
    # The tokens stand in the site's own sheet, so that only pages for frames need them here.
    sheets = {name: small((CORE / of).read_text("utf8")) for name, of in OWN_SHEETS.items()}
    sheets["chart.css"] = small(style_of_charts())
    for name, topic in zip(TOPICS, topic_folders(), strict=True):
        style = topic / "style.css"
        sheets[f"{name}.css"] = small(sheet(style)) if style.exists() else ""
    return sheets


def code() -> dict[str, str]:
    """Return the scripts of figures by their files' names, as they were written."""
    topics = {
        f"{name}.js": scripts.for_topic(name, as_json(messages_of(name).live)) for name in TOPICS
    }
    return {"figures.js": scripts.for_page(), "dates.js": scripts.for_dates(), **topics}


def write_places(folder: Path, shorten: Callable[[str], str] = drawing.squeezed) -> None:
    """Write the names of places, which a page loads when a reader looks for one."""
    names = as_json(finder.for_browser(tables.snapshot()))
    (folder / "places.js").write_text(shorten(scripts.for_places(names)), "utf8")


def topic_folders() -> list[Path]:
    """Return the folders of all topics."""
    return [CORE.parent / "topics" / name for name in TOPICS]


def files_of(about: dict) -> dict[str, str]:
    """Return the files of one figure: what draws it, its picture, and its rows."""
    names, chart = about["files"], about["chart"]
    return {
        names["chart"]: f'figures.charts["{names["chart"]}"] = {as_json(chart)};\n',
        names["svg"]: framing.framed(
            drawing.draw(chart), chart["usermeta"]["frame"], about["answer"], about["address"]
        ),
        names["csv"]: BOM + about["rows"],
    }


def write_files(about: dict, folder: Path) -> list[Path]:
    """Write the files of one figure unless they are there, and return their paths."""
    paths = [folder / name for name in about["files"].values()]
    if not all(path.exists() for path in paths):
        for name, text in files_of(about).items():
            (folder / name).write_text(text, "utf8")
    return paths


def ship(app, exception):
    """Copy the files of all figures into the site; make those that are not made yet."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir).with_name(FOLDER)
    made = folder / app.config.book_digest
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / SHARED).mkdir(parents=True)
        for write in (write_scripts, write_places):
            write(folder / SHARED, shortener(app.outdir))
        made.touch()
    paths = [*(folder / SHARED).iterdir()]
    embeds = Path(app.outdir, "embed")
    shutil.rmtree(embeds, ignore_errors=True)
    embeds.mkdir()
    for page, abouts in figures_of(app.env).items():
        for about in abouts:
            paths += write_files({**about, "address": address_of(app, page, about)}, folder)
            name = f"{Path(page).name}-{about['name']}.html"
            (embeds / name).write_text(embedded(app, page, about), "utf8")
    for path in paths:
        shutil.copy(path, Path(app.outdir, "_static"))


def address_of(app, page: str, about: dict) -> str:
    """Return the public address of a figure; empty where the site has none."""
    base = app.config.html_baseurl
    return f"{base}{app.builder.get_target_uri(page)}#{about['name']}" if base else ""


def embedded(app, page: str, about: dict) -> str:
    """Return the page that shows a figure alone, for a frame on a page of somebody else."""
    link = app.builder.get_target_uri(page)
    return render(
        "embed.html",
        language=app.config.language,
        book=app.config.html_title,
        title=app.env.titles[page].astext(),
        name=about["name"],
        home=f"../{link}",
        address=address_of(app, page, about).partition("#")[0],
        figure=Markup(about["html"]),
        scripts=["figures", about["topic"]],
        version=app.config.site_version,
    )
