"""The sentences of a figure: each stands once, in a file that Python and the browser both fill.

A topic's ``words.ftl`` holds its messages in the syntax of Project Fluent (projectfluent.org), and
``fluent.syntax`` reads it. A message is filled here and in ``messages.js``, by the same short rules
on the same parsed file. Fluent's own runtimes are left out: the one for Python brings Babel, 33 MB
that Binder would load, and the one for browsers comes through npm, which a build does not need.

A *saying* is a message that is yet to be filled: a dictionary with the message's id under ``say``
and a value for each of its variables. Python and the browser calculate sayings, which hold numbers
and ids, and tests compare these.
"""

import functools
from collections.abc import Iterable
from pathlib import Path

from fluent.syntax import FluentParser, ast

from . import formats

LIVE = "Live"  # the group of messages that the browser fills too

Pattern = str | list
Saying = dict


def say(message: str, /, **values) -> Saying:
    """Return a saying: the id of a message and the values of its variables."""
    return {"say": message, **values}


# The functions that a message may call: how a value is written.
FUNCTIONS = {
    "ABOUT": formats.about,
    "TIMES": formats.times,
    "PERCENT": formats.percent,
    "DATE": formats.say_date,
    "LIST": formats.join,
    "CHOICE": functools.partial(formats.join, word="or"),
    "CAPITAL": formats.capital,
    "SENTENCES": lambda texts: " ".join(filter(None, texts)),
}


class WordsError(ValueError):
    """A file of messages that cannot be read, or a message that cannot be filled.

    Attributes
    ----------
    file : str
        The file, such as "widgets/topics/footprints/words.ftl".
    place : str
        The line or the message.
    found, expected : str
        What stands there, and what should.
    """

    def __init__(self, file: str, place: str, found: str, expected: str):
        super().__init__(file, place, found, expected)
        self.file, self.place, self.found, self.expected = file, place, found, expected

    def __str__(self):
        return f"{self.file}, {self.place}: found {self.found}; expected {self.expected}"


