"""The tables are sound, and whatever goes wrong in one is named by file, row and column.

The real tables are spoilt in memory, one place at a time, by the functions marked `@spoils`.
Each picks its place with a seeded generator and says what the error must name. Slips that each
break one rule stand in `test_table_slips.py`, tables that nobody thought of in `test_any_table.py`.
"""

import csv
import io
import json
import os
import pickle
import random
import re

import frictionless
import pandas as pd
import pytest

from widgets import tables
from widgets.tables import DATA, TableError, check, load
from widgets.tables.package import DTYPES

PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FIELDS = {name: resource["schema"]["fields"] for name, resource in RESOURCES.items()}
EVERY_FIELD = [(name, field) for name, fields in FIELDS.items() for field in fields]
WHOLE_FILE, HEADER = None, "header"


DESCRIPTION = (DATA / "datapackage.json").read_bytes()
SOUND = {name: (DATA / resource["path"]).read_bytes() for name, resource in RESOURCES.items()}


@pytest.fixture
def folder(tmp_path):
    """Write the data package where a test may change it."""
    copy = tmp_path / "data"
    copy.mkdir()
    (copy / "datapackage.json").write_bytes(DESCRIPTION)
    for name, content in SOUND.items():
        (copy / f"{name}.csv").write_bytes(content)
    return copy


def found(name, content, others=True):
    """Return the problems when a table holds this; without others, only those it refers to."""
    whole = SOUND | {name: content}
    wanted = whole if others else tables.package_of().reach(name)
    return tables.examine("data", DESCRIPTION, {each: whole[each] for each in wanted})[1]


def to_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


class Sheet:
    """One table as lists of cells, with the seed that picks the place to spoil."""

    def __init__(self, name, seed):
        self.name, self.fields = name, FIELDS[name]
        self.random = random.Random(f"{name} {seed}")
        text = io.StringIO(SOUND[name].decode("utf-8"), newline="")
        self.header, *self.rows = csv.reader(text)
        if seed % 2:
            self.break_a_line()

    def break_a_line(self):
        """Put a line break into the first row, so that lines and records part company."""
        for field in self.fields:
            if field["name"] in ("about", "note") and "refersTo" not in field:
                self.put(0, field["name"], "first line\nsecond line")

    def line(self, record):
        """Return the line of the file on which a record starts."""
        if record is WHOLE_FILE:
            return None
        return 1 if record == HEADER else to_csv([self.header, *self.rows[:record]]).count("\n") + 1

    def record(self, accept=lambda row: True):
        """Pick a record by what stands in it."""
        fits = [n for n, cells in enumerate(self.rows) if accept(self.row(n))]
        return self.random.choice(fits)

    def row(self, record):
        return dict(zip(self.header, self.rows[record], strict=True))

    def column(self, accept=lambda field: True):
        """Pick a column by its field."""
        return self.random.choice([field for field in self.fields if accept(field)])

    def cell(self, record, column):
        return self.rows[record][self.header.index(column)]

    def put(self, record, column, value):
        self.rows[record][self.header.index(column)] = value

    def put_any(self, accept, value, words):
        """Put a value into a random row of a random fitting column; say what must be named."""
        field, record = self.column(accept), self.record()
        self.put(record, field["name"], value)
        return record, field["name"], value, words

    def content(self):
        return to_csv([self.header, *self.rows]).encode("utf-8")

    def save(self, folder):
        (folder / f"{self.name}.csv").write_bytes(self.content())


# --- kinds of columns ---------------------------------------------------------------------------


def any_column(field):
    return True


def limits(field):
    return field.get("constraints", {})


def is_required(field):
    return limits(field).get("required", False)


def has_words(field):
    return "enum" in limits(field)


def is_id(field):
    return field["name"] == "id" and "pattern" in limits(field)


def is_date(field):
    return "EDTF" in field.get("rdfType", "")


def is_number(field):
    return field["type"] in ("integer", "number")


def is_whole(field):
    return field["type"] == "integer"


def is_anchor(field):
    return field["name"].startswith("anchor")


def keys_of(name):
    return RESOURCES[name]["schema"].get("foreignKeys", [])


# --- what can go wrong ---------------------------------------------------------------------------

SPOILERS = []


def spoils(*names, column=any_column, standard=True):
    """Register a way to spoil a table.

    It applies to the tables named or, without names, to all that have such a column. `standard`
    is false where other tools for data packages need not see the problem.
    """

    def register(function):
        fitting = names or [name for name, fields in FIELDS.items() if any(map(column, fields))]
        SPOILERS.append((function, fitting, standard))
        return function

    return register


