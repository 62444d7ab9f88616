"""The cards of the list: what each says of a claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...core.formats import capital, passage_url, say_date
from .model import Book


@dataclass(frozen=True)
class Cards:
    """What the cards say of the claims of one list.

    Parameters
    ----------
    book : Book
        The tables around the claims.
    claims : dict of str to dict
        The completed claims of the list by their ids. A card links to these alone.
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
        """Return what the template writes on the card of a claim."""
        row, book = self.claims[claim], self.book
        return {
            **row,
            "id": self.id_of(claim),
            "stance_words": capital(self.say(f"stance.{row['stance']}")),
            "cited": self._cited(row["source"], row["anchor"]),
            "thread": [
                *self._links(book.answers.get(claim, []), "answers"),
                *self._links(book.answered.get(claim, []), "claim"),
            ],
            "found": [self._finding(link) for link in book.found.get(claim, [])],
        }

    def _cited(self, source: str, anchor: str) -> dict:
        """Return how a card cites its passage; a source that the book lacks has its id as label."""
        label = self.book.source_names.get(source, source)
        url = self.book.sources.get(source, {}).get("url")
        passage = passage_url(url, anchor) if url and anchor else url
        return {"url": passage, "label": label, "anchor": anchor}

    def _links(self, links: list[dict], end: str) -> Iterable[dict]:
        """Yield the claims at the other end of links, if they stand in the list."""
        side = "answers" if end == "answers" else "answered"
        for link in links:
            if other := self.claims.get(link[end]):
                yield {
                    "how": self.say(f"{side}.{link['how']}"),
                    "id": self.id_of(link[end]),
                    "name": other["name"],
                    # Once, at the claim that is answered: the other card is a click away.
                    "why": link["why"] if side == "answered" else "",
                }

    def _finding(self, link: dict) -> dict:
        source = self.book.sources[link["source"]]
        by = [link["authors"] or source["publisher"], link["date"] and say_date(link["date"])]
        study = {"url": source["url"], "label": link["study"] or source["title"], "anchor": ""}
        return {
            **link,
            "how": capital(self.say(f"later.{link['how']}")),
            "by": ", ".join(filter(None, by)),
            "cited": study,
        }
