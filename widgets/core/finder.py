"""Find a place in England by the name that people know. ``finder.js`` does the same in the browser.

The names stand in ``data/councils.csv`` (the council, its everyday names, former districts, towns,
counties) and ``data/council_flows.csv`` (the parts of a council that was split, and their places).
A name of two places is asked about and never guessed.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .. import tables
from .markup import CORE
from .messages import Messages, Saying, say

KINDS = ("council", "county", "new-council", "also", "former", "town")  # the surest first
MOST = 8  # choices that are offered while a name is being typed
SHORTEST, SHORTEST_SLIP = 2, 4  # letters of a beginning, and of a name with a slip
POSTCODE = re.compile("[a-z]{1,2}[0-9][a-z0-9]?[0-9][a-z]{2}")
FIRST_HALF = re.compile("[a-z]{1,2}[0-9][a-z0-9]?")
POSTCODE_FINDER = "https://www.gov.uk/find-local-council"
MARK = re.compile("[\u0300-\u036f'’.]")  # accents, apostrophes and the point of "St."
# What stands round a name in the full title of a council.
BEFORE = re.compile(
    "^(the )?((london|royal|metropolitan) )?(borough|city|county|district) of (the )?"
)
AFTER = re.compile(
    "( (city|county|borough|district|metropolitan|town|unitary))?( council| authority)$"
)
SMALL = re.compile(r"\b(and|the|of|on|upon|in|le|under)\b")
COUNTY = re.compile(
    r" (County Council( \(to 2023\))?|\(metropolitan county\)|(Combined )?(County )?Authority)$"
)


@dataclass(frozen=True)
class Name:
    """A name, what it is the name of, and the places that it may mean.

    Parameters
    ----------
    name : str
    kind : str
        One of ``KINDS``.
    council : int
        The number of the council; -1 where it is of several.
    places : tuple of int
        The numbers of the places.
    """

    name: str
    kind: str
    council: int
    places: tuple[int, ...]
    words: str = field(init=False)

    def __post_init__(self):
        """Note the name in plain letters."""
        object.__setattr__(self, "words", plain(self.name))


@dataclass(frozen=True)
class Found:
    """What a name finds.

    Parameters
    ----------
    said : tuple of dict
        Sayings: what was found, or what is asked back.
    places : tuple of str
        The places that it may mean, ids of rows of ``council_flows``: one if it is clear which.
    choices : tuple of (dict, tuple of str)
        What a reader may choose among: a saying, and the places that it may mean.
    link : str
        An address that helps on, if there is one.
    """

    said: tuple[Saying, ...] = ()
    places: tuple[str, ...] = ()
    choices: tuple[tuple[Saying, tuple[str, ...]], ...] = ()
    link: str = ""

    def __str__(self):
        lines = [messages().fill(each) for each in self.said]
        lines += [f"- {messages().fill(each)}" for each, _ in self.choices]
        return "\n".join([*lines, *([self.link] if self.link else [])])

    @property
    def place(self) -> str:
        """The one place found, or ""."""
        return self.places[0] if len(self.places) == 1 and not self.choices else ""


@functools.cache
def messages() -> Messages:
    """Return the messages of the finder."""
    return Messages(CORE / "finder.ftl")


# Letters ----------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return a name in small letters without accents, marks and hyphens: "kings lynn"."""
    letters = MARK.sub("", unicodedata.normalize("NFD", text.lower())).replace("&", " and ")
    return re.sub(r"\bsaint\b", "st", re.sub("[^a-z0-9]+", " ", letters).strip())


def tight(text: str) -> str:
    """Return a plain name without spaces, as it stands with and without hyphens."""
    return text.replace(" ", "")


def bare(text: str) -> str:
    """Return a plain name without words that only say it is a council."""
    return AFTER.sub("", BEFORE.sub("", text))


def loose(text: str) -> str:
    """Return a plain name without spaces and small words, which people mix up."""
    return tight(SMALL.sub("", text))


