"""What a check finds wrong in a file: one form for tables, chapters and settings.

Each checker gives :class:`Problem` objects, and none stops at the first. ``make check`` and the
build print them alike, and on a build server as annotations beside the line. What each rule asks
for, why, and how to mend a file that breaks it stands in ``RULES.md`` under the rule's id.
"""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

RULES = "RULES.md"
ALIKE = 10  # problems of one kind in one column that are printed


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it must be, and where.

    Parameters
    ----------
    file : str
        The file from the root of the repository, such as "data/footprints.csv".
    row : int or None
        The line of the file, as a text editor counts from 1. A record of a table with line breaks
        inside quotation marks has the number of the line on which it starts. None when the whole
        file is at fault.
    column : str or None
        The column of a table, or None.
    value : str
        What stands there, "" for an empty cell. Without a column: what was found, in words.
    expected : str
        What should have stood there, in words.
    rule : str
        The id of the rule, which is a heading of RULES.md.
    fix : str
        A sentence without its full stop that says how to mend it, where that is known.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    expected: str
    rule: str = ""
    fix: str = ""

    @property
    def place(self) -> str:
        """Return the place in words: the file, then the row or the line, then the column."""
        # A table in a notebook has no file, and counts in rows as a CSV does.
        word = "row" if PurePosixPath(self.file).suffix in (".csv", "") else "line"
        row = self.row and f"{word} {self.row}"
        column = self.column and f"column {_on_one_line(self.column)}"
        return ", ".join(filter(None, (self.file, row, column)))

    @property
    def message(self) -> str:
        """Return in one line where it is, what was found and what was expected."""
        found = self.value if self.column is None else quoted(self.value)
        return f"{self.place}: found {found}; expected {self.expected}"

    @property
    def address(self) -> str:
        """Return where the rule is explained: in the repository, or on the server that builds."""
        server, repository = os.getenv("GITHUB_SERVER_URL"), os.getenv("GITHUB_REPOSITORY")
        if not (server and repository):
            return f"{RULES}#{self.rule}"
        return f"{server}/{repository}/blob/{os.getenv('GITHUB_SHA', 'HEAD')}/{RULES}#{self.rule}"

    def __str__(self):
        """Return the printed form: the message, the fix and the address, in one line."""
        fix = f" Fix: {self.fix}." if self.fix else ""
        rule = f" See {self.address}" if self.rule else ""
        return f"{self.message}.{fix}{rule}" if fix or rule else self.message

    def annotation(self) -> str:
        """Return the command that makes a build server of GitHub show it beside its line."""
        properties = {"file": self.file, "line": self.row, "title": self.rule}
        told = ",".join(f"{key}={_escaped(str(v), ',:')}" for key, v in properties.items() if v)
        return f"::error {told}::{_escaped(str(self))}"


def _escaped(text: str, more: str = "") -> str:
    """Return text as a workflow command takes it: signs that would end it as %XX."""
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + more else sign for sign in text)


def lines_of(problems: Iterable[Problem]) -> list[str]:
    """Return what is printed for some problems, with annotations where GitHub builds.

    Of many that are alike in one column, the first few are printed and the others counted.
    """
    problems = list(problems)
    kinds = [(each.file, each.column, each.rule) for each in problems]
    many, seen, lines = Counter(kinds), Counter(), []
    for each, kind in zip(problems, kinds, strict=True):
        seen[kind] += 1
        if seen[kind] <= ALIKE:
            lines.append(str(each))
            if os.getenv("GITHUB_ACTIONS"):
                lines.append(each.annotation())
        elif seen[kind] == many[kind]:
            place = Problem(each.file, None, each.column, "", "").place
            lines.append(f"{place}: {many[kind] - ALIKE} more like these")
    return lines


def quoted(text: str) -> str:
    """Return a value as it may stand in a message: on one line, short, invisible signs shown."""
    return f'"{_on_one_line(text)}"' if text else "nothing"


def _on_one_line(text: str) -> str:
    short = text if len(text) <= 120 else f"{text[:119]}…"
    return "".join(s if s.isprintable() else s.encode("unicode_escape").decode() for s in short)


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a hint at the word meant: one that the text begins, else one that looks like it."""
    begun = sorted(word for word in known if text and word.startswith(text))
    close = begun or get_close_matches(text.lower(), sorted(known), n=1)
    return f' (nearest: "{close[0]}")' if close else ""
