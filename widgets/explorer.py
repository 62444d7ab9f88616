"""The explorer: a figure that Python renders whole and the browser only binds.

A topic (``footprints``, ``evidence``, …) subclasses :class:`Explorer` and says which questions
it asks, which chart answers them, and which sentence and table go with it. Everything a reader
needs stands in the HTML that :meth:`Explorer.render` returns; ``static/explorer.js`` makes the
same HTML answer, on the site without a kernel and in Jupyter with one.
"""

import copy
import csv
import functools
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import altair as alt
import anywidget
import jinja2
import pandas as pd
import traitlets

from . import tables
from .drawing import NotDrawnError, draw, vega_script
from .words import join

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"

# Every picture is drawn this wide and scaled by the page, so that what Python drew and what the
# browser draws later have one geometry and nothing moves when the one replaces the other.
WIDTH = 320

# Longer calls are written with one argument a line.
LINE = 79

# Colours of the Government Analysis Function; explorer.css gives each its twin on dark.
BLUE, TURQUOISE, PINK, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"

# What stands where no picture can be drawn before a browser does.
WAITING = (
    f'<svg viewBox="0 0 {WIDTH} {WIDTH}"><text x="8" y="24" fill="#3D3D3D">'
    "The browser draws this picture.</text></svg>"
)

# The page decides the height of a figure, so the drawing must not depend on a font it lacks.
CHART_CONFIG = {
    "view": {"stroke": None},
    "background": "transparent",
    "padding": 4,
    "font": "system-ui, sans-serif",
    "aria": False,  # the table is the text alternative: one name a figure, not one a dot
}


@dataclass(frozen=True)
class Option:
    """One choice of a list: its value, the words that stand for it, and its heading if any."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Control:
    """One input of an explorer. Its name is that of a trait, and of a parameter of the chart.

    Parameters
    ----------
    kind : {"number", "choice", "scale", "several", "text", "tick"}
        Which macro of ``templates/controls.html`` draws it.
    name, label : str
        The trait it steers and the words beside it.
    options : tuple of Option
        What a choice, a scale or several boxes offer.
    low, high : int, optional
        The bounds of a number that is typed.
    slide : (int, int), optional
        The bounds of the slider beside it, which moves in equal steps of size.
    hint : str
        A short help text under the input.
    """

    kind: str
    name: str
    label: str
    options: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    slide: tuple[int, int] = (1, 100)
    hint: str = ""

    def grouped(self) -> list[tuple[str, list[Option]]]:
        """Return the options under their headings, both in the order they came in."""
        groups: dict[str, list[Option]] = {}
        for option in self.options:
            groups.setdefault(option.group, []).append(option)
        return list(groups.items())


@dataclass(frozen=True)
class Question:
    """A question that a reader brings, with the controls that ask it."""

    legend: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Words:
    """What is said around a figure, as page text and not as part of the picture.

    Parameters
    ----------
    title, subtitle : str
        The message in a few words; then measure, place and period.
    description : str
        The accessible name of the picture: a sentence with the finding.
    key : tuple of (str, str)
        The marks of the picture, as (CSS class, words).
    notes : tuple of str
        What a careful reader must know to read it rightly.
    """

    title: str
    subtitle: str
    description: str
    key: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Table:
    """The table behind a figure: column names to headings, and rows as plain dictionaries.

    Parameters
    ----------
    columns : dict of str to str
        Key of a cell in a row, and the heading a reader sees.
    rows : list of dict
        Cells by key. ``when`` says for which choice a row stands (``"show:first"``).
    """

    columns: dict[str, str]
    rows: list[dict] = field(default_factory=list)

    def groups(self) -> list[tuple[str, list[dict]]]:
        """Return the rows by the choice they stand for, in order."""
        groups: dict[str, list[dict]] = {}
        for row in self.rows:
            groups.setdefault(row["when"], []).append(row)
        return list(groups.items())


@functools.cache
def _environment() -> jinja2.Environment:
    """Return the template environment; everything a table says is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.policies["json.dumps_kwargs"] = {}  # inputs keep their order, as in the code shown
    return environment


def module(name: str) -> str:
    """Return the one ES module of a topic for hosts that take a single file.

    anywidget wants one module, so the texts of the core, the topic and Jupyter's host are joined:
    the import lines fall away because their names stand above. The topic keeps a scope of its own,
    because it may use a name that the core has for something else.
    """
    core, topic, host = (script(each) for each in ("explorer", name, "jupyter"))
    return (
        f"{core}\nconst topic = (() => {{\n{topic}\nreturn topic;\n}})();\n{host}\n"
        "export default { render: renderer(topic) };\n"
    )


