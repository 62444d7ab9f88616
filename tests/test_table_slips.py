"""Each rule of the tables is broken by a slip, and named with its place.

A slip is one edit that a person or a spreadsheet makes to the real tables; it is made in memory.
"""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from tests.test_tables import DESCRIPTION, FIELDS, SOUND
from tools import check
from widgets import tables
from widgets.tables import rules
from widgets.tables.table import read_table

RULES = Path(check.ROOT, "RULES.md")

# --- edits ----------------------------------------------------------------------------------------


class Edit:
    """The tables with one or more cells changed; it knows the row of each."""

    def __init__(self):
        self.contents, self.line = dict(SOUND), None

    def rows(self, name):
        text = self.contents[name].decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def save(self, name, rows):
        out = io.StringIO()
        writer = csv.DictWriter(out, [f["name"] for f in FIELDS[name]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.contents[name] = out.getvalue().encode("utf-8")

    def put(self, name, where, /, **cells):
        """Put cells into the first row that fits."""
        rows = self.rows(name)
        at = self.at(rows, where)
        rows[at] |= cells
        self.line = at + 2
        self.save(name, rows)
        return self

    def copy(self, name, where, /, **cells):
        """Add a row that is like the first that fits, but for some cells."""
        rows = self.rows(name)
        rows.append(rows[self.at(rows, where)] | cells)
        self.line = len(rows) + 1
        self.save(name, rows)
        return self

    def drop(self, name, where):
        """Take out every row that fits."""
        rows = self.rows(name)
        self.save(name, [row for row in rows if not fits(row, where)])
        return self

    def sort(self, name, column):
        """Sort one column without the others."""
        rows = self.rows(name)
        for row, cell in zip(rows, sorted(row[column] for row in rows), strict=True):
            row[column] = cell
        self.save(name, rows)
        return self

    def change(self, name, how):
        """Change the bytes of a file."""
        self.contents[name] = how(self.contents[name])
        return self

    @staticmethod
    def at(rows, where):
        return next(n for n, row in enumerate(rows) if fits(row, where))

    def table(self, name):
        return read_table("data", DESCRIPTION, name, self.contents[name])

    def problems(self):
        return tables.examine("data", DESCRIPTION, self.contents)[1]


def fits(row, where):
    where = where if isinstance(where, dict) else {"id": where}
    return all(row[column] == cell for column, cell in where.items())


def put(*edit, **cells):
    return lambda: Edit().put(*edit, **cells)


def copy(*edit, **cells):
    return lambda: Edit().copy(*edit, **cells)


def change(name, how):
    return lambda: Edit().change(name, how)


DORSET = {"id": "stp-dorset"}
DORSET_FLOW = {"stp_2016": "stp-dorset"}
CLAIM = "c-kf-001"
SOURCE = "nao-2018-vanguards"
POPULATION = "england-mid-2018"
RATING = {"option": "existing-contracts", "criterion": "no-procurement"}


def spelt(text):
    """Put a text where any may stand, a note of an area."""
    return put("footprints", DORSET, note=text)


def counted(text):
    return put("populations", POPULATION, central=text)


def dated(text):
    return put("sources", SOURCE, date=text)


# What was slipped: the rule, the edit, the column, and a word of the message or of the fix.
SLIPS = {
    # the file
    "not there": ("table-there", change("flows", lambda _: None), None, "no readable file"),
    "Windows-1252": (
        "table-encoding",
        change("claims", lambda raw: raw.decode("utf-8").encode("cp1252", "replace")),
        None,
        "CSV UTF-8",
    ),
    "semicolons": (
        "table-commas",
        change("flows", lambda raw: raw.replace(b",", b";")),
        None,
        'semicolons between the columns; expected commas. Fix: save it as "CSV UTF-8',
    ),
    "tabs": ("table-commas", change("flows", lambda raw: raw.replace(b",", b"\t")), None, "tabs"),
    "quotes left open": (
        "table-quotes",
        change("flows", lambda raw: raw.replace(b"\nstp", b'\n"stp', 1)),
        None,
        "quotation mark",
    ),
    "empty columns": (
        "table-header",
        change("flows", lambda raw: raw.replace(b"\n", b",,\n")),
        None,
        "delete the empty columns",
    ),
    "renamed column": (
        "table-header",
        change("flows", lambda raw: raw.replace(b"share", b"part", 1)),
        "part",
        "one of the columns",
    ),
    "line break in a column's name": (
        "table-header",
        change("flows", lambda raw: raw.replace(b"share", b'"sha\nre"', 1)),
        "sha\nre",
        r"column sha\nre: found",
    ),
    "only a header": (
        "table-rows",
        change("flows", lambda raw: raw.split(b"\n")[0] + b"\n"),
        None,
        "at least one row",
    ),
    "row of empty cells": (
        "row-length",
        change("flows", lambda raw: raw + b",,,,,\n"),
        None,
        "delete the line",
    ),
    "empty cells at an end": (
        "row-length",
        change("flows", lambda raw: raw.replace(b"estimates\n", b"estimates,,\n", 1)),
        None,
        "delete the empty cells at its end",
    ),
    "comma without quotes": (
        "row-length",
        change("events", lambda raw: raw + b"e-x,2018,law,One, two,nao-2018-x,verified,,\n"),
        None,
        "quotation marks",
    ),
    "curly quotes around a comma": (
        "row-length",
        change("events", lambda raw: raw + "e-x,2018,law,“One, two”,x,verified,,\n".encode()),
        None,
        "straight marks",
    ),
    # the cell
    "empty": ("cell-required", put("footprints", DORSET, name=""), "name", "may not be empty"),
    "space after": ("cell-spaces", spelt("Text "), "note", 'write "Text"'),
    "hard space after": ("cell-spaces", spelt("Text\xa0"), "note", 'write "Text"'),
    "tab": ("cell-signs", spelt("a\tb"), "note", 'write "a b"'),
    "hard space inside": ("cell-signs", spelt("a\xa0b"), "note", "U+00A0 (no-break space)"),
    "zero-width space": ("cell-signs", spelt("a\u200bb"), "note", "U+200B (zero width space)"),
    "right to left": ("cell-signs", spelt("a\u202eb"), "note", "U+202E"),
    "soft hyphen": ("cell-signs", spelt("a\u00adb"), "note", "U+00AD (soft hyphen)"),
    "mark inside": ("cell-signs", spelt("a\ufeffb"), "note", "U+FEFF"),
    "accent apart": ("cell-signs", spelt("cafe\u0301"), "note", 'write "café"'),
    "Cyrillic letter": ("cell-signs", spelt("Dоrset"), "note", "cyrillic small letter o"),
    "read as Windows-1252": ("cell-signs", spelt("Â£22bn"), "note", 'write "£22bn"'),
    "dash read as Windows-1252": ("cell-signs", spelt("5â€“6"), "note", 'write "5–6"'),
    "hidden sign in a term": ("cell-signs", put("names", "stp-plan", term="S\u200bTP"), "term", ""),
    "hidden sign in a wording": (
        "cell-signs",
        put("populations", POPULATION, wording="55\xa0million"),
        "wording",
        "",
    ),
    "formula": ("cell-formula", spelt("=1+1"), "note", "no spreadsheet runs"),
    "plus": ("cell-formula", spelt("+0"), "note", "no spreadsheet runs"),
    "minus": ("cell-formula", spelt("-1+2"), "note", "no spreadsheet runs"),
    "at": ("cell-formula", spelt("@SUM(A1)"), "note", "no spreadsheet runs"),
    "#N/A": ("cell-no-value", spelt("#N/A"), "note", "an empty cell"),
    "NA": ("cell-no-value", spelt("NA"), "note", "an empty cell"),
    "NA for a number": ("cell-no-value", counted("NA"), "central", "an empty cell"),
    "#REF! for a number": ("cell-no-value", counted("#REF!"), "central", "an empty cell"),
    "word": ("cell-word", put("footprints", DORSET, kind="stp-2106"), "kind", '"stp-2016"'),
    "word in capitals": ("cell-word", put("footprints", DORSET, level="System"), "level", "system"),
    "zeros dropped": ("cell-word", put("sources", "ham-2018", article="2"), "article", '"002"'),
    "renamed criterion": (
        "cell-word",
        lambda: (
            Edit()
            .put("ratings", RATING, criterion="no-tender")
            .put("criteria", "no-procurement", id="no-tender")
        ),
        "id",
        "one of no-procurement",
    ),
    "thousands": ("cell-number", counted("55,977,178"), "central", 'write "55977178"'),
    "thousands by spaces": ("cell-number", counted("55 977 178"), "central", 'write "55977178"'),
    "plus nought for a number": ("cell-number", counted("+0"), "central", "digits only"),
    "plus for a number": (
        "cell-number",
        put("clues", "icp-contract", weight="+4"),
        "weight",
        'write "4"',
    ),
    "scientific": ("cell-number", counted("5.6E+07"), "central", "digits only"),
    "decimal comma": (
        "cell-number",
        put("flows", DORSET_FLOW, share="1,0000"),
        "share",
        'write "1.0000"',
    ),
    "too large": ("cell-range", counted("559771780"), "central", "a number from"),
    "American date": ("cell-date", dated("06/29/2018"), "date", 'write "2018-06-29"'),
    "British date": ("cell-date", dated("29/06/2018"), "date", 'write "2018-06-29"'),
    "either date": ("cell-date", dated("05/03/2018"), "date", "2018-03-05 or"),
    "May-18": ("cell-date", dated("May-18"), "date", 'write "2018-05"'),
    "in words": ("cell-date", dated("29 June 2018"), "date", 'write "2018-06-29"'),
    "with a time": ("cell-date", dated("2018-06-29 00:00:00"), "date", 'write "2018-06-29"'),
    "no such day": ("cell-date", dated("2018-02-30"), "date", "exists in the calendar"),
    "2108": ("cell-date", dated("2108"), "date", "a year from 1940 to 2030"),
    "0018": ("cell-date", dated("0018-06-29"), "date", "a year from 1940 to 2030"),
    "curly quote in an id": (
        "cell-pattern",
        put("sources", SOURCE, id="nao’s-2018"),
        "id",
        "lower-case letters",
    ),
    "script for an address": (
        "cell-pattern",
        put("sources", SOURCE, url="javascript:alert(1)"),
        "url",
        "https:// or http://",
    ),
    "bare digits": (
        "cell-printed",
        put("populations", POPULATION, wording="812459"),
        "wording",
        'write "812,459"',
    ),
    "bare digits in words": (
        "cell-printed",
        put("populations", POPULATION, wording="about 812459 people"),
        "wording",
        'write "about 812,459 people"',
    ),
    # rows and other rows
    "id twice": ("key-once", copy("footprints", DORSET, name="Dorset again"), "id", "has it"),
    "claim twice": ("row-twice", copy("claims", CLAIM, id="c-kf-999"), None, "delete one of"),
    "claim twice, other cells": (
        "claim-twice",
        lambda: Edit().copy("claims", CLAIM, id="c-kf-999", ground_note="Another note."),
        "claim",
        "no other row makes",
    ),
    "no such source": (
        "reference",
        put("footprints", DORSET, source="nhs-digital-2019-stp-maping"),
        "source",
        'nearest: "nhs-digital-2019-stp-mapping"',
    ),
    "ids sorted alone": ("id-fits", lambda: Edit().sort("names", "id"), "id", "together"),
    "terms sorted alone": ("id-fits", lambda: Edit().sort("names", "term"), "id", "together"),
    "areas sorted alone": ("id-fits", lambda: Edit().sort("footprints", "name"), "id", "together"),
    "id of another row": (
        "id-fits",
        put("options", "iho-contract", name="Something else"),
        "id",
        "a word of its row",
    ),
    # rules
    "anchor missing": ("anchor-needed", put("claims", CLAIM, anchor=""), "anchor", "3 to 8 words"),
    "people moved": ("sums", put("ccgs", {"ods_code": "11J"}, population="1"), "population", "sum"),
    "address of unknown status": (
        "address-status",
        put("sources", SOURCE, url_status="unknown"),
        "url_status",
        "because there is a url",
    ),
    "nation in something": (
        "area-kind",
        put("footprints", "england", parent="stp-dorset"),
        "parent",
        "none for the nation",
    ),
    "area in itself": (
        "area-loop",
        put("footprints", DORSET, parent="stp-dorset"),
        "parent",
        "no loop of parents",
    ),
    "system as a nation": (
        "area-level",
        put("footprints", DORSET, level="nation"),
        "level",
        "a level below nation",
    ),
    "named in a report": (
        "area-named-in",
        put("footprints", DORSET, named_in=SOURCE),
        "named_in",
        "one of the articles",
    ),
    "code of another area": (
        "area-code",
        put("footprints", DORSET, ons_code="E54000040"),
        "ons_code",
        "no other area of the kind stp-2016",
    ),
    "area without flows": (
        "area-flows",
        copy(
            "footprints", DORSET, id="stp-dorset-2", ons_code="", ods_code="", note="No population."
        ),
        "id",
        "in the column stp_2016 of data/flows.csv",
    ),
    "area without people": (
        "area-counted",
        put("footprints", "place-poole", note=""),
        "note",
        "a note that no population is known",
    ),
    "place larger than its system": (
        "area-inside",
        put("populations", {"footprint": "place-leeds"}, central="7891940"),
        "parent",
        "a larger area: place-leeds has at least 7891940 people",
    ),
    "place as large as a country": (
        "area-size",
        put("populations", {"footprint": "place-bolton"}, central="2853720"),
        "central",
        "at most 1000000",
    ),
    "range turned round": (
        "range-order",
        put("populations", POPULATION, low="55977179"),
        "central",
        "at least 55977179",
    ),
    "no number": (
        "range-order",
        put("populations", {"footprint": "place-leeds"}, central="", wording=""),
        "central",
        "a value in low, central, high or wording",
    ),
    "a digit too many": (
        "count-agrees",
        put("populations", "ics-dorset-mid-2018", central="7738390"),
        "central",
        "about 8",
    ),
    "a digit too few": (
        "count-agrees",
        put("populations", "ics-dorset-mid-2018", central="77383"),
        "central",
        "about 8",
    ),
    "flow into the wrong time": (
        "flow-kind",
        put("flows", DORSET_FLOW, icb_2022="icb26-dorset"),
        "icb_2022",
        "of the kind icb-2022",
    ),
    "shares": ("shares", put("flows", DORSET_FLOW, share="0.9"), "share", "1 as the sum"),
    "code of a board": (
        "board-code",
        put("council_flows", {"stp_2016": "stp-dorset"}, icb_2022_ods="QQQ"),
        "icb_2022_ods",
        "the code of",
    ),
    "part of a whole council": (
        "council-part",
        put("council_flows", {"part": "", "stp_2016": "stp-dorset"}, part="north"),
        "part",
        "only then",
    ),
    "group of elsewhere": (
        "group-area",
        put("council_flows", {"stp_2016": "stp-devon"}, ccgs="11J"),
        "stp_2016",
        "stp-dorset, where 11J lay",
    ),
    "ground": ("claim-ground", put("claims", CLAIM, ground="local-data"), "ground", "none-offered"),
    "answers itself": (
        "answers-another",
        put("answers", {"claim": "c-kf-051"}, answers="c-kf-051"),
        "answers",
        "another claim",
    ),
    "silent": ("rating-silent", put("ratings", RATING, basis="silent"), "basis", "only then"),
    "not rated": (
        "rating-missing",
        lambda: Edit().drop("ratings", RATING),
        None,
        "a row for the option existing-contracts and criterion no-procurement",
    ),
    "named until before": (
        "end-after-start",
        put("names", "stp-plan", valid_to="2014"),
        "valid_to",
        "not before 2015-12",
    ),
    "began after it ended": (
        "end-after-start",
        put("names", "stp-plan", began="e-2017-next-steps", ended="e-2015-stp-guidance"),
        "ended",
        "which is that of began",
    ),
    "date of no ground": (
        "told-together",
        put("names", "stp-plan", from_known=""),
        "from_known",
        "a value, as in valid_from",
    ),
    "planned and begun": (
        "never-lived",
        put("names", "stp-plan", state="planned"),
        "began",
        "because the state is planned",
    ),
    "one side of a change": (
        "replaced-both",
        put("names", "stp-partnership", replaced=""),
        "replaced_by",
        "a name whose replaced has stp-plan",
    ),
    "life that differs": (
        "lives-as-names",
        lambda: Edit().put("lives", {"thing": "stp-plan"}, standing="law"),
        "standing",
        "as data/names.csv has it",
    ),
    "nothing else": (
        "other-thing",
        lambda: Edit().put("clues", {"meaning": "other"}, thing=""),
        "thing",
        "what else is meant",
    ),
    "no weight": (
        "clue-weight",
        put("clues", "icp-contract", weight="0"),
        "weight",
        "1, 2 or 4",
    ),
    "figure of another row": (
        "figure-in-row",
        put("figures", "areas-2016", figure="45"),
        "figure",
        "a number that data/events.csv, row",
    ),
    "figure with a bit more": (
        "figure-in-row",
        put("figures", "areas-2016", figure="44%"),
        "figure",
        "a number that data/events.csv, row",
    ),
    "count of money": (
        "count-digits",
        lambda: Edit().put("counts", {}, figure="vanguard-savings-forecast"),
        "figure",
        "in digits only",
    ),
}


def passage_of_a_claim():
    claim = next(row for row in Edit().rows("claims") if row["anchor"])
    cells = {"source": claim["source"], "anchor": claim["anchor"]}
    return Edit().copy("passages", {}, **cells)


SLIPS["passage of a claim"] = ("passage-of-claim", passage_of_a_claim, "anchor", "no claim rests")


@pytest.mark.parametrize(("rule", "make", "column", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(rule, make, column, words):
    problems = make().problems()
    named = [each for each in problems if each.rule == rule and each.column == column]
    assert any(words in str(each) for each in named), problems


def test_each_rule_is_broken_by_a_slip_and_explained():
    explained = re.findall(r"^### (.+)$", RULES.read_text("utf8"), re.M)
    assert len(set(explained)) == len(explained)
    of_tables, *_ = RULES.read_text("utf8").split("\n## Sources and passages\n")
    slipped = {rule for rule, *_ in SLIPS.values()} | {"package", "stray-file"}
    assert slipped == set(re.findall(r"^### (.+)$", of_tables, re.M))
    assert {rule.id for rule in rules.RULES} <= slipped


def test_an_explanation_says_what_is_asked_for():
    for rule, text in re.findall(r"^### (.+)\n\n((?:(?!#).*\n?)+)", RULES.read_text("utf8"), re.M):
        assert len(text.split()) >= 8, rule


def test_a_digit_too_many_is_seen_where_an_area_has_one_count_alone():
    read, _ = tables.examine("data", DESCRIPTION, SOUND)
    counts = read["populations"].by("footprint")
    alone = [rows[0].id for rows in counts.values() if len(rows) == 1 and rows[0].central]
    assert len(alone) > 30
    for key in alone:
        [row] = [row for row in Edit().rows("populations") if row["id"] == key]
        edit = Edit().put("populations", key, central=row["central"] + "0")
        assert faults_of({**read, "populations": edit.table("populations")}), key


def faults_of(whole):
    """Return what is wrong with the counts, their areas and the sums that rest on them."""
    sound = rules.Sound(whole, set())
    wanted = ("populations", "footprints", "ccgs", "flows")
    return [*whole["populations"].problems] + [
        fault for name in wanted for fault in rules.faults(whole[name], sound)
    ]


# --- files that do not belong ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("claims - Copy.csv", "move it out"),
        ("claims (1).csv", "move it out"),
        ("notes-private.txt", "move it out"),
        (".~lock.claims.csv#", "close the table"),
        ("~$claims.xlsx", "close the table"),
        ("claims.mended.csv", "put it in place of claims.csv"),
        ("old/claims.csv", "move it out"),
    ],
)
def test_a_stranger_in_the_folder_is_named(data, name, fix):
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).write_bytes(b"x")
    [problem] = tables.strangers(data)
    assert (problem.file, problem.rule) == (f"data/{name}", "stray-file")
    assert fix in problem.fix
    assert tables.problems(data) == []  # nor is it read


def test_what_an_operating_system_leaves_is_passed_over(data):
    (data / ".DS_Store").write_bytes(b"x")
    assert list(tables.strangers(data)) == []


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "datapackage.json").write_bytes(DESCRIPTION)
    for name, content in SOUND.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder


