"""A build gives the whole new site or none: each fault stops it, and the last good site stays."""

import csv
import functools
import io
import re
from types import SimpleNamespace

import pytest

import widgets
from sphinx_ext import address, moved, repository
from tests.copies import FRONT_MATTER, Copy, contents, differing
from tests.test_pages import BASE, check_addressed
from widgets import tables
from widgets.core.formats import about


def committed(copy):
    """Return a copy under a git of its own, which knows all that is in it."""
    copy.git("init", "--quiet")
    copy.git("add", "--all")
    return copy


# --- The whole book ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole_book(tmp_path_factory):
    """Return a copy of the whole project, built once from nothing."""
    return committed(Copy(tmp_path_factory.mktemp("whole"))).built()


def test_the_bare_command_gives_what_make_gives(whole_book, html):
    assert differing(contents(whole_book.site), contents(html)) == []


def test_a_second_build_changes_nothing_and_writes_nothing_beside_the_site(whole_book):
    before = contents(whole_book.site)
    whole_book.built()
    assert differing(contents(whole_book.site), before) == []
    assert whole_book.git("ls-files", "--others", "--modified", "--exclude-standard") == ""


# --- A book of two chapters -------------------------------------------------------------------
#
# All that a build does, it does here too, with every table, every extension and the same settings:
# only the chapters are fewer. What they print is taken from the tables, which an editor may change.


@functools.cache
def printed_alone():
    """Return a row of the populations whose number stands nowhere else in the data.

    It is shown in the figure of footprints, no source has words of its own for it, and it is part
    of no sum that another number must meet.
    """
    places = {row["id"] for row in tables.records("footprints") if row["kind"] == "place"}
    shown = {row["People who live there"] for row in csv.DictReader(io.StringIO(footprints()))}
    everything = "".join(path.read_text("utf8") for path in tables.DATA.glob("*.csv"))
    for row in tables.records("populations"):
        number, exact = row["central"], not (row["wording"] or row["low"] or row["high"])
        alone = everything.count(str(number)) == 1 and about(number or 0) not in everything
        if exact and alone and str(number) in shown and row["footprint"] in places:
            return row
    raise LookupError("no number of people stands alone")


def footprints():
    """Return the rows of the figure of footprints, as CSV."""
    return widgets.footprints().to_csv()


@functools.cache
def money_of_a_finding():
    """Return a figure of the chapters in millions of pounds, and the row that holds it."""
    findings = {row["id"]: row for row in tables.records("findings")}
    for row in tables.records("figures"):
        finding = findings.get(row["row"])
        if finding and re.fullmatch(r"£\d+m", row["figure"]) and row["figure"] in finding["result"]:
            return row, finding
    raise LookupError("no figure is money of a finding")


CHAPTER = "book/areas"


def two_chapters():
    """Return the files that make a book of two chapters."""
    area, (money, finding) = printed_alone(), money_of_a_finding()
    return {
        "_toc.yml": f"format: jb-book\nroot: book/index\nchapters:\n  - file: {CHAPTER}\n",
        "book/index.md": f"""# A small book

It has [one chapter more](areas.md), and {{figure}}`{money["id"]}` in it.

```{{bibliography}}
:all:
```
""",
        f"{CHAPTER}.md": f"""{FRONT_MATTER}# Areas

One area had {{people}}`{area["id"]}` people, and saved {{figure}}`{money["id"]}`.
The areas of 2016 were {{count}}`footprints kind=stp-2016` {{cite:p}}`{finding["source"]}`.

```{{code-cell}} ipython3
import widgets

widgets.footprints()
```

Last checked 26 November 2026.
""",
    }


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    """Return a copy of the project with two chapters only, built once from nothing."""
    return committed(Copy(tmp_path_factory.mktemp("small"), two_chapters())).built()


@pytest.fixture
def book(small_book):
    """Return that copy with its files as they were; its site is that of the last good build."""
    yield small_book
    small_book.git("checkout", "--quiet", ".")
    small_book.git("clean", "--quiet", "--force", "-d")


