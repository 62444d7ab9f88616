"""The figure of evidence on a page: its marks and cards, their addresses, and claims of one's own.

`tests/figures` shows for every topic what holds for this one too: that page and Python say and draw
the same at every setting, the address, the files, and the keyboard's way. `test_evidence.py` has
the calculation.
"""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

import widgets
from tests.few_claims import CLAIMS, PLAIN, few, made_up_book
from tests.figures import harness
from tests.on_pages import run
from widgets import tables
from widgets.topics.evidence import model
from widgets.topics.evidence.model import EVERYTHING


@pytest.fixture(scope="module")
def pages(serve_folder, tmp_path_factory):
    """Return the address of pages with figures of evidence."""
    folder = tmp_path_factory.mktemp("evidence")
    harness.write_page(folder, "book", widgets.evidence())
    harness.write_page(folder, "few", few())
    harness.write_page(folder, "two", few(), few(name="mine"))
    harness.write_page(folder, "evil", widgets.evidence(claims=evil_claims()))
    for name, claims in given_claims().items():
        harness.write_page(folder, name, widgets.evidence(claims=claims, name=name))
    return f"{serve_folder(folder)}/book"


@pytest.fixture
def opened(new_page, pages):
    """Return a function that opens a page and returns its figure, at work."""

    def opened(page, name="evidence", query=""):
        return harness.open_figure(new_page(), f"{pages}/{page}.html{query}", name)

    return opened


def has_ids(figure, *ids):
    """Check which cards and marks the filter leaves, folded or not."""
    cards = figure.locator("article[id]:not([hidden])")
    expect(cards).to_have_count(len(ids))
    assert cards.evaluate_all("all => all.map((el) => el.id)") == list(ids)
    marks = figure.locator(".explorer-topic:not([hidden]) .explorer-cells a:not([inert])")
    leads = marks.evaluate_all("all => all.map((el) => el.getAttribute('href').slice(1))")
    assert sorted(leads) == sorted(ids)


def unfold(figure, topic):
    """Open the cards of a topic."""
    figure.locator(f"section[data-item='topic:{topic}'] > details > summary").click()


# --- Without a script -------------------------------------------------------------------------


def test_without_a_script_a_mark_is_a_link_that_opens_the_card_below_its_row(new_page, pages):
    page = new_page(java_script_enabled=False)
    page.goto(f"{pages}/few.html")
    expect(page.locator(".explorer-cells a:visible")).to_have_count(len(CLAIMS))
    expect(page.locator("article:visible")).to_have_count(0)
    expect(page.get_by_text("No claim fits")).to_be_hidden()
    page.get_by_role("link", name="contests, found later").click()
    expect(page.locator("#b")).to_be_in_viewport()
    expect(page.locator("article:visible")).to_have_count(3)  # those of its topic
    page.goto(f"{pages}/few.html#d")
    expect(page.locator("#d")).to_be_in_viewport()


def test_on_paper_every_card_is_open(new_page, pages):
    page = new_page(java_script_enabled=False)
    page.goto(f"{pages}/few.html")
    page.emulate_media(media="print")
    expect(page.locator("article:visible")).to_have_count(len(CLAIMS))


# --- The filter -------------------------------------------------------------------------------


def test_a_question_shows_its_topic_and_a_button_shows_all(opened):
    figure = opened("few")
    buttons = figure.locator("fieldset").first.get_by_role("button")
    # Questions about topics that no claim has are not asked.
    assert buttons.all_text_contents() == ["Money", "Law", "Show all claims"]
    figure.get_by_label("Words on the card").fill("law")
    has_ids(figure, "a")
    figure.get_by_role("button", name="Money").click()
    has_ids(figure, *"bce")
    expect(figure.locator(".explorer-topic:visible > h3")).to_have_text("Money")
    expect(figure.locator(".explorer-topic:visible summary")).to_have_text("Read 3 claims: Money")
    expect(figure.get_by_label("Money (3)")).to_be_checked()
    figure.get_by_role("button", name="Show all claims").click()
    has_ids(figure, *"bceadf")


