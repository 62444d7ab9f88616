"""Citations as numbers: which sentence has which, and what each opens."""

import re

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from playwright.sync_api import expect

from sphinx_ext import citations, notes, voices
from sphinx_ext.citations import Cited
from tests.conftest import PATIENCE
from widgets import tables
from widgets.core.sources import voices_of

PAGE = "book/integrated-care-systems.html"
A, B, C = [row["id"] for row in tables.records("sources")[:3]]
WHO = {"hope": voices.Voice("Mike Hope", "comment", "clinician")}


@pytest.fixture(autouse=True)
def speaks(monkeypatch):
    """Let nobody be known to speak but those in WHO, each in the passage of one word."""
    monkeypatch.setattr(voices, "voice", lambda source, anchor: WHO.get(anchor))


def paragraph(text):
    """Return a paragraph with a citation for each ``{A words}``, a source and perhaps words."""
    parts = re.split(r"\{([ABC])\s?([^}]*)\}", text)
    made = nodes.paragraph("", parts.pop(0))
    for letter, anchor, after in zip(*[iter(parts)] * 3, strict=True):
        made += Cited(source={"A": A, "B": B, "C": C}[letter], anchor=anchor)
        made += nodes.Text(after)
    return made


def numbered(text):
    """Return a paragraph as it reads with its numbers, and the notes of its page."""
    made = paragraph(text)
    page = notes.Page(node["source"] for node in made.findall(Cited))
    for group in list(notes.merged(notes.groups(made))):
        group.place += [nodes.Text(f"[{note.number}]") for note in page.notes_of(group)]
    return made.astext(), list(page.notes.values())


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("One {A}. Two {B}. Three {A}.", "One.[1] Two.[2] Three.[1]"),
        ("One {A}, and two {B}; three {C}: four {B}?", "One,[1] and two;[2] three:[3] four?[2]"),
        ("One {A} {B} {A}.", "One.[1][2]"),
        ("One {A x}. Two {A y}.", "One. Two.[1]"),
        ("One {A x}. Two {A y}. Three {A x}.", "One. Two. Three.[1]"),
        ("One {A x}. No more. Two {A y}.", "One.[1] No more. Two.[1]"),
        ("One {A x}. Two {A y} {B}.", "One.[1] Two.[1][2]"),
        ("One {A x} {B}. Two {A y}.", "One.[1][2] Two.[1]"),
        ("One {A x}. Two {A hope}.", "One.[1] Two.[1]"),
        ("“One” {A x} and more", "“One”[1] and more"),
    ],
)
def test_sources_are_numbered_as_they_come_and_a_citation_goes_with_the_next(text, reads):
    assert numbered(text)[0] == reads


def test_a_note_lists_its_passages_in_order_under_the_first_words_of_their_sentences():
    text = "In a system, bodies come together to plan {A x y}. The first was in law {A z}."
    [note] = numbered(text)[1]
    begins = {"x y": ["In a system, bodies come …"], "z": ["The first was in law."]}
    assert note.passages == begins


def test_the_same_passage_has_one_note():
    _, found = numbered("One {A x}. Two {B}. Three {A x}. Four {B}. Five {A x} {B y}.")
    assert [(note.number, list(note.passages)) for note in found] == [
        (1, ["x"]), (2, []), (2, ["y"]),
    ]  # fmt: skip


def test_a_note_and_its_number_name_the_reader_who_speaks():
    _, [note] = numbered("One {A hope}.")
    label = voices.sources().loc[A, "label"]
    assert note.speaker == WHO["hope"]
    assert note.label == f"Source 1, Mike Hope, reader’s comment, {label}"
    assert numbered("One {A x}.")[1][0].label == f"Source 1, {label}"


def test_the_last_word_stays_with_its_number():
    made = paragraph("A plan of their {A}, and a “*” {B}.")
    made.replace(made[2], [nodes.Text(", and a “"), nodes.strong("", "system"), nodes.Text("” ")])
    notes.groups(made)
    places = [place.astext() for place in made.findall(notes.is_place)]
    assert places == ["their,", "“system”."]
    assert made.astext() == "A plan of their, and a “system”."


def test_whose_words_a_passage_holds_stands_in_the_tables():
    row = {"source": "a", "anchor": "x", "speaker": "critics", "voice": "reported"}
    author = {**row, "speaker": "ham", "voice": "author"}
    other = {**row, "anchor": "y", "speaker": "hope", "voice": "comment"}
    said = {("a", "x"): ("ham", "author"), ("a", "y"): ("hope", "comment")}
    assert voices_of([author, row], [other]) == said == voices_of([row, author], [other])


