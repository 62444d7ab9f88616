"""Search: what can be found, each thing at its own address, in one file.

A browser fetches the file when a reader asks, and not before. It is a script, because a page that
is opened from the disk may read nothing else beside it: what looks for answers, from the theme, and
after it the index.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from widgets import tables
from widgets.core import scripts
from widgets.core.figure import messages_of
from widgets.core.formats import capital, say_date
from widgets.core.markup import CORE

from .voices import sources

ANSWERS = "_static/answers.js"
LOOKS = Path(__file__).parent.parent / "theme" / "static" / "answers.js"
INDEX = "var searchIndex = "

# The kinds of thing that can be found: one of them, and several.
KINDS = {
    "Chapter": "Chapters",
    "About the book": "Lessons, and about the book",
    "Word": "Words",
    "Area": "Areas",
    "Council": "Councils and their towns",
    "Person or body": "People and bodies who speak",
    "Claim": "Claims",
    "Finding": "Findings",
    "Event": "Events",
    "Place or body": "Places and bodies named",
    "Source": "Sources",
}
NAMES = (
    "Word",
    "Area",
    "Council",
    "Person or body",
    "Place or body",
)  # whose titles are names, not sentences

# What is offered before a reader has typed a letter: places, or the beginnings of pages.
BEGIN = (
    "book/words.html#stp-partnership", "book/words.html#ics-statutory",
    "book/words.html#icp-statutory", "book/words.html#aco",
    "book/why-integrate.html", "book/what-happened-next.html", "book/cuts-or-privatisation.html",
)  # fmt: skip

# Everyday words and phrases, and words of the book that mean as much: who asks for one is shown the
# other too. A term that is spelt out finds its letters without being listed.
ALSO = {
    "American": "states", "axe": "abolish", "balance the books": "balance",
    "bid": "tender contest", "bidding war": "contest tender", "boss": "chief leader",
    "budget": "money", "bureaucracy": "tier layer management", "cash": "money", "charge": "pay",
    "cheap": "save", "close": "abolish end", "commercial": "private", "commission": "buy",
    "company": "firm", "complain": "object", "condition": "criteria must show",
    "council": "councillor", "data sharing": "notes", "debt": "deficit",
    "disappear": "ended merge", "doctor": "GP", "elderly": "older", "employ": "staff",
    "employee": "staff", "extra": "another further new", "fee": "charge pay", "finance": "money",
    "financial": "money", "firm": "company", "free at the point of use": "charge tax",
    "funding": "money", "ICB": "board", "ICS": "system", "illegal": "lawful court",
    "job": "posts staff", "judge": "court", "lawsuit": "court", "layer": "tier",
    "left out": "exclude", "live longer": "expectancy", "manager": "management", "merge": "join",
    "merger": "merge", "move": "shift transfer", "operation": "treat", "organisation": "body",
    "overspend": "deficit", "pensioner": "older", "privacy": "data",
    "privatise": "privatisation private", "procurement": "tender contest", "quit": "leave",
    "resident": "public citizen", "scrap": "abolish", "sell off": "privatisation",
    "shake": "merge join", "shut": "abolish end", "spend": "spent cost", "sue": "court",
    "surgery": "practice GP", "tender": "contest bid", "tier": "layer", "town hall": "council",
    "tribunal": "court", "trust": "body organisation", "USA": "states", "vanish": "ended merge",
    "walk away": "leave", "watchdog": "Healthwatch regulator", "withdraw": "leave",
    "worker": "staff",
}  # fmt: skip

# Pages that teach, or tell of the book: who asks wants first what the book is about.
ABOUT = {
    "accessibility", "add-your-area", "data", "date-a-document", "grade-evidence",
    "how-claims-are-graded", "how-this-book-was-made", "read-a-table", "teach", "weigh-contracts",
}  # fmt: skip

# What is no running text of a section: what is found by itself, and notes on it.
APART = {"h1", "h2", "h3", "h4", "figure", "script", "dl", "section", "form"}
APART_CLASSES = {
    "kicker", "onpage", "headerlink", "run-it", "meanings", "boards", "source-list", "citation",
    "source", "side", "page-sources", "feedback",
}  # fmt: skip
# Elements that end no word and begin none.
WITHIN_WORDS = ("a", "abbr", "b", "button", "cite", "code", "em", "i", "span", "strong", "sup")


@dataclass(frozen=True)
class Record:
    """What can be found: what kind of thing it is, its name, its words, and where it stands.

    ``known_as`` holds what else it goes by: the letters of a term, the codes of an area; ``names``
    the names of what lies within it, each of which finds it too.
    """

    kind: str
    title: str
    words: str
    address: str
    known_as: str = ""
    names: str = ""


def setup(app):
    """Give the book a page of results, and write what answers once all pages are there."""
    app.connect("builder-inited", replace_search)
    app.connect("site-copied", write_answers)
    app.add_js_file("search.js", defer="")


def replace_search(app):
    """Leave out Sphinx's search, but for the address of its page."""
    app.builder.search = False
    app.config.html_additional_pages = {"search": "search.html"}


