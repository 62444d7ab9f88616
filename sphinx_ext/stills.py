"""What a notebook shows only with Python behind it, as a page can show it.

A control of ipywidgets needs a kernel, and a page has none. MyST-NB would leave an empty place
there. But the notebook that was run for the page knows what the controls stood at and what they
gave: that is put in the place, with a sentence that says where the controls answer. Chapters need
nothing for it: ``ipywidgets.interact`` and the rest are written as for Jupyter.

A table of pandas loses its style sheet of one table, and gets a box in which it scrolls.
"""

import json
import re

from docutils import nodes
from markupsafe import Markup

from .data_pages import ENVIRONMENT
from .notebooks import offer

VIEW_TYPE = "application/vnd.jupyter.widget-view+json"
VIEW = re.compile(rf'<script type="{re.escape(VIEW_TYPE)}">(.*)</script>', re.DOTALL)
FRAME_STYLE = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)
FRAME = re.compile(r'<div>\s*(<table border="1" class="dataframe">.*?</table>.*?)</div>', re.DOTALL)
LONG_CELL = re.compile(r"<td>(?=[^<]{30})")
BOX = r'<div class="frame" role="group" aria-label="Table" tabindex="0">\1</div>'


def setup(app):
    """Replace what would be dead."""
    app.connect("doctree-resolved", replace, priority=700)


def replace(app, doctree, docname):
    """Put what a control gave in its place, and tables into boxes."""
    if app.builder.format != "html":
        return
    widgets = states(app.env, docname)
    for node in list(doctree.findall(nodes.raw)):
        if found := VIEW.fullmatch(node.astext().strip()):
            model = json.loads(found[1])["model_id"]
            html = still(model, widgets, offer(app, docname))
            node.replace_self(nodes.raw("", html, format="html", classes=["output"]))
        elif 'class="dataframe"' in node.astext():
            html = boxed(node.astext())
            node.replace_self(nodes.raw("", html, format="html", classes=node["classes"]))


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
    return ENVIRONMENT.get_template("still.html").render(
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
    """Yield as HTML what a widget shows: its outputs, or words of its own."""
    if widget.get("_model_name") in ("HTMLModel", "LabelModel") and widget.get("value"):
        yield Markup("<p>{}</p>").format(widget["value"])
    for output in widget.get("outputs", []):
        data = output.get("data", {"text/plain": output.get("text", "")})
        if "text/html" in data:
            yield Markup(boxed("".join(data["text/html"])))
        else:
            yield Markup("<pre>{}</pre>").format("".join(data.get("text/plain", "")))


def boxed(html: str) -> str:
    """Return the HTML of a table of pandas as a page may hold it; other HTML as it is."""
    plain = FRAME_STYLE.sub("", html).replace(' style="text-align: right;"', "")
    return FRAME.sub(BOX, LONG_CELL.sub('<td class="long">', plain))
