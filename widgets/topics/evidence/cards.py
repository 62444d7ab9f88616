"""The cards: what each says of a claim, of what answers it, and of what was found later."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...core.formats import capital, say_date
from .model import Book


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

    def _face(self, row: dict) -> str:
        """Return the shape of the badge of who speaks, unless it is an author's, which is round."""
        if row["voice"] == "comment":
            return "reader"
        return "" if self.book.speakers.get(row["speaker"], {}).get("role") else "body"

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