class Messages:
    """The messages of one topic, ready to be filled.

    Parameters
    ----------
    path : pathlib.Path
        A file in Fluent's syntax. A group comment ``## Live`` begins the messages that the browser
        fills too.

    Raises
    ------
    WordsError
        If a line cannot be read, or a message names a function or message that does not exist.
    """

    def __init__(self, path: Path):
        self.file = "/".join(path.parts[-4:])
        text = path.read_text("utf8")
        resource = FluentParser(with_spans=True).parse(text)
        self._entries: dict[str, ast.Pattern] = {}
        live, names = False, []
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise self._unreadable(entry, text)
            if isinstance(entry, ast.GroupComment):
                live = entry.content.split(":")[0].strip() == LIVE
            if isinstance(entry, ast.Message):
                found = dict(_patterns(entry))
                self._entries |= found
                names += found if live else ()
        self.patterns = {name: self._compiled(name) for name in self._entries}
        self.live = {name: self.patterns[name] for name in names}

    def __contains__(self, message: str) -> bool:
        return message in self.patterns

    def fill(self, saying: Saying | None) -> str:
        """Return the text of a saying; that of none is empty.

        Raises
        ------
        WordsError
            If there is no such message, or it has a variable without a value.
        """
        if saying is None:
            return ""
        name = saying["say"]
        if name not in self.patterns:
            raise WordsError(self.file, "the whole file", "no such message", f'"{name}"')
        try:
            return self._filled(self.patterns[name], saying)
        except KeyError as missing:
            known = formats.join(f"${key}" for key in saying if key != "say") or "none"
            raise WordsError(
                self.file, f"message {name}", f"the variable ${missing.args[0]}", f"one of {known}"
            ) from None

    def __call__(self, message: str, /, **values) -> str:
        """Return the text of a message with its variables filled."""
        return self.fill(say(message, **values))

    def attributes_of(self, message: str) -> list[str]:
        """Return the names of a message's attributes, in the order of the file."""
        start = f"{message}."
        return [name.removeprefix(start) for name in self.patterns if name.startswith(start)]

    # Filling: the same rules as in messages.js ------------------------------------------------

    def _filled(self, pattern: Pattern, values: Saying) -> str:
        if isinstance(pattern, str):
            return pattern
        return "".join(
            part if isinstance(part, str) else self._text(self._value(part, values))
            for part in pattern
        )

    def _value(self, part: list, values: Saying):
        kind, *rest = part
        if kind == "$":
            return values[rest[0]]
        if kind == "?":
            selector, variants, default = rest
            return self._filled(_variant(self._value(selector, values), variants, default), values)
        return FUNCTIONS[kind](self._plain(self._value(rest[0], values)))

    def _plain(self, value):
        """Return a value as a function takes it: sayings inside it as texts."""
        if isinstance(value, list | tuple):
            return [self._text(each) for each in value]
        return self.fill(value) if isinstance(value, dict) else value

    def _text(self, value) -> str:
        if value is None or isinstance(value, dict):
            return self.fill(value)
        return value if isinstance(value, str) else formats.people(value)

    # Reading ----------------------------------------------------------------------------------

    def _unreadable(self, junk: ast.Junk, text: str) -> WordsError:
        fault = junk.annotations[0]
        row = text.count("\n", 0, fault.span.start) + 1
        found = f'"{junk.content.splitlines()[0].strip()}"'
        return WordsError(self.file, f"line {row}", found, f"a message ({fault.message})")

    def _compiled(self, name: str) -> Pattern:
        """Return a pattern as a text, or as a list of texts and of parts that are filled."""
        return _joined(list(self._parts(self._entries[name], name)))

    def _parts(self, pattern: ast.Pattern, name: str) -> Iterable[str | list]:
        for element in pattern.elements:
            if isinstance(element, ast.TextElement):
                yield " ".join(element.value.split("\n"))
            else:
                yield from self._expression(element.expression, name)

    def _expression(self, expression, name: str) -> Iterable[str | list]:
        if isinstance(expression, ast.MessageReference):
            yield from self._parts(self._referred(expression, name), name)
        elif isinstance(expression, ast.SelectExpression):
            variants = {_key(each): self._variant(each, name) for each in expression.variants}
            [default] = [_key(each) for each in expression.variants if each.default]
            yield ["?", self._operand(expression.selector, name), variants, default]
        else:
            yield self._operand(expression, name)

    def _variant(self, variant: ast.Variant, name: str) -> Pattern:
        return _joined(list(self._parts(variant.value, name)))

    def _referred(self, reference: ast.MessageReference, name: str) -> ast.Pattern:
        other = ".".join(each.name for each in (reference.id, reference.attribute) if each)
        if other not in self._entries:
            raise WordsError(self.file, f"message {name}", f'"{other}"', "the id of a message")
        return self._entries[other]

    def _operand(self, operand, name: str) -> str | list:
        if isinstance(operand, ast.VariableReference):
            return ["$", operand.id.name]
        if isinstance(operand, ast.StringLiteral):
            return operand.parse()["value"]
        if isinstance(operand, ast.FunctionReference) and operand.id.name in FUNCTIONS:
            [argument] = operand.arguments.positional
            return [operand.id.name, self._operand(argument, name)]
        found = getattr(getattr(operand, "id", None), "name", type(operand).__name__)
        expected = f"a variable such as $number, or a function: {', '.join(FUNCTIONS)}"
        raise WordsError(self.file, f"message {name}", found, expected)


def _patterns(entry: ast.Message) -> Iterable[tuple[str, ast.Pattern]]:
    """Yield the pattern of a message and those of its attributes, by their names."""
    if entry.value:
        yield entry.id.name, entry.value
    for attribute in entry.attributes:
        yield f"{entry.id.name}.{attribute.id.name}", attribute.value


def _key(variant: ast.Variant) -> str:
    return getattr(variant.key, "name", None) or variant.key.value


def _joined(parts: list[str | list]) -> Pattern:
    """Return parts with neighbouring texts as one; a pattern of texts alone is a text."""
    joined: list[str | list] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    if all(isinstance(part, str) for part in joined):
        return "".join(joined)
    return joined


def _variant(value, variants: dict[str, Pattern], default: str) -> Pattern:
    """Return the variant of a value: of its own text, else of its plural, else the default."""
    plural = "one" if value == 1 and not isinstance(value, str) else "other"
    return variants.get(str(value), variants.get(plural, variants[default]))
