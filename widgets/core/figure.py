"""A figure: Python renders it whole, and the browser only binds what stands there.

A topic (``footprints``, ``evidence``, …) is a folder below ``topics`` with a subclass of
:class:`Figure`. It says which questions a reader may ask, which chart answers them, and which
sentences and rows go with it. Everything a reader needs stands in the HTML that
:meth:`Figure.render` returns; ``bind.js`` makes the same HTML answer, on the site without a kernel
and in Jupyter with one.
"""

import copy
import csv
import functools
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import ClassVar

import altair as alt
import anywidget
import pandas as pd
import traitlets
from markupsafe import Markup

from .. import lives, tables
from ..inputs import Choice, Input, Question
from . import drawing, finder, framing, python_code, scripts
from .ahead import NotMadeError
from .formats import join
from .markup import CORE, WIDGETS, as_json, environment, style_of
from .messages import Messages
from .palette import CHART_CONFIG, WIDTH
from .parts import Given, Says, Table

NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")

TOPICS: dict[str, type["Figure"]] = {}  # the class of each topic's figures, by its name


class Figure(anywidget.AnyWidget):
    """A figure with inputs, sentences, a picture, a table, files to download and sources.

    A subclass sets ``TOPIC``, its folder's name, and gives the methods of the first part below. It
    reads its tables once, when a figure is made: later edits make later figures.

    Parameters
    ----------
    name : str
        The figure's own name: its id on a page, what its address begins with, and the name of its
        files. The topic's name if none is given. Two figures of a page need two names.
    **values
        The value of any input.

    Raises
    ------
    TypeError
        For an input that the topic does not have.
    ValueError
        For a name that no address could hold.
    traitlets.TraitError
        For a value that an input does not take.
    """

    TOPIC = ""
    # What of its choice a reader may keep for the whole book: its name in the address, its input.
    KEEPS: tuple[str, str] | tuple[()] = ()
    WIDTH = WIDTH  # of its chart, in px
    # The marks of its chart as SVG around 0 0, by their names in the key.
    MARKS: ClassVar[dict[str, str]] = {}
    markup = traitlets.Bytes().tag(sync=True)  # the HTML, packed: a notebook that is saved holds it

    def __init_subclass__(cls, **kwargs):
        """Note the class of each topic."""
        if "TOPIC" in cls.__dict__:  # not the class that traitlets makes for each figure
            TOPICS[cls.TOPIC] = cls
        super().__init_subclass__(**kwargs)

    def __init__(self, name: str = "", **values):
        self.name = named(self.TOPIC, name)
        self.made_by = type(self)  # before traitlets makes a class for this figure alone
        self.snapshot = tables.snapshot()
        self.reach = lives.reach(self.snapshot)  # the last day of the facts
        self.read()
        self.inputs: dict[str, Input] = {each.name: each for each in self._all_inputs()}
        self._check_names(values)
        # Not the widget's own method, which would speak to a browser that is not there yet.
        traits = {key: each.trait().tag(sync=True) for key, each in self.inputs.items()}
        traitlets.HasTraits.add_traits(self, **traits)
        self.observe(self._imply, list(self.inputs))
        # In the order of the questions, for a name may lead to what an earlier answer makes of it.
        super().__init__(**{key: values[key] for key in self.inputs if key in values})
        self.markup = gzip.compress(self.render().encode(), mtime=0)
        self.on_msg(drawing.send_script)
        self.on_msg(self._send_chart)
        self.on_msg(self._send_places)

    @property
    def messages(self) -> Messages:
        """The messages of the topic."""
        return messages_of(self.TOPIC)

    @property
    def _esm(self) -> str:
        """The script by which the figure lives in Jupyter."""
        return scripts.for_jupyter(self.TOPIC, as_json(self.messages.live))

    @property
    def _css(self) -> str:
        return style_of(WIDGETS / "topics" / self.TOPIC)

    # What a topic gives -----------------------------------------------------------------------

    def read(self) -> None:
        """Read from ``self.snapshot`` all that the figure needs of the tables."""

    def questions(self) -> Iterable[Question]:
        """Return the questions, in the order a reader asks them."""
        raise NotImplementedError

    def other_inputs(self) -> Iterable[Input]:
        """Return the inputs that stand elsewhere in the figure's own markup."""
        return ()

    def presets(self) -> list[tuple[str, dict]]:
        """Return settings worth a button of their own: its words, and inputs with their values."""
        return []

    def values(self) -> dict:
        """Return the values of the variables in the messages that are said once."""
        return {}

    def says(self) -> Says:
        """Return what the figure says at its present setting, as ``says`` of ``model.js``."""
        raise NotImplementedError

    def chart(self) -> alt.TopLevelMixin:
        """Return the chart, which follows from the tables alone.

        Its parameters are named as inputs and signals; :meth:`spec` sets them.
        """
        raise NotImplementedError

    def datasets(self) -> dict[str, list[dict]]:
        """Return the data that the chart refers to by name."""
        raise NotImplementedError

    def signals(self) -> dict:
        """Return the parameters of the chart that follow from the inputs, as in ``model.js``."""
        return {}

    def marks(self) -> dict[str, dict]:
        """Return what follows from the setting in a picture of HTML rows, as in ``model.js``.

        Returns
        -------
        dict of str to dict
            By ``data-mark``, the attributes of each mark: a text or a number; True or False for one
            that is there or not. ``text`` is a saying or what else the mark says, and ``order`` its
            place among its siblings.
        """
        return {}

    def shown_items(self) -> set[str]:
        """Return the items of the markup (``data-item``) that stay in view, as in ``model.js``."""
        return set()

    def table(self) -> Table:
        """Return every row the figure can show."""
        raise NotImplementedError

    def facts(self) -> dict:
        """Return what ``model.js`` needs to calculate the same."""
        return {}

    def sources(self) -> list[dict]:
        """Return the rows of the sources table that the figure rests on."""
        raise NotImplementedError

    def given(self) -> Given:
        """Return the code that brings data which were given and are no input."""
        return Given()

    # The inputs -------------------------------------------------------------------------------

    def _all_inputs(self) -> Iterator[Input]:
        for question in self.questions():
            yield from question.inputs
        yield from self.other_inputs()

    def _check_names(self, given: Iterable[str]) -> None:
        """Refuse an input that is not there, and one that would hide a part of a figure."""
        for name in given:
            if name not in self.inputs:
                hint = tables.nearest(name, self.inputs)
                known = join([*self.inputs, "name"])
                raise TypeError(f'{self.TOPIC} has no input "{name}"{hint}; it has {known}')
        for name in self.inputs:
            if hasattr(type(self), name) or name in vars(self):
                raise ValueError(f'{self.TOPIC}: an input may not be called "{name}"')

    def _imply(self, change) -> None:
        """Keep together a choice and the input that follows from it.

        Values that are given together are told of one after the other, so only what stands now
        counts.
        """
        for choice in self._implying():
            other, implied = choice.implies
            value = getattr(self, choice.name)
            if value in implied and getattr(self, other) != implied[value]:
                if change["name"] == choice.name:
                    setattr(self, other, implied[value])
                elif change["name"] == other:
                    setattr(self, choice.name, "")

    def _implying(self) -> list[Choice]:
        return [each for each in self.inputs.values() if getattr(each, "implies", None)]

    def _implied(self) -> set[str]:
        """Return the inputs whose value follows from a choice that is made now."""
        return {
            choice.implies[0]
            for choice in self._implying()
            if getattr(self, choice.name) in choice.implies[1]
        }

    def state(self) -> dict:
        """Return the value of each input."""
        return {name: getattr(self, name) for name in self.inputs}

    def is_at(self, values: dict) -> bool:
        """Tell whether some inputs have the values of a preset."""
        return all(getattr(self, name) == value for name, value in values.items())

    def new(self) -> dict:
        """Return the value that each input has in a figure just made without any."""
        return {name: self.trait_defaults(name) for name in self.inputs}

    # Words ------------------------------------------------------------------------------------

    def as_text(self, cell) -> str:
        """Return a cell, a saying or a value as a reader sees it."""
        return self.messages.fill(cell) if cell is None or isinstance(cell, dict) else str(cell)

    def say(self, message: str, /, **values) -> str:
        """Return the text of a message of the topic, or of one that all topics share."""
        messages = self.messages if message in self.messages else shared_messages()
        return messages(message, **{**self._still_values, **values})

    @functools.cached_property
    def _still_values(self) -> dict:
        return self.values()

    def attributes(self, message: str) -> dict[str, str]:
        """Return the texts of a message's attributes by their names; none if there is no such."""
        return {
            name: self.say(f"{message}.{name}") for name in self.messages.attributes_of(message)
        }

    def sentences(self) -> list[str]:
        """Return what the figure says in words; an empty text is a paragraph that is hidden."""
        return [self.as_text(saying) for saying in self.says().sentences]

    def description(self) -> str:
        """Return the accessible name of the picture."""
        return self.as_text(self.says().description)

    # The picture ------------------------------------------------------------------------------

    def spec(self) -> dict:
        """Return the Vega-Lite specification at the present setting."""
        spec = copy.deepcopy(_blueprint(self))
        spec["description"] = self.description()
        spec["datasets"] = self.datasets()
        spec["usermeta"] = self.beside_chart()
        values = {**self.state(), **self.signals()}
        for parameter in spec.get("params", []):
            parameter["value"] = values[parameter["name"]]
        return spec

    def to_svg(self) -> str:
        """Return the picture at the present setting, with its title and its sources.

        Raises
        ------
        NotMadeError
            Where there is no vl-convert, for a setting other than that of a new figure.
        """
        spec = self.spec()
        return framing.framed(drawing.draw(spec), spec["usermeta"]["frame"], self.in_short())

    def in_short(self) -> str:
        """Return the answer in short."""
        return self.as_text(self.says().texts["now"])

    def beside_chart(self) -> dict:
        """Return what comes with the chart when a browser asks for it, and not before."""
        return {"frame": self.frame()}

    def frame(self) -> dict:
        """Return the words around the picture to download; see :func:`framing.frame`."""
        sources = self.sources()
        latest = max((row["date"] or "" for row in sources), default="")
        credit = self.say("credit", sources=len(sources), latest=latest)
        above = [(self.say("title"), framing.TITLE), (self.say("subtitle"), framing.SUBTITLE)]
        below = [self.say("unit"), credit, self.say("book", reach=self.reach)]
        below = [(text, framing.CREDIT) for text in below]
        return framing.frame(self.WIDTH, above, self.key(), below)

    def key(self) -> list[tuple[str, str]]:
        """Return each mark of the picture to download, as SVG around 0 0, and what it means."""
        words = self.attributes("key") | self.attributes("picture-key")
        return [(self.MARKS[mark], words[mark]) for mark in self.MARKS]

    def picture(self, spec: dict) -> str:
        """Return the picture of a specification, or one that says it waits for a browser."""
        try:
            return drawing.draw(spec)
        except NotMadeError:
            return (
                environment()
                .get_template("core/waiting.svg")
                .render(width=self.WIDTH, words=self.say("picture-waits"))
            )

    # The rows ---------------------------------------------------------------------------------

    def _cells(self, row: dict, table: Table) -> list:
        return [row.get(f"{key}_value", row[key]) for key in table.columns]

    def _rows(self) -> list[list]:
        """Return the rows as files hold them: numbers as numbers, sayings as texts."""
        table = self.table()
        return [
            [
                self.as_text(cell) if isinstance(cell, dict) else cell
                for cell in self._cells(row, table)
            ]
            for row in table.rows
        ]

    def to_csv(self) -> str:
        """Return every row of the table as CSV: numbers as numbers, then its sources and licence.

        The file that a page offers begins with a byte order mark as well, for spreadsheets.
        """
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        table, (columns, licence) = self.table(), self.columns_of_file()
        writer.writerow([*table.columns.values(), *columns])
        for cells, found in zip(self._rows(), self.addresses(table), strict=True):
            writer.writerow([*cells, " ".join(dict.fromkeys(found)), licence])
        return file.getvalue()

    def columns_of_file(self) -> tuple[list[str], str]:
        """Return the headings of the columns that a file has besides, and what the last holds."""
        return [self.say("file-address"), self.say("file-licence")], self.say("licence")

    def addresses(self, table: Table) -> list[list[str]]:
        """Return for each row the addresses that its cells have, else those of all sources."""
        found = [list(_addresses(row[key] for key in table.columns)) for row in table.rows]
        whole = [source["url"] for source in self.sources() if source["url"]]
        return found if any(found) else [whole] * len(found)

    def to_frame(self) -> pd.DataFrame:
        """Return every row of the table as pandas holds it, with the headings of the page."""
        return pd.DataFrame(self._rows(), columns=list(self.table().columns.values()))

    # The code ---------------------------------------------------------------------------------

    def code(self) -> str:
        """Return a cell that makes this figure anew, with what it was given and as it is now."""
        given = self.given()
        imports = "\n".join([*given.imports, "import widgets"])
        return "\n\n".join(filter(None, [imports, given.code, self.call()]))

    def call(self) -> str:
        """Return the call that makes this figure anew."""
        new, follows = self.new(), self._implied()
        values = [
            f"{name}={python_code.literal(value)}"
            for name, value in self.state().items()
            if value != new[name] and name not in follows
        ]
        return python_code.call(self.TOPIC, [*self._fixed_arguments(), *values])

    def _fixed_arguments(self) -> list[str]:
        """Return the arguments of the call that no reader changes."""
        argument = self.given().argument
        name = f"name={python_code.literal(self.name)}" if self.name != self.TOPIC else ""
        return [text for text in (argument, name) if text]

    # The markup -------------------------------------------------------------------------------

    def render(self) -> str:
        """Return the whole figure as HTML at the present setting."""
        spec, marks = self.spec(), self.marks()
        return (
            environment()
            .get_template(self._template("figure.html"))
            .render(
                figure=self,
                say=self.say,
                text=self.as_text,
                row_template=self._template("row.html"),
                questions=list(self.questions()),
                state=self.state(),
                says=self.says(),
                drawing=lambda: self.picture(spec),
                marks=marks,
                mark=functools.partial(_mark, marks),
                table=self.table(),
                data=self.data(),
                files=self._names_of_files(spec, self.to_csv()),
            )
        )

    def _template(self, file: str) -> str:
        """Return the name of a template: the topic's own, or the one that all topics share."""
        own = f"topics/{self.TOPIC}/{file}"
        return own if (WIDGETS / own).exists() else f"core/{file}"

    def data(self) -> dict:
        """Return what ``bind.js`` reads beside the markup."""
        state, new = self.state(), self.new()
        return {
            "state": state,
            "new": {name: new[name] for name in state if state[name] != new[name]},
            "fixed": self._fixed_arguments(),
            "file": self.columns_of_file(),
            "facts": {
                **self.facts(),
                "implies": {each.name: each.implies for each in self._implying()},
            },
        }

    def _names_of_files(self, spec: dict, rows: str) -> dict[str, str]:
        """Return the names of the figure's files by their kind. Other content has another name."""
        picture, data = (f"{zlib.crc32(text.encode()):08x}" for text in (as_json(spec), rows))
        return {
            "chart": f"{self.name}-{picture}.js",
            "svg": f"{self.name}-{picture}.svg",
            "csv": f"{self.name}-{data}.csv",
        }

    def _repr_mimebundle_(self, **kwargs):
        """Add the HTML to the widget view: the site takes the one, Jupyter the other.

        What a site makes files of stands in the output's metadata, under ``figure``.
        """
        data, metadata = super()._repr_mimebundle_(**kwargs)
        spec, rows = self.spec(), self.to_csv()
        about = {
            "name": self.name,
            "topic": self.TOPIC,
            "files": self._names_of_files(spec, rows),
            "chart": spec,
            "answer": self.in_short(),
            "rows": rows,
        }
        return {**data, "text/html": self.render()}, {**metadata, "figure": about}

    # The kernel -------------------------------------------------------------------------------

    def _send_chart(self, _widget, content: dict, _buffers) -> None:
        """Send a page the chart of this figure, if its message asks for it."""
        if content == {"want": "chart"}:
            self.send({"have": "chart", "spec": self.spec()})

    def _send_places(self, _widget, content: dict, _buffers) -> None:
        """Send the names of all places: a notebook would grow by them, so none holds them."""
        if content == {"want": "places"}:
            self.send({"have": "places"}, buffers=[_places(self.snapshot)])


