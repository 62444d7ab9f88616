"""Search: it answers while a reader types, by keyboard, says what it did, and leads to the place.

How it answers is tried on a few made-up records; that the book's own are there, on the site.
"""

import json

import pytest
from playwright.sync_api import expect

from sphinx_ext import search
from sphinx_ext.search import Record
from tests.conftest import SITE

# Names and words that no editor changes, at addresses that every site has.
HERE = "book/index.html#main-content"
RECORDS = [
    Record("Word", "Pool of ferrets (by law)", "Ferrets held together.", f"{HERE}-word", "POF"),
    Record("Chapter", "Weasels", "A weasel is no ferret. It has no burrow of its own.", HERE),
    Record("Area", "Quokkaham", "Migration in Zembla.", f"{HERE}-area", "Q7Z, E99000001"),
    Record("Area", "Upper, Lower and Mid Zembla", "Board.", f"{HERE}-zembla", "Q8Z, ULMZ"),
    Record("Claim", "Ferrets cost <b>less</b> than weasels.", "One has moved.", f"{HERE}-claim"),
    *(Record("Event", f"Badger {n} moved.", "At night.", f"{HERE}-{n}") for n in range(25)),
]


@pytest.fixture
def made_up(page, monkeypatch):
    """Return a page of the site which finds in the made-up records."""
    monkeypatch.setattr(search, "BEGIN", (HERE,))
    answer = {"body": search.answers(RECORDS), "content_type": "text/javascript; charset=utf-8"}
    page.route("**/answers.js*", lambda route: route.fulfill(**answer))
    return page


def ask(page, words):
    """Type words into the dialog or the page of results; return what is said, and the names."""
    page.locator("#search-asked").fill(words)
    names = page.locator("#search-options a:not(.search-all), #search-found li")
    titles = names.locator(".search-title").all_inner_texts()
    return page.locator(".search-said").inner_text(), titles


def open_dialog(page, address="/book/words.html"):
    """Open the search on a page."""
    page.goto(address)
    page.keyboard.press("Control+k")
    expect(page.locator("#search-options a").first).to_be_visible()


def offer(page, monkeypatch, more, also):
    """Open the dialog of a page that finds in some more records, by everyday words."""
    monkeypatch.setattr(search, "BEGIN", (HERE,))
    monkeypatch.setattr(search, "ALSO", also)
    body = search.answers([*RECORDS, *more])
    answer = {"body": body, "content_type": "text/javascript; charset=utf-8"}
    page.route("**/answers.js*", lambda route: route.fulfill(**answer))
    open_dialog(page)


def test_an_everyday_word_finds_what_means_as_much_and_a_county_is_found_by_its_town(
    page, monkeypatch
):
    more = [
        Record("Area", "Ferretshire", "A county.", f"{HERE}-shire"),
        Record("Event", "The stoats left.", "At dawn.", f"{HERE}-stoats"),
    ]
    also = {"den": "burrow", "weasel": "stoat", "dug in": "burrow", "lair": "nest burrow dawn"}
    offer(page, monkeypatch, more, also)
    assert ask(page, "dens") == ("Nothing says “dens”. Showing “burrow”: 1 result.", ["Weasels"])
    assert ask(page, "weasel")[1] == [
        "Weasels",
        "Ferrets cost <b>less</b> than weasels.",
        "The stoats left.",
    ]
    assert "Ferretshire" in ask(page, "ferret")[1]
    assert ask(page, "who dug in")[1] == ["Weasels"]
    assert ask(page, "lair") == (
        "Nothing says “lair”. Showing “burrow” and “dawn”: 2 results.",
        ["Weasels", "The stoats left."],
    )


def test_a_place_comes_before_what_mentions_it_and_a_section_before_an_event(page, monkeypatch):
    apart = "word " * 40
    more = [
        Record("Finding", "Stoats near Ottermouth slept longer than elsewhere.", "", f"{HERE}-f"),
        Record("Event", "On a bank two minks, three otters and a badger met.", "", f"{HERE}-e"),
        Record("Chapter", "Otters", f"They met. {apart} A mink.", f"{HERE}-far"),
        Record("Chapter", "Otters at dusk", f"They met a mink. {apart}", f"{HERE}-near"),
        Record("About the book", "Minks, otters", "How they met.", f"{HERE}-about"),
        Record("Council", "Minkley", "Board.", f"{HERE}-c", "", "Towns: Ottermouth, Weir."),
        Record("Event", "The POF grew.", "", f"{HERE}-pof"),
        Record(
            "Claim",
            "Old stoats, minks, ferrets and voles live on a wide board.",
            "",
            f"{HERE}-board",
        ),
    ]
    offer(page, monkeypatch, more, {})
    assert ask(page, "Ottermouth")[1][0] == "Minkley"
    assert ask(page, "I live in Ottermouth: which board is mine")[1][0] == "Minkley"
    # The words together, then apart; a page about the book comes last.
    assert ask(page, "minks met otters")[1] == [
        "Otters at dusk",
        "Otters",
        "On a bank two minks, three otters and a badger met.",
        "Minks, otters",
    ]
    # A term that is spelt out stands for its letters too.
    assert "The POF grew." in ask(page, "that pool of ferrets grew")[1]