@spoils(column=is_required)
def empty_required_cell(sheet):
    return sheet.put_any(is_required, "", "may not be empty")


@spoils(column=has_words)
def word_not_allowed(sheet):
    field, record = sheet.column(has_words), sheet.record()
    word = sheet.random.choice(limits(field)["enum"])
    sheet.put(record, field["name"], word + "x")
    return record, field["name"], word + "x", f'(nearest: "{word}")'


@spoils(column=is_id)
def id_with_capitals(sheet):
    return sheet.put_any(is_id, "Kent-and-Medway", "lower-case letters")


@spoils(column=is_id)
def id_with_underscore(sheet):
    return sheet.put_any(is_id, "kent_and_medway", "single hyphens")


@spoils(standard=False)
def space_before(sheet):
    field, record = sheet.column(), sheet.record()
    value = " " + (sheet.row(record)[field["name"]] or "text")
    sheet.put(record, field["name"], value)
    return record, field["name"], value, "no space before or after"


@spoils(standard=False)
def hard_space_after(sheet):
    return sheet.put_any(any_column, "text\xa0", "no space before or after")


@spoils(standard=False)
def only_a_space(sheet):
    return sheet.put_any(any_column, " ", "no space before or after")


@spoils(standard=False)
def control_character(sheet):
    sign = sheet.random.choice("\0\t\x0b\x1b\x7f\x85")
    return sheet.put_any(any_column, f"te{sign}xt", "without tabs or other control characters")


@spoils(column=is_whole)
def number_with_commas(sheet):
    return sheet.put_any(is_whole, "430,000", "digits only, such as 1200000")


@spoils(column=is_whole)
def number_in_millions(sheet):
    return sheet.put_any(is_whole, "1.2m", "digits only, such as 1200000")


@spoils(column=is_whole)
def number_with_fraction(sheet):
    return sheet.put_any(is_whole, "430000.0", "a whole number")


@spoils(column=is_number)
def number_in_words(sheet):
    return sheet.put_any(is_number, sheet.random.choice(["about 5", "TBC", "½"]), "digits")


@spoils(column=is_number, standard=False)
def number_that_is_none(sheet):
    return sheet.put_any(is_number, sheet.random.choice(["nan", "inf", "-", "１２"]), "digits")


@spoils(column=is_number)
def number_too_large(sheet):
    return sheet.put_any(is_number, "70000001", "a number from")


@spoils(column=is_number)
def number_too_small(sheet):
    return sheet.put_any(is_number, "-8", "a number from")


@spoils(column=is_date, standard=False)
def date_that_never_was(sheet):
    value = sheet.random.choice(["2018-02-30", "2018-13", "2019-02-29", "2018-00", "0000"])
    return sheet.put_any(is_date, value, "exists in the calendar")


@spoils(column=is_date)
def date_in_another_shape(sheet):
    value = sheet.random.choice(["03/05/2018", "May 2018", "2018-5-3", "2018-05-03T00:00", "18"])
    return sheet.put_any(is_date, value, "2018, 2018-05 or 2018-05-03")


@spoils(column=is_anchor)
def anchor_of_two_words(sheet):
    return sheet.put_any(is_anchor, "two words", "3 to 8 words")


@spoils(column=is_anchor)
def anchor_over_two_lines(sheet):
    return sheet.put_any(is_anchor, "more than\none line", "3 to 8 words")


@spoils()
def key_given_twice(sheet):
    key = RESOURCES[sheet.name]["schema"]["primaryKey"]
    first, second = sorted(sheet.random.sample(range(len(sheet.rows)), 2))
    for column in key:
        sheet.put(second, column, sheet.row(first)[column])
    value = ", ".join(sheet.row(first)[column] for column in key)
    return second, ", ".join(key), value, f"row {sheet.line(first)} has it"


@spoils(*filter(keys_of, RESOURCES))
def reference_to_nothing(sheet):
    key, record = sheet.random.choice(keys_of(sheet.name)), sheet.record()
    sheet.put(record, key["fields"][0], "no-such-row")
    target = key["reference"]["resource"] or sheet.name
    [column] = key["reference"]["fields"]
    return record, key["fields"][0], "no-such-row", f"the {column} of a row in data/{target}.csv"


