"""Every topic's figure on a bare page, and the settings at which Python and the browser must agree.

A new topic is picked up by itself: it needs a folder below ``widgets/topics``, with ``cases.py``.
"""

import json
import random
import re
from importlib import import_module
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from playwright.sync_api import expect

import widgets
from sphinx_ext import figures as figure_pages
from widgets import inputs
from widgets.core.figure import TOPICS as TOPICS
from widgets.core.parts import Table

SEED = 2018
AT_RANDOM = 300

# The policy of the site's own pages, without their inline scripts.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
PAGE = """<!doctype html><html lang="en-GB" class="book" data-theme="light"><head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<link rel="icon" href="../_static/none.svg"><link rel="stylesheet" href="../_static/tokens.css">
{files}</head><body><main><h1>{title}</h1>{figures}</main></body></html>"""


def make(topic, **values):
    """Return a figure of a topic, as a chapter calls it."""
    return getattr(widgets, topic)(**values)


def write_page(folder, name, *figures):
    """Write a page that holds figures into ``book/`` of a folder, and their files beside it."""
    static = folder / "_static"
    for part in (static, folder / "book"):
        part.mkdir(parents=True, exist_ok=True)
    if not (static / "figures.js").exists():
        figure_pages.write_scripts(static)
        (static / "none.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf8")
    html = []
    for figure in figures:
        data, metadata = figure._repr_mimebundle_()
        html.append(data["text/html"])
        figure_pages.write_files({**metadata["figure"], "address": ""}, static)
    topics = sorted({figure.TOPIC for figure in figures})
    files = "".join(
        f'<link rel="stylesheet" href="../_static/{file}.css">'
        f'<script defer src="../_static/{file}.js"></script>'
        for file in ("figures", *topics)
    )
    page = PAGE.format(policy=POLICY, title=name, files=files, figures="\n".join(html))
    (folder / "book" / f"{name}.html").write_text(page, "utf8")


# Settings ---------------------------------------------------------------------------------------


def cases(figure):
    """Return the settings at which something turns or ends, as the topic lists them."""
    module = import_module(f"widgets.topics.{figure.TOPIC}.cases")
    new = figure.new()
    return [settled(figure, {**new, **changes}) for changes in module.cases(figure)]


def at_random(figure, count=AT_RANDOM, seed=SEED):
    """Return settings of any kind, the same ones for the same seed."""
    chance = random.Random(seed)
    offered = offers(figure)
    return [
        settled(
            figure,
            {name: value_of(each, chance, offered) for name, each in figure.inputs.items()},
        )
        for _ in range(count)
    ]


def value_of(each, chance, offered):
    """Return a value that an input takes."""
    if isinstance(each, inputs.Number):  # as many small ones as large ones
        size = each.low * (each.high / each.low) ** chance.random()
        return None if chance.random() < 0.3 else round(size)
    if isinstance(each, inputs.Choice | inputs.Scale | inputs.Place):
        return chance.choice(values_of(each))
    if isinstance(each, inputs.Several):
        some = [option.value for option in each.options]
        return chance.sample(some, min(len(some), chance.choice([0, 0, 0, 1, 2, 4])))
    if isinstance(each, inputs.Choices):
        lists = chance.sample(offered[each.name], chance.choice([0, 0, 1, 3]))
        return [chance.choice(values) for values in lists]
    if isinstance(each, inputs.Text):
        return " ".join(chance.sample(offered["words"], chance.choice([0, 0, 1, 2])))
    if isinstance(each, inputs.Tick):
        return chance.random() < 0.3
    if isinstance(each, inputs.Date):
        year = chance.randint(int(each.low[:4]), int(each.high[:4]))
        day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return min(max(day, each.low), each.high)
    raise TypeError(f"no value is known for an input of the kind {each.kind}")


def values_of(each):
    """Return the values of an input of which one is chosen."""
    if isinstance(each, inputs.Place):
        return sorted(each.gazetteer.labels)
    return [option.value for option in each.options]