def script(name: str) -> str:
    """Return a module of ``static/`` without its imports and exports."""
    text = (STATIC / f"{name}.js").read_text("utf8")
    text = re.sub(r"^import .*?;\n", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^export ", "", text, flags=re.MULTILINE)


def _literal(value: bool | float | str | list | None) -> str:
    """Return how Python writes the value of an input; ``static/explorer.js`` writes it alike."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value) if isinstance(value, bool) or value is None else f"{value:_}"


@functools.lru_cache(maxsize=8)
def _blueprint(explorer: type["Explorer"], _stamp: tuple) -> dict:
    """Return a topic's chart as Vega-Lite: half a second of checks that no state changes."""
    return explorer.chart().configure(**CHART_CONFIG).to_dict()


class Explorer(anywidget.AnyWidget):
    """A figure with controls, a sentence, a table, downloads and sources.

    Subclasses set ``name`` and ``inputs`` and give ``questions``, ``words``, ``chart``,
    ``datasets``, ``sentences``, ``table``, ``facts`` and ``sources``. Each name in ``inputs`` is a
    synced trait, a control's name and, where the chart asks for it, one of its parameters.
    """

    name = ""
    template = "explorer.html"
    presets_legend = "Questions people ask"
    inputs: tuple[str, ...] = ()

    html = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, **kwargs):
        """Give each topic its own module; the style sheet is the same for all."""
        if "name" in cls.__dict__:  # not the subclass that traitlets makes for each instance
            cls._topic = cls
            cls._esm = module(cls.name)
            cls._css = (STATIC / "explorer.css").read_text("utf8")
        super().__init_subclass__(**kwargs)

    def __init__(self, **traits):
        for name in traits:
            if not self.has_trait(name):
                hint = tables.nearest(name, self.inputs)
                raise TypeError(
                    f'{self.name} has no input "{name}"{hint}; it has {join(self.inputs)}'
                )
        super().__init__(**traits)
        self.html = self.render()
        self.on_msg(self._send_vega)

    # What a topic gives ---------------------------------------------------------------------

    def questions(self) -> Iterable[Question]:
        """Return the questions, in the order a reader asks them."""
        raise NotImplementedError

    def words(self) -> Words:
        """Return title, subtitle, accessible name, key and notes."""
        raise NotImplementedError

    @classmethod
    def chart(cls) -> alt.TopLevelMixin:
        """Return the chart. Its parameters are named as the inputs; :meth:`spec` sets them."""
        raise NotImplementedError

    def presets(self) -> list[tuple[str, dict]]:
        """Return settings worth a button of their own: its words, and inputs with their values."""
        return []

    def signals(self) -> dict:
        """Return the parameters of the chart that follow from the inputs, by name."""
        return {}

    def datasets(self) -> dict[str, list[dict]]:
        """Return the data that the chart refers to by name."""
        raise NotImplementedError

    def sentences(self) -> list[str]:
        """Return what the figure says in words, one sentence a question."""
        raise NotImplementedError

    def table(self) -> Table:
        """Return every row the figure can show."""
        raise NotImplementedError

    def implied(self) -> set[str]:
        """Return the inputs whose value follows from another one, as ``settle`` of the script."""
        return set()

    def brought(self) -> str:
        """Return the name of what was given to this explorer and is no input; empty if nothing."""
        return ""

    def facts(self) -> dict:
        """Return what ``static/NAME.js`` needs to say the same sentences."""
        raise NotImplementedError

    def sources(self) -> list[dict]:
        """Return the rows of the sources table that the figure rests on."""
        raise NotImplementedError

    # What every explorer does ---------------------------------------------------------------

    def state(self) -> dict:
        """Return the value of each input."""
        return {name: getattr(self, name) for name in self.inputs}

    def new(self) -> dict:
        """Return the value that each input has in an explorer just made without any."""
        return self.trait_defaults(*self.inputs)

    def code(self) -> str:
        """Return a cell that makes this figure anew, at its present state."""
        new, follows = self.new(), self.implied()
        values = [
            f"{name}={_literal(value)}"
            for name, value in self.state().items()
            if value != new[name] and name not in follows
        ]
        arguments = [*filter(None, [self.brought()]), *values]
        call = f"widgets.{self.name}({', '.join(arguments)})"
        if len(call) > LINE:
            call = f"widgets.{self.name}(\n" + "".join(f"    {each},\n" for each in arguments) + ")"
        return f"import widgets\n\n{call}"

    def spec(self) -> dict:
        """Return the Vega-Lite specification at the present state."""
        spec = copy.deepcopy(_blueprint(self._topic, tables.stamp()))
        spec["description"] = self.words().description
        spec["datasets"] = self.datasets()
        values = {**self.state(), **self.signals()}
        for parameter in spec["params"]:
            parameter["value"] = values[parameter["name"]]
        return spec

    def to_svg(self) -> str:
        """Return the picture at the present state.

        Raises
        ------
        NotDrawnError
            Where there is no vl-convert, for a state other than that of a new figure.
        """
        return draw(self.spec())

    def _picture(self) -> str:
        """Return the picture, or one that says so if it has to wait for a browser."""
        try:
            return self.to_svg()
        except NotDrawnError:
            return WAITING

    def to_csv(self) -> str:
        """Return every row of the table as CSV, numbers as numbers."""
        table = self.table()
        file = io.StringIO()
        writer = csv.DictWriter(file, table.columns, extrasaction="ignore", lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow({key: row.get(f"{key}_value", row[key]) for key in table.columns})
        return file.getvalue()

    def to_frame(self) -> pd.DataFrame:
        """Return every row of the table as pandas holds it, with the headings of the page."""
        table = self.table()
        rows = [[row.get(f"{key}_value", row[key]) for key in table.columns] for row in table.rows]
        return pd.DataFrame(rows, columns=list(table.columns.values()))

    def render(self) -> str:
        """Return the whole figure as HTML at the present state."""
        template = _environment().get_template(self.template)
        table = self.table()
        state, new = self.state(), self.new()
        data = {"state": state, "spec": self.spec(), "facts": self.facts()}
        data["new"] = {name: new[name] for name in state if state[name] != new[name]}
        return template.render(
            explorer=self,
            words=self.words(),
            questions=self.questions(),
            presets=self.presets(),
            state=state,
            sentences=self.sentences(),
            svg=self._picture(),
            table=table,
            sources=self.sources(),
            data=data,
        )

    def _repr_mimebundle_(self, **kwargs):
        """Add the HTML to the widget view: the site takes the one, Jupyter the other."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.render()}, metadata

    def _send_vega(self, _widget, content, _buffers):
        """Answer a page that asks for the Vega script; each page asks once."""
        if content == {"want": "vega"}:
            self.send({"have": "vega"}, buffers=[vega_script()])