@spoils(*filter(keys_of, RESOURCES))
def reference_with_slip(sheet):
    columns = [key["fields"][0] for key in keys_of(sheet.name)]
    places = [(n, column) for n in range(len(sheet.rows)) for column in columns]
    record, column = sheet.random.choice([at for at in places if len(sheet.cell(*at)) > 8])
    meant = sheet.cell(record, column)
    sheet.put(record, column, meant + "z")
    return record, column, meant + "z", "nearest: "


@spoils()
def row_too_long(sheet):
    record = sheet.record()
    sheet.rows[record].insert(sheet.random.randrange(len(sheet.header)), "more")
    return record, None, f"{len(sheet.header) + 1} cells", f"{len(sheet.header)} cells"


@spoils()
def row_too_short(sheet):
    record = sheet.record()
    del sheet.rows[record][sheet.random.randrange(len(sheet.header))]
    return record, None, f"{len(sheet.header) - 1} cells", f"{len(sheet.header)} cells"


@spoils()
def empty_line(sheet):
    record = sheet.record()
    sheet.rows.insert(record, [])
    return record, None, "an empty line", f"{len(sheet.header)} cells"


def take_column(sheet):
    """Take a random column out of the header and all rows."""
    at = sheet.random.randrange(len(sheet.header))
    for cells in sheet.rows:
        del cells[at]
    return sheet.header.pop(at)


@spoils()
def column_missing(sheet):
    column = take_column(sheet)
    return HEADER, column, "", f"a column of this name; the header is {sheet.fields[0]['name']}"


@spoils()
def column_too_many(sheet):
    for cells in [sheet.header, *sheet.rows]:
        cells.append("comment")
    return HEADER, "comment", "comment", f"one of the columns {sheet.fields[0]['name']}"


@spoils()
def column_given_twice(sheet):
    name = sheet.random.choice(sheet.header)
    for cells in [sheet.header, *sheet.rows]:
        cells.append(cells[sheet.header.index(name)])
    return HEADER, name, name, "each column once"


@spoils()
def columns_swapped(sheet):
    at = sheet.random.randrange(len(sheet.header) - 1)
    wanted = sheet.header[at]
    for cells in [sheet.header, *sheet.rows]:
        cells[at], cells[at + 1] = cells[at + 1], cells[at]
    return HEADER, sheet.header[at], sheet.header[at], f"{wanted} here"


@spoils()
def column_renamed(sheet):
    at = sheet.random.randrange(len(sheet.header))
    old, new = sheet.header[at], sheet.header[at].title() + "s"
    sheet.header[at] = new
    return HEADER, new, new, f'(nearest: "{old}")'


@spoils(standard=False)
def no_rows(sheet):
    sheet.rows.clear()
    return WHOLE_FILE, None, "no rows", "at least one row"


# Rules of one table that no schema can say.


@spoils("sources", standard=False)
def address_of_unknown_source(sheet):
    record = sheet.record(lambda row: row["url"])
    sheet.put(record, "url_status", "unknown")
    return record, "url_status", "unknown", "another status than unknown"


@spoils("sources", standard=False)
def verified_without_address(sheet):
    record = sheet.record(lambda row: row["url_status"] == "verified")
    sheet.put(record, "url", "")
    return record, "url", "", "an address"


@spoils("sources")
def address_without_scheme(sheet):
    record = sheet.record(lambda row: row["url"])
    sheet.put(record, "url", "www.example.org/page")
    return record, "url", "www.example.org/page", "https:// or http://"


@spoils("sources")
def address_that_is_a_script(sheet):
    record = sheet.record(lambda row: row["url"])
    sheet.put(record, "url", "javascript:alert(1)")
    return record, "url", "javascript:alert(1)", "https:// or http://"


@spoils("footprints", standard=False)
def own_parent(sheet):
    record = sheet.record(lambda row: row["parent"])
    area = sheet.row(record)["id"]
    sheet.put(record, "parent", area)
    return record, "parent", area, f"no loop of parents, not {area} in {area}"


@spoils("footprints", standard=False)
def loop_of_parents(sheet):
    record = sheet.record(lambda row: row["kind"] == "partnership")
    place = sheet.row(record)["parent"]
    above = next(n for n in range(len(sheet.rows)) if sheet.row(n)["id"] == place)
    area = sheet.row(record)["id"]
    sheet.put(above, "parent", area)
    first = min(record, above)
    path = f"{place} in {area} in {place}" if first == above else f"{area} in {place} in {area}"
    return first, "parent", sheet.row(first)["parent"], path


@spoils("footprints", standard=False)
def level_of_parent(sheet):
    record = sheet.record(lambda row: row["kind"] == "stp-2016")
    sheet.put(record, "level", "nation")
    return record, "level", "nation", "a level below nation, that of england"


