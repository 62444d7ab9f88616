"""What stands in ``_config.yml`` and ``_toc.yml``, held against what the book can do.

Jupyter Book reads both before any extension, and ends in a traceback over what it cannot read. So
``make book`` and ``make check`` ask here first. A build of its own asks too, for what it can reach.
"""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import jsonschema
from sphinx_external_toc.parsing import parse_toc_data

from widgets.problems import Problem, nearest, quoted

from . import yaml_lines
from .yaml_lines import BrokenError, Entry

CONFIG, TOC = "_config.yml", "_toc.yml"
SYNTAX = ("colon_fence", "deflist")  # which the chapters use

ADDRESS = r"^(https?://[^\s/@]+\.[^\s/@]+(/\S*)?)?$"
TEXT = {"type": "string", "description": "text, in quotation marks if it is a number"}
YES_OR_NO = {"type": "boolean", "description": "true or false"}
NAMES = {
    "type": "array",
    "items": {"type": "string", "description": "a name"},
    "description": "names in brackets, as in [a, b]",
}


def of(properties: dict, required: tuple[str, ...] = (), is_open: bool = False) -> dict:
    """Return what a part of a file may hold, and what it must."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": is_open,
        "description": f"settings below it, such as {next(iter(properties), 'a')}:",
    }


def address(example: str) -> dict:
    """Return that of a public address, which may be empty."""
    words = f'an address such as {example}, or "" while there is none'
    return {"type": "string", "pattern": ADDRESS, "description": words}


def one_of(*values: str) -> dict:
    """Return that of one of some words."""
    return {"enum": list(values), "description": f"one of {', '.join(values)}"}


def holds(name: str) -> dict:
    """Return that of a list that must hold a name."""
    return {"contains": {"const": name}, "description": f"a list with {name} in it"}


CONFIG_SCHEMA = of(
    {
        "title": TEXT | {"minLength": 1, "description": "the title of the book"},
        "author": TEXT,
        "copyright": TEXT,
        "only_build_toc_files": {
            "const": True,
            "description": "true: what no reader can reach is no page",
        },
        "exclude_patterns": NAMES,
        "repository": of({
            "url": address("https://github.com/org/book"),
            "branch": TEXT,
            "path_to_book": TEXT,
        }),
        "launch_buttons": of({
            "notebook_interface": one_of("jupyterlab", "classic"),
            "binderhub_url": address("https://mybinder.org"),
        }),
        "execute": of({
            "execute_notebooks": one_of("cache", "auto", "force"),
            "timeout": {"type": "number", "minimum": 1, "description": "seconds, from 1"},
            "exclude_patterns": NAMES,
        }),
        "parse": of({
            "myst_enable_extensions": NAMES | {"allOf": list(map(holds, SYNTAX))},
            "myst_url_schemes": NAMES,
        }),
        "html": of({
            "baseurl": address("https://example.org/book/"),
            "favicon": TEXT,
            "use_multitoc_numbering": YES_OR_NO,
        }),
        "sphinx": of({
            "local_extensions": of({"sphinx_ext": TEXT}, ("sphinx_ext",)),
            "recursive_update": YES_OR_NO,
            "config": of({
                "extensions": NAMES,
                "nitpicky": YES_OR_NO,
                "moved": {
                    "type": "object",
                    "additionalProperties": {"type": "string", "description": "the new name"},
                    "description": "names in braces, as in {old-name: new-name}",
                },
            }, is_open=True),
            "extra_extensions": NAMES,
        }, ("local_extensions", "config")),
    },
    ("title", "sphinx"),
)  # fmt: skip

CHAPTERS = {
    "type": "array",
    "minItems": 1,
    "items": {"$ref": "#/definitions/chapter"},
    "description": "a list of `- file: book/my-chapter`",
}
TOC_SCHEMA = of(
    {
        "format": {"const": "jb-book", "description": '"jb-book"'},
        "root": TEXT | {"description": "the first chapter, as in book/index"},
        "chapters": CHAPTERS,
        "parts": {
            "type": "array",
            "minItems": 1,
            "items": of({"caption": TEXT, "chapters": CHAPTERS}, ("chapters",)),
            "description": "a list of `- caption: Words` with chapters: below",
        },
    },
    ("format", "root"),
) | {
    "definitions": {
        "chapter": of({"file": TEXT, "title": TEXT, "sections": CHAPTERS}, ("file",)),
    },
}  # fmt: skip


def problems(root: Path, known: Iterable[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong in the settings and the contents of a book, in their order.

    Parameters
    ----------
    root : pathlib.Path
    known : iterable of str
        The settings that Sphinx and its extensions have, as a build knows them.
    """
    config = yield from checked(root / CONFIG, CONFIG_SCHEMA, "setting")
    if config:
        yield from unknown(config, list(known))
        yield from favicon(root, config)
        yield from moved(root, config)
    toc = yield from checked(root / TOC, TOC_SCHEMA, "contents")
    if toc:
        yield from chapters(root, toc)


def checked(path: Path, schema: dict, rule: str) -> Generator[Problem, None, Entry | None]:
    """Yield what a file may not hold; return what it holds if that is nothing."""
    try:
        entry = yaml_lines.read(path.read_text("utf8"))
    except BrokenError as error:
        yield Problem(path.name, error.line, None, error.found, error.expected, rule)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"the byte {error.object[error.start]:#04x}"
        fix = "save it again as UTF-8"
        yield Problem(path.name, line, None, found, "text in UTF-8", rule, fix)
    except OSError as error:
        yield Problem(path.name, None, None, f"{error.strerror}", "a file that can be read", rule)
    else:
        found = [*unfit(entry, path.name, schema, rule)]
        yield from sorted(found, key=lambda each: each.row)
        return None if found else entry
    return None


