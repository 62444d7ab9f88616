"""The pictures of the story: what stood on a day, and what directives make of tables."""

import functools
import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from playwright.sync_api import expect

from sphinx_ext import diagrams, disputes, elements
from sphinx_ext.chapters import Chapter
from sphinx_ext.in_words import bare
from tests.conftest import ROOT
from tests.copies import TWO_CHAPTERS, Copy
from widgets import lives, tables

CHAPTERS = {path.stem: path.read_text("utf8") for path in sorted(ROOT.glob("book/*.md"))}


def used(text):
    """Yield each picture of a text as (name, HTML), those inside other directives too."""
    for part in Chapter(Path("chapter.md"), text).parts(text, 1):
        if isinstance(part, str):
            continue
        if part.name in diagrams.PICTURES:
            html = diagrams.filled(part.name, part.title, part.options, part.content)
            yield part.name, html
        yield from used(part.content)


@functools.cache
def pictures():
    """Return each picture of each chapter as (chapter, name, HTML)."""
    return [(slug, *each) for slug, text in CHAPTERS.items() for each in used(text)]


def soup(html):
    return BeautifulSoup(html, "html.parser")


# --- What stood on a day ------------------------------------------------------------------------


def test_an_event_has_happened_once_its_date_is_over_as_far_as_it_is_known():
    assert lives.surely("2018-05-03") == date(2018, 5, 3)
    assert lives.surely("2018-12") == date(2019, 1, 1)
    assert lives.surely("2018") == date(2019, 1, 1)


def test_the_picture_changes_at_each_turning_point_and_at_no_other_day():
    days = [lives.surely(row["date"]) for row in lives.turning_points()]
    names = {lives.surely(each) for row in tables.records("names")
             for each in (row["valid_from"], row["valid_to"]) if each}  # fmt: skip
    assert days == sorted(days)
    for day in days:
        assert lives.as_of(day).turning != lives.as_of(day - timedelta(1)).turning
    quiet = [each + timedelta(1) for each in days if each + timedelta(1) not in {*days, *names}]
    for day in quiet:
        assert lives.as_of(day).says == lives.as_of(day - timedelta(1)).says


def test_a_line_has_one_state_at_a_time_and_says_something_on_every_day():
    for line in lives.lines():
        for row in lives.turning_points():
            day = lives.surely(row["date"])
            assert sum(state.stands_on(day) for state in line.states) <= 1, (line.id, day)
            assert lives.as_of(day).says[line.id]


def test_the_years_of_a_line_say_since_when_it_is_in_law():
    spans = {line.id: line.span for line in lives.lines()}
    assert spans["stp"] == "2015 to 2021"
    assert spans["icb"] == "since 2022"
    assert spans["icp-committee"] == "since 2021, in law since 2022"


def test_letters_mean_on_a_day_only_names_in_use_on_it():
    for name in tables.records("names"):
        if name["abbreviation"] and name["valid_from"]:
            before = lives.first(name["valid_from"]) - timedelta(1)
            ids = [row["id"] for row in lives.as_of(before).meanings(name["abbreviation"])]
            assert name["id"] not in ids


# --- Each picture of the chapters ---------------------------------------------------------------


def test_the_story_and_the_disputes_have_a_picture_each():
    toc = (ROOT / "_toc.yml").read_text("utf8")
    parts = re.findall(r"The (?:story|disputes)\n(.*?)(?=\n  - caption)", toc, re.DOTALL)
    told = re.findall(r"book/([\w-]+)", "".join(parts))
    with_one = {slug for slug, *_ in pictures()} | {
        slug for slug, text in CHAPTERS.items() if "widgets.evidence()" in text
    }
    assert set(told) <= with_one


def test_what_is_only_drawn_is_said_in_words_too():
    for slug, name, html in pictures():
        picture = soup(html)
        assert all(svg.get("aria-hidden") == "true" for svg in picture.select("svg")), slug
        assert not picture.select("[style], [onclick], script"), slug
        if figure := picture.find("figure"):
            label = figure["aria-labelledby"]
            assert picture.find(id=label).get_text(strip=True), (slug, name)
            assert picture.find("cite"), (slug, name)


def test_every_address_in_a_chapter_is_its_own():
    for slug in CHAPTERS:
        ids = [each["id"] for other, _, html in pictures() if other == slug
               for each in soup(html).select("[id]")]  # fmt: skip
        assert len(ids) == len(set(ids)), slug