# --- what a spreadsheet did, and undone -----------------------------------------------------------

SAVED = {
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "tabs in UTF-16": lambda text: text.replace(",", "\t").encode("utf-16"),
    "Windows-1252 with CRLF": lambda text: text.replace("\n", "\r\n").encode("cp1252"),
    "a mark and empty columns": lambda text: text.replace("\n", ",,\r\n").encode("utf-8-sig"),
    "rows of nothing": lambda text: (text + ",,,\n\n,,,\n").encode(),
    "spaces": lambda text: text.replace("2018-05", " 2018-05\xa0").encode(),
    "months": lambda text: text.replace("2018-05\n", "May-18\n").encode(),
    "days": lambda text: text.replace("2018-06-29", "6/29/2018").encode(),
    "thousands": lambda text: text.replace("7000", '"7,000"').encode(),
    "bare digits": lambda text: text.replace('"812,459"', "812459").encode(),
    "read as Windows-1252": lambda text: text.replace("£", "Â£").encode(),
}
SMALL = 'id,people,wording,date\na,7000,£22bn,2018-05\nb,,"812,459",2018-06-29\n'
COLUMNS = [
    {"name": "id", "type": "string"},
    {"name": "people", "type": "integer"},
    {"name": "wording", "type": "string", "asPrinted": True},
    {"name": "date", "type": "string", "rdfType": "EDTF"},
]


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_what_a_spreadsheet_did_is_undone(save):
    # Where other signs than commas stand between the cells, none stands in one.
    text = (
        SMALL if b"," in save(SMALL.replace('"812,459"', "")) else SMALL.replace('"812,459"', "80")
    )
    assert save(text) != text.encode()
    assert tables.mended_file(save(text), COLUMNS) == text.encode()


