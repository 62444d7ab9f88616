"""Ship what the figures need: their files once for the whole site, their script where they are."""

import gzip
import shutil
from pathlib import Path

import widgets
from widgets.explorer import vega_script

FOLDER = ".explorers"  # below _build: made when data or code change, copied at each build
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


def setup(app):
    """Make the files, and put script and style only on pages that hold a figure."""
    app.connect("html-page-context", add_assets)
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("build-finished", ship)


def add_assets(app, pagename, templatename, context, doctree):
    """Add the figures' script and style to a page that holds one."""
    if "data-explorer=" in context.get("body", ""):
        app.add_css_file("explorer.css")
        app.add_js_file("page.js", type="module")


def drop_unused(app, pagename, templatename, context, doctree):
    """Drop what MyST-NB and thebe put on a page and nothing there uses.

    The widget state repeats each figure's HTML for a script that the page does not load;
    thebe's inline script is put twice on every page and throws for it.
    """
    context["script_files"] = [
        file
        for file in context["script_files"]
        if getattr(file, "attributes", {}).get("type") != WIDGET_STATE
        and "thebe" not in str(getattr(file, "filename", "")).lower()
        and "thebe" not in getattr(file, "attributes", {}).get("body", "").lower()
    ]


def write_files(folder: Path) -> None:
    """Write the Vega script, and the rows and the picture of every explorer."""
    (folder / "vega.js").write_bytes(gzip.decompress(vega_script()))
    for name in widgets.__all__:
        explorer = getattr(widgets, name)()
        (folder / f"{name}.csv").write_text(explorer.to_csv(), "utf8")
        (folder / f"{name}.svg").write_text(explorer.to_svg(), "utf8")


def ship(app, exception):
    """Copy the files into the site; make them first where data or code have changed."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir).with_name(FOLDER)
    stamp = folder / app.config.book_digest
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        write_files(folder)
        stamp.touch()
    for file in folder.glob("*.*"):
        shutil.copy(file, Path(app.outdir, "_static"))