def test_nothing_found_says_so_and_offers_the_way_back(opened):
    figure = opened("few")
    back = figure.get_by_role("button", name="Show every claim")
    expect(back).to_be_hidden()
    figure.get_by_label("Words on the card").fill("nosuchword")
    expect(back).to_be_visible()
    has_ids(figure)
    expect(figure.locator(".explorer-topic:visible")).to_have_count(0)
    expect(figure.locator("output p:visible")).to_have_text(
        "None of the 6 claims fits what you chose."
    )
    back.click()
    expect(back).to_be_hidden()
    has_ids(figure, *"bceadf")
    expect(figure.get_by_label("Words on the card")).to_have_value("")


def test_keys_alone_filter_and_take_it_back(opened):
    figure = opened("few")
    keyboard = figure.page.keyboard
    figure.locator("summary", has_text="Topic").focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.press("Space")
    has_ids(figure, *"bce")
    keyboard.press("Tab")
    keyboard.press("Space")
    has_ids(figure, *"bcead")
    expect(figure.locator("summary", has_text="Topic")).to_have_text("Topic (2 chosen)")
    keyboard.press("Space")
    keyboard.press("Shift+Tab")
    keyboard.press("Space")
    has_ids(figure, *"bceadf")


BARS = """figure => Object.fromEntries([...figure.querySelectorAll("[data-bars=who] li")].map(
  (bar) => [bar.className, [...bar.querySelectorAll("rect")].map((part) =>
    Math.round(100 * part.getBoundingClientRect().width
      / bar.querySelector("svg").getBoundingClientRect().width))]))"""


def test_the_bars_follow_what_is_chosen(opened):
    figure = opened("few")
    # Of think tanks, national bodies, clinicians and others: nothing, something, data.
    assert list(figure.evaluate(BARS).values()) == [
        [100, 0, 0], [0, 100, 0], [0, 0, 100], [100, 0, 0]
    ]  # fmt: skip
    figure.get_by_role("button", name="Law").click()
    has_ids(figure, *"ad")
    expect(figure.locator("[data-bars=who] .clinician b")).to_have_text("none shown")
    assert list(figure.evaluate(BARS).values()) == [
        [100, 0, 0], [0, 100, 0], [0, 0, 0], [0, 0, 0]
    ]  # fmt: skip


# --- A card at its mark -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [(320, 640), (1280, 800)], ids=["phone", "desk"])
def test_a_press_opens_the_card_in_view_with_the_words_of_its_answers(opened, size):
    figure = opened("few")
    figure.page.set_viewport_size({"width": size[0], "height": size[1]})
    mark = figure.get_by_role("link", name="contests, found later: It saves no money.")
    mark.click()
    card = figure.get_by_role("dialog", name="Dr Gee: contests")
    expect(card).to_contain_text("It counts other years.")
    expect(card).to_contain_text("It will SAVE time.")  # the words of the claim that answers
    faces = card.locator("[data-face]").evaluate_all("all => all.map((el) => el.dataset.face)")
    assert faces == ["GE", "TT"]
    expect(card).to_be_in_viewport(ratio=1)
    expect(mark).to_be_in_viewport(ratio=1)
    box, own = card.bounding_box(), mark.bounding_box()
    apart = own["y"] + own["height"] <= box["y"] or own["y"] >= box["y"] + box["height"]
    assert apart or own["x"] + own["width"] <= box["x"] or own["x"] >= box["x"] + box["width"]
    assert figure.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    card.get_by_role("link", name="The Tank").click()
    expect(figure.get_by_role("dialog", name="The Tank: supports")).to_be_visible()
    figure.page.keyboard.press("Escape")
    expect(figure.get_by_role("dialog")).to_be_hidden()
    expect(figure.get_by_role("link", name="supports: It will SAVE time.")).to_be_focused()


def test_the_source_on_a_card_opens_at_its_passage(opened):
    figure = opened("few")
    passage = "https://example.org/paper#:~:text=no%20money"
    figure.locator(".explorer-cells a[href='#b']").click()
    card = figure.get_by_role("dialog", name="Dr Gee: contests")
    expect(card.get_by_role("link", name="Paper, 2018")).to_have_attribute("href", passage)
    figure.page.keyboard.press("Escape")
    unfold(figure, "money")
    sources = figure.locator("article[id] small > a:not([href^='#']):visible")
    expect(sources.first).to_have_attribute("href", passage)
    expect(sources.last).to_have_attribute("href", "https://example.org/paper")  # no words known