def offers(figure):
    """Return the values of lists that stand in the markup, by name; and words that it holds."""
    soup = BeautifulSoup(figure.render(), "html.parser")
    found = {"words": sorted(set(re.findall("[a-z]{4,}", soup.get_text().lower())))}
    for select in soup.select('select[data-input="choices"]'):
        values = [option["value"] for option in select.select("option") if option["value"]]
        found.setdefault(select["name"], []).append(values)
    return found


def put(figure, setting):
    """Set every input at once."""
    with figure.hold_trait_notifications():
        for name, value in setting.items():
            setattr(figure, name, value)


def settled(figure, setting):
    """Return a setting as a figure holds it: a choice that implies a number has that number."""
    put(figure, setting)
    return json.loads(json.dumps(figure.state()))


# What Python says -------------------------------------------------------------------------------


def calculated(figure, setting, with_rows):
    """Return all that Python calculates at a setting, as JSON holds it.

    Many rows take long, so they are left out for some settings.
    """
    put(figure, setting)
    says, table = figure.says(), figure.table() if with_rows else Table({})
    return json.loads(
        json.dumps({
            "says": {
                "sentences": says.sentences,
                "description": says.description,
                "texts": says.texts,
            },
            "signals": figure.signals(),
            "items": sorted(figure.shown_items()),
            "marks": figure.marks(),
            "cells": [{key: row[key] for key in table.live} for row in table.rows],
        })
    )  # fmt: skip


def told(figure, setting):
    """Return the words that Python fills at a setting."""
    put(figure, setting)
    says = figure.says()
    return {
        "sentences": [figure.as_text(saying) for saying in says.sentences],
        "description": figure.as_text(says.description),
        "texts": {name: figure.as_text(saying) for name, saying in says.texts.items()},
    }


# What the browser says --------------------------------------------------------------------------

# As text, which Playwright hands over as it is; it would look through each part of an object.
CALCULATE = """([topic, settings, withRows]) => {
  const figure = document.querySelector("figure.explorer");
  const { topic: model, words } = figures.topics[topic];
  const { facts } = figures.modules["core/bind.js"].dataOf(figure);
  const fill = figures.modules["core/messages.js"].filler(words);
  const text = (saying) =>
    saying && typeof saying === "object" ? fill(saying) : String(saying ?? "");
  const cells = (state) => (row) => model.cells?.(state, row.dataset, facts) ?? {};
  const rows = [...figure.querySelectorAll("tr[data-row]")];
  model.prepare?.(figure, facts);
  return JSON.stringify(settings.map((state, i) => {
    const says = figures.modules["core/bind.js"].whole(model.says(state, facts));
    return {
      calculated: {
        says,
        signals: model.signals?.(state, facts, fill) ?? {},
        items: [...(model.items?.(state, facts) ?? [])].sort(),
        marks: model.marks?.(state, facts) ?? {},
        cells: (withRows[i] ? rows : []).map(cells(state)),
      },
      told: {
        sentences: says.sentences.map(text),
        description: text(says.description),
        texts: Object.fromEntries(
          Object.entries(says.texts).map(([key, each]) => [key, text(each)])),
      },
    };
  }));
}"""