@spoils("footprints", standard=False)
def no_parent(sheet):
    record = sheet.record(lambda row: row["parent"])
    sheet.put(record, "parent", "")
    return record, "parent", "", "the area that contains it"


@spoils("footprints", standard=False)
def nation_with_parent(sheet):
    record = sheet.record(lambda row: row["kind"] == "nation")
    sheet.put(record, "parent", "stp-dorset")
    return record, "parent", "stp-dorset", "none for the nation"


@spoils("footprints", standard=False)
def wave_of_another_kind(sheet):
    record = sheet.record(lambda row: row["kind"] != "ics-first")
    sheet.put(record, "wave", "2017-06")
    return record, "wave", "2017-06", "nothing for another kind"


@spoils("footprints", standard=False)
def first_system_without_wave(sheet):
    record = sheet.record(lambda row: row["kind"] == "ics-first")
    sheet.put(record, "wave", "")
    return record, "wave", "", "a month for the kind ics-first"


@spoils("footprints", standard=False)
def named_in_no_source(sheet):
    record = sheet.record()
    sheet.put(record, "named_in", "kings-fund-2018 ham-2081")
    return record, "named_in", "ham-2081", '(nearest: "ham-2018")'


@spoils("footprints", standard=False)
def named_in_no_article(sheet):
    record = sheet.record()
    source = sheet.row(record)["source"]
    if source in ("kings-fund-2018", "ham-2018"):
        source = "ons-2018-ccg-estimates"
    sheet.put(record, "named_in", f"faq-2019 {source}")
    return record, "named_in", source, "one of the articles blog-2018"


@spoils("footprints")
def code_in_lower_case(sheet):
    record = sheet.record(lambda row: row["ons_code"])
    code = sheet.row(record)["ons_code"].lower()
    sheet.put(record, "ons_code", code)
    return record, "ons_code", code, "an E and eight digits"


@spoils("populations", standard=False)
def no_figure(sheet):
    record = sheet.record()
    for column in ("low", "central", "high", "wording"):
        sheet.put(record, column, "")
    return record, "central", "", "a value in low, central, high or wording"


def put_range(sheet, low, central, high):
    record = sheet.record()
    for column, value in (("low", low), ("central", central), ("high", high)):
        sheet.put(record, column, value)
    return record


@spoils("populations", standard=False)
def central_below_low(sheet):
    record = put_range(sheet, "9", "8", "10")
    return record, "central", "8", "at least 9, which is low"


@spoils("populations", standard=False)
def high_below_central(sheet):
    record = put_range(sheet, "9", "11", "10")
    return record, "high", "10", "at least 11, which is central"


@spoils("populations", standard=False)
def high_below_low(sheet):
    record = put_range(sheet, "11", "", "10")
    return record, "high", "10", "at least 11, which is low"


@spoils("populations", standard=False)
def article_without_anchor(sheet):
    record = sheet.record(lambda row: row["anchor"])
    sheet.put(record, "anchor", "")
    return record, "anchor", "", "3 to 8 words of the article"


@spoils("flows", standard=False)
def shares_that_do_not_add_up(sheet):
    record = sheet.record(lambda row: float(row["share"]) > 0.5)
    row = sheet.row(record)
    sheet.put(record, "share", f"{float(row['share']) - 0.0025:.4f}")
    mates = [n for n in range(len(sheet.rows)) if sheet.row(n)["stp_2016"] == row["stp_2016"]]
    total = sum(float(sheet.row(n)["share"]) for n in mates)
    words = f"1 as the sum of the shares of {row['stp_2016']}"
    return mates[0], "share", f"{total:.4f}", words


@spoils("flows", standard=False)
def flow_between_the_wrong_kinds(sheet):
    record, column = sheet.record(), sheet.random.choice(["icb_2022", "icb_2026"])
    area = sheet.row(record)["stp_2016"]
    sheet.put(record, column, area)
    return record, column, area, f"a footprint of the kind {column.replace('_', '-')}"


def put_more_people(sheet, record):
    """Count one more of the people of a row; return the sum of a set of rows with it."""
    people = int(sheet.cell(record, "population")) + 1
    sheet.put(record, "population", str(people))
    return lambda rows: str(sum(int(sheet.cell(n, "population")) for n in rows))


