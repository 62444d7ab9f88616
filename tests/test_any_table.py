"""Whatever stands in a table or its description, the check names it: no traceback, none passed.

Hypothesis makes up the tables. What the check takes as sound is read a second time by a plain
reader of a few lines, which knows nothing of the check.
"""

import copy
import csv
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_tables import DESCRIPTION, FIELDS, PACKAGE, SOUND, SPOILERS, found, spoil
from widgets import tables
from widgets.tables.table import read_table

ROOT = Path(tables.__file__).parents[2]
BOUNDED = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

SMALL = sorted(SOUND, key=lambda name: len(SOUND[name]))[:8]
SCRAPS = [
    b"", b",", b";", b'"', b'""', b"\n", b"\r\n", b"\r", b" ", b"\t", b"=", b"+0", b"#N/A", b"NA",
    b"\x00", b"\xff", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"9" * 400,
    b"-1", b"1e5", b"1,000", b"May-18", b"05/03/2018", b"2108", b"0018", b"x", b"stp-dorset",
    b"\xe2\x80\x9c", b"\xc3\x82\xc2\xa3", b"nan", b"inf", "٣".encode(), "½".encode(),
    b"x" * 140_000,
]  # fmt: skip


def is_sound(content, fields):
    """Tell whether a table is sound, as plainly as that can be told."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    names = [field["name"] for field in fields]
    return (
        rows[0] == names
        and len(rows) > 1
        and all(len(row) == len(names) and all(map(fits, row, fields)) for row in rows[1:])
    )


def fits(text, field):
    limits = field.get("constraints", {})
    if not text:
        return not limits.get("required")
    if not text.replace("\n", "").isprintable() or text.strip() != text:
        return False
    if "enum" in limits:
        return text in limits["enum"]
    if field["type"] != "string":
        return text.lstrip("-")[0] in "0123456789" and (
            limits["minimum"] <= float(text) <= limits["maximum"]
        )
    if "rdfType" in field:
        date.fromisoformat((text + "-01-01")[:10])
    return text[0] not in "=+-@" and bool(re.fullmatch(limits.get("pattern", r"[\s\S]*"), text))


@settings(BOUNDED, max_examples=1000)
@given(st.sampled_from(SMALL), st.data())
def test_any_bytes_are_sound_or_named(name, data):
    content = SOUND[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        scrap = data.draw(st.sampled_from(SCRAPS) | st.binary(max_size=6))
        content = content[:at] + scrap + content[at + data.draw(st.sampled_from([0, 1, 9, 300])) :]
    table = read_table("data", DESCRIPTION, name, content)
    if not table.problems:
        assert is_sound(content, FIELDS[name])
        assert len(table.frame) == len(table.every_row)
    for problem in table.problems:
        assert problem.file == f"data/{name}.csv"
        assert "\n" not in str(problem)
        assert (problem.row or 1) <= len(re.split(b"\r\n|\r|\n", content))
    better = tables.mended_file(content, FIELDS[name])
    if better and not any(problem.rule == "table-encoding" for problem in table.problems):
        assert tables.mended_file(better, FIELDS[name]) is None  # once is enough


CELLS = [scrap.decode("utf-8", "replace") for scrap in SCRAPS if len(scrap) < 500]
CELLS += ["england", "e-2012-act", "ham-2018", "ham-2018 ham-2018", "1", "0", "unknown", "2018"]


@settings(BOUNDED, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(sorted(SOUND)), st.data()), min_size=1, max_size=3))
def test_any_cells_are_taken_or_named(edits):
    contents = dict(SOUND)
    for name, data in edits:
        rows = list(csv.reader(io.StringIO(contents[name].decode("utf-8"), newline="")))
        row = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.integers(0, len(FIELDS[name]) - 1))
        rows[row][column] = data.draw(st.sampled_from(CELLS) | st.text(max_size=5))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        contents[name] = out.getvalue().encode("utf-8", "replace")
    read, problems = tables.examine("data", DESCRIPTION, contents)
    for problem in problems:
        assert "\n" not in str(problem)
        assert problem.rule
    for name in {name for name, _ in edits} if not problems else ():
        assert is_sound(contents[name], FIELDS[name])
        assert len(read[name].frame)


@settings(BOUNDED, max_examples=100)
@given(st.sampled_from(SPOILERS), st.integers(0, 10**6))
def test_no_broken_table_is_passed_wherever_it_is_broken(spoiler, seed):
    function, names, _ = spoiler
    name = names[seed % len(names)]
    content, *_ = spoil(function, name, seed)
    assert found(name, content, others=False)


TIED = ["sources", "options", "criteria", "ratings", "steps"]
VALUES = [None, True, 0, -1, 1.5, "", "id", "rating", "(", [], ["id"], {}, [{}], [["id"]]]


def part_of(package, data):
    """Return some part of a package, and a key of it."""
    part = package["resources"][data.draw(st.integers(0, len(TIED) - 1))]
    while True:
        key = data.draw(st.sampled_from(list(part) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            return part, key
        part = part[key]


@settings(BOUNDED, max_examples=100)
@given(st.data())
def test_any_description_is_read_or_named(data):
    kept = [each for each in PACKAGE["resources"] if each["name"] in TIED]
    package = copy.deepcopy({"resources": kept})
    part, key = part_of(package, data)
    part[key] = data.draw(st.sampled_from(VALUES))
    description = json.dumps(package).encode()
    error = None
    try:
        names = tables.read_package("data", description).resources
        tables.examine("data", description, {name: SOUND.get(name) for name in names})
    except tables.TableError as refused:
        error = refused
    assert error is None or error.problems[0].file == "data/datapackage.json"


def test_the_command_says_all_and_changes_no_file(tmp_path):
    for part in ("widgets", "tools", "book", "data", "sphinx_ext", "theme"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("_toc.yml", "_config.yml", "CITATION.cff"):
        shutil.copy(ROOT / file, tmp_path)
    flows = tmp_path / "data" / "flows.csv"
    flows.write_bytes(SOUND["flows"].replace(b",", b";"))
    sources = tmp_path / "data" / "sources.csv"
    before_it, after_it = SOUND["sources"].split(b",verified,", 1)
    sources.write_bytes(before_it + b",verifed," + after_it)
    (tmp_path / "data" / "claims (1).csv").write_bytes(b"")
    before = {path: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    row = before_it.count(b"\n") + 1
    command = [sys.executable, "-B", "tools/check.py"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 1
    places = [line.split(": found")[0] for line in ran.stderr.splitlines()]
    assert places == [
        "data/claims (1).csv",
        f"data/sources.csv, row {row}, column url_status",
        "data/flows.csv, row 1",
        "`make check MEND=yes` writes data/flows.mended.csv, with what can be mended for sure",
        "3 found",
    ]
    assert {path: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