def is_slip(one: str, other: str) -> bool:
    """Tell whether words differ by one letter: one more, one less, another, or two swapped."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    a, b = one[same:], other[same:]
    swapped = a[1::-1] == b[:2] and len(a) > 1 and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


# The names --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gazetteer:
    """The councils of England and the names that people use for them.

    Parameters
    ----------
    councils : list of list
        Name, then everyday names, former districts and towns (each as one text), then the parts:
        id, words, share and places of each; both words and places are empty for a whole council.
    groups : list of list
        Name, kind and the numbers of the councils: of counties, and of councils of 2023.
    """

    councils: list[list]
    groups: list[list]
    names: list[Name] = field(init=False, repr=False)
    places: list[tuple[int, list]] = field(init=False, repr=False)  # council and part

    def __post_init__(self):
        """Put every name beside the places that it may mean."""
        places = [(n, part) for n, council in enumerate(self.councils) for part in council[4]]
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "names", list(self._names()))

    def _names(self) -> Iterator[Name]:
        first, of_council = 0, []
        for number, (name, also, former, towns, parts) in enumerate(self.councils):
            all_of_it = tuple(range(first, first + len(parts)))
            of_council.append(all_of_it)
            first += len(parts)
            held = [set(_listed(part[3])) for part in parts]
            yield Name(name, "council", number, all_of_it)
            listed = {"also": also, "former": former, "town": towns}
            given = {name}
            for kind, text in [*listed.items(), *(("town", part[3]) for part in parts)]:
                for each in _listed(text):
                    if each not in given:
                        given.add(each)
                        some = tuple(
                            n for n, its in zip(all_of_it, held, strict=True) if each in its
                        )
                        yield Name(each, kind, number, some or all_of_it)
        for name, kind, numbers in self.groups:
            yield Name(name, kind, -1, tuple(n for each in numbers for n in of_council[each]))

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """How each place is called, by its id: the council, and the part of it."""
        return {
            part[0]: f"{self.councils[council][0]}: {part[1]}"
            if part[1]
            else self.councils[council][0]
            for council, part in self.places
        }

    # Finding.

    def find(self, asked: str) -> Found:
        """Return what a name finds, as it was typed."""
        asked = " ".join(asked.split())
        words = plain(asked)
        if POSTCODE.fullmatch(tight(words)):
            return self._postcode(asked)
        exact = self._exact(words)
        if exact:
            return self._answer(self._with_longer(exact, words))
        begun = self._begun(words) if len(tight(words)) >= SHORTEST else []
        if begun:
            said = say("begins", asked=asked, number=len(begun))
            return self._offer(said, begun[:MOST])
        if FIRST_HALF.fullmatch(words):
            return self._postcode(asked)
        if len(tight(words)) >= SHORTEST_SLIP:
            slips = self._slips(words)
            if slips and len({each.words for each in slips}) == 1:
                return self._answer(slips, say("slip", asked=asked, name=slips[0].name))
            if slips := slips or self._begun_with_slip(words):
                return self._offer(say("slips", asked=asked), slips[:MOST])
        return Found((say("nothing", asked=asked),) if asked else ())

    def _postcode(self, asked: str) -> Found:
        return Found((say("postcode", asked=asked),), link=POSTCODE_FINDER)

    def _exact(self, words: str) -> list[Name]:
        for wanted, form in ((words, tight), (bare(words), tight), (bare(words), loose)):
            asked = form(wanted)
            found = [each for each in self.names if asked and form(each.words) == asked]
            if found:
                return self._sorted(found)
        return []

    def _with_longer(self, exact: list[Name], words: str) -> list[Name]:
        """Add longer names that begin alike, unless a council or county has this very name."""
        if any(each.kind in KINDS[:3] for each in exact):
            return exact
        councils = {-1, *(each.council for each in exact)}
        longer = (each for each in self.names if each.words.startswith(f"{words} "))
        others = [each for each in longer if each.council not in councils]
        return [*exact, *self._sorted(others)]

    def _begun(self, words: str) -> list[Name]:
        begins, holds = [], []
        for each in self.names:
            if tight(each.words).startswith(tight(words)):
                begins.append(each)
            elif f" {words}" in each.words:
                holds.append(each)
        return [*self._sorted(begins), *self._sorted(holds)]

    def _slips(self, words: str) -> list[Name]:
        wanted = tight(words)
        return self._sorted(each for each in self.names if is_slip(wanted, tight(each.words)))

    def _begun_with_slip(self, words: str) -> list[Name]:
        wanted = tight(words)
        ends = range(len(wanted) - 1, len(wanted) + 2)
        begins = (
            each
            for each in self.names
            if any(is_slip(wanted, tight(each.words)[:end]) for end in ends)
        )
        return self._sorted(begins)

    def _sorted(self, some: Iterable[Name]) -> list[Name]:
        """Return names, the surest first, and of several that mean the same one."""
        first: dict[tuple, Name] = {}
        order = sorted(some, key=lambda each: (KINDS.index(each.kind), each.name, each.council))
        for each in order:
            itself = each.kind in ("council", "also")  # a council by several of its names
            first.setdefault((each.places if itself else each.words, each.council), each)
        return list(first.values())

    # Answering.

    def _answer(self, names: list[Name], *before: Saying) -> Found:
        """Say what some names mean, or ask which of them."""
        if len(names) > 1:
            return self._offer(say("which", name=names[0].name), names, *before)
        [name] = names
        if name.council < 0:
            councils = list(dict.fromkeys(self.places[n][0] for n in name.places))
            said = say(f"{name.kind}-of", name=name.name, number=len(councils))
            of_councils = [self._council(each) for each in councils]
            return self._offer(said, self._sorted(of_councils), *before)
        council = self.councils[name.council][0]
        if len(name.places) == 1:
            part = self.places[name.places[0]][1][1]
            said = say("found", label=self._label(name))
            if part:
                said = say("found-part", label=self._label(name), part=part)
            return Found((*before, said), self._ids(name))
        said = say("parts-of", name=name.name, council=council)
        if name.kind == "council":
            said = say("parts", council=council)
        return Found((*before, said), self._ids(name), self._parts(name))

    def _offer(self, said: Saying, names: list[Name], *before: Saying) -> Found:
        ids = dict.fromkeys(each for name in names for each in self._ids(name))
        choices = tuple((self._label(name), self._ids(name)) for name in names)
        return Found((*before, said), tuple(ids), choices)

    def _council(self, number: int) -> Name:
        places = tuple(n for n, (council, _) in enumerate(self.places) if council == number)
        return Name(self.councils[number][0], "council", number, places)

    def _parts(self, name: Name) -> tuple:
        parts = (self.places[n][1] for n in name.places)
        return tuple(
            (say("part", part=words, share=share), (own,)) for own, words, share, _ in parts
        )

    def _label(self, name: Name) -> Saying:
        values = {} if name.council < 0 else {"council": self.councils[name.council][0]}
        return say(name.kind, name=name.name, **values)

    def _ids(self, name: Name) -> tuple[str, ...]:
        return tuple(self.places[n][1][0] for n in name.places)


def _listed(text: str) -> list[str]:
    return text.split("; ") if text else []


@functools.lru_cache(maxsize=2)
def gazetteer(snapshot: tables.Snapshot) -> Gazetteer:
    """Return the names that the tables hold."""
    ways: dict[str, list] = {}
    for row in snapshot.records("council_flows"):
        part = [row["id"], row["part"] or "", row["share"], row["places"] or ""]
        ways.setdefault(row["ltla22_code"], []).append(part)
    rows = snapshot.records("councils")
    councils, groups = [], {}
    for number, row in enumerate(rows):
        lists = [row[column] or "" for column in ("also_called", "formed_from", "towns")]
        councils.append([row["name"], *lists, ways[row["ltla22_code"]]])
        for each in _listed(row["upper_tier"] or ""):
            groups.setdefault((COUNTY.sub("", each), "county"), []).append(number)
        if row["council_2023_code"] != row["ltla22_code"]:
            groups.setdefault((row["council_2023_name"], "new-council"), []).append(number)
    whole = [[name, kind, sorted(set(numbers))] for (name, kind), numbers in groups.items()]
    return Gazetteer(councils, sorted(whole))


def find(asked: str) -> Found:
    """Find a council, town, former district or county of England by its everyday name.

    Parameters
    ----------
    asked : str
        The name, in capitals or not, with or without accents and hyphens, "&" for "and", and with
        a slip of one letter.

    Returns
    -------
    Found
        Its ``place`` is the id of a row of ``council_flows``, or "" where there is more than one;
        then ``choices`` holds them. Printed, it says what was found.

    Examples
    --------
    >>> find("Farnham").place
    'waverley-farnham'
    """
    return gazetteer(tables.snapshot()).find(asked)


# The columns of council_flows that say in which area of each kind a place lies.
KINDS_OF_AREA = {
    "stp-2016": "stp_2016", "ics-first": "first_ics", "icb-2022": "icb_2022", "icb-2026": "icb_2026"
}  # fmt: skip


@functools.lru_cache(maxsize=2)
def within(snapshot: tables.Snapshot) -> dict[str, dict[str, str]]:
    """Return the area of each kind in which each place lies, by their ids; "" for none."""
    return {
        row["id"]: {kind: row[column] or "" for kind, column in KINDS_OF_AREA.items()}
        for row in snapshot.records("council_flows")
    }


def find_area(snapshot: tables.Snapshot, asked: str, kind: str) -> tuple[str | None, str]:
    """Find the area of a kind in which a place lies, by the name of the place.

    Returns
    -------
    (str or None, str)
        The id of the area, and ""; or "" and what was expected, in words that say what else the
        name may mean. Both are empty where no place has a name like it. The id is None where the
        place is found, and lies in no area of the kind.
    """
    known = gazetteer(snapshot)
    found = known.find(asked)
    if not found.place:
        return "", f"one place in England. {found}" if found.places else ""
    area = within(snapshot)[found.place][kind]
    if area:
        return area, ""
    none = messages().fill(say("lies-in-none", place=known.labels[found.place]))
    return None, f"a place in one of those that are shown. {none}"


def for_browser(snapshot: tables.Snapshot) -> dict:
    """Return what ``lookup.js`` needs: names and words to find places, and where each lies."""
    known = gazetteer(snapshot)
    words = {"councils": known.councils, "groups": known.groups, "words": messages().live}
    return {"gazetteer": words, "within": within(snapshot)}