def test_what_is_found_holds_the_words_and_what_was_done_is_said(made_up):
    open_dialog(made_up)
    results = {
        "weasel": (
            "2 results for “weasel”.", ["Weasels", "Ferrets cost <b>less</b> than weasels."]),
        "quokk": ("1 result for “quokk”.", ["Quokkaham"]),  # as one types
        "Qoukkaham": ("Nothing says “Qoukkaham”. Showing “Quokkaham”: 1 result.", ["Quokkaham"]),
        "weesels": (
            "Nothing says “weesels”. Showing “weasels”: 2 results.",
            ["Weasels", "Ferrets cost <b>less</b> than weasels."]),
        "pof": ("1 result for “pof”.", ["Pool of ferrets"]),
        "q7z": ("1 result for “q7z”.", ["Quokkaham"]),
        "ulm": ("1 result for “ulm”.", ["Upper, Lower and Mid Zembla"]),
        "U.L.M.Z.": ("1 result for “U.L.M.Z.”.", ["Upper, Lower and Mid Zembla"]),
        "what is a burrow": ("1 result for “what is a burrow”.", ["Weasels"]),
        "what happened to Quokkaham": (
            "1 result for “what happened to Quokkaham”.", ["Quokkaham"]),
        "migrated": ("1 result for “migrated”.", ["Quokkaham"]),
        # A name that a part of the words is about is no worse than a text that holds them all.
        "burrow of a ferret": (
            "2 results for “burrow of a ferret”.", ["Weasels", "Pool of ferrets"]),
        # A word that only begins as others do is not found.
        "weaselcastle": ("Nothing was found for “weaselcastle”.", []),
        "Quokkaham xylophone": ("Nothing says “xylophone”. Without it: 1 result.", ["Quokkaham"]),
        "SW1A 2NS": (
            "“SW1A 2NS” looks like a postcode, and this book does not know postcodes. "
            "Try the name of a town, a council or a health system.", []),
        "<mark>": ("Nothing was found for “<mark>”.", []),
        "日本": ("Nothing was found for “日本”.", []),
    }  # fmt: skip
    said = {words: ask(made_up, words) for words in results}
    assert said == results
    expect(made_up.locator(".search-help")).to_be_visible()
    expect(made_up.get_by_role("status")).to_have_text("Nothing was found for “日本”.")
    begun = ask(made_up, "w")
    assert begun[1] == ["Weasels"]  # where to begin
    assert "such as" in begun[0]


def test_the_dialog_offers_some_of_each_kind_and_all_on_the_page(made_up):
    open_dialog(made_up)
    ask(made_up, "badger")
    assert made_up.get_by_role("group", name="Events").get_by_role("option").count() == 4
    made_up.get_by_role("option", name="All 25 results").click()
    made_up.wait_for_url("**/search.html?q=badger")
    items = made_up.locator("#search-found li")
    expect(items).to_have_count(10)
    assert items.first.locator("mark").all_inner_texts() == ["Badger"]
    made_up.get_by_role("button", name="Show more").click()
    expect(items).to_have_count(20)
    expect(items.nth(10).locator("a")).to_be_focused()


def test_on_the_page_a_reader_keeps_one_kind_and_the_address_follows(made_up):
    made_up.goto("/search.html?q=badger+moved")
    expect(made_up.locator("#search-found li")).to_have_count(10)
    said, _ = ask(made_up, "burrow board")
    assert "No place says all of it" in said
    ask(made_up, "moved")
    made_up.wait_for_url("**/search.html?q=moved")
    made_up.get_by_role("radio", name="Claims (1)").check()
    expect(made_up.locator("#search-found li")).to_have_count(1)


