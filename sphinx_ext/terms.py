"""Which words of a chapter are terms of ``data/names.csv``, for a page and for a notebook."""

import re
from collections.abc import Iterator

from widgets import tables

# What a reader meets as everyday words, or finds explained in the sentence itself.
PLAIN = {
    "system", "place", "neighbourhood", "footprint", "provider", "regulator", "trust", "vanguard",
    "procurement", "workaround", "statutory", "general practitioner", "social care",
    "integrated care", "local authority", "The King’s Fund", "NHS Providers",
}  # fmt: skip


def terms() -> dict[str, list[dict]]:
    """Return the meanings of each term by its words; "ICP" has three."""
    found: dict[str, list[dict]] = {}
    for row in tables.records("names"):
        term = row["term"].split(" (")[0]
        for words in filter(None, [term, row["abbreviation"]]):
            if words not in PLAIN:
                found.setdefault(words, []).append(row)
    return found


def pattern(known: list[str]) -> re.Pattern:
    """Return what finds any term as a whole word, the longest first, one or many."""
    words = "|".join(re.escape(term) for term in sorted(known, key=len, reverse=True))
    return re.compile(rf"\b({words})(?:s\b|\b)(?![\w-])", re.IGNORECASE)


def apart(find: re.Pattern, text: str) -> Iterator[re.Match]:
    """Yield the terms of a text, and of two that share words the one that ends later.

    The last word names the thing: a "system control total" is a control total.
    """
    match = find.search(text)
    while match:
        after = find.search(text, match.start() + 1)
        if not (after and after.start() < match.end() < after.end()):
            yield match
            after = find.search(text, match.end())
        match = after


class Mentions:
    """The terms that a chapter mentions, of which the first mention counts.

    Attributes
    ----------
    used : dict of str to list of dict
        The meanings of each term that was mentioned, by its words.
    """

    def __init__(self):
        self.known = terms()
        self.by_words = {words.casefold(): words for words in self.known}
        self.find = pattern(list(self.known))
        self.used: dict[str, list[dict]] = {}

    def new(self, text: str) -> Iterator[tuple[re.Match, str]]:
        """Yield where a text mentions a term that was not mentioned before, and its words."""
        for match in apart(self.find, text):
            words = self.by_words.get(match[1].casefold()) or self.by_words[match[0].casefold()]
            # "ACE" is not an ace: an abbreviation counts only as it is written. A term that was
            # mentioned by its initials is mentioned.
            written = not words.isupper() or match[1] == words
            if written and self.known[words] not in self.used.values():
                self.used[words] = self.known[words]
                yield match, words
