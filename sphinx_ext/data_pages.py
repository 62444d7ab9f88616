"""The data for readers: a page that says what there is, a page a table, and the files.

All of it is made from ``data/datapackage.json`` and the tables, so an editor who adds a row or a
column has nothing else to change.
"""

import zipfile
from math import ceil
from pathlib import Path

from docutils import nodes
from markupsafe import escape
from sphinx.util.docutils import SphinxDirective

from widgets import tables
from widgets.about import areas_of_rows
from widgets.core.formats import passage_url

from . import made_from
from .figures import BOM
from .rendering import render
from .told import BUNDLE, data_package, package
from .voices import sources

FOLDER = "data"  # in the site, as in the repository
LETTERS = 24  # of a cell, that stand in a line on the narrowest phone


def setup(app):
    """Add the directive that lists the tables, a page for each, and the files to download."""
    app.add_directive("data-package", DataPackage)
    app.connect("html-collect-pages", table_pages)
    app.connect("build-finished", ship)


def row_id(row: dict, key: list[str]) -> str:
    """Return the address of a row on its page."""
    return "--".join(str(row[name]) for name in key)


class DataPackage(SphinxDirective):
    """List every table with what one row is, its columns, its size and its files."""

    def run(self):
        """Return the list as HTML; it links to pages beside the chapters' folder."""
        return [nodes.raw("", data_package(), format="html")]


def table_pages(app):
    """Yield a page for each table, with an address for each row; of a preview, what it is of."""
    known = sources().to_dict("index")
    for resource in package()["resources"]:
        page = f"{FOLDER}/{resource['name']}"
        if app.config.preview and page not in app.config.preview:
            continue
        rows = list(page_rows(resource, known))
        html = render("table.html", resource=resource, rows=rows, bundle=BUNDLE)
        title = f"{resource['title']}: the table"
        about = f"{resource['title']}: every row of the table. {resource['description']}"
        context = {"title": escape(title), "plain_title": title, "body": html, "about": about}
        context["within"] = "book/data"
        yield page, context, "page.html"


def page_rows(resource: dict, sources: dict):
    """Yield (address, areas, height, cells) for each row; a cell is (name, text, link).

    The areas are those that the row is about. What is not known has no cell.
    """
    schema = resource["schema"]
    targets = {
        key["fields"][0]: key["reference"]["resource"] or resource["name"]
        for key in schema.get("foreignKeys", [])
    }
    homes = {
        field["name"]: home_of_ids(field["refersTo"]["resources"])
        for field in schema["fields"]
        if "refersTo" in field and "separator" not in field["refersTo"]
    }
    areas = areas_of_rows(tables.snapshot()).get(resource["name"], {})
    for row in tables.records(resource["name"]):
        cells = []
        for field in schema["fields"]:
            name, value = field["name"], row[field["name"]]
            if value is None:
                continue
            home = homes.get(name, {}).get(value)
            link = f"{home}.html#{value}" if home else link_of(name, row, targets, sources)
            cells.append({"name": name, "text": said(name, value, sources), "link": link})
        key = row_id(row, schema["primaryKey"])
        yield key, areas.get(key, ()), height(cells), cells


def height(cells: list[dict]) -> int:
    """Return how high a row stands on a phone, in rem: rather too high.

    A row that is not laid out yet takes this room: too little, and it would lie on the next one.
    """
    lines = sum(ceil(len(str(cell["text"])) / LETTERS) for cell in cells)
    return ceil(1.35 * lines + 0.375 * len(cells))


def said(column: str, value, sources: dict):
    """Return a cell as a reader meets it: a source by its name."""
    if "source" in column:  # of one source, or of several
        return "; ".join(sources[key]["label"] for key in value.split())
    return value


def home_of_ids(names: list[str]) -> dict[str, str]:
    """Return the table of each row of some tables, by the row's id."""
    return {row["id"]: name for name in names for row in tables.records(name)}


def link_of(column: str, row: dict, targets: dict, sources: dict) -> str:
    """Return where a cell leads: a source, a passage, or a row of another table."""
    end = column.removeprefix("anchor")
    if column.startswith("anchor"):
        url = sources[row[f"source{end}"]]["url"]
        return passage_url(url, row[column]) if url else ""
    if column == "url":
        return row["url"]
    if targets.get(column) == "sources":
        return sources[row[column]]["url"] or f"sources.html#{row[column]}"
    return f"{targets[column]}.html#{row[column]}" if column in targets else ""


def ship(app, exception):
    """Copy the tables and their description into the site, singly and as one zip."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    for earlier in folder.glob("*.csv"):
        earlier.unlink()  # a table may have gone
    files = {path.name: offered(path) for path in sorted(made_from.of_data(Path(app.srcdir)))}
    licence = Path(app.srcdir, "LICENSE-CC-BY-4.0")
    with zipfile.ZipFile(folder / BUNDLE, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in [*files.items(), (licence.name, licence.read_bytes())]:
            # A fixed date: the same tables make the same file.
            bundle.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def offered(path: Path) -> bytes:
    """Return a file of the tables as people get it: a table opens in a spreadsheet as it is.

    The tables of the notebooks have no mark: the package reads those, and nobody clicks on them.
    """
    content = path.read_bytes()
    mark = BOM.encode() if path.suffix == ".csv" else b""
    return mark + content.removeprefix(mark)