@functools.lru_cache(maxsize=2)
def _places(snapshot: tables.Snapshot) -> bytes:
    """Return the script in which names of places are looked up, and the names, gzipped."""
    script = scripts.for_places_in_jupyter(as_json(finder.for_browser(snapshot)))
    return gzip.compress(script.encode(), mtime=0)


def _addresses(cells: Iterable) -> Iterator[str]:
    """Yield the addresses of the sources that some cells name: each one, or several."""
    for cell in cells:
        for source in cell if isinstance(cell, list) else [cell]:
            if isinstance(source, dict) and source.get("url"):
                yield source["url"]


_BLUEPRINTS: dict[tuple, dict] = {}
KEPT = 8  # blueprints: one a topic and snapshot, and a snapshot holds every table


def _blueprint(figure: Figure) -> dict:
    """Return a topic's chart as Vega-Lite: half a second of checks that no setting changes."""
    key = (figure.made_by, figure.snapshot)
    if key not in _BLUEPRINTS:
        if len(_BLUEPRINTS) >= KEPT:
            del _BLUEPRINTS[next(iter(_BLUEPRINTS))]  # the oldest
        _BLUEPRINTS[key] = figure.chart().configure(**CHART_CONFIG).to_dict()
    return _BLUEPRINTS[key]