def unfit(entry: Entry, file: str, schema: dict, rule: str) -> Iterator[Problem]:
    """Yield each setting that is not known, not there, or not what was expected."""
    for error in jsonschema.Draft7Validator(schema).iter_errors(entry.value):
        path = list(error.absolute_path)
        line, name = entry.at(path).line, named(path)
        known = error.schema.get("properties", {})
        if error.validator == "additionalProperties":
            for extra in error.instance.keys() - known.keys():
                found = f"the setting {quoted(named([*path, extra]))}"
                words = f"one of {', '.join(known)}{nearest(str(extra), known)}"
                yield Problem(file, entry.at([*path, extra]).line, None, found, words, rule)
        elif error.validator == "required":
            [missing] = (each for each in known if f"'{each}' is" in error.message)
            found = f"no setting {quoted(named([*path, missing]))}"
            yield Problem(file, line, None, found, known[missing]["description"], rule)
        else:
            found = f"{name or 'the file'}: {as_typed(error.instance)}"
            yield Problem(file, line, None, found, error.schema["description"], rule)


def named(path: list) -> str:
    """Return the name of a setting, as in "repository.url"; a place in a list counts from 1."""
    words = [f"{part + 1}" if isinstance(part, int) else str(part) for part in path]
    return ".".join(words)


def as_typed(value: object) -> str:
    """Return a value as it may stand in a message."""
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "names and values"
    return quoted("" if value is None else str(value))


def unknown(config: Entry, known: list[str]) -> Iterator[Problem]:
    """Find settings of Sphinx that nothing has, where it is known what there is."""
    for name, entry in config.at(["sphinx", "config"]).inside.items():
        if known and name not in known:
            found = f"the setting {quoted(f'sphinx.config.{name}')}"
            expected = f"one of Sphinx or of an extension{nearest(str(name), known)}"
            yield Problem(CONFIG, entry.line, None, found, expected, "setting")


def favicon(root: Path, config: Entry) -> Iterator[Problem]:
    """Find a picture of the book that is not there."""
    entry = config.at(["html", "favicon"])
    if isinstance(entry.value, str) and not (root / entry.value).is_file():
        found = f"html.favicon: {quoted(entry.value)}"
        yield Problem(CONFIG, entry.line, None, found, "a file of this repository", "setting")


def moved(root: Path, config: Entry) -> Iterator[Problem]:
    """Find an old name that a chapter still has, and a new one that none has."""
    known = [name.removeprefix("book/") for name in chapters_of(root)]
    for old, entry in config.at(["sphinx", "config", "moved"]).inside.items():
        new = str(entry.value)
        if old in known:
            found = f"moved: {quoted(str(old))}, which is a chapter"
            yield Problem(CONFIG, entry.line, None, found, "a name that none has now", "setting")
        if new not in known:
            found = f"moved to {quoted(new)}"
            expected = f"the name of a chapter{nearest(new, known)}"
            yield Problem(CONFIG, entry.line, None, found, expected, "setting")


# --- The contents ------------------------------------------------------------------------------


def chapters(root: Path, toc: Entry) -> Iterator[Problem]:
    """Find chapters that are not there, stand twice, or that no reader can reach."""
    found = [*named_wrongly(root, toc), *unreached(root, toc)]
    yield from found
    if not found:
        try:
            parse_toc_data(toc.value)
        except Exception as error:  # whatever Jupyter Book would end over, and no schema says
            yield Problem(TOC, 1, None, str(error), "contents as the book had them", "contents")


def named_wrongly(root: Path, toc: Entry) -> Iterator[Problem]:
    """Find names of chapters that are not there, or that stand twice."""
    lines: dict[str, int] = {}
    for entry in listed(toc):
        name = name_of(entry)
        if name in lines:
            found = f"{quoted(name)}, which stands in line {lines[name]} too"
            yield Problem(TOC, entry.line, None, found, "each chapter once", "contents")
        elif not is_file(root / f"{name}.md"):
            found = f"{quoted(name)}, of which there is no file"
            expected = f"a chapter, as in book/my-chapter{nearest(name, chapters_of(root))}"
            yield Problem(TOC, entry.line, None, found, expected, "contents")
        lines.setdefault(name, entry.line)


def unreached(root: Path, toc: Entry) -> Iterator[Problem]:
    """Find chapters that no reader can reach."""
    reached = {name_of(entry) for entry in listed(toc)}
    for name in chapters_of(root):
        if name not in reached:
            found = f"no {name} in {TOC}"
            fix = f"add `- file: {name}` there, or remove the file"
            expected = "a chapter that a reader can reach"
            yield Problem(f"{name}.md", None, None, found, expected, "contents", fix)


def name_of(entry: Entry) -> str:
    """Return the name of a chapter, which may be given with the end of its file's."""
    return str(entry.value).removesuffix(".md")


def is_file(path: Path) -> bool:
    """Tell whether a path leads to a file; one that the system refuses leads to none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def chapters_of(root: Path) -> list[str]:
    """Return the chapters that are there, as `_toc.yml` names them."""
    return [f"book/{path.stem}" for path in sorted((root / "book").glob("*.md"))]


def listed(entry: Entry) -> Iterator[Entry]:
    """Yield the entries that name chapters, in the order of the file."""
    for name, each in entry.inside.items():
        if name in ("root", "file") and isinstance(each.value, str):
            yield each
        elif name in ("parts", "chapters", "sections") or isinstance(name, int):
            yield from listed(each)
