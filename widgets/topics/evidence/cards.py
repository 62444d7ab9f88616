"""The cards: what each says of a claim, of what answers it, and of what was found later."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...core.formats import capital, say_date
from .model import Book

TITLES = {"Dr", "Mr", "Mrs", "Ms", "Revd"}  # which give a name no initial


@dataclass(frozen=True)
class Cards:
    """What the cards say of the claims of one figure.

    Parameters
    ----------
    book : Book
        The tables around the claims.
    claims : dict of str to dict
        The completed claims of the figure by their ids. A card links to these alone.
    id_of : callable
        Gives the id that the card of a claim has in the page.
    say : callable
        Gives the text of a message.
    """

    book: Book
    claims: dict[str, dict]
    id_of: Callable[[str], str]
    say: Callable[..., str]

    def card(self, claim: str) -> dict:
        """Return what the template writes on the card of a claim, and in its mark."""
        row, book = self.claims[claim], self.book
        return {
            **row,
            "id": self.id_of(claim),
            "mark": self.say("mark-found" if row["later"] else "mark", stance=row["stands"]),
            "face": self._face(row),
            "cited": self._cited(row["source"], row["anchor"]),
            "answers": list(self._links(book.answers.get(claim, []), "answers")),
            "answered": list(self._links(book.answered.get(claim, []), "claim")),
            "findings": [self._finding(link) for link in book.found.get(claim, [])],
        }

    def _face(self, row: dict) -> dict:
        """Return the badge of who speaks: initials, and whether as author, reader or body."""
        speaker = self.book.speakers.get(row["speaker"], {})
        kind = "author" if speaker.get("role") else "body"
        return {
            "kind": "reader" if row["voice"] == "comment" else kind,
            "initials": initials(row["name"]),
        }

    def _cited(self, source: str, anchor: str) -> dict:
        """Return how a card cites its source; one that the book lacks has its id as label.

        The browser makes of the address that of the passage.
        """
        label = self.book.source_names.get(source, source)
        return {
            "url": self.book.sources.get(source, {}).get("url"), "label": label, "anchor": anchor
        }  # fmt: skip

    def _links(self, links: list[dict], end: str) -> Iterable[dict]:
        """Yield the claims at the other end of links, if they stand in the figure."""
        side = "answers" if end == "answers" else "answered"
        for link in links:
            if other := self.claims.get(link[end]):
                yield {
                    "how": self.say(f"{side}.{link['how']}"),
                    "id": self.id_of(link[end]),
                    "name": other["name"],
                    "stance": other["stance"],
                    "face": self._face(other),
                    "why": link["why"],
                }

    def _finding(self, link: dict) -> dict:
        source = self.book.sources[link["source"]]
        by = [link["authors"] or source["publisher"], link["date"] and say_date(link["date"])]
        return {
            **link,
            "words": capital(self.say(f"later.{link['how']}")),
            "cited": {"url": source["url"], "label": ", ".join(filter(None, by)), "anchor": ""},
        }


def initials(name: str) -> str:
    """Return two letters for a name: of its first word and its last, or of its only one."""
    words = [word for word in re.findall(r"\w+", name) if word not in TITLES]
    letters = words[0][:2] if len(words) == 1 else "".join(word[0] for word in words)
    return (letters[:1] + letters[1:][-1:]).upper()