# Sets all inputs as a hand would, and returns how the page then stands.
PUT = """async (figure, setting) => {
  const { controlsOf, kindOf, nameOf } = figures.modules["core/inputs.js"];
  const controls = controlsOf(figure.querySelector("form"));
  for (const [name, value] of Object.entries(setting)) {
    const own = controls.filter((el) => nameOf(el) === name);
    for (const el of own) kindOf(el).show(el, value);
    const moved = own.find((el) => el.checked) ?? own[0];
    moved.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  await null; // by now the figure waits to show the rest, and is the first in turn
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
SHOWN = """(figure) => {
  const text = (el) => el.textContent;
  return {
    sentences: [...figure.querySelectorAll("output p")].map(text),
    description: figure.querySelector("[data-picture]").getAttribute("aria-label"),
    texts: Object.fromEntries([...figure.querySelectorAll("[data-text]")]
      .map((el) => [el.dataset.text, text(el)])),
    call: text(figure.querySelector("[data-code]")),
  };
}"""


# What stands on the marks of a picture of HTML rows, by the names and attributes of others.
MARKED = """(figure, marks) => {
  const every = [...figure.querySelectorAll("[data-mark]")];
  const found = new Map(every.map((el) => [el.dataset.mark, el]));
  const stands = (el, name, value) => {
    if (name === "text") return el.textContent;
    if (name === "order") {
      const inOrder = [...el.parentElement.children];
      return inOrder.sort((a, b) => a.style.order - b.style.order).indexOf(el);
    }
    return typeof value === "boolean" ? el.hasAttribute(name) : el.getAttribute(name);
  };
  return Object.fromEntries(Object.entries(marks).map(([key, values]) => [key, Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, stands(found.get(key), name, value)]))]));
}"""


def marked(figure):
    """Return what stands on the marks of a figure in Python, as a page holds it."""
    return {
        key: {name: value if isinstance(value, bool) or name == "order" else figure.as_text(value)
              for name, value in values.items()}
        for key, values in figure.marks().items()
    }  # fmt: skip


def open_figure(page, address, name=""):
    """Open a page and return its figure, once it answers and its picture does."""
    page.goto(address)
    selector = f"#{name}" if name else "figure.explorer"
    figure = page.locator(f"{selector}[data-ready]").first
    figure.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "")
    return figure


def picture(figure):
    """Return the drawing of a figure as text; where rows are the picture, of a file to download."""
    drawing = figure.locator("[data-picture=drawn] svg")
    if drawing.count():
        return drawing.evaluate("svg => new XMLSerializer().serializeToString(svg)")
    return download(figure, "svg")


def download(figure, kind):
    """Return the text of a file that a figure gives."""
    figure.page.wait_for_timeout(100)  # Chromium drops the eleventh file of a second in silence
    with figure.page.expect_download() as given:
        figure.locator(f"a[data-download={kind}]").click()
    # No table of the book has this name.
    assert given.value.suggested_filename == f"{figure.get_attribute('id')}-figure.{kind}"
    return given.value.path().read_text("utf8")


# Pictures ---------------------------------------------------------------------------------------


def drawn(svg):
    """Return all that a picture draws, from the top down: where, what, in which colours.

    A long name is cut where the font of the machine says, so only its beginning is compared. The
    words around a picture to download are left out: `framing` has them.
    """
    whole = ElementTree.fromstring(svg)
    inner = whole.find("{http://www.w3.org/2000/svg}svg")
    return sorted(marks(whole if inner is None else inner, 0, 0))


def words_around(svg):
    """Return the words around the drawing of a picture to download."""
    whole = ElementTree.fromstring(svg)
    return [text.text or "" for path in ("text", "g/text") for text in whole.findall(
        "/".join(f"{{http://www.w3.org/2000/svg}}{part}" for part in path.split("/")))]  # fmt: skip


def marks(group, left, top):
    """Yield every mark of a group, and of the groups inside it."""
    for child in group:
        moved = re.match(r"translate\((.+?),(.+?)\)", child.get("transform", "translate(0,0)"))
        x, y = left + float(moved[1]), top + float(moved[2])
        shape = "".join(child.get(name, "") for name in ("d", "x2", "y2")) or child.text
        if child.tag.endswith("}g"):
            yield from marks(child, x, y)
        elif shape:
            colours = [child.get(name, "none") for name in ("fill", "stroke")]
            colours = [colour.replace("transparent", "none") for colour in colours]
            shape = re.sub(r"-?\d+\.\d+(e-\d+)?", lambda number: f"{float(number[0]):.1f}", shape)
            yield (round(y, 1), round(x, 1), shape.replace("-0.0", "0.0")[:30], *colours)