# What only a build can see; the slips that it sees before are those of `test_slips.py`.
FAULTS = {
    "two figures of one name": (
        "```{code-cell}\nimport widgets\nwidgets.footprints()\n```\n\n"
        "```{code-cell}\nwidgets.footprints(population=430_000)\n```",
        'two figures of this page are called "footprints": give one a name of its own',
    ),
    "a cell that fails": (
        "```{code-cell}\n:tags: [hide-input]\n\nimport json\n\njson.loads('seven')\n```",
        "found JSONDecodeError: Expecting value: line 1 column 1 (char 0), at "
        "\"json.loads('seven')\"; expected a cell that runs. See RULES.md#cell-runs",
    ),
}


def test_faults_in_a_chapter_stop_the_build_and_the_next_good_one_knows_nothing_of_them(book):
    before = contents(book.site)
    chapter = book.root / "book" / "faults.md"
    text = "\n\n".join(["# Faults", *(fault for fault, _ in FAULTS.values())])
    chapter.write_text(f"{FRONT_MATTER}{text}\n", "utf8")
    book.edit("_toc.yml", f"- file: {CHAPTER}", f"- file: {CHAPTER}\n  - file: book/faults")
    output = book.stopped()
    told = [line for line in output.splitlines() if re.search("WARNING: |ERROR: ", line)]
    for name, (_, message) in FAULTS.items():
        assert any("faults.md" in line and message in line for line in told), (name, output)
    assert len(told) == len(FAULTS), told
    line = chapter.read_text("utf8").splitlines().index("json.loads('seven')") + 1
    assert f"WARNING: book/faults.md, line {line}: found JSONDecodeError" in output
    assert "Traceback" not in output

    chapter.unlink()
    book.edit("_toc.yml", "\n  - file: book/faults", "")
    book.built()
    assert differing(contents(book.site), before) == []


def test_slips_stop_the_build_before_any_cell_runs_and_all_are_told(book):
    area = printed_alone()
    chapter = book.root / f"{CHAPTER}.md"
    text = f"{chapter.read_text('utf8')}\n{{peple}}`x` and {{{{ y }}}}.\n"
    chapter.write_text(text, "utf8")
    book.write("book/lost.md", "# Lost\n")
    book.edit("_config.yml", 'baseurl: ""', "baseurl:")
    book.change("populations", area["id"], "date", area["date"], "May-18")
    book.change("populations", area["id"], "basis", area["basis"], "resident")
    output = book.stopped()
    told = [
        "html.baseurl: nothing",
        "found no book/lost",
        'found "resident"',
        'found "May-18"',
        'the role "peple"',
        '"{{ y }}"',
    ]
    places = [output.index(words) for words in told]
    assert places == sorted(places)
    assert f"{CHAPTER}.md, line {text.count(chr(10))}: found" in output
    assert not [words for words in ("Traceback", "reading sources") if words in output]


def test_a_bad_cell_of_a_table_is_named_in_one_line(book):
    area = printed_alone()
    row = book.change("populations", area["id"], "central", str(area["central"]), "12 345")
    output = book.stopped()
    [told] = [line for line in output.splitlines() if "12 345" in line]
    place = f'data/populations.csv, row {row}, column central: found "12 345"; expected '
    assert told.startswith(f"ERROR: {place}")
    assert "Traceback" not in output


def rows_of(figure, files):
    """Return the path of the one file that holds the rows of a figure."""
    [path] = [path for path in files if re.fullmatch(rf"_static/{figure}-\w{{8}}\.csv", path)]
    return path


def test_a_changed_population_is_published_and_the_old_one_is_gone(book):
    area = printed_alone()
    old, new = area["central"], area["central"] + 111_111
    before = contents(book.site)
    for path in (f"{CHAPTER}.html", rows_of("footprints", before)):
        assert str(old).encode() in before[path]
    book.change("populations", area["id"], "central", str(old), str(new))
    book.built()
    after = contents(book.site)
    assert f"One area had {about(new)} people".encode() in after[f"{CHAPTER}.html"]
    for path in (f"{CHAPTER}.html", rows_of("footprints", after)):
        assert str(new).encode() in after[path]
    for number in (str(old), f"had {about(old)} people"):
        assert [path for path, content in after.items() if number.encode() in content] == []