def test_html_of_ours_cites_as_the_roles_do():
    html = f"<li>In law {citations.cite(A, 'x y')}.</li>\n<li>{citations.cite(B)}</li>"
    found = [
        (part["source"], part["anchor"]) if isinstance(part, Cited) else part.astext()
        for part in citations.parts_of(html)
    ]
    assert found == ["<li>In ", "law", (A, "x y"), ".</li>\n<li>", (B, ""), "</li>"]


def test_two_entries_of_a_table_are_two_sentences_and_each_has_its_number():
    html = f"<dd>One {citations.cite(A, 'x')}.</dd>\n<dd>Two. Known. {citations.cite(A, 'y')}</dd>"
    made = nodes.section("", *citations.parts_of(html))
    kept = [group.cited for group in notes.merged(notes.groups(made))]
    assert kept == [[(A, "x", "One")], [(A, "y", "Known.")]]
    html = f"<li>One {citations.cite(A, 'x')}</li>\n<li>Two {citations.cite(A, 'y')}</li>"
    made = nodes.section("", *citations.parts_of(html))
    kept = [group.cited for group in notes.merged(notes.groups(made))]
    assert kept == [[(A, "x", "One")], [(A, "y", "Two")]]


# On a page -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def soup(html):
    return BeautifulSoup((html / PAGE).read_text("utf8"), "html.parser")


def test_each_number_opens_a_note_that_is_there_and_leads_to_its_source(soup):
    numbers = soup.select("article button.cite")
    assert len(numbers) > 50
    for number in numbers:
        note = soup.find(id=number["popovertarget"])
        assert note.select_one(".src-n").text == number.text
        entry = soup.select_one(f"#source-{number.text} .src-name")
        assert entry["href"] in [link.get("href") for link in note.select(".src-name, .src-in")]


def test_the_margin_says_again_what_the_numbers_open(soup):
    for side in soup.select(".side"):
        assert side["aria-hidden"] == "true"
        beside = side.find_next_sibling()
        opens = dict.fromkeys(number["popovertarget"] for number in beside.select(".cite"))
        assert [each["data-for"] for each in side.select("[data-for]")] == list(opens)
    assert len(soup.select(".side")) > 20
    assert not soup.select("#what-to-remember .side, .admonition .side, td .side")


def opened(page):
    return page.locator(".source:popover-open")


def test_a_number_is_opened_and_closed_by_key_and_gives_the_focus_back(page):
    page.goto(PAGE)
    number = page.locator("article .cite:visible").first
    number.press("Enter")
    expect(opened(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(opened(page).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opened(page)).to_have_count(0)
    expect(number).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("what", [".cite", ".term"])
def test_a_note_opens_beside_its_word_or_at_the_foot_of_a_phone(page, what, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGE)
    word = page.locator(f"article p {what}:visible").nth(3)
    word.click()
    note, at = opened(page).bounding_box(), word.bounding_box()
    if width == 360:
        assert (note["x"], note["width"], note["y"] + note["height"]) == (0, 360, 800)
    else:
        above, below = at["y"] - note["y"] - note["height"], note["y"] - at["y"] - at["height"]
        assert 0 <= max(above, below) <= 12
        assert 0 <= note["x"] <= width - note["width"]


def test_notes_stand_in_the_margin_of_a_wide_page_and_open_from_there(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(PAGE)
    side = page.locator(".side span").nth(2)
    text = page.locator("article p:has(.cite)").first.bounding_box()
    assert side.bounding_box()["x"] > text["x"] + text["width"]
    side.click()
    expect(opened(page)).to_have_attribute("id", side.get_attribute("data-for"))
    page.set_viewport_size({"width": 800, "height": 800})
    expect(page.locator(".side").first).to_be_hidden()


def test_without_a_script_a_number_opens_and_a_term_is_a_link(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/{PAGE}")
    page.locator("article .cite").first.click()
    expect(opened(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("article .term").first.click()
    page.wait_for_url(re.compile(r"/words\.html#"), timeout=PATIENCE)


def test_on_paper_the_notes_stand_below_the_sources(page):
    page.goto(PAGE)
    page.emulate_media(media="print")
    passage = page.locator(".notes .source:not(.whole)").last
    assert passage.bounding_box()["y"] > page.locator(".source-list").bounding_box()["y"]
    for part in (".src-lead", "q"):
        expect(passage.locator(part).first).to_be_visible()
    for part in (".side", ".shut", ".meaning"):
        expect(page.locator(part).first).to_be_hidden()