def write_answers(app, site):
    """Write the script that answers beside the pages."""
    (site / ANSWERS).write_text(answers([*sections(site), *rows()]), "utf8")


def answers(records: list[Record]) -> str:
    """Return the script that answers from records."""
    first = {}  # the number of the first record of each page, and that of each place
    for number, record in enumerate(records):
        for place in (record.address, record.address.partition("#")[0]):
            first.setdefault(place, number)
    content = {
        "kinds": KINDS,
        "names": NAMES,
        "also": {word: others.lower().split() for word, others in ALSO.items()},
        "begin": [first[place] for place in BEGIN if place in first],
        "records": [fields(record) for record in records],
    }
    index = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    slip = scripts.read(CORE / "slip.js").code
    return f"{slip}\n{LOOKS.read_text('utf8')}{INDEX}{index};\n"


def fields(record: Record) -> list[str]:
    """Return the fields of a record, without empty ones at the end."""
    values = [*astuple(record)]
    while not values[-1]:
        values.pop()
    return values


# What stands in the chapters ------------------------------------------------------------------


def sections(site: Path) -> Iterator[Record]:
    """Yield each section of each chapter, without the sections in it and what rows say."""
    for path in sorted((site / "book").glob("*.html")):
        page = BeautifulSoup(path.read_text("utf8"), "html.parser")
        title = heading(page.article)
        kind = "About the book" if path.stem in ABOUT else "Chapter"
        for section in page.article.select("section[id]"):
            name = heading(section)
            words = " ".join("".join(own_words(section.children)).split())
            if len(words.split()) > 5:
                full = name if name == title else f"{name} ({title})"
                yield Record(kind, full, words, f"book/{path.name}#{section['id']}")


def heading(part: Tag) -> str:
    """Return the first heading of a part, without the sign that links to it."""
    found = part.find(re.compile(r"^h[1-6]$"))
    return "".join(found.find_all(string=True, recursive=False)).strip()


def own_words(parts: Iterable[PageElement]) -> Iterator[str]:
    """Yield the texts in some parts of a page, but for those that stand apart."""
    for part in parts:
        if isinstance(part, Tag):
            if not is_apart(part):
                space = "" if part.name in WITHIN_WORDS else " "
                yield from (space, *own_words(part.children), space)
        elif type(part) is NavigableString:  # and no comment
            yield part


def is_apart(part: Tag) -> bool:
    """Tell whether an element says what is no part of a section's own words."""
    classes = part.get("class", ())
    number = part.name == "button" and "cites" in part.parent.get("class", ())
    sign = part.get("aria-hidden") == "true"  # which is drawn, and said in words beside it
    count = part.name == "summary" and "folded" in part.parent.get("class", ())
    return number or sign or count or part.name in APART or not APART_CLASSES.isdisjoint(classes)


# What stands in the tables --------------------------------------------------------------------


def rows() -> Iterator[Record]:
    """Yield each claim, finding, event, term, place, area, council, person and source."""
    names = {row["id"]: row["name"] for row in tables.records("speakers")}
    for row in tables.records("claims"):
        words = f"{names[row['speaker']]}. {told(row, 'ground_note')}"
        yield Record("Claim", row["claim"], words, f"book/evidence.html#{row['id']}")
    for row in tables.records("names"):
        words = capital(told(row, "plain", "meaning", "note"))
        address, letters = f"book/words.html#{row['id']}", row["abbreviation"] or ""
        yield Record("Word", capital(row["term"]), words, address, letters)
    for row in tables.records("events"):
        yield Record("Event", row["event"], told(row, "note"), f"book/timeline.html#{row['id']}")
    for row, label in zip(tables.records("sources"), sources()["label"], strict=True):
        words = f"{label}. {told(row, 'author', 'publisher', 'about')}"
        yield Record("Source", row["title"], words, f"book/sources.html#{row['id']}")
    yield from areas()
    yield from councils()
    yield from groups()
    for name, kind, title, *columns in TABLES:
        for row in tables.records(name):
            yield Record(kind, row[title], told(row, *columns), f"data/{name}.html#{row['id']}")


# Rows that have no page but that of their table.
TABLES = (
    ("findings", "Finding", "finding", "study", "authors", "population", "result"),
    ("places", "Place or body", "name", "what_articles_say", "what_happened"),
    ("speakers", "Person or body", "name", "role", "organisation", "note"),
)


