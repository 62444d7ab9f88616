"""The chapters for learners: their rules as text, and what the site makes of them."""

import json
import re
import subprocess
import sys
import zipfile
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext import maker, notebooks, stills
from tests import learner
from tests.conftest import ROOT
from tests.test_chapters import sentences
from widgets.exercises import check

LINE = 78  # characters of code that a page shows without scrolling on a desk
SPELT_OUT = {
    "NHS": "National Health Service", "ICS": "integrated care system", "GP": "general practitioner",
    "STP": "sustainability and transformation plan", "ICB": "integrated care board",
    "ACS": "accountable care system", "ACO": "accountable care organisation",
    "IHO": "integrated health organisation",
}  # fmt: skip
NOTEBOOKS = sorted(
    path.stem for path in (ROOT / "book").glob("*.md") if "{code-cell}" in path.read_text("utf8")
)


# --- As text ----------------------------------------------------------------------------------


def prose(slug):
    """Return the running text of a chapter: paragraphs and items, without what is folded away."""
    text = "\n\n".join(cell.source for cell in learner.cells(slug) if cell.cell_type == "markdown")
    text = learner.FOLDED.sub("", text)
    blocks = re.split(r"\n\s*\n|\n(?=- )", text)
    return [block.strip() for block in blocks if block.strip() and block.strip()[0] not in "#:>"]


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_a_chapter_opens_with_what_you_can_do_after_it_and_how_long_it_takes(slug):
    opening = prose(slug)[0]
    assert opening.startswith("After this chapter you can ")
    [minutes] = re.findall(r"It takes (\d+) minutes", opening)
    assert 15 <= int(minutes) <= 25
    assert f"has {len(learner.tasks(slug))} exercises that check themselves" in opening


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_the_page_for_teachers_says_of_a_chapter_what_it_says_itself(slug):
    told = rf"^- \*\*\[.*\]\({slug}\.md\)\*\* has (\d+) exercises; we guess (\d+ minutes)\. (.*)$"
    [(exercises, guess, rest)] = re.findall(told, learner.text("teach"), re.MULTILINE)
    assert int(exercises) == len(learner.tasks(slug))
    [minutes] = re.findall(r"It takes (\d+ minutes)", prose(slug)[0])
    assert guess == minutes
    assert re.fullmatch(r"After it a learner can .+\. Slips that come easily: .+\.", rest)


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_a_chapter_has_its_parts(slug):
    text = learner.text(slug)
    [title] = re.findall(r"^# (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    assert len(title) <= 65
    headings = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    assert not [heading for heading in headings if heading.endswith("?")]
    assert headings[-1] == "What to remember"
    assert re.search(r"^Last checked \d+ \w+ \d{4}\.$", text, re.MULTILINE)
    assert re.search(r"^Next review due by \d+ \w+ \d{4}\.$", text, re.MULTILINE)


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_each_exercise_has_a_heading_a_hint_and_a_solution(slug):
    tasks = learner.tasks(slug)
    headings = re.findall(r"^### Exercise (\d+)$", learner.text(slug), re.MULTILINE)
    assert headings == [str(number) for number in range(1, len(tasks) + 1)]
    assert [task.name.rpartition("-")[2] for task in tasks] == headings
    for task in tasks:
        assert len(task.hint.split()) > 10
        assert task.solution not in task.hint


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_sentences_are_short(slug):
    lengths = [len(part.split()) for block in prose(slug) for part in sentences(block)]
    assert sum(lengths) / len(lengths) <= 15
    assert max(lengths) <= 32


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_each_abbreviation_is_spelt_out_where_it_first_stands(slug):
    text = "\n".join(prose(slug))
    for letters, words in SPELT_OUT.items():
        if first := re.search(rf"\b{letters}s?\b(?!-)", re.sub(r"`[^`]*`", "", text)):
            start = max(first.start() - 90, 0)
            assert words.split()[0] in text[start : first.end() + 120].lower() or words in text


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_code_is_short_and_fits_its_box(slug):
    for cell in learner.cells(slug):
        if cell.cell_type == "code":
            lines = cell.source.split("\n")
            assert max(map(len, lines)) <= LINE, max(lines, key=len)
            assert len(lines) <= 26
            assert "import widgets as" not in cell.source
            assert "ipywidgets as widgets" not in cell.source
            assert not re.search("environ|vl_convert|https?:", cell.source)


# --- On the site ------------------------------------------------------------------------------


def page_of(html, slug):
    return BeautifulSoup((html / "book" / f"{slug}.html").read_text("utf8"), "html.parser")


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_a_page_shows_each_exercise_open_with_hint_and_solution_folded(html, slug):
    page = page_of(html, slug)
    said = [box.get_text(" ", strip=True) for box in page.select(".feedback-open")]
    tasks = learner.tasks(slug)
    assert said == [
        " ".join(BeautifulSoup(check(task.name)._repr_html_(), "html.parser").stripped_strings)
        for task in tasks
    ]
    folded = [each.get_text(strip=True) for each in page.select("details summary")]
    for number in range(1, len(tasks) + 1):
        assert f"Hint for exercise {number}" in folded
        assert f"Solution of exercise {number}" in folded
    assert not page.select("details.sd-dropdown[open]")


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_nothing_on_a_page_is_dead(html, slug):
    """Each control shows what it stood at and gave, and says where it can be moved."""
    page = page_of(html, slug)
    code = [cell.source for cell in learner.cells(slug) if cell.cell_type == "code"]
    controls = sum(
        bool(re.search(r"^(ipw\.interact\(|size$)", each, re.MULTILINE)) for each in code
    )
    boxes = page.select(".still")
    assert len(boxes) == controls > 0
    for box in boxes:
        assert all(each.get_text(strip=True) for each in box.select("dt, dd"))
        assert box.select("dt")
        [link] = box.select(".still-note a")
        assert link["href"] == f"../notebooks/{notebooks.KIT}.zip"
    for cell in page.select(".cell_output"):
        assert cell.get_text(strip=True), "an output that shows nothing"
    assert stills.VIEW_TYPE not in str(page)
    assert "interactive(children" not in page.get_text()


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_a_chart_is_a_picture_with_a_name_and_asks_for_no_script(html, slug):
    page = page_of(html, slug)
    charts = page.select("div.chart")
    code = "".join(cell.source for cell in learner.cells(slug) if cell.cell_type == "code")
    assert len(charts) == code.count("alt.Chart(")
    for chart in charts:
        assert chart["role"] == "img"
        assert len(chart["aria-label"].split()) > 5
        assert chart["aria-label"] not in ("", "A chart that has no description")
        [svg] = chart.select("svg")
        assert float(svg["viewbox"].split()[2]) > 200
    assert "cdn" not in str(page)


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_tables_scroll_in_a_box_that_says_so(html, slug):
    page = page_of(html, slug)
    for table in page.select("table.dataframe"):
        assert table.find_parent(class_="scrolls")
    assert not page.select("article style")
    assert not page.select("table [style]")


def test_a_page_on_a_phone_without_scripts_shows_it_all(new_page, site):
    page = new_page(
        base_url=site, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page.goto("/book/read-a-table.html")
    for shown in (".run-it", ".feedback", ".chart svg", ".still dl", ".still table"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator("form.typed").first).to_be_hidden()
    page.get_by_text("Hint for exercise 1").click()
    expect(page.get_by_text("says for each of its cells")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


# --- Stills -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("widget", "words"),
    [
        ({"value": 300_000}, "300,000"),
        ({"value": 0.5}, "0.5"),
        ({"value": True}, "yes"),
        ({"value": False}, "no"),
        ({"value": [1, 2000]}, "1 to 2,000"),
        ({"value": "words"}, "words"),
        ({"index": 1, "_options_labels": ["a", "b"]}, "b"),
        ({"index": [0, 1], "_options_labels": ["a", "b"]}, "a, b"),
        ({"index": None, "_options_labels": ["a", "b"]}, "none"),
    ],
)
def test_a_control_says_what_it_stands_at(widget, words):
    assert stills.setting({"description": "Name", **widget}) == ("Name", words)


def test_a_still_shows_controls_and_results_in_their_order_and_escapes_them():
    widgets = {
        "box": {"children": ["IPY_MODEL_one", "IPY_MODEL_out"]},
        "one": {"description": "a<b", "value": 1},
        "out": {"outputs": [{"data": {"text/plain": "x<y"}}, {"text": "printed"}]},
    }
    html = stills.still("box", widgets, "download it")
    text = BeautifulSoup(html, "html.parser").get_text(" ", strip=True)
    assert text == "a<b 1 x<y printed This control needs Python. To move it, download it."


# --- The notebooks ----------------------------------------------------------------------------


def test_each_chapter_is_there_as_a_notebook_and_those_with_code_offer_it(html):
    every = sorted(path.stem for path in (ROOT / "book").glob("*.md"))
    assert sorted(path.stem for path in (html / "notebooks").glob("*.ipynb")) == every
    for slug in NOTEBOOKS:
        page = page_of(html, slug)
        notes = page.select(".opening + .run-it")
        assert bool(notes) is (slug in learner.CHAPTERS)
        [place] = notes or page.select(".page-links")
        targets = [link["href"] for link in place.select("a")]
        assert set(targets) == {f"../notebooks/{notebooks.KIT}.zip", f"../notebooks/{slug}.ipynb"}
        assert all((html / "book" / target).resolve().is_file() for target in targets)


def test_without_an_address_nothing_offers_binder_or_a_clone(html):
    for slug in NOTEBOOKS:
        assert "Binder" not in page_of(html, slug).get_text()
        text = (html / "notebooks" / f"{slug}.ipynb").read_text("utf8")
        assert "Binder" not in text
        assert "git clone" not in text


@pytest.mark.parametrize(
    "url", ["https://github.com/someone/book", "https://github.com/someone/book.git"]
)
def test_with_an_address_a_page_offers_binder_first(tmp_path, url):
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    config["repository"]["url"] = url
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(config), "utf8")
    app = SimpleNamespace(srcdir=tmp_path)
    address = (
        "https://mybinder.org/v2/gh/someone/book/main?urlpath=lab/tree/notebooks/read-a-table.ipynb"
    )
    assert notebooks.binder(app, "book/read-a-table") == address
    links = BeautifulSoup(str(notebooks.offer(app, "book/read-a-table")), "html.parser")
    assert [link["href"] for link in links.select("a")] == [
        address, f"../notebooks/{notebooks.KIT}.zip",
    ]  # fmt: skip
    made = maker.notebook(maker.Book.of(tmp_path), ROOT / "book" / "read-a-table.md")
    assert f"[open it on Binder]({address})" in made
    assert "`git clone https://github.com/someone/book`" in made


@pytest.fixture(scope="module")
def kit(html, tmp_path_factory):
    """Return the folder that a learner has after unpacking the ZIP."""
    folder = tmp_path_factory.mktemp("kit")
    with zipfile.ZipFile(html / "notebooks" / f"{notebooks.KIT}.zip") as packed:
        packed.extractall(folder)
    return folder / notebooks.KIT


def test_the_folder_of_notebooks_has_what_they_need_and_says_how_to_start(kit):
    assert {path.name for path in kit.iterdir()} >= {
        "READ-ME.txt", "requirements.txt", "pins.txt", "LICENSE", "LICENSE-CC-BY-4.0", "widgets",
        "data", *(f"{slug}.ipynb" for slug in NOTEBOOKS),
    }  # fmt: skip
    assert not list(kit.rglob("__pycache__"))
    assert "jupyter lab" in (kit / "READ-ME.txt").read_text("utf8")
    asked = (kit / "requirements.txt").read_text("utf8")
    assert "jupyterlab" in asked
    assert "jupyter-book" not in asked
    check = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-index"]
    subprocess.run([*check, "-r", kit / "requirements.txt"], check=True)


@pytest.mark.parametrize("slug", ["read-a-table", "add-your-area"])
def test_a_notebook_runs_in_that_folder_with_its_own_code(kit, slug, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    path = kit / f"{slug}.ipynb"
    book = nbformat.read(path, as_version=4)
    where = "import widgets; print(widgets.__file__)"
    book.cells.append(nbformat.v4.new_code_cell(where))
    nbformat.write(book, path)
    # In a process of its own, which gives up after a while: an answer of a kernel was lost once.
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", "--timeout=120", path]
    subprocess.run(command, check=True)
    book = nbformat.read(path, as_version=4)
    assert book.cells[-1].outputs[0].text.startswith(str(kit))
    shown = json.dumps([cell.get("outputs", []) for cell in book.cells])
    assert "feedback-open" in shown
