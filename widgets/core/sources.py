"""How the book names a source and who speaks in it: the one place for pages and figures."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from string import ascii_lowercase

INFERRED = " (inferred)"  # the tables' word for an author or a publisher that nobody has stated


def names_of(rows: Iterable[Mapping]) -> dict[str, str]:
    """Return how each source is named: who, and when.

    A name fits in brackets after a sentence and beside a mark in a figure: "King's Fund long
    read, 2018", "Sanderson and others, 2023", "Health and Care Act 2022". It is the column `short`
    where that is filled, else made of the author or the publisher. A law goes by its title.

    Parameters
    ----------
    rows : iterable of mappings
        Every row of the sources table, as `tables.records("sources")` gives them: with `id`,
        `title`, `author`, `publisher`, `date`, `kind` and `short`. An empty cell is None or "".

    Returns
    -------
    dict of str to str
        The name of each source by its id, in the order of the rows. No two are the same: where
        `short`, author and year do not tell two sources apart, each has a letter.
    """
    plain = {row["id"]: name(row) for row in rows}
    total, seen, result = Counter(plain.values()), Counter(), {}
    for key, each in plain.items():
        seen[each] += 1
        result[key] = f"{each} {letters(seen[each])}" if total[each] > 1 else each
    return result


def name(row: Mapping) -> str:
    """Return who and when, as it is before another source may have the same name."""
    stated = who(row)
    year = (row["date"] or "")[:4] or "undated"
    return stated if year in stated else f"{stated}, {year}"


def who(row: Mapping) -> str:
    """Return who speaks in a source, and whether that is inferred."""
    behind = row["author"] or row["publisher"] or "Unsigned"
    inferred = INFERRED if behind.endswith(INFERRED) else ""
    behind = behind.removesuffix(INFERRED)
    if row.get("short"):
        return row["short"] + inferred
    if row["kind"] == "legislation":
        return re.split(r" \((?:SI|c\.)", row["title"])[0]
    return (surname(behind) if row["author"] else body(behind)) + inferred


def surname(author: str) -> str:
    """Return the surname of one author or the first of several; a committee is a body."""
    if author.endswith(("Committee", "Unit")):
        return author
    first, *others = re.split(r", | and ", author)
    return first.split()[-1] + (" and others" if others else "")


def body(publisher: str) -> str:
    """Return a publisher without the site that copies it or the series in which it stands."""
    return re.split(r" \(|, (?=[a-z])", publisher)[0]


def voices_of(
    claims: Iterable[Mapping], passages: Iterable[Mapping]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return whose words a passage holds, where the tables say so.

    Parameters
    ----------
    claims, passages : iterable of mappings
        The rows of these tables, each with `source`, `anchor`, `speaker` and `voice`.

    Returns
    -------
    dict of (str, str) to (str, str)
        The speaker's id and the voice ("author", "reported" or "comment") by source and anchor. A
        passage on which claims of several speakers rest is the author's, if one of them is.
    """
    rows = sorted([*claims, *passages], key=lambda row: row["voice"] == "author")
    return {(row["source"], row["anchor"]): (row["speaker"], row["voice"]) for row in rows}


def letters(number: int) -> str:
    """Return 1 as "a", 26 as "z", 27 as "aa"."""
    return ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)