@spoils("flows", "ccgs", standard=False)
def people_that_do_not_add_up(sheet):
    record = sheet.record(lambda row: int(row["population"]) > 400_000)  # no share shows it
    added = put_more_people(sheet, record)
    area = sheet.row(record)["stp_2016"]
    mates = [n for n in range(len(sheet.rows)) if sheet.row(n)["stp_2016"] == area]
    return (
        mates[0],
        "population",
        added(mates),
        f"as the sum for {area}, which data/populations.csv",
    )


@spoils("councils", standard=False)
def people_that_are_not_those_of_england(sheet):
    added = put_more_people(sheet, sheet.record())
    return 0, "population", added(range(len(sheet.rows))), "56550138 as the sum for england"


@spoils("council_flows", "council_ccgs", standard=False)
def people_that_are_not_those_of_their_council(sheet):
    record = sheet.record(lambda row: row["share"] == "1")
    added, code = put_more_people(sheet, record), sheet.row(record)["ltla22_code"]
    return record, "population", added([record]), f"as the sum for {code}, which data/councils.csv"


@spoils("council_flows", "council_ccgs", standard=False)
def share_that_its_people_are_not(sheet):
    record = sheet.record(lambda row: row["share"] != "1")
    share = f"{float(sheet.cell(record, 'share')) - 0.0004:.4f}"
    sheet.put(record, "share", share)
    return record, "share", share, "which its people are"


@spoils("council_flows", standard=False)
def code_of_another_board(sheet):
    record, column = sheet.record(), sheet.random.choice(["icb_2022_ods", "icb_2026_ods"])
    board = sheet.row(record)[column.removesuffix("_ods")]
    sheet.put(record, column, "QQQ")
    return record, column, "QQQ", f"the code of {board}"


@spoils("council_flows", standard=False)
def part_without_a_word(sheet):
    record = sheet.record(lambda row: row["part"])
    sheet.put(record, "part", "")
    return record, "part", "", "a part if the council has several rows"


@spoils("council_flows", standard=False)
def group_that_lay_elsewhere(sheet):
    record = sheet.record(
        lambda row: row["stp_2016"] not in ("stp-dorset", "stp-surrey-heartlands")
    )
    area = sheet.row(record)["stp_2016"]
    sheet.put(record, "ccgs", "11J")  # Dorset's
    return record, "stp_2016", area, "stp-dorset, where 11J lay"


@spoils("ccgs", standard=False)
def code_that_another_has(sheet):
    first, second = sorted(sheet.random.sample(range(len(sheet.rows)), 2))
    code = sheet.cell(first, "ons_code")
    sheet.put(second, "ons_code", code)
    return second, "ons_code", code, f"row {sheet.line(first)} has it"


@spoils("lives", standard=False)
def state_that_ends_before_it_starts(sheet):
    record = sheet.record(lambda row: row["starts"] and row["ends"])
    start, end = sheet.row(record)["starts"], sheet.row(record)["ends"]
    sheet.put(record, "starts", end)
    sheet.put(record, "ends", start)
    return record, "ends", start, "an event not before"


@spoils("lives", standard=False)
def state_that_differs_from_its_name(sheet):
    record = sheet.record(lambda row: row["standing"] == "law" and not row["ends"])
    sheet.put(record, "standing", "agreement")
    return record, "standing", "agreement", "law, as data/names.csv has it"


@spoils("counts", standard=False)
def count_that_is_no_whole_number(sheet):
    record = sheet.record()
    sheet.put(record, "figure", "vanguard-savings-forecast")
    return record, "figure", "vanguard-savings-forecast", "the id of a figure in digits only"


SEEDS = range(3)  # `test_any_table.py` takes others
CASES = [
    pytest.param(
        function, names[(seed + shift) % len(names)], seed, id=f"{function.__name__}-{seed}"
    )
    for shift, (function, names, _) in enumerate(SPOILERS)
    for seed in SEEDS
]


def spoil(function, name, seed):
    """Spoil one table; return its content, and the row, column, value and words to be named."""
    sheet = Sheet(name, seed)
    record, column, value, words = function(sheet)
    return sheet.content(), sheet.line(record), column, value, words


@pytest.mark.parametrize(("function", "name", "seed"), CASES)
def test_what_goes_wrong_is_named(function, name, seed):
    content, row, column, value, words = spoil(function, name, seed)
    problems = found(name, content, others=seed == 0)
    [problem] = [p for p in problems if (p.row, p.column) == (row, column) and words in p.expected]
    message = str(problem)
    assert problem.file == f"data/{name}.csv"
    assert problem.value == value
    assert problem.expected in message
    assert message.startswith(f"data/{name}.csv" + (f", row {row}" if row else ""))
    assert (value[:100] if value.isprintable() else value[:2]) in message
    assert "\n" not in message