def test_a_changed_figure_is_published_in_every_chapter_or_named_where_it_is_not(book):
    money, finding = money_of_a_finding()
    old, new = money["figure"], f"£{int(money['figure'][1:-1]) + 663}m"
    held = book.change("findings", finding["id"], "result", old, new)
    output = book.stopped()
    assert "ERROR: data/figures.csv, row " in output
    assert f'found "{old}"; expected a number that data/findings.csv, row {held} holds' in output
    for row in tables.records("figures"):
        if (row["row"], row["figure"]) == (finding["id"], old):
            book.change("figures", row["id"], "figure", old, new)
    book.built()
    after = contents(book.site)
    chapters = [path for path in after if path.startswith("book/")]
    assert not [path for path in chapters if old.encode() in after[path]]
    assert {path for path in chapters if new.encode() in after[path]} >= {
        "book/index.html", f"{CHAPTER}.html",
    }  # fmt: skip


# --- The public address -----------------------------------------------------------------------

PLACE = "https://github.com/nobody/book"
BINDER = re.compile(r'href="(https://mybinder\.org/[^"]*)"')


@pytest.mark.parametrize("given", [PLACE, f"{PLACE}/", f"{PLACE}.git", f" {PLACE}.git/ "])
def test_an_address_is_taken_as_a_browser_or_a_clone_gives_it(given):
    config = SimpleNamespace(html_theme_options={"repository_url": given})
    repository.derive_links(None, config)
    assert config.html_theme_options["repository_url"] == PLACE


def test_with_public_addresses_each_page_says_where_it_is_and_leads_to_binder(book):
    book.edit("_config.yml", 'baseurl: ""', f'baseurl: "{BASE.rstrip("/")}"')
    book.edit("_config.yml", 'url: ""', f'url: "{PLACE}.git/"')
    book.built()
    check_addressed(book.site)
    for chapter in (book.root / "book").glob("*.md"):
        page = (book.site / "book" / chapter.name).with_suffix(".html").read_text("utf8")
        path = f"notebooks/{chapter.stem}.ipynb"
        place = f"https://mybinder.org/v2/gh/nobody/book/main?urlpath=lab/tree/{path}"
        live = "{code-cell}" in chapter.read_text("utf8")
        assert set(BINDER.findall(page)) == ({place} if live else set()), path
        assert f'href="{PLACE}"' in page


def test_without_an_address_no_page_leads_to_binder(html):
    pages = [page.read_text("utf8") for page in html.rglob("*.html")]
    assert not any("mybinder.org" in page for page in pages)


# --- Another name -----------------------------------------------------------------------------


def test_a_chapter_may_get_another_name_and_its_old_address_leads_on(book):
    book.edit("_toc.yml", f"- file: {CHAPTER}", f"- file: {CHAPTER}-renamed")
    book.edit("book/index.md", "areas.md", "areas-renamed.md")
    book.edit("_config.yml", "moved: {}", "moved: {areas: areas-renamed}")
    book.edit("_config.yml", 'baseurl: ""', f'baseurl: "{BASE}"')
    (book.root / f"{CHAPTER}.md").rename(book.root / f"{CHAPTER}-renamed.md")
    book.built()
    old = (book.site / f"{CHAPTER}.html").read_text("utf8")
    assert 'content="0; url=areas-renamed.html"' in old
    assert '<a href="areas-renamed.html">This chapter is now called “Areas”</a>' in old
    assert "footprints" in (book.site / f"{CHAPTER}-renamed.html").read_text("utf8")
    listed = (book.site / address.SITEMAP).read_text("utf8")
    assert f"{BASE}{CHAPTER}-renamed.html" in listed
    assert f"{BASE}{CHAPTER}.html" not in listed


def test_a_page_that_leads_nowhere_any_more_is_named(tmp_path):
    for site, names in {"site": ["a", "b", "c"], "new": ["b", "d"]}.items():
        (tmp_path / site / "book").mkdir(parents=True)
        for name in names:
            (tmp_path / site / "book" / f"{name}.html").touch()
    assert moved.gone(tmp_path / "site", tmp_path / "new") == ["a", "c"]