def as_a_spreadsheet_shows_it(cell):
    """Return a cell as a spreadsheet saves it that takes it for a number or a date."""
    if re.fullmatch(r"0\d+|\d{1,3}(,\d{3})+", cell):
        return str(int(cell.replace(",", "")))
    if found := re.fullmatch(r"\d\d(\d\d)-(\d\d)(-(\d\d))?", cell):
        year, month, day = found[1], int(found[2]), found[4]
        return (
            f"{month}/{int(day)}/20{year}" if day else date(2000, month, 1).strftime(f"%b-{year}")
        )
    return cell


@pytest.mark.parametrize("name", SOUND)
def test_no_cell_that_a_spreadsheet_changed_is_taken_as_sound(name):
    rows = list(csv.reader(io.StringIO(SOUND[name].decode("utf-8"), newline="")))
    saved = [[as_a_spreadsheet_shows_it(cell) for cell in row] for row in rows]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(saved)
    table = Edit().change(name, lambda _: out.getvalue().encode("utf-8-sig")).table(name)
    columns = [field["name"] for field in FIELDS[name]]
    changed = {
        (row, column)
        for row, old, new in zip(lines_of_rows(rows), rows, saved, strict=True)
        for column, before, after in zip(columns, old, new, strict=True)
        if before != after
    }
    assert {(each.row, each.column) for each in table.problems} == changed


