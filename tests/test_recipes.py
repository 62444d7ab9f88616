"""Each recipe of CONTRIBUTING.md, done as its words say, leads to no complaint of `make check`.

The edits are made to a copy of what an editor edits, and what `make check` asks of it is asked here
without a process: some hundredths of a second for a recipe.
"""

import csv
import shutil

import pytest
import yaml

from sphinx_ext import settings, slips
from tests.conftest import ROOT
from widgets import tables
from widgets.core.messages import Messages

CHAPTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# My chapter

It held {people}`ics-dorset-mid-2018` people {cite:p}`nao-2018-vanguards`.
In 2016 there were {figure}`areas-2016` areas, and {count}`options` options {cite:p}`nao-2022-ics`.
"""


class Copy:
    """A copy of the tables, the chapters and the settings."""

    def __init__(self, root):
        self.root = root
        for name in ("data", "book"):
            shutil.copytree(ROOT / name, root / name)
        (root / "theme/static").mkdir(parents=True)
        for name in ("_config.yml", "_toc.yml", "theme/static/favicon.svg"):
            shutil.copy(ROOT / name, root / name)

    def path(self, table):
        """Return the file of a table."""
        return self.root / f"data/{table}.csv"

    def rows(self, table):
        """Return the rows of a table, as texts."""
        with self.path(table).open(encoding="utf8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table, rows):
        """Write a table as a spreadsheet does."""
        with self.path(table).open("w", encoding="utf8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def add(self, table, **cells):
        """Add a row below the others; a cell that is not named stays empty."""
        rows = self.rows(table)
        assert set(cells) <= set(rows[0])
        self.write(table, [*rows, dict.fromkeys(rows[0], "") | cells])

    def change(self, table, row_id, **cells):
        """Change cells of the row with this id."""
        rows = self.rows(table)
        [row] = [row for row in rows if row["id"] == row_id]
        row.update(cells)
        self.write(table, rows)

    def edit(self, name, old, new):
        """Replace a text in a file."""
        text = (self.root / name).read_text("utf8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), "utf8")

    def problems(self):
        """Return what `make check` would say of the settings, the tables and the chapters."""
        data = self.root / "data"
        found = [*settings.problems(self.root), *tables.strangers(data), *tables.problems(data)]
        return [str(each) for each in [*found, *self.in_chapters()]]

    def in_chapters(self):
        """Yield what is wrong in each chapter that was written or changed."""
        book = slips.Book(self.root / "book")
        for path in sorted(book.folder.glob("*.md")):
            same = ROOT / "book" / path.name
            if not same.is_file() or same.read_bytes() != path.read_bytes():
                yield from slips.problems_of(path, book)


def correct_a_figure(copy):
    copy.change("findings", "f-nao-2018-savings", result="£325m net savings a year, 90% of £360m")
    copy.change("figures", "vanguard-savings-forecast", figure="£325m")


def add_a_source(copy):
    copy.add(
        "sources", id="new-2020-paper", title="A paper", publisher="A publisher", date="2020",
        url="https://example.org/paper", url_status="verified", kind="official",
        about="A paper that a test adds.",
    )  # fmt: skip


def add_a_claim(copy):
    copy.add("speakers", id="jo-new", name="Jo New", role="Chair", kind="think-tank")
    claim = copy.rows("claims")[0] | {
        "id": "c-new-001", "claim": "A claim of a test.", "speaker": "jo-new", "voice": "reported",
        "anchor": "some words of the passage",
    }  # fmt: skip
    copy.add("claims", **claim)
    copy.add("answers", claim="c-new-001", answers="c-kf-001", how="answers", why="Replies to it.")
    finding = copy.rows("findings")[0]["id"]
    copy.add("found_later", claim="c-new-001", finding=finding, how="qualifies", why="Bears on it.")


def add_an_area(copy):
    parent = copy.rows("footprints")[1]
    area = parent | {"id": "ics-newland", "name": "Newland", "kind": "ics-first", "note": ""}
    copy.add("footprints", **area | {"ons_code": "", "ods_code": "", "wave": "2018-05"})
    copy.add(
        "populations", id="ics-newland-mid-2018", footprint="ics-newland", basis="residents",
        central="801000", date="2018-06-30", source="ons-2018-ccg-estimates",
    )  # fmt: skip


def add_an_option_and_a_criterion(copy):
    option = copy.rows("options")[0] | {"id": "new-way", "name": "New way", "short": "New way"}
    criterion = copy.rows("criteria")[0] | {"id": "is-new", "criterion": "It is new"}
    for known, new in (("existing-contracts", "new-way"), ("no-procurement", "is-new")):
        copy.edit("data/datapackage.json", f'"{known}",', f'"{known}", "{new}",')
    copy.add("options", **option)
    copy.add("criteria", **criterion)
    options = [row["id"] for row in copy.rows("options")]
    criteria = [row["id"] for row in copy.rows("criteria")]
    rated = {(row["option"], row["criterion"]) for row in copy.rows("ratings")}
    for pair in ((option, criterion) for option in options for criterion in criteria):
        if pair not in rated:
            unknown = {"rating": "unknown", "basis": "silent", "reason": "No source says it."}
            copy.add("ratings", option=pair[0], criterion=pair[1], **unknown)
    step = copy.rows("steps")[0] | {"option": "new-way", "order": "1", "step": "Begin."}
    copy.add("steps", **step)


def add_a_term(copy):
    term = copy.rows("names")[0] | {
        "id": "new-care-network", "term": "New Care Network", "abbreviation": "NCN",
        "plain": "new local network", "meaning": "A network that a test adds.",
        "anchor": "the new care network of words", "replaced": "", "replaced_by": "",
        "ending": "", "ending_source": "",
    }  # fmt: skip
    copy.add("names", **term)


def add_a_chapter(copy):
    (copy.root / "book/my-chapter.md").write_text(CHAPTER, "utf8")
    copy.edit(
        "_toc.yml",
        "      - file: book/teach\n",
        "      - file: book/my-chapter\n      - file: book/teach\n",
    )


def add_an_exercise(copy):
    example = '\n## One more\n\n```{code-cell}\nanswer = ...\ncheck("table-1", answer)\n```\n'
    path = copy.root / "book/read-a-table.md"
    path.write_text(path.read_text("utf8") + example, "utf8")


def rename_a_chapter(copy):
    (copy.root / "book/teach.md").rename(copy.root / "book/teaching.md")
    copy.edit("_toc.yml", "book/teach\n", "book/teaching\n")
    for path in (copy.root / "book").glob("*.md"):
        text = path.read_text("utf8")
        path.write_text(text.replace("(teach.md", "(teaching.md"), "utf8")
    config = yaml.safe_load((copy.root / "_config.yml").read_text("utf8"))
    config["sphinx"]["config"].setdefault("moved", {})["teach"] = "teaching"
    (copy.root / "_config.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf8")


RECIPES = [
    correct_a_figure, add_a_source, add_a_claim, add_an_area, add_an_option_and_a_criterion,
    add_a_term, add_a_chapter, add_an_exercise, rename_a_chapter,
]  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    """Return a copy of what an editor edits."""
    return Copy(tmp_path)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda each: each.__name__)
def test_a_recipe_leads_to_no_complaint(copy, recipe):
    recipe(copy)
    assert copy.problems() == []


def test_a_changed_sentence_of_a_figure_can_be_read(tmp_path):
    text = (ROOT / "widgets/topics/footprints/words.ftl").read_text("utf8")
    path = tmp_path / "words.ftl"
    path.write_text(text + "\nnew = { $area } had { ABOUT($people) } people.\n", "utf8")
    assert Messages(path)("new", area="Dorset", people=800_000) == "Dorset had 800,000 people."