def test_a_notebook_has_the_words_of_a_picture_and_nothing_of_its_markup():
    for slug, text in CHAPTERS.items():
        cells = Chapter(ROOT / "book" / f"{slug}.md", text).cells()
        plain = bare("\n".join(cell.source for cell in cells))
        assert "<slot" not in plain
        assert "<cite" not in plain
        for _, html in used(text):
            for bold in soup(html).select("figure p.fig-title, .node"):
                assert bold.get_text() in plain, slug
            for button in soup(html).select("button"):
                assert button.get_text() not in plain, slug


@pytest.mark.parametrize(
    ("name", "title", "of", "said"),
    [
        ("life", "", "icx", 'nearest: "icb"'),
        ("seats", "", "icp-statutry", 'nearest: "icp-statutory"'),
        ("ties", "", "answer", 'nearest: "answers"'),
        ("thing", "stb", "", 'nearest: "stp"'),
        ("disagree", "d-unitingcar", "", 'nearest: "d-unitingcare"'),
        ("counts", "", "", "its option :of: names"),
    ],
)
def test_a_word_that_no_table_knows_is_named_with_the_nearest(name, title, of, said):
    with pytest.raises(LookupError, match=re.escape(said)):
        diagrams.filled(name, title, {"of": of} if of else {}, "")


def test_a_body_that_several_meet_in_is_drawn_once():
    for _, _, html in (each for each in pictures() if each[1] == "ties"):
        for part in soup(html).select(".ties-part"):
            boxes = [box.get_text() for box in part.select(".node")]
            assert len(boxes) == len(set(boxes))


def test_a_bill_is_told_as_what_would_be_and_an_act_as_what_was():
    [html] = [html for _, name, html in pictures() if name == "powers"]
    marks = {
        law: [bold.get_text() for bold in soup(html).select(f".powers-cell.{law} b")]
        for law in ("law", "paper")
    }
    assert all("Would" in mark for mark in marks["paper"])
    assert not any("Would" in mark for mark in marks["law"])


def test_the_first_number_of_a_life_is_written_on_a_phone_too():
    places = [(0, 8), (5, 10), (20, 14), (40, 14), (50, 42)]
    steps = [{"x": x, "height": 1, "count": SimpleNamespace(number=n)} for x, n in places]
    diagrams.label(steps)
    phone = [step["count"].number for step in steps if step["shown"] and not step["close"]]
    assert phone == [8, 14, 42]
    told = [soup(html).select(".life-left-out") for _, name, html in pictures() if name == "life"]
    assert any(told)  # and a narrow picture says that it leaves some out


# --- Disputes -----------------------------------------------------------------------------------


def speaker(shape):
    """Return a claim whose speaker has a badge of this shape, and is its author."""
    return next(
        row for row in tables.records("claims")
        if disputes.shape_of(row["speaker"]) == shape and row["voice"] in {"author", "comment"}
    )  # fmt: skip


@pytest.mark.parametrize("shape", ["author", "reader", "body"])
def test_a_statement_is_that_of_its_row_with_the_badge_of_who_speaks(shape):
    row = speaker(shape)
    [say] = soup(diagrams.filled("debate", "", {}, f"Claim\n: {row['id']}\n")).select(".say")
    assert shape in say.select_one(".face")["class"]
    assert row["claim"] in say.get_text()
    assert row["source"] in say.cite.get_text()


def test_a_badge_has_a_colour_only_if_all_of_it_has_one():
    ham = [row for row in tables.records("claims") if row["speaker"] == "chris-ham"
           and row["voice"] == "author" and row["source"] == "kings-fund-2018"]  # fmt: skip
    one = next(row["id"] for row in ham if row["stance"] == "supports")
    two = next(row["id"] for row in ham if row["stance"] == "contests")
    [say] = soup(diagrams.filled("debate", "", {}, f"Claim\n: {one} {two}\n")).select(".say")
    assert not {"supports", "contests"} & set(say.select_one(".face")["class"])
    assert not say.select(".st")


def test_voices_have_a_key_to_their_badges():
    key = soup(diagrams.filled("badges", "author body", {}))
    assert [li.get_text(strip=True) for li in key.select(".key li")] == [
        disputes.SHAPES["author"], disputes.SHAPES["body"]
    ]  # fmt: skip
    with pytest.raises(LookupError, match="bodies"):
        diagrams.filled("badges", "bodies", {})