def test_enough_goes_wrong():
    assert len(CASES) >= 120


def alone(folder, name):
    """Describe only a table and those that its foreign keys name, for other tools to read."""
    wanted = [name]
    for each in wanted:
        refers = [key["reference"]["resource"] for key in keys_of(each)]
        wanted += [other for other in refers if other and other not in wanted]
    resources = [RESOURCES[each] for each in wanted]
    (folder / "some.json").write_text(json.dumps(PACKAGE | {"resources": resources}), "utf8")
    return str(folder / "some.json")


@pytest.mark.parametrize(
    ("function", "name"),
    [
        # The smallest of the tables shows it as well as any.
        pytest.param(f, min(names, key=lambda name: len(SOUND[name])), id=f.__name__)
        for f, names, standard in SPOILERS
        if standard
    ],
)
def test_other_tools_see_it_too(folder, function, name):
    content, *_ = spoil(function, name, 0)
    (folder / f"{name}.csv").write_bytes(content)
    assert not frictionless.validate(alone(folder, name)).valid


# --- spoilt bytes --------------------------------------------------------------------------------


def spoil_line(name, seed, change):
    """Change the bytes of one random line below the header; return the content and its number."""
    lines = SOUND[name].splitlines(keepends=True)
    at = random.Random(f"{name} {seed}").randrange(1, len(lines))
    lines[at] = change(lines[at])
    return b"".join(lines), at + 1


BYTES = [
    # what is done to a line, what was found, what was expected
    (lambda line: b"\xe9" + line, "byte 0xE9 as byte 1 of the line", "UTF-8"),
    (lambda line: line[:3] + b"\x96" + line[3:], "byte 0x96 as byte 4 of the line", "UTF-8"),
    (lambda line: b'"' + line.replace(b'"', b""), "broken CSV", "quotation mark at both ends"),
    (lambda line: b'"a" b,' + line, "broken CSV", "quotation mark at both ends"),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["sources", "footprints", "populations", "flows"])
@pytest.mark.parametrize(("change", "value", "words"), BYTES)
def test_broken_bytes_are_named(name, seed, change, value, words):
    content, row = spoil_line(name, seed, change)
    [problem] = found(name, content)
    assert (problem.file, problem.row) == (f"data/{name}.csv", row)
    assert value in problem.value
    assert words in problem.expected


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", RESOURCES)
def test_a_file_that_is_missing_or_empty_is_named_once(name, content):
    [problem] = found(name, content)  # and no row that refers to it
    assert problem.place == f"data/{name}.csv" + (", row 1" if content is not None else "")
    assert problem.value == ("no header" if content is not None else "no readable file")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_in_another_encoding_is_named(encoding):
    [problem] = found("footprints", SOUND["footprints"].decode("utf-8").encode(encoding))
    assert problem.message.startswith("data/footprints.csv, row 1: found byte 0xFF")


