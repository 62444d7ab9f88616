"""The tables are sound, and whatever goes wrong in one is named by file, row and column.

The real tables are copied and spoilt, one place at a time, by the functions marked `@spoils`.
Each picks its place with a seeded generator and says what the error must name.
"""

import csv
import io
import json
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from widgets import tables
from widgets.tables import DATA, TableError, check, load

PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FIELDS = {name: resource["schema"]["fields"] for name, resource in RESOURCES.items()}
EVERY_FIELD = [(name, field) for name, fields in FIELDS.items() for field in fields]
WHOLE_FILE, HEADER = None, "header"


@pytest.fixture
def folder(tmp_path):
    """Copy the data package, without anything else that lies beside it."""
    copy = tmp_path / "data"
    copy.mkdir()
    for file in ("datapackage.json", *(resource["path"] for resource in RESOURCES.values())):
        shutil.copy(DATA / file, copy)
    return copy


def to_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


class Sheet:
    """One copied table as lists of cells, with the seed that picks the place to spoil."""

    def __init__(self, folder, name, seed):
        self.name, self.path, self.fields = name, folder / f"{name}.csv", FIELDS[name]
        self.random = random.Random(f"{name} {seed}")
        with self.path.open(encoding="utf-8", newline="") as file:
            self.header, *self.rows = csv.reader(file)
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

    def save(self):
        self.path.write_text(to_csv([self.header, *self.rows]), encoding="utf-8", newline="")


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
    return field["name"] == "id"


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


SEEDS = range(5)
CASES = [
    pytest.param(
        function, names[(seed + shift) % len(names)], seed, id=f"{function.__name__}-{seed}"
    )
    for shift, (function, names, _) in enumerate(SPOILERS)
    for seed in SEEDS
]


def spoil(folder, function, name, seed):
    """Spoil one table; return the row, column, value and words that the error must name."""
    sheet = Sheet(folder, name, seed)
    record, column, value, words = function(sheet)
    sheet.save()
    return sheet.line(record), column, value, words


@pytest.mark.parametrize(("function", "name", "seed"), CASES)
def test_what_goes_wrong_is_named(folder, function, name, seed):
    row, column, value, words = spoil(folder, function, name, seed)
    with pytest.raises(TableError) as caught:
        check(folder) if seed == 0 else load(name, folder)  # the second reads fewer tables
    [error], message = caught.value.problems, str(caught.value)
    assert (error.file, error.row, error.column) == (f"data/{name}.csv", row, column)
    assert error.value == value
    assert words in error.expected
    assert error.expected in message
    assert message.startswith(f"data/{name}.csv" + (f", row {row}" if row else ""))
    assert (value[:100] if value.isprintable() else value[:2]) in message
    assert "\n" not in message


def test_enough_goes_wrong():
    assert len(CASES) >= 120


@pytest.mark.parametrize(
    ("function", "name"),
    [pytest.param(f, names[0], id=f.__name__) for f, names, standard in SPOILERS if standard],
)
def test_other_tools_see_it_too(folder, function, name):
    spoil(folder, function, name, 0)
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


# --- spoilt bytes --------------------------------------------------------------------------------


def spoil_line(folder, name, seed, change):
    """Change the bytes of one random line below the header; return its number."""
    path = folder / f"{name}.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    at = random.Random(f"{name} {seed}").randrange(1, len(lines))
    lines[at] = change(lines[at])
    path.write_bytes(b"".join(lines))
    return at + 1


BYTES = [
    # what is done to a line, what was found, what was expected
    (lambda line: b"\xe9" + line, "byte 0xE9 as byte 1 of the line", "UTF-8"),
    (lambda line: line[:3] + b"\x96" + line[3:], "byte 0x96 as byte 4 of the line", "UTF-8"),
    (lambda line: b'"' + line.replace(b'"', b""), "broken CSV", "quotation mark at both ends"),
    (lambda line: b'"a" b,' + line, "broken CSV", "quotation mark at both ends"),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["sources", "footprints", "populations", "flows"])
@pytest.mark.parametrize(("change", "found", "words"), BYTES)
def test_broken_bytes_are_named(folder, name, seed, change, found, words):
    row = spoil_line(folder, name, seed, change)
    with pytest.raises(TableError) as caught:
        load(name, folder)
    [problem] = caught.value.problems
    assert (problem.file, problem.row) == (f"data/{name}.csv", row)
    assert found in problem.value
    assert words in problem.expected


