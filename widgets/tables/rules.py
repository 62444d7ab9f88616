"""What no schema can say: how the cells of a row, of a table and of several tables fit together.

Each rule is a generator of `(row, column, value, expected)` under its id, by which `RULES.md`
explains it. A rule of rows sees one sound row and yields `(column, expected)`. A rule of tables
asks for each table by its name; it is left out where one of them is not there or not yet sound,
so that it speaks of nothing that another message tells.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from .table import Table

# The tables write small numbers in words, the chapters all in digits.
NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
}  # fmt: skip


class Rule(NamedTuple):
    """A rule of some tables; of all, where none is named."""

    id: str
    tables: tuple[str, ...]
    find: Callable


RULES: list[Rule] = []


class LeftOutError(Exception):
    """A rule was left out, because a table that it needs is not there or is not sound."""


class Sound(Mapping):
    """The tables by name, for rules: asking for one that is not sound ends the rule."""

    def __init__(self, tables: Mapping[str, Table], unsound: set[str]):
        self._tables = {name: each for name, each in tables.items() if name not in unsound}

    def __getitem__(self, name):
        if name not in self._tables:
            raise LeftOutError(name)
        return self._tables[name]

    def __iter__(self):
        return iter(self._tables)

    def __len__(self):
        return len(self._tables)


def faults(table: Table, tables: Sound) -> Iterator[tuple]:
    """Yield `(row, column, value, expected, rule)` for all rules of a table."""
    for rule in RULES:
        if not rule.tables or table.name in rule.tables:
            try:
                found = list(rule.find(table, tables))
            except LeftOutError:
                continue
            yield from ((*each, rule.id) for each in found)


def of_tables(rule: str, *names: str):
    """Register a rule that sees a table as a whole."""

    def register(find):
        def find_if_sound(table, tables):
            return find(tables[table.name], tables)

        RULES.append(Rule(rule, names, find_if_sound))
        return find

    return register


def of_rows(rule: str, *names: str):
    """Register a rule that sees one row at a time."""

    def register(find):
        def find_in_rows(table, _tables):
            for row in table.sound_rows:
                for column, expected in find(row):
                    value = getattr(row, column)
                    yield row.Index, column, "" if value is None else str(value), expected

        RULES.append(Rule(rule, names, find_in_rows))
        return find

    return register


# --- any table ------------------------------------------------------------------------------------


@of_tables("anchor-needed")
def _anchored(table, tables):
    columns = [field["name"] for field in table.schema["fields"]]
    for column in [name for name in columns if name.startswith("anchor")]:
        articles = _articles(tables)
        for row in table.rows():
            source = getattr(row, column.replace("anchor", "source"))
            if source in articles and getattr(row, column) is None:
                yield row.Index, column, "", f"3 to 8 words of the article {source}"


@of_tables("sums")
def _adds_up(table, tables):
    """Hold sums of the column population against the figures that `addsUpTo` names."""
    for sums in table.schema.get("addsUpTo", []):
        other, where = tables[sums["in"]], sums.get("where", {}).items()
        rows = [r for r in other.rows() if all(getattr(r, c) == value for c, value in where)]
        totals = {getattr(row, sums["at"]): getattr(row, sums["total"]) for row in rows}
        groups = {}
        for column in sums["by"]:
            groups |= table.by(column)
        if "whole" in sums:
            groups[sums["whole"]] = list(table.rows())
        for key, group in groups.items():
            found = sum(row.population for row in group)
            if found != (total := totals.get(key, "a figure")):
                expected = f"{total} as the sum for {key}, which {other.file} has"
                yield group[0].Index, "population", str(found), expected


def _articles(tables):
    return [row.id for row in tables["sources"].rows() if row.article is not None]


def _event_dates(tables):
    return {row.id: row.date for row in tables["events"].rows()}


def _is_before(end, start):
    """Tell whether a date is before another, as far as both are known."""
    return start and end and end < start[: len(end)]


# --- sources --------------------------------------------------------------------------------------


@of_rows("address-status", "sources")
def _address_fits_its_status(row):
    if row.url and row.url_status == "unknown":
        yield "url_status", "another status than unknown, because there is a url"
    if row.url_status == "verified" and not row.url:
        yield "url", "an address, because its url_status is verified"


# --- areas ----------------------------------------------------------------------------------------


@of_rows("area-kind", "footprints")
def _cells_fit_the_kind(row):
    if (row.kind == "nation") != (row.parent is None):
        yield "parent", "the area that contains it; none for the nation and only there"
    if (row.kind == "ics-first") != (row.wave is not None):
        yield "wave", "a month for the kind ics-first and nothing for another kind"


@of_tables("area-loop", "footprints")
def _no_loop_of_parents(table, tables):
    parents = {row.id: row.parent for row in table.rows()}
    for row in table.rows():
        path = [row.id]
        while parents[path[-1]] and path[-1] not in path[:-1]:
            path.append(parents[path[-1]])
        if path[-1] in path[:-1]:
            yield row.Index, "parent", row.parent, f"no loop of parents, not {' in '.join(path)}"


@of_tables("area-level", "footprints")
def _level_below_parent(table, tables):
    widest_first = table.allowed("level")
    levels = {row.id: row.level for row in table.rows()}
    for row in table.rows():
        above = levels.get(row.parent)
        if above and widest_first.index(row.level) <= widest_first.index(above):
            yield row.Index, "level", row.level, f"a level below {above}, that of {row.parent}"


@of_tables("area-named-in", "footprints")
def _named_in_articles(table, tables):
    articles = _articles(tables)
    for row, names in table.filled("named_in"):
        for name in names.split():
            if name not in articles:
                yield row, "named_in", name, f"one of the articles {', '.join(articles)}"


@of_tables("area-code", "footprints")
def _one_code_of_a_kind(table, tables):
    """Find two areas of one time with one code; the ONS gave it on from one time to the next."""
    for column in ("ons_code", "ods_code"):
        for code, rows in table.by(column).items():
            first = {}
            for row in rows:
                before = first.setdefault(row.kind, row)
                if before is not row:
                    expected = f"a code that no other area of the kind {row.kind} has"
                    yield row.Index, column, code, f"{expected} ({before.id} has it)"


@of_tables("area-flows", "footprints")
def _every_area_flows(table, tables):
    flows = tables["flows"]
    for column, kind in KIND_OF_COLUMN.items():
        if column != "first_ics":
            there = set(flows.column(column))
            for row in table.rows():
                if row.kind == kind and row.id not in there:
                    expected = f"an area with its people in the column {column} of {flows.file}"
                    yield row.Index, "id", row.id, expected


@of_tables("area-counted", "footprints")
def _counted_or_said_why_not(table, tables):
    counted = set(tables["populations"].column("footprint"))
    for row in table.rows():
        if row.id not in counted and "population" not in (row.note or ""):
            expected = "a note that no population is known, or a row in data/populations.csv"
            yield row.Index, "note", row.note or "", expected


@of_tables("area-inside", "footprints")
def _smaller_than_what_it_is_in(table, tables):
    sizes = _sizes(tables["populations"])
    for row in table.rows():
        inner, outer = sizes.get(row.id), sizes.get(row.parent)
        if inner and outer and min(inner) > max(outer):
            people = f"{min(inner)} people, and {row.parent} at most {max(outer)}"
            expected = f"a larger area: {row.id} has at least {people}"
            yield row.Index, "parent", row.parent, expected


# More people than any area of a level has: beyond, a digit is more likely wrong than the level.
LARGEST = {"system": 6_000_000, "place": 1_000_000, "partnership": 1_000_000}


@of_tables("area-size", "populations")
def _no_larger_than_its_level(table, tables):
    levels = {row.id: row.level for row in tables["footprints"].rows()}
    for row in table.rows():
        level = levels.get(row.footprint)
        for column in ("low", "central", "high"):
            people = getattr(row, column)
            if people and people > LARGEST.get(level, people):
                expected = f"at most {LARGEST[level]}, as {row.footprint} is of the level {level}"
                yield row.Index, column, str(people), expected


def _sizes(populations):
    """Return all numbers of people that stand for each area that has some."""
    sizes = {area: _numbers(rows) for area, rows in populations.by("footprint").items()}
    return {area: numbers for area, numbers in sizes.items() if numbers}


def _numbers(rows):
    return [number for row in rows for number in (row.low, row.central, row.high) if number]


@of_rows("range-order", "populations")
def _low_central_high(row):
    if not (row.low or row.central or row.high or row.wording):
        yield "central", "a value in low, central, high or wording"
    for lower, upper in (("low", "central"), ("central", "high"), ("low", "high")):
        small, large = getattr(row, lower), getattr(row, upper)
        if small and large and small > large:
            yield upper, f"at least {small}, which is {lower}"


FAR_APART = 5  # times: two counts of one area never differ so much
KEPT = "as printed"  # in the note of a row whose source has it so


@of_tables("count-agrees", "populations")
def _counts_agree(table, tables):
    """Find a count with a digit too many or too few, by all others of the same area."""
    for area, rows in table.by("footprint").items():
        for row in rows:
            others = _numbers([other for other in rows if other is not row])
            for column in ("low", "central", "high"):
                people = getattr(row, column)
                if people and others and KEPT not in (row.note or "") and _is_far(people, others):
                    expected = f"about {min(others)}, another count of {area}"
                    kept = f'{expected}, or "{KEPT}" in the note if the source has it so'
                    yield row.Index, column, str(people), kept


def _is_far(people, others):
    return all(max(people, other) > FAR_APART * min(people, other) for other in others)


# --- flows of people ------------------------------------------------------------------------------

KIND_OF_COLUMN = {
    "stp_2016": "stp-2016",
    "first_ics": "ics-first",
    "icb_2022": "icb-2022",
    "icb_2026": "icb-2026",
}


@of_tables("flow-kind", "flows", "ccgs", "council_flows")
def _kinds_of_flow(table, tables):
    kinds = {row.id: row.kind for row in tables["footprints"].rows()}
    columns = [field["name"] for field in table.schema["fields"]]
    for column in [name for name in KIND_OF_COLUMN if name in columns]:
        for row, area in table.filled(column):
            if kinds.get(area) != KIND_OF_COLUMN[column]:
                yield row, column, area, f"a footprint of the kind {KIND_OF_COLUMN[column]}"


@of_tables("shares", "flows", "council_flows", "council_ccgs")
def _shares_add_up(table, tables):
    by = "stp_2016" if table.name == "flows" else "ltla22_code"
    for key, rows in table.by(by).items():
        total, people = sum(row.share for row in rows), sum(row.population for row in rows)
        if abs(total - 1) > 0.001:
            expected = f"1 as the sum of the shares of {key}"
            yield rows[0].Index, "share", f"{total:.4f}", expected
        for row in rows:
            part = row.population / people if people else 0
            if abs(row.share - part) > 0.00006:
                expected = f"{part:.4f}, which its people are"
                yield row.Index, "share", f"{row.share:.4f}", expected


@of_tables("board-code", "council_flows")
def _codes_of_boards(table, tables):
    codes = {row.id: row.ods_code for row in tables["footprints"].rows()}
    for row in table.rows():
        for column in ("icb_2022", "icb_2026"):
            board, code = getattr(row, column), getattr(row, f"{column}_ods")
            if code != codes.get(board):
                yield row.Index, f"{column}_ods", code, f"{codes.get(board)}, the code of {board}"


@of_tables("council-part", "council_flows")
def _parts_of_the_split(table, tables):
    rows = {code: len(group) for code, group in table.by("ltla22_code").items()}
    for row in table.rows():
        if (rows[row.ltla22_code] > 1) != (row.part is not None):
            expected = "a part if the council has several rows, and only then"
            yield row.Index, "part", row.part or "", expected


@of_tables("group-area", "council_flows")
def _groups_lie_in_the_area(table, tables):
    groups = {row.ods_code: row for row in tables["ccgs"].rows()}
    for row in table.rows():
        for code in row.ccgs.split():
            for column in ("stp_2016", "first_ics"):
                of_group = getattr(groups.get(code), column, None)
                if getattr(row, column) != of_group:
                    value = getattr(row, column) or ""
                    yield row.Index, column, value, f"{of_group or 'nothing'}, where {code} lay"


# --- claims ---------------------------------------------------------------------------------------


# A claim has the ground of the first line that fits it, and none offered where none fits.
GRADES = (
    ("data_from", "many-places", "aggregate-data"),
    ("data_from", "one-place", "local-data"),
    ("case_named", "yes", "case-example"),
    ("document_named", "yes", "official-document"),
    ("own_work", "yes", "expert-judgement"),
)


def grade(claim: Mapping) -> str:
    """Return the ground of a claim: the strongest that its columns hold.

    Parameters
    ----------
    claim : mapping
        With ``data_from``, ``case_named``, ``document_named`` and ``own_work``.

    Returns
    -------
    str
        The word for it in the column ``ground``.
    """
    found = (ground for column, value, ground in GRADES if claim[column] == value)
    return next(found, "none-offered")


@of_rows("claim-ground", "claims")
def _graded(row):
    if row.ground != (graded := grade(row._asdict())):
        yield "ground", f"{graded}, which follows from the columns beside it"


@of_tables("claim-twice", "claims")
def _each_claim_once(table, tables):
    first = {}
    for row in table.rows():
        words = re.sub(r"\W+", " ", row.claim.casefold()).strip()
        before = first.setdefault((row.source, words), row)
        if before is not row:
            expected = f"a claim that no other row makes (row {before.Index}, {before.id}, does)"
            yield row.Index, "claim", row.claim, expected


@of_rows("answers-another", "answers")
def _answers_another(row):
    if row.claim == row.answers:
        yield "answers", "the id of another claim"


@of_tables("passage-of-claim", "passages")
def _no_claim_says_it(table, tables):
    claimed = {(row.source, row.anchor) for row in tables["claims"].rows()}
    for row in table.rows():
        if (row.source, row.anchor) in claimed:
            yield row.Index, "anchor", row.anchor, "a passage on which no claim rests"


# --- options and their ratings --------------------------------------------------------------------


@of_rows("rating-silent", "ratings")
def _silent_is_unknown(row):
    if (row.rating == "unknown") != (row.basis == "silent"):
        yield "basis", "silent if the rating is unknown, and only then"


@of_tables("rating-missing", "ratings")
def _every_pair_rated(table, tables):
    rated = {(row.option, row.criterion) for row in table.rows()}
    for pair in product(tables["options"].column("id"), tables["criteria"].column("id")):
        if pair not in rated:
            yield None, None, "no row", f"a row for the option {pair[0]} and criterion {pair[1]}"


# --- names, times and events ----------------------------------------------------------------------


def _ends_after_it_starts(table, first, last):
    @of_rows("end-after-start", table)
    def rule(row):
        if _is_before(getattr(row, last), getattr(row, first)):
            yield last, f"a date not before {getattr(row, first)}, which is {first}"


_ends_after_it_starts("options", "live_from", "live_to")
_ends_after_it_starts("names", "valid_from", "valid_to")
_ends_after_it_starts("clues", "not_before", "not_after")


@of_tables("end-after-start", "names", "lives")
def _ends_after_it_began(table, tables):
    first, last = ("began", "ended") if table.name == "names" else ("starts", "ends")
    dates = _event_dates(tables)
    for row in table.rows():
        start, end = dates.get(getattr(row, first)), dates.get(getattr(row, last))
        if _is_before(end, start):
            expected = f"an event not before {start}, which is that of {first}"
            yield row.Index, last, getattr(row, last), expected


@of_rows("told-together", "names")
def _told_together(row):
    """Find two columns of which one is filled in without the other."""
    for column, other in (
        ("valid_from", "from_known"),
        ("valid_to", "to_known"),
        ("purpose", "state"),
        ("replaced_by", "ending"),
        ("replaced_by", "ending_source"),
    ):
        if (getattr(row, column) is None) != (getattr(row, other) is None):
            filled = getattr(row, column) is None
            yield other, f"{'nothing' if filled else 'a value'}, as in {column}"


@of_rows("never-lived", "names")
def _lives_only_if_it_began(row):
    for column in ("began", "ended"):
        if row.state in ("planned", "unused") and getattr(row, column):
            yield column, f"nothing, because the state is {row.state}"


@of_tables("replaced-both", "names")
def _both_say_who_replaced_whom(table, tables):
    pairs = {
        column: {(row.id, key) for row in table.rows() for key in _keys(row, column)}
        for column in ("replaced", "replaced_by")
    }
    for row in table.rows():
        for column, other in (("replaced", "replaced_by"), ("replaced_by", "replaced")):
            for key in _keys(row, column):
                if (key, row.id) not in pairs[other]:
                    yield row.Index, column, key, f"a name whose {other} has {row.id}"


def _keys(row, column):
    return (getattr(row, column) or "").split()


@of_tables("lives-as-names", "lives")
def _agree_with_their_names(table, tables):
    names = {row.id: row for row in tables["names"].rows()}
    for thing, own in table.by("thing").items():
        name = names[thing]
        stood = [row for row in own if row.standing != "paper"]
        last = name.state if stood else "paper"
        if own[-1].standing != last:
            yield own[-1].Index, "standing", own[-1].standing, f"{last}, as data/names.csv has it"
        if stood and stood[0].starts != name.began:
            yield stood[0].Index, "starts", stood[0].starts or "", f"{name.began}, as in its name"
        if stood and stood[-1].ends != name.ended:
            yield stood[-1].Index, "ends", stood[-1].ends or "", f"{name.ended}, as in its name"


# --- letters --------------------------------------------------------------------------------------


@of_rows("other-thing", "clues", "examples")
def _other_says_what(row):
    if (row.meaning == "other") != (row.thing is not None):
        yield "thing", "what else is meant if the meaning is other, and only then"


@of_rows("clue-weight", "clues")
def _weighs_what_it_finds(row):
    if not row.weight and (row.clue or row.meaning != "cannot-tell"):
        yield "weight", "1, 2 or 4; 0 is for what would tell"
    if row.weight and not (row.clue or row.not_before or row.not_after):
        yield "clue", "words, or a date in not_before or not_after"


# --- figures of the chapters ----------------------------------------------------------------------


@of_tables("figure-in-row", "figures")
def _stands_in_its_row(table, tables):
    [field] = (field for field in table.schema["fields"] if field["name"] == "row")
    wanted, holders = set(table.column("row")), {}
    for name in field["refersTo"]["resources"]:
        for row in tables[name].rows():
            if row.id in wanted:
                holders[row.id] = tables[name].file, row
    for row in table.rows():
        file, holder = holders[row.row]
        text = _as_said(" ".join(str(cell) for cell in holder[1:] if cell is not None))
        figure = re.escape(row.figure.casefold())
        if not re.search(rf"(?<![\d.,]){figure}(?![\d%]|[.,]\d)", text):
            expected = f"a number that {file}, row {holder.Index} holds"
            yield row.Index, "figure", row.figure, expected


def _as_said(text):
    """Return text with numbers as the chapters say them: in digits, and ranges with "to"."""
    digits = re.sub(r"[a-z]+", lambda word: NUMBER_WORDS.get(word[0], word[0]), text.casefold())
    return re.sub(r"(?<=\d)–(?=\d)", " to ", digits)


@of_tables("count-digits", "counts")
def _counts_in_digits(table, tables):
    said = {row.id: row.figure for row in tables["figures"].rows()}
    for row in table.rows():
        if not said[row.figure].isdigit():
            yield row.Index, "figure", row.figure, "the id of a figure in digits only"
