"""Slips in running text: roles, citations, links, and signs that were meant as markup."""

import re
from collections.abc import Callable, Iterator

from widgets import numbers
from widgets.problems import Problem, nearest, quoted

from ..diagrams import by_id
from ..in_words import ROLES
from ..source import Piece, pieces
from ..voices import sources
from .addresses import link_to, shown
from .blocks import bare, parted, readable_formula
from .page import Page

WHOLE = ("cite", "cite:p")
CITING = (*WHOLE, "passage")
KNOWN = [*ROLES, *numbers.ROLES, *CITING]
WORDS_OF_A_PASSAGE = range(3, 9)


def in_lines(page: Page) -> Iterator[Problem]:
    """Find what is wrong in running text: roles, links, pictures, and what is left over."""
    for block in page.blocks:
        found = pieces(block)
        for piece, after in zip(found, [*found[1:], None], strict=False):
            if look := LOOKS.get(piece.kind):
                yield from look(page, piece, after)


def text(page: Page, piece: Piece, after: Piece | None) -> Iterator[Problem]:
    """Find signs that were meant as markup, and would be published as they stand."""
    words = piece.token.content
    if after and after.kind == "code_inline" and (name := BEFORE_CODE.search(words)):
        inside = after.token.content
        if "{" in name[0] or "}" in name[0] or name[0] in KNOWN:
            meant = f"a role such as {{{bare(name[0].strip())}}}`{inside.strip()}`"
            yield page.problem(piece.line, quoted(f"{name[0]}`{inside}`"), meant, "role")
            words = words[: name.start()]
    for pattern, expected, rule in LEFT_OVER:
        if found := pattern.search(words):
            line = piece.line + words.count("\n", 0, found.start())
            yield page.problem(line, quoted(found[0]), expected, rule)
            return


# What stands before code as if it were a role: a name that touches it, or one in braces.
BEFORE_CODE = re.compile(r"(?:[A-Za-z][\w:-]*|\{[^{}]*\}?[ \t]*|[\w:-]*\}[ \t]*)$")
# What stands in the text though it was meant to be more, and what was meant.
FORMULA = r"\$\$|\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)|\\(?:begin|end)\{\w+\*?\}"
LEFT_OVER = [
    (re.compile(FORMULA), "a formula as {math}`a^2`", "left-over"),
    (re.compile(r"^#{1,6}[^#\s].*"), "a heading with a space behind its #", "left-over"),
    (re.compile(r"^(?:-[A-Za-z]|[•·]).*"), "an item that begins with `- `", "left-over"),
    (re.compile(r"\{\{.*?(\}\}|$)"), "words: the book puts nothing in for {{ }}", "left-over"),
    (re.compile(r"\{[A-Za-z][\w:-]*\}[^\s]*"), "a role such as {people}`id`", "role"),
    (re.compile(r"\{[A-Za-z][\w:-]*\S*`\S*"), "a role such as {people}`id`", "role"),
    (re.compile(r"!?\[[^\[\]]*\]\([^()]*\)?"), "a link such as [words](chapter.md)", "link"),
    (re.compile(r"\[\^[^\[\]]*\]"), "a footnote that the chapter has, as [^1]: words", "link"),
    (re.compile(r"\[[^\[\]]+\]\[[^\[\]]*\]"), "a link such as [words](chapter.md)", "link"),
    (re.compile(r"`+[^`]*"), "code between two signs `", "left-over"),
    (re.compile(r"\*\*\S.*|\S\*\*"), "two pairs of ** round bold words", "left-over"),
]


def known_role(page: Page, piece: Piece, after: Piece | None) -> Iterator[Problem]:
    """Find a role that is not known, or that names what no table has."""
    name, words = piece.token.meta["name"], piece.token.content
    if not words.strip():
        found = quoted(f"{{{name}}}`{words}`")
        yield page.problem(piece.line, found, "words between the two signs `", "role")
    elif name not in KNOWN and not name.startswith("bdg-"):
        expected = f"one that pages and notebooks can show{nearest(name, KNOWN)}"
        yield page.problem(piece.line, f'the role "{name}"', expected, "role")
    elif check := ROLE_CHECKS.get(name):
        yield from check(page, piece.line, name, words)


def label(page: Page, line: int, name: str, words: str) -> Iterator[Problem]:
    """Find a reference to a label that no chapter has."""
    aim, known = target(words), page.book.labels
    if aim not in known:
        expected = f"a label of a chapter{nearest(aim, known)}"
        yield page.problem(line, f"{{ref}} to {quoted(aim)}", expected, "link")