def lines_of_rows(rows):
    line = 1
    for row in rows:
        yield line
        line += 1 + sum(cell.count("\n") for cell in row)


@pytest.mark.parametrize(
    "content",
    [
        SMALL.encode(),  # nothing to mend
        SMALL.replace("people", '"people"').encode(),  # a quote that is not needed
        b"",
        b"other,columns\n1,2\n",
        b'id,people,wording,date\na,"7000\n',
        b"\xff\xfea",
        b"id,people,wording,date\na,7,x,05/03/2018\n",  # two readings
    ],
)
def test_what_is_not_sure_is_not_mended(content):
    assert tables.mended_file(content, COLUMNS) is None


def test_a_mend_is_written_beside_and_never_over(data, monkeypatch):
    monkeypatch.setattr(check, "ROOT", data.parent)
    spoilt = SOUND["flows"].replace(b",", b";")
    (data / "flows.csv").write_bytes(spoilt)
    problems = tables.problems(data)
    [offer] = check.offer_mends(problems, write=False)
    assert offer.startswith("`make check MEND=yes` writes data/flows.mended.csv")
    assert not (data / "flows.mended.csv").exists()
    assert len(list(check.offer_mends(problems, write=True))) == 1
    assert (data / "flows.mended.csv").read_bytes() == SOUND["flows"]
    (data / "flows.mended.csv").write_bytes(b"mine")
    [said] = check.offer_mends(problems, write=True)
    assert "is there already" in said
    assert (data / "flows.mended.csv").read_bytes() == b"mine"
    assert (data / "flows.csv").read_bytes() == spoilt
