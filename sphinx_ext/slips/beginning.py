"""Slips in the name of a chapter, in how it was saved, and in what stands before its text."""

import re
from collections.abc import Iterator
from pathlib import Path

from widgets.problems import Problem, nearest, quoted

from .. import yaml_lines
from .page import Page

FRONT = {
    "file_format": "mystnb",
    "kernelspec": {"name": "python3", "display_name": "Python 3"},
}


def named(path: Path) -> Iterator[Problem]:
    """Find a name that would be a bad address."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md", path.name):
        good = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "my-chapter"
        expected = "small letters, digits and hyphens, as the name is the address of the page"
        fix = f"call it {good}.md, here and in _toc.yml"
        yield Problem(
            f"book/{path.name}", None, None, quoted(path.name), expected, "chapter-name", fix
        )


def unreadable(path: Path) -> Iterator[Problem]:
    """Say where a file is no UTF-8."""
    file = f"book/{path.name}"
    try:
        path.read_bytes().decode("utf8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf8")
        line, near = before.count("\n") + 1, before[-20:].rpartition("\n")[2]
        byte = f"the byte {error.object[error.start]:#04x} after {quoted(near)}"
        fix = "save it again as UTF-8; it looks like Windows-1252"
        yield Problem(file, line, None, byte, "text in UTF-8", "chapter-encoding", fix)
    except OSError as error:
        said_so = error.strerror or str(error)
        yield Problem(file, None, None, said_so, "a file that can be read", "chapter-encoding")


# Signs that nobody sees: they make two things look the same, or turn the order of letters.
UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\0-\x08\x0b-\x1f]"
)


def unseen_signs(page: Page) -> Iterator[Problem]:
    """Find signs that nobody sees."""
    for number, line in enumerate(page.text.split("\n"), 1):
        for sign in dict.fromkeys(UNSEEN.findall(line)):
            words = f"the invisible sign U+{ord(sign):04X}"
            if sign == "\ufeff" and number == 1:
                yield page.problem(
                    1, "a byte order mark", "UTF-8 without one", "chapter-encoding",
                    "save the file as UTF-8 without BOM",
                )  # fmt: skip
            else:
                yield page.problem(number, words, "signs that can be seen", "invisible-sign")


# --- What stands before the text ---------------------------------------------------------------

RECIPE = "the lines of the recipe “Add a chapter” in CONTRIBUTING.md"


def front_matter(page: Page) -> Iterator[Problem]:
    """Find a beginning that MyST-NB would not take, or would guess at."""
    lines = page.text.split("\n")
    if lines[0].rstrip() != "---":
        yield from no_front_matter(page, lines)
        return
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        yield page.problem(1, "no second line `---`", "one below the settings", "front-matter")
        return
    try:
        entry = yaml_lines.read("\n".join(lines[1:end]), first=2)
    except yaml_lines.BrokenError as error:
        yield page.problem(error.line, error.found, error.expected, "front-matter", f"use {RECIPE}")
    else:
        yield from differing(page, entry, FRONT, "")


def no_front_matter(page: Page, lines: list[str]) -> Iterator[Problem]:
    """Say that a chapter with cells does not begin as one, or not in its first line."""
    first = next((at for at, line in enumerate(lines, 1) if line.strip("\ufeff \t")), 1)
    if lines[first - 1].strip("\ufeff \t") == "---":
        if first > 1:
            found, fix = "an empty line before `---`", "remove it"
            yield page.problem(1, found, "`---` in the first line", "front-matter", fix)
    elif page.cells:
        found = f"no settings before the text, and a cell in line {page.cells[0].line}"
        yield page.problem(1, found, RECIPE, "front-matter", "put them first")


def differing(page: Page, entry, expected: dict, above: str) -> Iterator[Problem]:
    """Yield the names and values that are not those of the recipe."""
    if not isinstance(entry.value, dict):
        found = f"{above.rstrip('.') or 'the beginning'} without names and values"
        yield page.problem(entry.line, found, RECIPE, "front-matter")
        return
    for name, each in entry.inside.items():
        if name not in expected:
            found, hint = f"the name {quoted(above + name)}", nearest(name, expected)
            known = f"one of {', '.join(expected)}{hint}"
            yield page.problem(each.line, found, known, "front-matter")
        elif isinstance(expected[name], dict):
            yield from differing(page, each, expected[name], f"{above}{name}.")
        elif each.value != expected[name]:
            found = f"{above}{name}: {quoted(as_typed(each.value))}"
            yield page.problem(each.line, found, quoted(expected[name]), "front-matter")
    for name in expected.keys() - entry.inside.keys():
        found = f"no {above}{name}"
        yield page.problem(entry.line, found, RECIPE, "front-matter", f"use {RECIPE}")


def as_typed(value: object) -> str:
    """Return a value as an editor would have typed it."""
    return "" if value is None else str(value)
