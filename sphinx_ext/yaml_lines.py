"""YAML with the line of each value, and its errors in words that help."""

from dataclasses import dataclass, field

import yaml

# What PyYAML finds, by how it says it; and what should have stood there.
ERRORS = {
    "found character '\\t'": ("a tab", "spaces"),
    "mapping values are not allowed": (
        "a colon out of place",
        "one `name: value` a line, with a space behind the colon, the same spaces before all names "
        "that belong together, and quotation marks round a value that holds a colon",
    ),
    "could not find expected ':'": ("a name without its colon", "`name: value`"),
    "expected <block end>": (
        "a line that is set in otherwise than those beside it",
        "the same spaces before all names that belong together",
    ),
    "found unexpected end of stream": ("a quotation mark without its second", "both of them"),
    "expected ',' or": ("a bracket that is not closed", "its second bracket"),
    "found duplicate key": ("a name that stood there already", "each name once"),
    "special characters are not allowed": ("a sign that no text holds", "letters and signs"),
}
OTHERWISE = "names and values, as YAML has them"

# What PyYAML raises besides its own errors, as for `!!int` without a number.
ODD = (ValueError, LookupError, TypeError, AttributeError)


class BrokenError(Exception):
    """What cannot be read as YAML: its line, what was found there, and what was expected."""

    def __init__(self, line: int, found: str, expected: str):
        super().__init__(f"line {line}: found {found}; expected {expected}")
        self.line, self.found, self.expected = line, found, expected


@dataclass(frozen=True)
class Entry:
    """A value of a file, with its line.

    Attributes
    ----------
    value : object
        As Python has it.
    line : int
        The line of the file, or that of its name.
    inside : dict of (str or int) to Entry
        The entries of a list by their places, and those of a mapping by their names.
    """

    value: object
    line: int
    inside: dict[str | int, "Entry"] = field(default_factory=dict)

    def at(self, path) -> "Entry":
        """Return the entry at the end of a path, or the last that is there on the way."""
        entry = self
        for name in path:
            if name not in entry.inside:
                break
            entry = entry.inside[name]
        return entry


class Loader(yaml.SafeLoader):
    """Reads as Jupyter Book does, and knows the line of a value that is none."""

    def construct_object(self, node, deep=False):
        """Return the value of a node."""
        try:
            return super().construct_object(node, deep)
        except ODD as error:
            problem = f"a value that is none: {error}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


def read(text: str, first: int = 1) -> Entry:
    """Return what YAML holds.

    Parameters
    ----------
    text : str
    first : int
        The line of the file at which the text begins.

    Raises
    ------
    BrokenError
        If it cannot be read.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.load(text, Loader)  # says what a name or a value may not be
        return Entry(None, first) if node is None else entry_of(node, value, node, first)
    except yaml.MarkedYAMLError as error:
        # What is open at the end of the file began somewhere else.
        is_open = "unexpected end of stream" in str(error.problem)
        mark = (is_open and error.context_mark) or error.problem_mark or error.context_mark
        raise broken(str(error.problem), first + mark.line) from None
    except yaml.reader.ReaderError as error:
        raise broken(error.reason, first + text.count("\n", 0, error.position)) from None
    except RecursionError:
        raise broken("a value that holds itself", first) from None
    except ODD as error:
        raise broken(f"a value that is none: {error}", first) from None


def broken(problem: str, line: int) -> BrokenError:
    """Return an error in words that help, where there are any."""
    known = (words for start, words in ERRORS.items() if start in problem)
    return BrokenError(line, *next(known, (problem.removeprefix("found "), OTHERWISE)))


def entry_of(node: yaml.Node, value: object, name: yaml.Node, first: int) -> Entry:
    """Return a node with all that is in it; its line is that of its name."""
    line = first + name.start_mark.line
    if isinstance(node, yaml.SequenceNode):
        parts = [(at, each, each) for at, each in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        parts = [(key.value, key, each) for key, each in node.value if key.value != "<<"]
    else:
        return Entry(value, line)
    seen = set()
    for key, key_node, _ in parts:
        if key in seen:
            raise broken("found duplicate key", first + key_node.start_mark.line)
        seen.add(key)
    inside = {
        key: entry_of(each, part_of(value, key), key_node, first) for key, key_node, each in parts
    }
    return Entry(value, line, inside)


def part_of(value: object, key: str | int) -> object:
    """Return what a value holds under a name or at a place; a name may be no text for Python."""
    if isinstance(value, list):
        return value[key]
    return next((each for name, each in value.items() if str(name) == key), None)