def test_a_debate_says_what_its_badges_and_tags_mean_and_when_each_spoke():
    """A key for those it has, and a year: nobody seems to answer what was said later."""
    html = "".join(html for _, name, html in pictures() if name == "debate")
    for debate in soup(html).select(".debate"):
        faces = {face["class"][1] for face in debate.select(".say .face")}
        assert {face["class"][1] for face in debate.select(".key .face")} == faces
        assert not {"Answer", "supports", "not certain"} & set(debate.stripped_strings)
    said = [who.get_text() for who in soup(html).select(".who") if who.select(".st")]
    assert said
    assert all(re.search(r"\b20\d\d\b", each) for each in said)


def test_own_words_keep_the_speaker_and_the_source_of_the_row():
    row = speaker("reader")
    html = diagrams.filled(
        "debate", "", {}, f"Claim\n: {row['id']} | Our own words.\n: Said by us.\n"
    )
    first, second = soup(html).select(".say")
    assert "Our own words." in first.get_text()
    assert row["claim"] not in first.get_text()
    assert row["source"] in first.select("cite")[-1].get_text()
    assert "ours" in second["class"]


# --- Templates as nodes -------------------------------------------------------------------------


def test_the_words_of_a_template_are_text_of_the_page():
    html = "<div class='a'><p>It's <b>so</b> <cite>{role}`x`</cite></p><slot></slot></div>"
    [box] = elements.as_nodes(html, lambda text: [nodes.emphasis("", text)], [nodes.Text("given")])
    paragraph, given = box.children
    assert isinstance(paragraph, nodes.paragraph)
    assert paragraph.astext().split() == ["It’s", "so", "{role}`x`"]
    assert isinstance(paragraph[-1], nodes.emphasis)
    assert given == "given"


# --- On a page ----------------------------------------------------------------------------------

PAGE = """# A page

It begins with a sentence.

::::{as-of} On any day
:from: 2016
:on: 2018-05
Some words.
::::

:::{seats} Who sits there
:of: icp-statutory
:::

:::{life} How many
:of: icb
:::
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a small book with pictures."""
    book = Copy(tmp_path_factory.mktemp("pictures"), TWO_CHAPTERS)
    book.write("book/sources.md", (ROOT / "book" / "sources.md").read_text("utf8"))
    book.edit(
        "_toc.yml", "  - file: book/second\n", "  - file: book/second\n  - file: book/sources\n"
    )
    book.write("book/second.md", PAGE)
    return book.built()


def test_a_picture_stands_on_its_page_with_its_citations(book):
    page = soup(book.page("second"))
    seats = page.select_one("figure.seats")
    rows = [row for row in tables.records("seats") if row["table"] == "icp-statutory"]
    for row in rows:
        assert row["seat"] in seats.get_text()
    assert not page.select("cite, slot")
    assert page.select_one("figure.life svg rect").find_parent("svg")
    assert [each["src"].split("?")[0] for each in page.select("script[src*=as-of]")] == [
        "../_static/as-of.js"
    ]


def test_the_date_moves_and_says_what_stood(book, new_page, serve_folder):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve_folder(book.site)}/book/second.html")
    seen = page.locator(".asof-steps > li.on")
    before = seen.inner_text()
    at = page.locator(".asof-grid .now").get_attribute("x1")
    page.get_by_role("button", name="Next change").click()
    expect(seen).not_to_have_text(before)
    expect(page.locator(".asof-grid .now")).not_to_have_attribute("x1", at)
    slider = page.get_by_label("Move the date")
    assert slider.get_attribute("aria-valuetext") == page.locator(".asof-said").inner_text()
    slider.press("Home")
    # What Python says of that month, line by line.
    month = int(slider.get_attribute("min"))
    on = lives.as_of(diagrams.first_of(month))
    said = page.locator(".asof-row .asof-state .with-script").all_inner_texts()
    assert said == [on.says[line.id] for line in lives.lines()]


def test_without_a_script_every_step_is_read(book, new_page, serve_folder):
    page = new_page(java_script_enabled=False)
    page.goto(f"{serve_folder(book.site)}/book/second.html")
    steps = page.locator(".asof-steps > li")
    assert steps.count() > 10
    expect(steps.first).to_be_visible()
    expect(steps.last).to_be_visible()
    expect(page.get_by_label("Move the date")).to_be_hidden()