def _mark(marks: dict[str, dict], name: str) -> Markup:
    """Return the attributes of a mark in a picture of HTML rows, as markup."""
    attributes = {"data-mark": name, **marks[name]}
    return Markup(" ").join(
        Markup('{}="{}"').format(key, "" if value is True else value)
        for key, value in attributes.items()
        if key not in ("text", "order") and value is not False
    )


def named(topic: str, name: str) -> str:
    """Return a figure's name: the one given, else its topic's.

    Raises
    ------
    ValueError
        If the name given could not stand in an address.
    """
    if name and not NAME.fullmatch(name):
        expected = 'small letters, digits and single hyphens, such as "my-area"'
        raise ValueError(f'{topic}: name is "{name}"; expected {expected}')
    return name or topic


def check_words() -> None:
    """Read the words and the script of every topic.

    Raises
    ------
    WordsError, ScriptError
        At the first that cannot be read; it says where.
    """
    shared_messages()
    for topic in TOPICS:
        scripts.for_jupyter(topic, as_json(messages_of(topic).live))


@functools.cache
def messages_of(topic: str) -> Messages:
    """Return the messages of a topic."""
    return Messages(WIDGETS / "topics" / topic / "words.ftl")


@functools.cache
def shared_messages() -> Messages:
    """Return the messages that all topics share."""
    return Messages(CORE / "words.ftl")