@pytest.mark.parametrize("name", RESOURCES)
def test_a_missing_file_is_named(folder, name):
    (folder / f"{name}.csv").unlink()
    with pytest.raises(TableError, match=rf"^data/{name}\.csv: found no readable file; expected"):
        check(folder)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", RESOURCES)
def test_an_empty_file_is_named(folder, name, content):
    (folder / f"{name}.csv").write_bytes(content)
    with pytest.raises(TableError, match=rf"^data/{name}\.csv, row 1: found no header"):
        check(folder)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_in_another_encoding_is_named(folder, encoding):
    path = folder / "footprints.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    with pytest.raises(TableError, match=r"^data/footprints\.csv, row 1: found byte 0xFF"):
        check(folder)


def test_the_table_of_another_country_is_refused(folder):
    path = folder / "flows.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    with pytest.raises(TableError, match=r"column stp_2016;icb_2022.*one of the columns stp_2016,"):
        check(folder)


def test_a_broken_package_is_named(folder):
    path = folder / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"path"', "path", 1), encoding="utf-8")
    with pytest.raises(TableError, match=r"^data/datapackage\.json, line \d+: found broken JSON"):
        check(folder)


@pytest.mark.parametrize("change", ["mark", "windows"])
def test_what_excel_adds_is_tolerated(folder, change):
    before = check(folder)
    for path in folder.glob("*.csv"):
        raw = path.read_bytes()
        path.write_bytes(b"\xef\xbb\xbf" + raw if change == "mark" else raw.replace(b"\n", b"\r\n"))
    for name, frame in check(folder).items():
        pd.testing.assert_frame_equal(frame, before[name])


# --- the message ---------------------------------------------------------------------------------


def test_the_message_is_one_plain_line(folder):
    sheet = Sheet(folder, "footprints", 0)
    sheet.put(10, "parent", "stp-kent")
    sheet.save()
    with pytest.raises(TableError) as caught:
        load("footprints", folder)
    assert str(caught.value) == (
        'data/footprints.csv, row 12, column parent: found "stp-kent"; expected the id of a row in '
        'data/footprints.csv (nearest: "stp-kent-and-medway")'
    )
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_long_cell_is_cut_in_the_message_only(folder):
    sheet = Sheet(folder, "footprints", 0)
    sheet.put(0, "kind", "x" * 5000)
    sheet.save()
    with pytest.raises(TableError) as caught:
        check(folder)
    assert len(str(caught.value)) < 400
    assert caught.value.problems[0].value == "x" * 5000


def test_an_unknown_table_is_named():
    with pytest.raises(TableError, match=r'column name: found "footprint".*nearest: "footprints"'):
        load("footprint")


def test_a_wrong_column_comes_before_a_wrong_cell_and_that_before_a_wrong_key(folder):
    sheet = Sheet(folder, "footprints", 0)
    sheet.put(5, "id", sheet.row(4)["id"])
    sheet.save()
    with pytest.raises(TableError, match=r"column id: .* no other row has"):
        check(folder)
    sheet.put(9, "level", "town")
    sheet.save()
    with pytest.raises(TableError, match="row 11, column level"):
        check(folder)
    sheet.header[3] = "size"
    sheet.save()
    with pytest.raises(TableError, match="row 1, column size"):
        check(folder)


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
    sheet = Sheet(folder, "footprints", 0)
    before = load("footprints", folder)
    kept = before.copy()
    sheet.put(0, "note", "Changed.")
    sheet.save()
    assert load("footprints", folder)["note"][0] == "Changed."
    sheet.put(0, "note", "Edited?.")  # as long as before, so only the time tells
    sheet.save()
    stat = sheet.path.stat()
    os.utime(sheet.path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))
    assert load("footprints", folder)["note"][0] == "Edited?."
    sheet.put(0, "kind", "town")
    sheet.save()
    for _ in range(2):  # an error is not remembered as an answer
        with pytest.raises(TableError):
            load("footprints", folder)
    pd.testing.assert_frame_equal(before, kept)


