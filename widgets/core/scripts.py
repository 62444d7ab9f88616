"""Join ES modules into the one script that a host loads: one for Jupyter, two for a page.

The modules below ``widgets/`` are read by a parser of JavaScript (tree-sitter), so that only import
and export statements change, and both hosts run the same code. A page that was opened from the disk
may load scripts but no modules, and anywidget takes a single module: hence the joining.
"""

import functools
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from . import ahead

WIDGETS = Path(__file__).parent.parent
CORE = WIDGETS / "core"
REGISTRY = "figures"  # where a page keeps the modules that its scripts share
CHART = "chart.js"
LOOKUP = WIDGETS / "inputs" / "place" / "lookup.js"
TOOL = "tree-sitter-javascript"


class ScriptError(ValueError):
    """A module that cannot be read, or that is written in a way this joiner does not know."""


@dataclass(frozen=True)
class Module:
    """A module: its path, what it imports by path, the names it exports, and the rest of its code.

    Parameters
    ----------
    path : pathlib.Path
    imports : tuple of (pathlib.Path, str)
        A module and the names taken from it, ``{ about, people }``; or the one name given here to
        its default export.
    exports : tuple of str
        Names, ``default`` among them.
    code : str
        The module without comments, imports and the word ``export``.
    """

    path: Path
    imports: tuple[tuple[Path, str], ...]
    exports: tuple[str, ...]
    code: str


@functools.cache
def read(path: Path) -> Module:
    """Return a module of a file.

    Raises
    ------
    ScriptError
        If the file is no JavaScript, or exports by anything but ``export default``, ``export
        const`` and ``export function``.
    """
    source = path.read_bytes()
    root = _parser().parse(source).root_node
    if root.has_error:
        raise ScriptError(f"{path.name}: found no JavaScript near line {_error_line(root)}")
    imports, exports, cuts = [], [], []
    for node in root.children:
        if node.type == "import_statement":
            imports.append(_imported(node, path))
            cuts.append((node.start_byte, node.end_byte, b""))
        elif node.type == "export_statement":
            name, kept, start = _exported(node, path)
            exports.append(name)
            cuts.append((node.start_byte, kept, start))
    cuts += ((node.start_byte, node.end_byte, b" ") for node in _comments(root))
    return Module(path, tuple(imports), tuple(exports), _without(source, cuts))


def _parser():
    """Return a parser of JavaScript; it is imported late, because a packed script needs none."""
    import tree_sitter
    import tree_sitter_javascript

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))


def _can_join() -> bool:
    return find_spec("tree_sitter_javascript") is not None


def _error_line(root) -> int:
    node = root
    while wrong := [child for child in node.children if child.has_error or child.is_missing]:
        node = wrong[0]
    return node.start_point[0] + 1


def _imported(node, path: Path) -> tuple[Path, str]:
    source = node.child_by_field_name("source").text.decode().strip("\"'")
    [clause] = [child for child in node.children if child.type == "import_clause"]
    text = clause.text.decode()
    if " as " in text:
        raise ScriptError(f"{path.name}: found an import under another name, {text}")
    return (path.parent / source).resolve(), text


def _exported(node, path: Path) -> tuple[str, int, bytes]:
    """Return the name of an export, where the code that stays begins, and what stands before it."""
    if value := node.child_by_field_name("value"):
        return "default", value.start_byte, b"const default_ = "
    declaration = node.child_by_field_name("declaration")
    if declaration is None:
        raise ScriptError(f"{path.name}: found an export without a declaration")
    name = declaration.child_by_field_name("name") or declaration.named_children[
        0
    ].child_by_field_name("name")
    return name.text.decode(), declaration.start_byte, b""


def _comments(node) -> Iterable:
    """Yield every comment below a node."""
    for child in node.children:
        if child.type == "comment":
            yield child
        else:
            yield from _comments(child)


def _without(source: bytes, cuts: list[tuple[int, int, bytes]]) -> str:
    """Return a text with parts of it replaced."""
    pieces, end = [], 0
    for start, stop, put in sorted(cuts):
        pieces += [source[end:start], put]
        end = stop
    return b"".join([*pieces, source[end:]]).decode().strip()


def graph(entry: Path) -> list[Module]:
    """Return a module and all that it imports, each after those that it needs."""
    found: dict[Path, Module] = {}

    def visit(path):
        module = read(path)
        for needed, _ in module.imports:
            if needed not in found:
                visit(needed)
        found[path] = module

    visit(entry.resolve())
    return list(found.values())


