"""A chapter as the cells of a notebook that reads like its page.

JupyterLab knows none of the book's roles and directives, so all of them are put in: numbers,
citations with their notes, terms, boxes, pictures in words, tables. What it does not know it does
not pass on: it says in which file and line that stands.

It imports neither Sphinx nor docutils, because Binder has neither.
"""

import base64
import json
import mimetypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import nbformat
import yaml

from widgets import tables
from widgets.core.formats import capital, say_date

from . import told
from .as_markdown import as_markdown, target_of
from .boards import every_board
from .diagrams import PICTURES, filled
from .disputes import listed  # with which its pictures come too
from .in_words import CODE, FLAGS, ROLE, marked, numbered, outside_code, passages, plain, role
from .rendering import render
from .terms import Mentions
from .voices import Page, named, sources
from .yaml_lines import ODD

LISTS = {"words", "sources", "data"}  # chapters that are lists, in which no term is marked

OPENING = re.compile(r"(`{3,}|:{3,}(?=\{))(?:\{([\w:-]+)\})?[ \t]*(.*)")  # of a directive, or code
WITHIN = re.compile(r"[ \t>]+(?:`{3,}|:{3,})\{[\w:-]+\}")
OPTION = re.compile(r":([\w-]+):[ \t]*(.*)")
HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)
LINK = r"\[(?P<label>[^\]]+)\]\((?P<file>[\w-]+\.md)?(?:#(?P<anchor>[\w-]+))?\)"


class NotebookError(Exception):
    """What stands in a chapter that no notebook can show: the file, the line, and what it is."""