def areas() -> Iterator[Record]:
    """Yield each area, which is also known by its codes and by its initials.

    One that held all of its councils is told of with the boards, and found by council and town.
    """
    kinds, by_id, held = kinds_of_area(), names_of_areas(), held_by_areas()
    for row in tables.records("footprints"):
        what = kinds.get(row["kind"], row["kind"].capitalize())
        if row["wave"]:
            what += f" of {say_date(row['wave'])}"
        if row["level"] not in ("nation", "system"):
            what += f" in {by_id[row['parent']]}"
        words = f"{what}. {told(row, 'note')}".rstrip()
        known_as = [row["ods_code"], row["ons_code"], *initials(row["name"])]
        known_as = ", ".join(filter(None, known_as))
        page = "book/boards" if row["kind"] in WITHIN else "data/footprints"
        address = f"{page}.html#{row['id']}"
        yield Record("Area", row["name"], words, address, known_as, held.get(row["id"], ""))


def held_by_areas() -> dict[str, str]:
    """Return the councils of each area and their towns, in words, by the area's id."""
    by_code = {row["ltla22_code"]: row for row in tables.records("councils")}
    names, towns = defaultdict(dict), defaultdict(dict)  # each once, in their order
    for row in tables.records("council_flows"):
        council = by_code[row["ltla22_code"]]
        within = listed(row["places"] if row["part"] else council["towns"])
        for column in WITHIN.values():
            names[row[column]][council["name"]] = None
            towns[row[column]] |= dict.fromkeys(within)
    said = {area: f"Councils: {', '.join(each)}." for area, each in names.items()}
    more = {area: f" Towns: {', '.join(each)}." for area, each in towns.items() if each}
    return {area: words + more.get(area, "") for area, words in said.items()}


def councils() -> Iterator[Record]:
    """Yield each council, or each part with a way of its own, with the areas that it lay in."""
    kinds, by_id = kinds_of_area(), names_of_areas()
    by_code = {row["ltla22_code"]: row for row in tables.records("councils")}
    for row in tables.records("council_flows"):
        council = by_code[row["ltla22_code"]]
        title = f"{council['name']} ({row['part']})" if row["part"] else council["name"]
        within = [f"{kinds[kind]}: {by_id[row[column]]}." for kind, column in WITHIN.items()]
        later = council["council_2023_name"]
        named = {
            "Towns": row["places"] if row["part"] else council["towns"],
            "Formed from": council["formed_from"],
            "Since April 2023": None if later == council["name"] else later,
        }
        named = [f"{what}: {', '.join(listed(names))}." for what, names in named.items() if names]
        known_as = ", ".join([*listed(council["also_called"]), row["ltla22_code"]])
        address = f"book/find-your-area.html?areas.area={row['id']}#areas"
        yield Record("Council", title, " ".join(within), address, known_as, " ".join(named))


def groups() -> Iterator[Record]:
    """Yield each clinical commissioning group, which is also known by its codes."""
    by_id = names_of_areas()
    for row in tables.records("ccgs"):
        words = f"Clinical commissioning group of April 2018 in {by_id[row['stp_2016']]}."
        codes = f"{row['ods_code']}, {row['ons_code']}"
        yield Record(
            "Area", f"{row['name']} (CCG)", words, f"data/ccgs.html#{row['ods_code']}", codes
        )


def listed(names: str | None) -> list[str]:
    """Return the names that a cell lists."""
    return names.split("; ") if names else []


# The kinds of area that a council lay in, newest first, and the columns that name them.
WITHIN = {"icb-2026": "icb_2026", "icb-2022": "icb_2022", "stp-2016": "stp_2016"}


def kinds_of_area() -> dict[str, str]:
    """Return each kind of area in words, as the figure has them."""
    words = messages_of("footprints")
    return {kind: words(f"kind.{kind}") for kind in words.attributes_of("kind")}


def names_of_areas() -> dict[str, str]:
    """Return the name of each area by its id."""
    return {row["id"]: row["name"] for row in tables.records("footprints")}


def initials(name: str) -> list[str]:
    """Return the initials of a name of three words or more, with "of" and without, as both go."""
    words = re.findall(r"[^\W\d_]+", name)
    long = "".join(word[0] for word in words if word[0].isupper() or word == "of")
    short = "".join(letter for letter in long if letter.isupper())
    return list(dict.fromkeys(each.upper() for each in (short, long))) if len(short) > 2 else []


def told(row: dict, *columns: str) -> str:
    """Return what the columns of a row say, one sentence after the other."""
    return " ".join(f"{row[column]}".rstrip(".") + "." for column in columns if row[column])