def joined(modules: Iterable[Module], place: str) -> str:
    """Return modules as code that keeps what each exports in an object, by the module's address.

    Each has a scope of its own, because two may use one name for two things.
    """
    return "\n".join(_scoped(module, place) for module in modules)


def _scoped(module: Module, place: str) -> str:
    lines = []
    for path, clause in module.imports:
        given = clause if clause.startswith("{") else f"{{ default: {clause} }}"
        lines.append(f"const {given} = {place}[{_address(path)}];")
    exports = ", ".join(
        f"{name}: default_" if name == "default" else name for name in module.exports
    )
    body = "\n".join([*lines, module.code, f"return {{ {exports} }};"])
    return f"{place}[{_address(module.path)}] = (() => {{\n{body}\n}})();"


def _address(path: Path) -> str:
    return json.dumps(path.relative_to(WIDGETS).as_posix())


# The scripts of the hosts ---------------------------------------------------------------------


@functools.cache
def for_jupyter(topic: str, words: str) -> str:
    """Return the one ES module by which a figure of a topic lives in Jupyter.

    Parameters
    ----------
    topic : str
        The name of a folder below ``topics``.
    words : str
        The live messages of the topic, as JSON.

    Raises
    ------
    NotMadeError
        If there is neither tree-sitter nor a script that was made ahead of time.
    """
    if not _can_join():
        return ahead.kept(f"{topic}.js", TOOL).decode()
    host, model = CORE / "jupyter.js", WIDGETS / "topics" / topic / "model.js"
    modules = {module.path: module for entry in (host, model) for module in graph(entry)}
    return (
        f"const modules = {{}};\n{joined(modules.values(), 'modules')}\n"
        f"const topic = modules[{_address(model)}].default;\n"
        f"const {{ renderer }} = modules[{_address(host)}];\n"
        f"export default {{ render: renderer(topic, {words}) }};\n"
    )


@functools.cache
def for_chart() -> str:
    """Return the ES module by which a learner's own chart lives in Jupyter."""
    if not _can_join():
        return ahead.kept(CHART, TOOL).decode()
    entry = CORE / CHART
    return (
        f"const modules = {{}};\n{joined(graph(entry), 'modules')}\n"
        f"export default modules[{_address(entry)}].default;\n"
    )


def for_page() -> str:
    """Return the classic script that pages load for the figures of all topics."""
    shared = joined(graph(CORE / "page.js"), f"{REGISTRY}.modules")
    start = f"globalThis.{REGISTRY} = {{ modules: {{}}, topics: {{}}, charts: {{}} }};"
    return f"{start}\n{shared}\n"


def for_topic(topic: str, words: str) -> str:
    """Return the classic script that a page loads beside that of all topics."""
    model = WIDGETS / "topics" / topic / "model.js"
    own = without(graph(model), graph(CORE / "page.js"))
    place = f"{REGISTRY}.modules"
    given = f"{{ topic: {place}[{_address(model)}].default, words: {words} }}"
    return f"{joined(own, place)}\n{REGISTRY}.topics[{json.dumps(topic)}] = {given};\n"


def for_places(data: str) -> str:
    """Return the classic script that a page loads when a reader looks for a place.

    Parameters
    ----------
    data : str
        The names of all places and the areas in which each lies, as JSON.
    """
    place = f"{REGISTRY}.modules"
    own = joined(without(graph(LOOKUP), graph(CORE / "page.js")), place)
    begin = f"{place}[{_address(LOOKUP)}].begin"
    return f"{own}\n{REGISTRY}.findPlaces = (el) => {begin}(el, {data});\n"


def for_places_in_jupyter(data: str) -> str:
    """Return the ES module that a kernel sends to figures in which a place can be typed.

    Raises
    ------
    NotMadeError
        If there is neither tree-sitter nor a script that was made ahead of time.
    """
    return f"{lookup()}export default (el) => begin(el, {data});\n"


@functools.cache
def lookup() -> str:
    """Return the part of that module which no table changes."""
    if not _can_join():
        return ahead.kept(LOOKUP.name, TOOL).decode()
    modules = joined(graph(LOOKUP), "modules")
    return f"const modules = {{}};\n{modules}\nconst {{ begin }} = modules[{_address(LOOKUP)}];\n"


def for_dates() -> str:
    """Return the classic script by which the exercises of a page read a date."""
    module = read(CORE / "dates.js")
    return f"globalThis.readDate = (() => {{\n{module.code}\nreturn readDate;\n}})();\n"


def without(modules: Iterable[Module], others: Collection[Module]) -> list[Module]:
    """Return the modules that are not among others."""
    return [module for module in modules if module not in others]