def text_of(path: Path) -> str:
    """Return what a chapter or a setting holds.

    Raises
    ------
    NotebookError
        If it is not there, or was not saved as UTF-8.
    """
    try:
        return path.read_text("utf8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        words = "this is no UTF-8: save the file again as UTF-8"
        raise NotebookError(f"{path.parent.name}/{path.name}:{line}: {words}") from None
    except OSError as error:
        raise NotebookError(f"{path.parent.name}/{path.name}: {error.strerror}") from None


@dataclass(frozen=True)
class Directive:
    """A directive as a chapter has it."""

    name: str
    title: str
    options: dict[str, str]
    content: str
    line: int  # of the file, where it begins
    inside: int  # where its content begins


@dataclass
class Chapter:
    """A chapter on its way to a notebook.

    Parameters
    ----------
    path : pathlib.Path
        The chapter.
    text : str
        What it holds.
    """

    path: Path
    text: str
    level: int = 1  # of the heading under which we are
    pictures: dict[str, Path] = field(default_factory=dict)  # by their names

    def wrong(self, line: int, words: str) -> NotebookError:
        """Return an error that names the file and the line."""
        return NotebookError(f"{self.path.parent.name}/{self.path.name}:{line}: {words}")

    @cached_property
    def begins(self) -> int:
        """The number of lines of what stands before the text, for MyST-NB alone."""
        found = re.match(r"---\n.*?^---\n", self.text, FLAGS)
        return found[0].count("\n") if found else 0

    def cells(self) -> list[nbformat.NotebookNode]:
        """Return the cells: the code as it stands, the text in Markdown, a cell a heading."""
        body = self.text.split("\n", self.begins)[-1]
        self.check_roles(body)
        found: list[tuple[str, dict]] = []  # Markdown, or code with its metadata
        for part in self.parts(body, self.begins + 1):
            if isinstance(part, Directive) and part.name == "code-cell":
                found.append((part.content, self.metadata(part)))
                continue
            words = self.markdown_of(part)
            if found and not found[-1][1]:
                words = found.pop()[0] + words
            found.append((words, {}))
        return list(self.finished(found))

    def finished(self, found) -> Iterator[nbformat.NotebookNode]:
        """Yield the cells once terms, citations and links are put in, with the notes at the end."""
        texts = [words for words, code in found if not code]
        page = Page(source for text in texts for source, _ in passages(text))
        mentions = None if self.path.stem in LISTS else Mentions()
        for words, code in found:
            if code:
                yield nbformat.v4.new_code_cell(words, metadata=code["metadata"])
                continue
            text = marked(words, mentions) if mentions else words
            text = outside_code(LINK, self.link, numbered(text, page))
            for piece in by_heading(text):
                yield self.text_cell(piece)
        if page.numbers:
            html = render("notes.html", **page.listed(), named=named)
            yield self.text_cell(as_markdown(html))

    def text_cell(self, text: str) -> nbformat.NotebookNode:
        """Return a cell of text, with the pictures that it shows."""
        cell = nbformat.v4.new_markdown_cell(text)
        shown = [name for name in self.pictures if f"(attachment:{name})" in text]
        if shown:
            cell.attachments = {name: attachment(self.pictures[name]) for name in shown}
        return cell

    def code_cells(self) -> list[dict]:
        """Return the metadata of each cell with code, as a notebook holds it."""
        body = self.text.split("\n", self.begins)[-1]
        parts = self.parts(body, self.begins + 1)
        cells = [each for each in parts if isinstance(each, Directive) and each.name == "code-cell"]
        return [self.metadata(cell)["metadata"] for cell in cells]

    def metadata(self, cell: Directive) -> dict:
        """Return the metadata of a cell with code: its tags, and whether its code is folded."""
        try:
            options = {key: yaml.safe_load(value) for key, value in cell.options.items()}
        except (yaml.YAMLError, *ODD):
            raise self.wrong(cell.line, "the options of this cell are no YAML") from None
        return {"metadata": options}

    # Reading ---------------------------------------------------------------------------------

    def check_roles(self, body: str) -> None:
        """Stop at the first role that is not known, or that names what no table has."""
        for found in re.finditer(f"{CODE}|{ROLE}", body, FLAGS):
            if found["role"]:
                line = self.begins + 1 + body.count("\n", 0, found.start())
                try:
                    role(found["role"], found["words"])
                except LookupError as error:
                    raise self.wrong(line, error.args[0]) from None

    def parts(self, text: str, line: int) -> Iterator[str | Directive]:
        """Yield text and directives in their order; a block of code is text."""
        lines, at, before = text.split("\n"), 0, []
        while at < len(lines):
            opening = OPENING.match(lines[at])
            end = self.end_of(opening[1], lines, at, line) if opening else at
            if opening and opening[2]:
                yield "\n".join([*before, ""])
                yield self.directive(opening, lines[at : end + 1], line + at)
                before = []
            elif WITHIN.match(lines[at]):
                raise self.wrong(line + at, "a notebook cannot show a directive in a list or quote")
            else:
                before += lines[at : end + 1]
            at = end + 1
        yield "\n".join(before)

    def end_of(self, fence: str, lines: list[str], at: int, line: int) -> int:
        """Return the place of the line that closes what a line opens."""
        closing = re.compile(rf"{fence[0]}{{{len(fence)},}}[ \t]*")
        for place in range(at + 1, len(lines)):
            if closing.fullmatch(lines[place]):
                return place
        raise self.wrong(line + at, f'nothing closes "{lines[at]}"')

    @staticmethod
    def directive(opening: re.Match, lines: list[str], line: int) -> Directive:
        """Return a directive, from the lines that it takes."""
        inside, options = 1, {}
        if lines[1].strip() == "---" and "---" in lines[2:]:  # options as YAML of its own
            inside = lines.index("---", 2) + 1
            given = yaml.safe_load("\n".join(lines[2 : inside - 1])) or {}
            options = {name: json.dumps(value) for name, value in given.items()}
        while found := OPTION.fullmatch(lines[inside]):
            options[found[1]] = found[2].strip()
            inside += 1
        content = "\n".join(lines[inside:-1])
        return Directive(opening[2], opening[3].strip(), options, content, line, line + inside)

    def markdown(self, text: str, line: int) -> str:
        """Return text of the chapter as Markdown, with its directives put in."""
        return "".join(map(self.markdown_of, self.parts(text, line)))

    def markdown_of(self, part: str | Directive) -> str:
        """Return a part of the chapter as Markdown."""
        if isinstance(part, str):
            for marks, _ in HEADING.findall(re.sub(CODE, "", part, flags=FLAGS)):
                self.level = len(marks)
            return plain(part)
        if part.name in PICTURES:
            return f"\n{self.picture(part)}\n"
        if part.name not in DIRECTIVES:
            near = tables.nearest(part.name, [*DIRECTIVES, *PICTURES])
            raise self.wrong(part.line, f'a notebook cannot show the directive "{part.name}"{near}')
        return "\n" + DIRECTIVES[part.name](self, part).strip("\n") + "\n"

    def inside(self, directive: Directive) -> str:
        """Return the content of a directive as Markdown."""
        return self.markdown(directive.content, directive.inside).strip("\n")

    def picture(self, directive: Directive) -> str:
        """Return the words of a picture of the story."""
        # What stands in a debate is no text but its rows.
        slot = self.inside(directive) if directive.name != "debate" else ""
        try:
            html = filled(directive.name, directive.title, directive.options, directive.content)
        except LookupError as error:
            raise self.wrong(directive.line, f"{directive.name}: {error.args[0]}") from None
        return plain(as_markdown(html, slot))

    # Links and pictures ----------------------------------------------------------------------

    def link(self, found: re.Match) -> str:
        """Return a link to a chapter as one to its notebook, and to the same heading in it."""
        words, file, anchor = found["label"], found["file"], found["anchor"]
        chapter = self.path.with_name(file) if file else self.path
        name = f"{chapter.stem}.ipynb" if file else ""
        heading = heading_of(chapter, anchor) if anchor else ""
        return f"[{words}]({name}{f'#{heading}' if heading else ''})"

    def attach(self, directive: Directive) -> str:
        """Return the picture of a file, which the notebook then holds."""
        path = self.path.parent / directive.title
        if not path.is_file():
            raise self.wrong(directive.line, f'there is no file "{directive.title}" here')
        self.pictures[path.name] = path
        return f"![{directive.options.get('alt', '')}](attachment:{path.name})"


def attachment(path: Path) -> dict[str, str]:
    """Return a file as a notebook holds it."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {kind: base64.b64encode(path.read_bytes()).decode()}


def heading_of(chapter: Path, anchor: str) -> str:
    """Return the address that JupyterLab gives the heading that has an address on a page, or ""."""
    for _, words in HEADING.findall(text_of(chapter)):
        title = plain(words)
        if re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") == anchor:
            return quote(title.replace(" ", "-"))
    return ""


def by_heading(text: str) -> Iterator[str]:
    """Yield the text from heading to heading, so that a cell can be put between; none is empty."""
    ends = [found.start() for found in re.finditer(f"{CODE}|^(?P<head>#+ )", text, FLAGS)
            if found["head"]]  # fmt: skip
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        if piece := text[start:end].strip():
            yield outside_code(r"\n{3,}", lambda _: "\n\n", piece)


# Directives -----------------------------------------------------------------------------------

LABELS = {"seealso": "See also"}  # other kinds of box are called by their names


def box(chapter: Chapter, directive: Directive) -> str:
    """Return a box as a quotation with a bold first line, or one that opens."""
    titled = directive.title or LABELS.get(directive.name, capital(directive.name))
    if {"dropdown", "toggle"} & set(directive.options.get("class", "").split()):
        return details(titled, chapter.inside(directive))
    words = chapter.inside(directive)
    shown = f"**{titled}**\n\n{words}" if directive.title or directive.name != "margin" else words
    return "\n".join(f"> {line}".rstrip() for line in shown.split("\n"))


def dropdown(chapter: Chapter, directive: Directive) -> str:
    """Return a box that opens."""
    return details(directive.title, chapter.inside(directive))


def details(title: str, words: str) -> str:
    """Return words that open by a title."""
    return f"<details><summary>{plain(title)}</summary>\n\n{words}\n\n</details>"


def opened(chapter: Chapter, directive: Directive) -> str:
    """Return what stands in a box that only arranges."""
    return chapter.inside(directive)


def titled(chapter: Chapter, directive: Directive) -> str:
    """Return what stands in a part with a title."""
    return f"**{plain(directive.title)}**\n\n{chapter.inside(directive)}"


def shown_file(chapter: Chapter, directive: Directive) -> str:
    """Return a picture from a file, with its caption."""
    return f"{chapter.attach(directive)}\n\n{chapter.inside(directive)}"


def formula(chapter: Chapter, directive: Directive) -> str:
    """Return a formula that stands alone."""
    return f"$$\n{directive.content.strip()}\n$$"


def code(chapter: Chapter, directive: Directive) -> str:
    """Return a block of code that does not run."""
    return f"```{directive.title}\n{directive.content}\n```"


def button(chapter: Chapter, directive: Directive) -> str:
    """Return a link that looks like a button on a page."""
    return f"[{chapter.inside(directive) or directive.title}]({directive.title})"


def by_table(chapter: Chapter, directive: Directive) -> str:
    """Return what a table tells, each section under its heading."""
    marks = "#" * (chapter.level + 1)
    found = told.sections(directive.name, cite)
    return "\n\n".join(f"{marks} {title}\n\n{as_markdown(html)}" for title, _, html in found)


def cite(source: str, anchor: str | None = None):
    """Return a citation as a chapter writes it."""
    return f"{{passage}}`{source} | {anchor}`" if anchor else f"{{cite:p}}`{source}`"


def disagreements(chapter: Chapter, directive: Directive) -> str:
    """Return places where two sources differ, each under its heading."""
    marks = "#" * (chapter.level + 1)
    try:
        rows = listed(directive.content)
    except LookupError as error:
        raise chapter.wrong(directive.line, f"disagreements: {error.args[0]}") from None
    return "\n\n".join(
        f"{marks} {row['topic']}\n\n"
        + as_markdown(filled("disagree", row["id"], {}, has_heading=True))
        for row in rows
    )


def boards(chapter: Chapter, directive: Directive) -> str:
    """Return every board of a year."""
    try:
        return as_markdown(every_board(directive.title, cite))
    except LookupError as error:
        raise chapter.wrong(directive.line, f"boards: {error.args[0]}") from None


def data_package(chapter: Chapter, directive: Directive) -> str:
    """Return what each table holds."""
    return as_markdown(told.data_package())


def results(chapter: Chapter, directive: Directive) -> str:
    """Return one part of what the tests found."""
    try:
        return as_markdown(told.results(directive.title, chapter.path))
    except FileNotFoundError:
        words = f"there is no {told.RECORD} here: run `make accessibility` to make it"
        raise chapter.wrong(directive.line, words) from None


def bibliography(chapter: Chapter, directive: Directive) -> str:
    """Return every source: who, what, where, when, and what kind of source it is."""
    rows = sorted(sources().to_dict("records"), key=lambda row: row["label"].casefold())
    return "\n".join(f"- {entry(row)}" for row in rows)


def entry(row: dict) -> str:
    """Return one source in full."""
    title = f"**{row['title']}**"
    linked = f"[{title}]({target_of(row['url'])})" if row["url"] else title
    where = [row["publisher"] if row["author"] else "", say_date(row["date"] or "undated")]
    said = [
        row["author"] or row["publisher"] or "Unsigned", linked,
        ", ".join(filter(None, where)), row["about"].removesuffix("."),
        f"[Copy of {row['copied']}]({target_of(row['archived'])})" if row["archived"] else "",
    ]  # fmt: skip
    return " ".join(f"{words}{'' if ends_itself(words) else '.'}" for words in said if words)


def ends_itself(words: str) -> bool:
    """Tell whether words end with a mark of their own, whatever Markdown stands round them."""
    return re.sub(r"\]\(.*\)$|\*", "", words).endswith(("?", "!", "."))


BOXES = (
    "admonition", "note", "warning", "tip", "hint", "important", "caution", "attention", "danger",
    "error", "seealso", "margin", "sidebar", "topic",
)  # fmt: skip
DIRECTIVES: dict[str, Callable[[Chapter, Directive], str]] = {
    **dict.fromkeys(BOXES, box),
    **dict.fromkeys(["container", "tab-set", "grid"], opened),
    **dict.fromkeys(["tab-item", "grid-item-card", "card", "list-table"], titled),
    **dict.fromkeys(["figure", "image"], shown_file),
    **dict.fromkeys(["code-block", "code"], code),
    **dict.fromkeys(told.SECTIONS, by_table),
    "dropdown": dropdown,
    "math": formula,
    "button-link": button,
    "disagreements": disagreements,
    "boards": boards,
    "data-package": data_package,
    "accessibility-results": results,
    "bibliography": bibliography,
}