def test_an_unchanged_table_is_read_once(folder, monkeypatch):
    load("flows", folder)
    monkeypatch.setattr(tables, "_read", None)
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
    sheet = Sheet(folder, "sources", 0)
    sheet.put(3, "kind", "leaflet")
    sheet.save()
    (folder / "flows.csv").unlink()
    with pytest.raises(TableError, match=r"data/sources\.csv, row 5, column kind"):
        load("populations", folder)
    sheet.put(3, "kind", "article")
    sheet.save()
    assert len(load("populations", folder))
    with pytest.raises(TableError, match=r"data/flows\.csv"):
        check(folder)


AWKWARD = [
    "<script>alert('x')</script>",
    'He said "no", twice',
    "one, two; three\tfour".replace("\t", " "),
    'first line\nsecond, "quoted" line\n\nfourth',
    "🏥 👩‍⚕️ café “quoted” £1.2m – ½",
    "=1+1",
    "'; DROP TABLE footprints; --",
    "{braces} %s {{ jinja }} $x^2$",
    "NA",
    "0012",
    "nan",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_through_unharmed(folder, text):
    sheet = Sheet(folder, "footprints", 0)
    sheet.put(7, "note", text)
    sheet.save()
    assert load("footprints", folder)["note"][7] == text


# --- rules, on tables made up for them ------------------------------------------------------------

SOURCES = "id,url,url_status,article\nblog-2018,,unknown,000\nnao-2018,,copy,\n"


def made_up(tmp_path, types=None, **texts):
    """Write a package of small tables whose keys are their first columns; return its folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    resources = []
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        columns = text.split("\n", 1)[0].split(",")
        fields = [{"name": c, "type": "string"} | (types or {}).get(c, {}) for c in columns]
        keys = [c for c in columns if c in ("option", "criterion")] or columns[:2]
        resources.append(
            {"name": name, "path": f"{name}.csv", "schema": {"fields": fields, "primaryKey": keys}}
        )
    package = {"name": "made-up", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


ABOUT = {
    "about": {"refersTo": {"resources": ["places"], "words": ["ics", "aco"]}},
    "row": {"refersTo": {"resources": ["findings", "events"]}},
}
FINDINGS = {
    "findings": "id,finding,result\nf-1,After eight months it ended.,£0.8bn; 5–6 years; +12.0%\n",
    "events": "id,event\ne-1,\n",
}
OPTIONS = {"options": "id,live_from,live_to\na,,\nb,,\n", "criteria": "id\nx\n"}
MADE_UP = {
    "answers itself": (
        {"answers": "claim,answers\nc-1,c-2\nc-2,c-2\n"},
        'data/answers.csv, row 3, column answers: found "c-2"; expected the id of another claim',
    ),
    "claim without anchor": (
        {"sources": SOURCES, "claims": "id,source,anchor\nc-1,nao-2018,\nc-2,blog-2018,\n"},
        "data/claims.csv, row 3, column anchor: found nothing; expected 3 to 8 words of the "
        "article blog-2018",
    ),
    "passage of a claim": (
        {
            "sources": SOURCES,
            "claims": "id,source,anchor\nc-1,blog-2018,one two three\n",
            "passages": "source,anchor\nblog-2018,two three four\nblog-2018,one two three\n",
        },
        'data/passages.csv, row 3, column anchor: found "one two three"; expected a passage on '
        "which no claim rests",
    ),
    "claim about nothing": (
        {"places": "id\nkent\n", "claims": "id,about\nc-1,ics\nc-2,kent\nc-3,icss\n"},
        'data/claims.csv, row 4, column about: found "icss"; expected the id of a row in '
        'data/places.csv (nearest: "ics")',
    ),
    "second anchor": (
        {
            "sources": SOURCES,
            "disagreements": "id,source_1,anchor_1,source_2,anchor_2\n"
            "d-1,blog-2018,three such words,blog-2018,\n",
        },
        "data/disagreements.csv, row 2, column anchor_2: found nothing; expected 3 to 8 words of "
        "the article blog-2018",
    ),
    "ends before it starts": (
        {"options": "id,live_from,live_to\na,2018-05,2018\nb,2018-05-03,2018-04\n"},
        'data/options.csv, row 3, column live_to: found "2018-04"; expected a date not before '
        "2018-05-03, which is live_from",
    ),
    "name ends before it starts": (
        {"names": "id,valid_from,valid_to\na,,2018\nb,2019,2018\n"},
        'data/names.csv, row 3, column valid_to: found "2018"; expected a date not before 2019, '
        "which is valid_from",
    ),
    "name with a date of no known ground": (
        {"names": "id,valid_from,from_known,valid_to\na,2018,stated,\nb,2019,,\n"},
        "data/names.csv, row 3, column from_known: found nothing; expected a value, as in "
        "valid_from",
    ),
    "planned and begun": (
        {
            "names": "id,valid_from,valid_to,purpose,state,began\na,,,law,planned,e-1\n",
            "events": "id,date\ne-1,2018\n",
        },
        'data/names.csv, row 2, column began: found "e-1"; expected nothing, because the state '
        "is planned",
    ),
    "thing ends before it began": (
        {
            "names": "id,valid_from,valid_to,began,ended\na,,,e-2,e-1\n",
            "events": "id,date\ne-1,2018-01\ne-2,2018-02-03\n",
        },
        'data/names.csv, row 2, column ended: found "e-1"; expected an event not before '
        "2018-02-03, when it began",
    ),
    "one side says who replaced whom": (
        {
            "names": "id,valid_from,valid_to,replaced,replaced_by,ending,ending_source\n"
            "a,,,,b,moved,nao\nb,,,,,,\n"
        },
        'data/names.csv, row 2, column replaced_by: found "b"; expected a name whose replaced '
        "has a",
    ),
    "pair not rated": (
        OPTIONS | {"ratings": "option,criterion,rating,basis\na,x,2,source\n"},
        "data/ratings.csv: found no row; expected a row for the option b and criterion x",
    ),
    "pair rated twice": (
        OPTIONS | {"ratings": "option,criterion,rating,basis\na,x,2,source\na,x,1,source\n"},
        'data/ratings.csv, row 3, column option, criterion: found "a, x"; expected a value that '
        "no other row has (row 2 has it)",
    ),
    "figure of another row": (
        FINDINGS
        | {
            "figures": "id,figure,row\na,8 months,f-1\nb,£0.8bn,f-1\nc,5 to 6 years,f-1\n"
            "d,12.0%,f-1\ne,2.0%,f-1\n"
        },
        'data/figures.csv, row 6, column figure: found "2.0%"; expected a number that '
        "data/findings.csv, row 2 holds",
    ),
    "figure cut short": (
        FINDINGS | {"figures": "id,figure,row\na,£0,f-1\n"},
        'data/figures.csv, row 2, column figure: found "£0"; expected a number that '
        "data/findings.csv, row 2 holds",
    ),
    "silent but rated": (
        OPTIONS | {"ratings": "option,criterion,rating,basis\na,x,unknown,silent\nb,x,2,silent\n"},
        'data/ratings.csv, row 3, column basis: found "silent"; expected silent if the rating is '
        "unknown, and only then",
    ),
    "unknown but not silent": (
        OPTIONS | {"ratings": "option,criterion,rating,basis\na,x,unknown,editors\nb,x,2,source\n"},
        'data/ratings.csv, row 2, column basis: found "editors"; expected silent if the rating is '
        "unknown, and only then",
    ),
}


@pytest.mark.parametrize(("texts", "message"), MADE_UP.values(), ids=MADE_UP)
def test_rules_of_the_tables_of_knowledge(tmp_path, texts, message):
    with pytest.raises(TableError, match=f"^{re.escape(message)}$"):
        check(made_up(tmp_path, ABOUT, **texts))


# --- the data package -----------------------------------------------------------------------------


def test_frictionless_agrees():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks] == list(RESOURCES)


@pytest.mark.parametrize("name", RESOURCES)
def test_frictionless_reads_the_same_cells(name):
    resource = frictionless.Package(str(DATA / "datapackage.json")).get_resource(name)
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
    assert field["type"] in tables.TYPES


# --- from the command line ------------------------------------------------------------------------


def run(root):
    command = [sys.executable, "tools/check.py"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")


def test_the_command_names_the_problem_and_fails(folder):
    root = folder.parent
    for part in ("widgets", "tools", "book"):
        shutil.copytree(Path(tables.__file__).parent.parent / part, root / part)
    sound = run(root)
    assert (sound.returncode, sound.stderr) == (0, "")
    spoil(folder, own_parent, "footprints", 0)
    spoilt = run(root)
    assert spoilt.returncode == 1
    assert spoilt.stderr.startswith("data/footprints.csv, row ")
    assert spoilt.stderr.count("\n") == 1
