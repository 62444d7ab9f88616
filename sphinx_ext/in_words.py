"""The roles of a chapter in Markdown that every notebook understands: text in, text out.

A number is printed, a term leads to its meaning, and citations are numbers that lead to the notes.
Whoever points at a term or a number reads what it says.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from widgets import numbers, tables
from widgets.core.formats import capital

from .terms import Mentions
from .voices import PUNCTUATION, SENTENCE_ENDS, Group, Note, Page, beginning, merged, named, sources

SOURCES = "Sources of this page"  # the heading of the notes

FLAGS = re.DOTALL | re.MULTILINE
TICKS = r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code in a line
CODE = rf"^(?P<fence>`{{3,}})[^\n]*\n.*?^(?P=fence)[ \t]*$|{TICKS}"  # or in a block
ROLE = r"\{(?P<role>[A-Za-z][\w:-]*)\}`(?P<words>[^`]*)`"
CITED = r"\{(?:cite|cite:p|passage)\}`[^`]+`"
TARGET = r"\((?:[^()\"]|\"[^\"]*\")*\)"  # of a link, with or without a title
# No term is marked in a heading, a role, a link, an element of HTML or an address.
UNMARKED = rf"^#[^\n]*|{ROLE}|!?\[[^\]]*\](?:{TARGET}|\[[^\]]*\])|<[^<>]+>|https?://\S+"
# Between two paragraphs or items stands an empty line, a line's end, or a block of code.
BETWEEN = r"(^`{3,}[^\n]*\n.*?^`{3,}[ \t]*$|\n\s*\n|\n(?=\s*(?:[-*>|]|\d+\.) ))"


def outside_code(pattern: str, replace: Callable, text: str) -> str:
    """Return text in which a pattern is replaced wherever it does not stand in code."""
    whole = re.compile(f"{CODE}|(?P<found>{pattern})", FLAGS)
    return whole.sub(lambda found: found[0] if found["found"] is None else replace(found), text)


# Roles ----------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return text with its roles put in, but for citations, and what only MyST knows made plain."""
    text = outside_code(ROLE, lambda found: role(found["role"], found["words"]), text)
    text = outside_code(r"^(?:\([\w-]+\)=\n|%[^\n]*(?:\n|\Z))", lambda _: "", text)  # and comments
    text = outside_code(r"^(?P<foot>\[\^\w+\]):|\[\^(?P<note>\w+)\]", footnote, text)
    return outside_code(r"^(?P<term>[^\n:][^\n]*)\n+: +(?P<means>[^\n]+)", defined, text)


def role(name: str, words: str) -> str:
    """Return what a role prints; a citation stays as it is, for it needs to know the others.

    Raises
    ------
    LookupError
        If no such role is known, or if it names what no table has.
    """
    if name in numbers.ROLES:
        try:
            return numbers.ROLES[name](words)
        except LookupError as error:
            raise LookupError(f"{name}: {error.args[0]}") from None
    if name in {"cite", "cite:p", "passage"}:
        for source, _ in passages(written := f"{{{name}}}`{words}`"):
            if source not in sources().index:
                near = tables.nearest(source, sources().index)
                raise LookupError(f'{name}: "{source}" is not in data/sources.csv{near}')
        return written
    kind = "bdg" if name.startswith("bdg-") else name
    if kind not in ROLES:
        near = tables.nearest(name, [*ROLES, *numbers.ROLES, "cite:p", "passage"])
        raise LookupError(f'a notebook cannot show the role "{name}"{near}')
    return ROLES[kind](words)


def referred(words: str) -> str:
    """Return the words of a reference, without its target."""
    return re.sub(r"\s*<[^<>]+>$", "", words)


ROLES = {
    "sub": "<sub>{}</sub>".format,
    "sup": "<sup>{}</sup>".format,
    "kbd": "<kbd>{}</kbd>".format,
    "math": "${}$".format,
    "bdg": "**{}**".format,
    "octicon": lambda words: "",  # a drawing beside words
    "ref": referred,
    "doc": referred,
}


def footnote(found: re.Match) -> str:
    """Return a footnote, or a number that leads to it, as a small word."""
    return f"<sup>{found['foot'][2:-1] if found['foot'] else found['note']}</sup>"