def test_a_card_leads_to_the_next_and_to_its_place_in_the_list(opened):
    figure = opened("few", query="?evidence.topic=law")
    figure.locator(".explorer-topic:not([hidden]) .explorer-cells a").first.click()
    card = figure.get_by_role("dialog")
    expect(card.get_by_role("button", name="Previous")).to_be_disabled()
    card.get_by_role("button", name="Next").click()
    expect(card).to_contain_text("A court may say.")
    expect(card.get_by_role("button", name="Next")).to_be_disabled()  # the others are grey
    card.get_by_role("link", name="In the list").click()
    expect(card).to_be_hidden()
    expect(figure.locator("#d")).to_be_in_viewport()
    assert figure.page.url.endswith("#d")


def test_the_marks_are_one_stop_of_the_tab_key_and_arrows_walk(opened):
    figure = opened("few")
    stops = figure.locator(".explorer-cells a[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    walked = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "End", "End"):
        figure.page.keyboard.press(key)
        walked.append(figure.page.evaluate("document.activeElement.getAttribute('href').slice(1)"))
    assert walked == ["b", "e", "d", "b", "c", "f", "f"]
    figure.page.keyboard.press("Enter")
    expect(figure.get_by_role("dialog", name="stranger: supports")).to_be_visible()
    figure.page.keyboard.press("Escape")
    expect(stops).to_have_attribute("href", "#f")
    figure.get_by_role("button", name="Money").click()
    has_ids(figure, *"bce")
    expect(figure.locator(".explorer-cells a[tabindex='0']:not([inert])")).to_have_count(1)


# --- The address of a card --------------------------------------------------------------------


def test_the_address_of_a_card_shows_it_whatever_is_filtered(new_page, pages):
    """The list of the book is long: a card far down is laid out only once it is near."""
    claims = widgets.evidence().all_claims
    last = claims.iloc[-1]
    another = next(topic for topic in claims["topic"] if topic != last["topic"])
    page = new_page()
    page.goto(f"{pages}/book.html?evidence.topic={another}#{last['id']}")
    expect(page.locator("article[id]:not([hidden])")).to_have_count(len(claims))
    expect(page.locator(f"#{last['id']}")).to_be_in_viewport()


def test_a_link_on_a_card_leads_to_one_that_was_hidden(opened):
    figure = opened("few", query="?evidence.topic=law")
    has_ids(figure, *"ad")
    unfold(figure, "law")
    figure.locator("#a").get_by_role("link", name="The Tank").click()
    has_ids(figure, *"bceadf")
    assert figure.page.url.endswith("#c")
    expect(figure.locator("#c")).to_be_in_viewport()


# --- A second figure on a page ----------------------------------------------------------------

LINKS = """figures => figures.map((figure) => [...figure.querySelectorAll("article a[href^='#']")]
  .map((a) => [a.closest("article").id, a.hash.slice(1), figure.querySelector(a.hash)?.tagName]))"""


def test_a_second_figure_has_ids_of_its_own_and_its_links_lead_to_its_own_cards(opened):
    first = opened("two")
    page = first.page
    ids = page.locator("[id]").evaluate_all("all => all.map((el) => el.id)")
    assert sorted(set(ids)) == sorted(ids)
    theirs, mine = page.locator("figure").evaluate_all(LINKS)
    assert theirs == [["b", "c", "ARTICLE"], ["c", "b", "ARTICLE"], ["c", "a", "ARTICLE"],
                      ["a", "c", "ARTICLE"]]  # fmt: skip
    assert mine == [[f"mine--{a}", f"mine--{b}", tag] for a, b, tag in theirs]


def test_a_link_in_a_second_figure_leaves_the_first_alone(opened):
    second = opened("two", "mine", "?evidence.topic=data&mine.topic=law")
    first = second.page.locator("#evidence")
    has_ids(second, "mine--a", "mine--d")
    unfold(second, "law")
    second.locator("#mine--a").get_by_role("link", name="The Tank").click()
    has_ids(second, *(f"mine--{claim}" for claim in "bceadf"))
    expect(second.locator("#mine--c")).to_be_in_viewport()
    has_ids(first, "f")
    second.page.evaluate("location.hash = 'c'")
    has_ids(first, *"bceadf")


# --- Claims of one's own ----------------------------------------------------------------------

# What a page must show as it stands, in every cell that may hold text of any kind.
EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script><!--'\"&amp;{{ 1 }}`, %2C"
FREE = ("claim", "ground_note", "speaker", "anchor", "about", "source")


def evil_claims():
    """Return claims of which the last is full of what looks like markup."""
    claims = made_up_book().claims
    claims.loc[claims.index[-1], list(FREE)] = EVIL
    return claims


def test_text_of_a_claim_is_never_markup(opened):
    figure = opened("evil")
    card = figure.locator("article[id]").last
    assert card.locator("p").nth(1).text_content() == EVIL
    assert card.text_content().count(EVIL) == 5  # all but what the claim is about
    figure.locator(".explorer-cells a").last.click()
    assert figure.get_by_role("dialog").text_content().count(EVIL) == 5
    figure.page.keyboard.press("Escape")
    expect(figure.locator("label", has_text=EVIL)).to_have_count(2)  # about, and source
    assert figure.locator("img, script:not([type='application/json'])").count() == 0
    assert figure.page.locator("body > *").count() == 1
    assert EVIL in set(run(figure.locator(".explorer-code pre").text_content()).all_claims["claim"])


def test_a_value_with_signs_of_any_kind_is_chosen_searched_and_kept_in_the_address(opened):
    figure = opened("evil")
    figure.locator("summary", has_text="Place or model").click()
    figure.locator("label", has_text=EVIL).first.click()
    has_ids(figure, "f")
    figure.page.wait_for_url("**evidence.about=*")
    figure.page.reload()
    has_ids(figure, "f")
    figure.get_by_role("button", name="Show all claims").click()
    figure.get_by_label("Words on the card").fill("ONERROR=alert(1)> {{ &amp;")
    has_ids(figure, "f")
    figure.get_by_label("Words on the card").fill("lt;img")
    has_ids(figure)


GIVEN = ("filtered", "changed", "own-rows")


def given_claims():
    """Return claims of the book, some with a changed cell, and rows that the book lacks."""
    book = tables.load("claims")
    filtered = book[book["topic"] == book["topic"].mode()[0]]
    changed = pd.concat(book[book["stance"] == stance].head(4) for stance in model.STANCES)
    changed.loc[changed.index[0], "claim"] = 'It is "otherwise".'
    row = {**PLAIN, "speaker": "somebody", "topic": "money", "ground": "none-offered",
           "about": "a, b", "source": 'my "notes"'}  # fmt: skip
    first = {"id": "my-1", "stance": "supports", "claim": 'It\'s <b>"so"</b> &amp; \\ é.\nYes.'}
    second = {"id": "my-2", "stance": "contests", "claim": "</code></pre>"}
    own = pd.DataFrame([{**row, **first}, {**row, **second}])
    return dict(zip(GIVEN, (filtered, changed, own), strict=True))


@pytest.mark.parametrize("name", GIVEN)
def test_the_code_of_a_figure_that_was_given_claims_makes_this_very_figure(opened, name):
    figure = opened(name, name)
    before = figure.locator("article[id]:not([hidden])").count()
    figure.locator("summary", has_text="Stance").click()
    figure.get_by_role("checkbox", name="Supports").click()
    expect(figure.locator("article[id]:not([hidden])")).not_to_have_count(before)
    again = run(figure.locator(".explorer-code pre").text_content())
    assert again.name == name
    assert again.state() == {**EVERYTHING, "stance": ["supports"]}
    cards = BeautifulSoup(again.render(), "html.parser")("article")
    assert figure.locator("article[id]").evaluate_all(CARDS) == [
        [card["id"], " ".join(card.get_text().split())] for card in cards
    ]
    has_ids(figure, *map(again.id_of, again.claims["id"]))
    expect(figure.locator("output p")).to_have_text(again.sentences())


CARDS = """cards => cards.map((card) =>
  [card.id, card.textContent.trim().split(/\\s+/).join(" ")])"""