def test_from_any_page_by_keyboard_alone(made_up):
    asked = []
    made_up.on("request", lambda request: asked.append(request.url))
    made_up.goto("/book/words.html")
    assert not [url for url in asked if "answers.js" in url]
    made_up.keyboard.press("Control+k")
    field = made_up.get_by_role("combobox", name="Search this book")
    expect(field).to_be_focused()
    made_up.keyboard.type("weasel")
    expect(field).to_have_attribute("aria-expanded", "true")
    made_up.keyboard.press("ArrowDown")
    made_up.keyboard.press("ArrowDown")
    chosen = made_up.get_by_role("dialog").get_by_role("option", selected=True)
    expect(chosen).to_have_id(field.get_attribute("aria-activedescendant"))
    made_up.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("Weasels")
    made_up.keyboard.press("Enter")
    made_up.wait_for_url(f"**/{HERE}")
    assert [url for url in asked if "answers.js" in url]
    made_up.keyboard.press("Control+k")
    made_up.keyboard.type("quokka")
    made_up.keyboard.press("Enter")  # with nothing chosen: all results
    made_up.wait_for_url("**/search.html?q=quokka")


def test_the_dialog_closes_by_escape_and_gives_the_focus_back(new_page, site):
    page = new_page(base_url=site, viewport={"width": 320, "height": 640})
    page.goto("/book/words.html")
    link = page.get_by_role("link", name="Search").first
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("care")
    expect(page.get_by_role("dialog", name="Search this book")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_an_index_that_does_not_load_is_said_and_asked_for_again(chromium, site):
    page = chromium.new_page(base_url=site)
    page.route("**/answers.js*", lambda route: route.abort())
    page.goto("/book/words.html")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    page.unroute_all()
    page.keyboard.type("ca")
    expect(page.locator("#search-options a").first).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
    page.close()


def test_without_a_script_the_page_says_where_else_to_look(new_page, site):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto("/book/words.html")
    page.get_by_role("link", name="Search this book").click()
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    assert page.locator(".bd-article form:visible").count() == 0


# What the book holds --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def content(html):
    """Return what the index of the site holds."""
    written = (html / search.ANSWERS).read_text("utf8")
    return json.loads(written.rpartition(search.INDEX)[2].rstrip(";\n"))


@pytest.fixture(scope="module")
def records(content):
    """Return all that can be found in the site."""
    return [Record(*fields) for fields in content["records"]]


def test_every_address_in_the_index_is_a_place_in_the_site(records):
    pages = {}
    for record in records:
        path, _, fragment = record.address.partition("#")
        path = path.partition("?")[0]  # the setting of a figure
        text = pages.setdefault(path, (SITE / path).read_text("utf8"))
        assert f'id="{fragment}"' in text, record
    assert len({record.address for record in records}) == len(records)


def test_the_site_can_be_searched_for_each_kind_and_has_each_place_to_begin(content, records):
    assert {record.kind for record in records} == set(search.KINDS) > set(content["names"])
    assert len(content["begin"]) == len(search.BEGIN)


def name(record):
    """Return the name of a record, without where it belongs."""
    return record.title.rpartition(" (")[0] if record.title.endswith(")") else record.title


def test_a_thing_of_each_kind_is_found_by_its_names(page, records):
    open_dialog(page)
    for kind in search.KINDS:
        for record in [each for each in records if each.kind == kind][::40][:3]:
            assert name(record) in ask(page, record.title)[1], record
    for record in [each for each in records if each.known_as and each.kind in ("Area", "Council")][
        ::40
    ]:
        for other_name in record.known_as.split(", "):
            assert name(record) in ask(page, other_name)[1], other_name


@pytest.mark.parametrize(
    ("typed", "board"),
    [("Waverley", "surrey-and-sussex"), ("Farnham", "surrey-and-sussex"),
     ("Felixstowe", "norfolk-and-suffolk"), ("Tendring", "essex")],
)  # fmt: skip
def test_a_board_is_found_by_its_councils_and_towns(page, typed, board):
    page.goto(f"/search.html?q={typed}")
    found = page.locator("#search-found a")
    expect(found.first).to_be_visible()
    links = found.evaluate_all("all => all.map((link) => link.href)")
    assert [link for link in links if link.endswith(f"/book/boards.html#icb26-{board}")]


def test_notes_and_what_is_found_by_itself_are_no_words_of_a_section(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "page.html").write_text(
        """<article><section id="page"><header><h1>Page<a class="headerlink">#</a></h1>
        <p>It says (<button class="term">so</button>) what <span class="cites">it says.<button
        class="cite">1</button></span></p></header><div class="source">Who says so</div>
        <div class="side">Who says so</div><figure>Drawn</figure>
        <section id="part"><h2>Part</h2><p>Five words and <em>a</em> few.</p><p>More.</p>
        <b aria-hidden="true">FW</b><details class="folded"><summary>4 words</summary></details>
        <form>Your answer</form><div class="feedback">Not answered yet.</div></section>
        </section></article>""",
        "utf8",
    )
    assert [(each.title, each.words) for each in search.sections(tmp_path)] == [
        ("Page", "It says (so) what it says."),
        ("Part (Page)", "Five words and a few. More."),
    ]