def defined(found: re.Match) -> str:
    """Return a term and what it means as an item."""
    return f"- **{found['term']}**: {found['means']}"


# Terms and citations --------------------------------------------------------------------------


def marked(text: str, mentions: Mentions) -> str:
    """Return text in which the first mention of each term leads to its meaning, and tells it."""
    pieces, end = [], 0
    for found in re.finditer(f"{CODE}|{UNMARKED}", text, FLAGS):
        pieces += [*linked(text[end : found.start()], mentions), found[0]]
        end = found.end()
    return "".join([*pieces, *linked(text[end:], mentions)])


def linked(words: str, mentions: Mentions) -> Iterator[str]:
    """Yield the pieces of words in which terms may be marked, with the new terms as links."""
    end = 0
    for match, term in mentions.new(words):
        yield words[end : match.start()]
        yield mention(match[0], mentions.used[term])
        end = match.end()
    yield words[end:]


def mention(words: str, rows: list[dict]) -> str:
    """Return a term as a link; whoever points at it reads what it means."""
    meanings = [f"{capital(row['plain'])}. {row['meaning']}" for row in rows]
    if len(rows) > 1:
        meanings.insert(0, f"“{words}” has {len(rows)} meanings.")
    return f"[{words}](words.ipynb {as_title(' '.join(meanings))})"


def as_title(words: str) -> str:
    """Return words as the title of a link."""
    return '"{}"'.format(re.sub(r'"([^"]*)"', r"“\1”", words).replace('"', "”"))


def passages(text: str) -> list[tuple[str, str]]:
    """Return each source that a text cites, with the words of the passage or ""."""
    found = []
    for citation in re.finditer(f"{CODE}|(?P<cited>{CITED})", text, FLAGS):
        if citation["cited"]:
            source, _, anchor = citation["cited"].split("`")[1].partition("|")
            found += [(key.strip(), anchor.strip()) for key in source.split(",")]
    return found


def numbered(text: str, page: Page) -> str:
    """Return text with numbers in place of its citations; those that can be merged have one."""
    blocks = re.split(BETWEEN, text, flags=FLAGS)
    blocks[::2] = [numbered_block(block, page) for block in blocks[::2]]
    return "".join(blocks)


def numbered_block(text: str, page: Page) -> str:
    """Return a paragraph or an item with numbers behind the punctuation that follows citations."""
    together = rf"\s*(?P<cites>{CITED}(?:\s*{CITED})*)(?P<end>{PUNCTUATION.pattern})"
    between, found, end = [], [], 0
    for match in re.finditer(f"{TICKS}|{together}", text, FLAGS):
        if match["ticks"]:
            continue
        between.append(text[end : match.start()] + match["end"])
        said = bare("".join(between))
        begins = beginning(SENTENCE_ENDS.split(said)[-1])
        cited = [(source, anchor, begins) for source, anchor in passages(match["cites"])]
        found.append(Group(len(found), cited, between[-1]))
        end = match.end()
    numbers_of = {
        group.place: raised(page.notes_of(group)) if keeps else "" for group, keeps in merged(found)
    }
    told_so_far = (words + numbers_of[place] for place, words in enumerate(between))
    return "".join([*told_so_far, text[end:]])


def bare(text: str) -> str:
    """Return Markdown as it reads, for the first words of a sentence."""
    text = re.sub(rf"\[([^\]]*)\]{TARGET}", r"\1", text)
    return re.sub(r"\*\*|<[^<>]+>|^\s*(?:[-*>]|\d+\.) ", "", text)


def raised(notes: Iterable[Note]) -> str:
    """Return the numbers of some notes, as small as on a page."""
    return f"<sup>{', '.join(map(number, notes))}</sup>"


def number(note: Note) -> str:
    """Return the number of a note as a link to the notes; pointed at, it says who says what."""
    names = [named(note.source, anchor) for anchor in note.passages]
    who = ", ".join(dict.fromkeys([*filter(None, names), note.row["label"]]))
    words = " … ".join(note.passages)
    told_in_title = as_title(f"{who}: {words}" if words else who)
    return f"[{note.number}](#{SOURCES.replace(' ', '-')} {told_in_title})"
