"""What a notebook shows only with Python behind it, as a page can show it.

A control of ipywidgets needs a kernel, and a page has none. MyST-NB would leave an empty place
there. But the notebook that was run for the page knows what the controls stood at and what they
gave: that is put in the place, with a sentence that says where the controls answer. Chapters need
nothing for it: ``ipywidgets.interact`` and the rest are written as for Jupyter.

A table of pandas loses its style sheet of one table, and gets a box in which it scrolls.
"""

import json

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from markupsafe import Markup

from .notebooks import offer
from .rendering import render

VIEW_TYPE = "application/vnd.jupyter.widget-view+json"
LONG = 30  # characters, from which the words of a cell may take more than one line


def setup(app):
    """Replace what would be dead."""
    app.connect("doctree-resolved", replace, priority=700)


def replace(app, doctree, docname):
    """Put what a control gave in its place, and tables into boxes."""
    if app.builder.format != "html":
        return
    widgets = states(app.env, docname)
    for node in list(doctree.findall(nodes.raw)):
        if model := viewed(node.astext()):
            html = still(model, widgets, offer(app, docname))
            node.replace_self(nodes.raw("", html, format="html", classes=["output"]))
        elif table := frame(node.astext()):
            html = render("frame.html", table=table)
            node.replace_self(nodes.raw("", html, format="html", classes=node["classes"]))


def viewed(html: str) -> str:
    """Return the id of the widget for which an output keeps a place, or "" if it keeps none."""
    if VIEW_TYPE not in html:
        return ""
    script = BeautifulSoup(html, "html.parser").find("script", type=VIEW_TYPE)
    return json.loads(script.string)["model_id"] if script else ""


def frame(html: str) -> dict | None:
    """Return the rows of a table of pandas, of which each cell keeps its markup; else None."""
    if "dataframe" not in html:
        return None
    top = BeautifulSoup(html, "html.parser").find_all(recursive=False)
    table = top[0].find("table", class_="dataframe", recursive=False) if len(top) == 1 else None
    if table is None:
        return None
    size = top[0].find("p", recursive=False)
    return {
        "head": [cells(row) for row in table.select("thead > tr")],
        "body": [cells(row) for row in table.select("tbody > tr")],
        "size": size.get_text() if size else "",
    }


def cells(row: Tag) -> list[dict]:
    """Return the cells of a row: heading or not, how far it reaches, and the markup in it."""
    return [
        {
            "tag": cell.name if cell.get_text(strip=True) else "td",  # a heading has words
            "reach": {name: cell[name] for name in ("colspan", "rowspan") if cell.get(name)},
            "long": cell.name == "td" and len(cell.get_text()) >= LONG,
            "markup": Markup(cell.decode_contents()),
        }
        for cell in row.find_all(["th", "td"], recursive=False)
    ]


def states(env, docname: str) -> dict[str, dict]:
    """Return the state of each widget of a page by its id, as the kernel left them."""
    files = getattr(env, "nb_metadata", {}).get(docname, {}).get("js_files", {})
    if "ipywidgets_state" not in files:
        return {}
    saved = json.loads(files["ipywidgets_state"][1]["body"])["state"]
    return {model: widget["state"] for model, widget in saved.items()}


def still(model: str, widgets: dict[str, dict], where: Markup) -> str:
    """Return what a widget stood at and gave, and where it answers."""
    parts = [widgets[each] for each in inside(model, widgets)]
    return render(
        "still.html",
        settings=[found for part in parts if (found := setting(part))],
        results=[shown for part in parts for shown in results(part, widgets)],
        where=where,
    )


def inside(model: str, widgets: dict[str, dict]):
    """Yield a widget and all that it holds, in the order in which they stand."""
    if model in widgets:
        yield model
        for child in widgets[model].get("children", []):
            yield from inside(child.removeprefix("IPY_MODEL_"), widgets)


def setting(widget: dict) -> tuple[str, str] | None:
    """Return the name of a control and what it stands at, or None for what is no control."""
    name = widget.get("description")
    if not name or not {"value", "index"} & widget.keys():
        return None
    return name, said(widget)


def said(widget: dict) -> str:
    """Return what a control stands at, as a reader would say it."""
    labels = widget.get("_options_labels")
    if labels is not None:
        chosen = widget["index"]
        chosen = chosen if isinstance(chosen, list) else [chosen]
        return ", ".join(str(labels[each]) for each in chosen if each is not None) or "none"
    value = widget["value"]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " to ".join(map(number, value))
    return number(value)


def number(value) -> str:
    """Return a number as printed, and anything else as text."""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def results(widget: dict, widgets: dict[str, dict]):
    """Yield what a widget shows, by its kind: words of its own, or each of its outputs."""
    if widget.get("_model_name") in ("HTMLModel", "LabelModel") and widget.get("value"):
        yield {"words": widget["value"]}
    for output in widget.get("outputs", []):
        data = output.get("data", {"text/plain": output.get("text", "")})
        html = "".join(data.get("text/html", ""))
        if html:
            table = frame(html)
            yield {"table": table} if table else {"markup": Markup(html)}
        else:
            yield {"plain": "".join(data.get("text/plain", ""))}