def document(page: Page, line: int, name: str, words: str) -> Iterator[Problem]:
    """Find a reference to a chapter that is not there."""
    yield from link_to(page, line, f"{target(words).removesuffix('.md')}.md")


def formula(page: Page, line: int, name: str, words: str) -> Iterator[Problem]:
    """Find a formula that cannot be read."""
    yield from readable_formula(page, line, words)


def number(page: Page, line: int, name: str, words: str) -> Iterator[Problem]:
    """Find a number that no table has."""
    if page.book.has_tables:
        try:
            numbers.ROLES[name](words)
        except LookupError as error:
            yield page.problem(line, *parted(name, error, "what a table has"), "role")


def target(words: str) -> str:
    """Return what a reference leads to, which may stand in angle brackets."""
    found = re.search(r"<([^<>]+)>$", words)
    return found[1] if found else words


def citation(page: Page, line: int, name: str, words: str) -> Iterator[Problem]:
    """Find a citation of what is no source, or of an article without its passage."""
    if not page.book.has_tables:
        return
    keys, bar, anchor = words.partition("|")
    known = sources()
    for key in map(str.strip, keys.split(",") if name != "passage" else [keys]):
        if key not in known.index:
            found = f"{name}: {quoted(key)}"
            expected = f"the id of a source in data/sources.csv{nearest(key, known.index)}"
            yield page.problem(line, found, expected, "citation")
        elif name == "passage":
            yield from passage(page, line, key, anchor.strip() if bar else "")


def whole_articles(page: Page) -> Iterator[Problem]:
    """Find an article that is cited without a passage, though what is told stands in one."""
    if not page.book.has_tables:
        return
    for block in page.blocks:
        roles = [each for each in pieces(block) if each.kind == "myst_role"]
        as_whole = {article for each in roles for article in told_of_whole(each)}
        for each in roles:
            name = each.token.meta["name"]
            for key in map(str.strip, each.token.content.split(",")):
                if name in WHOLE and key in articles() and key not in as_whole:
                    found = f"{{{name}}} of the article {key}"
                    meant = f"{{passage}}`{key} | words of the passage`"
                    yield page.problem(each.line, found, meant, "citation")


def articles() -> list[str]:
    """Return the ids of the articles."""
    known = sources()
    return list(known.index[known["article"] != ""])


def told_of_whole(role: Piece) -> list[str]:
    """Return the sources of a figure that no passage gives, such as how many comments there are."""
    key = role.token.content
    if role.token.meta["name"] == "figure":
        key = by_id("figures").get(key, {}).get("row", "")
    elif role.token.meta["name"] != "day":
        return []
    return by_id("events").get(key, {"source": ""})["source"].split()


def passage(page: Page, line: int, source: str, anchor: str) -> Iterator[Problem]:
    """Find a passage of what is no article, or of too few words or too many."""
    if not sources().loc[source, "article"]:
        found = f"a passage of {source}, which is no article of this book"
        yield page.problem(line, found, f"{{cite:p}}`{source}`", "citation")
    number = len(anchor.split())
    if number not in WORDS_OF_A_PASSAGE:
        few, many = WORDS_OF_A_PASSAGE[0], WORDS_OF_A_PASSAGE[-1]
        found = f"a passage of {number} words, {quoted(anchor)}"
        yield page.problem(line, found, f"{few} to {many} words of {source}", "citation")


def link(page: Page, piece: Piece, after: Piece | None) -> Iterator[Problem]:
    """Find a link that leads nowhere, or that no reader could follow safely."""
    yield from link_to(page, piece.line, str(piece.token.attrs.get("href", "")))
    if after and after.kind == "link_close":
        yield page.problem(piece.line, "a link without words", "words to follow", "link")


def picture_in_line(page: Page, piece: Piece, after: Piece | None) -> Iterator[Problem]:
    """Find a picture that no page would show."""
    yield from shown(page, piece.line, str(piece.token.attrs["src"]), piece.token.content)


LOOKS: dict[str, Callable[[Page, Piece, Piece | None], Iterator[Problem]]] = {
    "text": text,
    "myst_role": known_role,
    "link_open": link,
    "image": picture_in_line,
}
ROLE_CHECKS: dict[str, Callable[[Page, int, str, str], Iterator[Problem]]] = {
    **dict.fromkeys(numbers.ROLES, number),
    **dict.fromkeys(CITING, citation),
    "ref": label,
    "doc": document,
    "math": formula,
}
