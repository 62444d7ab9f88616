"""Disputes as a reader can see them: two sources that differ, and two sides with what came later.

Who speaks and what they say stands in the tables: a chapter names the rows. Where the words of a
row do not fit, a chapter gives its own after a bar, and the speaker and the stance still come from
the row.
"""

import re

from widgets import tables
from widgets.about import areas_of_rows
from widgets.core.formats import say_date

from .diagrams import by_id, known, picture
from .voices import sources

# What the words of a claim say of the change, as a reader meets it, and what a badge stands for.
STANCES = {
    "supports": "for the change", "contests": "against the change", "uncertain": "takes no side",
}  # fmt: skip
SHAPES = {"author": "an author", "reader": "a reader", "body": "a body or an unsigned page"}
ITEM = re.compile(
    r"(?P<keys>[cf]-[a-z0-9-]+(?: [cf]-[a-z0-9-]+)*)(?: \| (?P<words>.+))?$", re.DOTALL
)


@picture("disagree")
def disagree(title="", **_):
    """Return the two sides of a disagreement, and what can be said."""
    rows = by_id("disagreements")
    [key] = known(title, rows, "the id of a row in data/disagreements.csv")
    row = rows[key]
    sides = [
        {
            "says": row[f"place_{n}"],
            "who": sources().loc[row[f"source_{n}"], "label"],
            "source": row[f"source_{n}"],
            "anchor": row[f"anchor_{n}"],
        }
        for n in (1, 2)
    ]
    return {"row": row, "sides": sides, "has_heading": False}


def listed(ids: str) -> list[dict]:
    """Return the disagreements of these ids, in this order; all of them if there is none."""
    rows = by_id("disagreements")
    if not ids.strip():
        return list(rows.values())
    return [rows[key] for key in known(ids, rows, "the id of a row in data/disagreements.csv")]


@picture("debate")
def debate(content="", **_):
    """Return the columns of a debate, each with who says what."""
    columns, claims = [], []
    for block in re.split(r"\n(?=[^\s:])", content.strip()):
        head, *items = re.split(r"\n+: ", block)
        sayings: list[dict] = []
        for item in items:
            for said in sayings_of(item.strip(), claims):
                add(sayings, said)
        columns.append({"head": head.strip(), "sayings": sayings})
    drawn = {said["shape"] for column in columns for said in column["sayings"] if said["who"]}
    shapes = [shape for shape in SHAPES if shape in drawn]
    return {"columns": columns, "shapes": shapes, "SHAPES": SHAPES, "STANCES": STANCES}


def sayings_of(item: str, claims: list[str]) -> list[dict]:
    """Return what one item of a debate says: rows by their ids, or words of ours."""
    found = ITEM.match(item)
    if not found:
        return [{"who": None, "verb": "", "by": None, "texts": [text_of(role=item)]}]
    rows = by_id("claims")
    keys = known(found["keys"], {**rows, **by_id("findings")}, "the id of a claim or a finding")
    claims += [key for key in keys if key in rows]
    sayings = [claim_says(key) if key in rows else found_says(key, claims) for key in keys]
    if found["words"]:
        sayings[0]["texts"] = [
            sayings[0]["texts"][0] | {"words": "", "role": found["words"].strip()}
        ]
    return sayings


def add(sayings: list[dict], said: dict) -> None:
    """Add what is said; who has just spoken goes on below the same badge."""
    last = sayings[-1] if sayings else {"by": None}
    if said["by"] is None or last["by"] != said["by"]:
        sayings.append(said)
        return
    last["texts"] += said["texts"]
    if last["stance"] != said["stance"]:
        last["stance"] = None  # a badge has a colour only if all of it has one


def claim_says(key: str) -> dict:
    """Return who makes a claim, as what, and its words."""
    claim = by_id("claims")[key]
    speaker = by_id("speakers")[claim["speaker"]]
    return {
        "who": speaker["name"].removesuffix(" (unsigned)"),
        "as_what": as_what(claim, speaker),
        "shape": shape_of(claim["speaker"]) if claim["voice"] != "comment" else comment(claim),
        "letters": letters(speaker["name"]),
        "stance": claim["stance"],
        "by": (claim["speaker"], claim["voice"], claim["source"]),
        "verb": "says" if claim["voice"] != "reported" else "is reported to say",
        "texts": [text_of(words=claim["claim"], cited=claim, area=areas_of("claims", key))],
    }


def comment(claim: dict) -> str:
    """Return the shape of who comments below an article: a reader, unless the article is theirs."""
    return "author" if shape_of(claim["speaker"]) == "author" else "reader"


def as_what(claim: dict, speaker: dict) -> str:
    """Return as what somebody speaks, and in which year, in a few words."""
    if claim["voice"] == "comment":
        what = "reply to comments" if comment(claim) == "author" else "a reader’s comment"
        return f"{what}, {claim['said_on'][:4]}"
    if claim["voice"] == "reported":
        return f"in {sources().loc[claim['source'], 'label']}"
    if "nsigned" in speaker["name"]:
        return f"unsigned, {claim['said_on'][:4]}"
    return sources().loc[claim["source"], "label"]


def found_says(key: str, claims: list[str]) -> dict:
    """Return who found something, and what it says of the claims of this debate."""
    finding = by_id("findings")[key]
    who = finding["authors"] or sources().loc[finding["source"], "label"].rsplit(", ", 1)[0]
    later = [row for row in tables.records("found_later") if row["finding"] == key]
    says = [row["why"] for row in later if row["claim"] in claims]
    words, area = (says or [finding["finding"]])[0], areas_of("findings", key)
    return {
        "who": who,
        "as_what": say_date(finding["date"]) if finding["date"] else "",
        "shape": "body",
        "letters": letters(who),
        "stance": None,
        "by": (who, finding["date"]),
        "verb": "",
        "texts": [text_of(words, cited=finding, area=area)],
    }


def text_of(words: str = "", role: str = "", cited: dict | None = None, area: str = "") -> dict:
    """Return what somebody says, in words or with roles, where it stands, and of which areas."""
    return {"words": words, "role": role, "cited": cited, "area": area}


def areas_of(table: str, key: str) -> str:
    """Return the ids of the areas that a row is about, with spaces between."""
    return " ".join(areas_of_rows(tables.snapshot())[table][key])


@picture("voice")
def voice(title="", **_):
    """Return who speaks, with a badge; what is said of them stands in the chapter."""
    speakers = by_id("speakers")
    [key] = known(title, speakers, "the id of a speaker")
    return {
        "who": speakers[key]["name"],
        "shape": shape_of(key),
        "letters": letters(speakers[key]["name"]),
    }


@picture("badges")
def badges(title="", **_):
    """Return the shapes of badges that a key explains, where no debate does."""
    return {"shapes": known(title, SHAPES, "a shape of a badge"), "SHAPES": SHAPES}


def shape_of(speaker: str) -> str:
    """Return the shape of a speaker's badge: an author, a reader who comments, or a body."""
    row = by_id("speakers")[speaker]
    claims = by_id("claims").values()
    voices = {each["voice"] for each in claims if each["speaker"] == speaker}
    if voices == {"comment"}:
        return "reader"
    return "author" if row["role"] and "author" in voices else "body"


def letters(name: str) -> str:
    """Return the letters of a badge: the first of the first two words that begin with a capital."""
    words = re.findall(r"\b[A-Z]\w*", re.sub(r"^(The|A|An|Dr|Mr|Mrs|Ms|Revd) ", "", name))
    return "".join(word[0] for word in words[:2]) or name[:1].upper()