def broken(old, new):
    """Return the description of the package with a part of it replaced once."""
    text = DESCRIPTION.decode("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode("utf-8")


@pytest.mark.parametrize(
    ("description", "message"),
    [
        (None, "broken JSON"),
        (b"\xff", "byte 0xFF; expected text in UTF-8"),
        (b"[]", "is not of type 'object'; expected what a data package needs"),
        (broken('"path"', "path"), r"line \d+: found broken JSON"),
        (broken('"schema": {', '"schemas": {'), "expected what the table sources needs"),
        (broken('"path": "sources.csv"', '"path": 3'), "what the table sources path needs"),
        (broken('"type": "string"', '"type": "text"'), "'text' is not one of .*fields 0 type"),
        (broken('"name": "title"', '"name": "the title"'), "'the title' does not match"),
        (broken('"primaryKey": ["id"]', '"primaryKey": ["key"]'), 'the column "key" of sources'),
        (broken('"resource": "sources"', '"resource": "source"'), 'the column "id" of source,'),
        (broken('"in": "populations"', '"in": "people"'), 'the column "footprint" of people,'),
        (broken("[a-z0-9]+(-", "[a-z0-9+(-"), "is not a 'regex'"),
        (broken('"name": "footprints",', '"name": "sources",'), "two tables of one name"),
        (broken('"name": "title"', '"name": "id"'), "two columns of one name in sources"),
    ],
)
def test_a_broken_package_is_named(description, message):
    with pytest.raises(TableError, match=rf"^data/datapackage\.json.*{message}"):
        tables.examine("data", description, SOUND)


def test_a_folder_without_a_description_is_named(tmp_path):
    [problem] = tables.problems(tmp_path)
    assert problem.file.endswith("/datapackage.json")
    assert list(tables.strangers(tmp_path)) == []


# --- the message ---------------------------------------------------------------------------------


def put(name, *cells):
    """Return a table with some cells put into it, each as (record, column, value)."""
    sheet = Sheet(name, 0)
    for cell in cells:
        sheet.put(*cell)
    return sheet.content()


def test_the_message_is_one_plain_line(folder):
    (folder / "footprints.csv").write_bytes(put("footprints", (10, "parent", "stp-kent")))
    with pytest.raises(TableError) as caught:
        load("footprints", folder)
    assert str(caught.value) == (
        'data/footprints.csv, row 12, column parent: found "stp-kent"; expected the id of a row in '
        'data/footprints.csv (nearest: "stp-kent-and-medway")'
    )
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_long_cell_is_cut_in_the_message_only():
    [problem] = found("footprints", put("footprints", (0, "kind", "x" * 5000)))
    assert len(str(problem)) < 400
    assert problem.value == "x" * 5000


def test_an_unknown_table_is_named():
    with pytest.raises(TableError, match=r'column name: found "footprint".*nearest: "footprints"'):
        load("footprint")


def test_all_that_is_wrong_is_said_in_the_order_of_the_files():
    spoilt = SOUND | {
        "footprints": put("footprints", (9, "level", "town"), (5, "parent", "x"), (5, "name", "")),
        "sources": put("sources", (3, "kind", "leaflet")),
        "flows": SOUND["flows"].replace(b",", b";"),
    }
    problems = tables.examine("data", DESCRIPTION, spoilt)[1]
    assert [(p.file, p.row, p.column) for p in problems] == [
        ("data/sources.csv", 5, "kind"),
        ("data/footprints.csv", 7, "name"),
        ("data/footprints.csv", 7, "parent"),
        ("data/footprints.csv", 11, "level"),
        ("data/flows.csv", 1, None),
    ]


# --- what is returned -----------------------------------------------------------------------------


def test_the_real_tables_are_sound():
    frames = check()
    assert list(frames) == list(RESOURCES)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, load(name))


@pytest.mark.parametrize("name", RESOURCES)
def test_frames_are_typed_by_the_package(name):
    frame = load(name)
    dtypes = {"string": "string", "integer": "Int64", "number": "Float64"}
    assert [(column, str(dtype)) for column, dtype in frame.dtypes.items()] == [
        (field["name"], dtypes[field["type"]]) for field in FIELDS[name]
    ]
    assert list(frame.index) == list(range(len(frame)))


@pytest.mark.parametrize("name", RESOURCES)
def test_every_cell_is_that_of_the_file(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = load(name)
    assert len(frame) == len(rows)
    for field in FIELDS[name]:
        for cell, text in zip(
            frame[field["name"]], (row[field["name"]] for row in rows), strict=True
        ):
            if text == "":
                assert cell is pd.NA
            else:
                assert cell == (text if field["type"] == "string" else float(text))


def test_an_unknown_is_unknown_and_not_zero():
    assert load("populations")["central"].isna().any()
    assert not (load("populations")["central"] == 0).any()


def test_a_change_on_disk_is_seen(folder):
    sheet = Sheet("footprints", 0)
    before = load("footprints", folder)
    kept = before.copy()
    sheet.put(0, "note", "Changed.")
    sheet.save(folder)
    assert load("footprints", folder)["note"][0] == "Changed."
    sheet.put(0, "note", "Edited?.")  # as long as before, so only the time tells
    sheet.save(folder)
    stat = (folder / "footprints.csv").stat()
    os.utime(folder / "footprints.csv", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))
    assert load("footprints", folder)["note"][0] == "Edited?."
    sheet.put(0, "kind", "town")
    sheet.save(folder)
    for _ in range(2):  # an error is not remembered as an answer
        with pytest.raises(TableError):
            load("footprints", folder)
    pd.testing.assert_frame_equal(before, kept)


def test_an_unchanged_table_is_read_once(folder, monkeypatch):
    load("flows", folder)
    monkeypatch.setattr(tables, "examine", None)
    load("flows", folder)


@pytest.mark.parametrize("read", [load, lambda name: check()[name]])
def test_a_caller_cannot_spoil_the_next_one(read):
    before = read("populations").copy()
    frame = read("populations")
    frame["central"].array[0] = 1
    frame.loc[0, "id"] = "spoilt"
    del frame["note"]
    pd.testing.assert_frame_equal(read("populations"), before)


def test_loading_checks_what_a_table_refers_to_and_no_more(folder):
    sheet = Sheet("sources", 0)
    sheet.put(3, "kind", "leaflet")
    sheet.save(folder)
    (folder / "flows.csv").unlink()
    with pytest.raises(TableError, match=r"data/sources\.csv, row 5, column kind"):
        load("populations", folder)
    sheet.put(3, "kind", "article")
    sheet.save(folder)
    assert len(load("populations", folder))
    with pytest.raises(TableError, match=r"data/flows\.csv"):
        check(folder)


AWKWARD = [
    "<script>alert('x')</script>",
    'He said "no", twice',
    "one, two; three\tfour".replace("\t", " "),
    'first line\nsecond, "quoted" line\n\nfourth',
    "🏥 👩 café “quoted” £1.2m – ½",
    "1+1=2",
    "'; DROP TABLE footprints; --",
    "{braces} %s {{ jinja }} $x^2$",
    "None of the NA kind",
    "0012",
    "nano",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_through_unharmed(text):
    contents = SOUND | {"footprints": put("footprints", (7, "note", text))}
    read, problems = tables.examine("data", DESCRIPTION, contents)
    assert problems == []
    assert read["footprints"].frame["note"].iloc[7] == text


@pytest.mark.parametrize("change", ["mark", "windows"])
def test_what_excel_adds_is_tolerated(change):
    def changed(raw):
        return b"\xef\xbb\xbf" + raw if change == "mark" else raw.replace(b"\n", b"\r\n")

    contents = {name: changed(raw) for name, raw in SOUND.items()}
    read, problems = tables.examine("data", DESCRIPTION, contents)
    assert problems == []
    for name, table in read.items():
        pd.testing.assert_frame_equal(table.frame.reset_index(drop=True), load(name))


# --- the data package -----------------------------------------------------------------------------


def test_frictionless_agrees():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks] == list(RESOURCES)


@pytest.fixture(scope="module")
def package():
    return frictionless.Package(str(DATA / "datapackage.json"))


@pytest.mark.parametrize("name", RESOURCES)
def test_frictionless_reads_the_same_cells(package, name):
    resource = package.get_resource(name)
    for ours, theirs in zip(load(name).itertuples(index=False), resource.read_rows(), strict=True):
        for cell, (column, other) in zip(ours, theirs.items(), strict=True):
            assert (cell is pd.NA) == (other is None), column
            assert cell is pd.NA or cell == (other if isinstance(other, str) else float(other))


def test_the_package_says_what_it_is():
    assert PACKAGE["profile"] == "tabular-data-package"
    assert re.fullmatch(r"\d+\.\d+\.\d+", PACKAGE["version"])
    assert {licence["name"] for licence in PACKAGE["licenses"]} == {"CC-BY-4.0", "OGL-UK-3.0"}
    assert PACKAGE["title"]
    assert PACKAGE["description"]
    assert PACKAGE["contributors"]


@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_says_what_one_row_is(name):
    resource, columns = RESOURCES[name], [field["name"] for field in FIELDS[name]]
    assert resource["description"].startswith("One row is ")
    assert resource["title"]
    assert resource["path"] == f"{name}.csv"
    assert set(resource["schema"]["primaryKey"]) <= set(columns)
    assert resource["schema"]["missingValues"] == [""]
    for key in keys_of(name):
        assert key["reference"]["resource"] in ("", *RESOURCES)
        target = RESOURCES[key["reference"]["resource"] or name]
        assert key["reference"]["fields"] == target["schema"]["primaryKey"]
        assert key["fields"][0] in columns


@pytest.mark.parametrize(("name", "field"), EVERY_FIELD)
def test_every_column_is_described(name, field):
    assert field["description"].endswith(".")
    assert len(field["description"]) > 15
    assert is_number(field) == ("unit" in field)
    assert is_number(field) == ("minimum" in limits(field)) == ("maximum" in limits(field))
    assert ("pattern" in limits(field)) == ("expected" in field)
    assert field["type"] in DTYPES


def test_tables_that_are_held_are_seen_as_edited_only_afterwards(folder):
    before = tables.edition(folder)
    with tables.held(folder), tables.held(folder):
        (folder / "claims.csv").write_bytes(SOUND["claims"] + b"\n")
        assert tables.edition(folder) == before
    assert tables.edition(folder) != before
