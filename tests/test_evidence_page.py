"""The figure of evidence on a page: its list, the addresses of its cards, and claims of one's own.

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


def visible(figure):
    return figure.locator("article:not([hidden])")


def has_ids(figure, *ids):
    expect(visible(figure)).to_have_count(len(ids))
    assert visible(figure).evaluate_all("all => all.map((el) => el.id)") == list(ids)


def test_without_a_script_every_card_is_open_to_read(new_page, pages):
    page = new_page(java_script_enabled=False)
    page.goto(f"{pages}/few.html")
    expect(page.locator("article:visible")).to_have_count(len(CLAIMS))
    expect(page.get_by_text("No claim fits")).to_be_hidden()
    page.locator("#b summary").click()
    expect(page.locator("#b details a")).to_be_visible()


def test_a_question_shows_its_topic_and_a_button_shows_all(opened):
    figure = opened("few")
    buttons = figure.locator("fieldset").first.get_by_role("button")
    # Questions about topics that no claim has are not asked.
    assert buttons.all_text_contents() == ["Does it save money?", "Is it legal?", "Show all claims"]
    figure.get_by_label("Words on the card").fill("law")
    has_ids(figure, "a")
    figure.get_by_role("button", name="Does it save money?").click()
    has_ids(figure, *"bce")
    expect(figure.locator("section:visible h3")).to_have_text("Money")
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
    expect(figure.locator("h3:visible")).to_have_count(0)
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


INSIDE = """([id, list]) => {
  const [card, box] = [id, list].map((at) => document.querySelector(at).getBoundingClientRect());
  return card.top >= box.top - 1 && card.bottom <= box.bottom + 1 && box.top < innerHeight;
}"""


def test_the_address_of_a_card_shows_it_whatever_is_filtered(new_page, pages):
    """The list of the book is long: a card far down is laid out only once it is near."""
    claims = widgets.evidence().all_claims
    last = claims.iloc[-1]
    another = next(topic for topic in claims["topic"] if topic != last["topic"])
    page = new_page()
    page.goto(f"{pages}/book.html?evidence.topic={another}#{last['id']}")
    expect(page.locator("article:not([hidden])")).to_have_count(len(claims))
    page.wait_for_function(INSIDE, arg=[f"#{last['id']}", ".explorer-cards"])


def test_a_link_in_a_thread_leads_to_a_card_that_was_hidden(opened):
    figure = opened("few", query="?evidence.topic=law")
    has_ids(figure, *"ad")
    figure.locator("#a summary").click()
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
    second.locator("#mine--a summary").click()
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
    card = figure.locator("article").last
    assert card.locator("b").text_content() == EVIL
    assert card.text_content().count(EVIL) == 5  # all but what the claim is about
    expect(figure.locator("label", has_text=EVIL)).to_have_count(2)  # about, and source
    assert figure.locator("img, script:not([type='application/json'])").count() == 0
    assert figure.page.locator("body > *").count() == 1
    assert EVIL in set(run(figure.locator("pre").text_content()).all_claims["claim"])


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
    before = visible(figure).count()
    figure.locator("summary", has_text="Stance").click()
    figure.get_by_label("Supports").click()
    expect(visible(figure)).not_to_have_count(before)
    again = run(figure.locator("pre").text_content())
    assert again.name == name
    assert again.state() == {**EVERYTHING, "stance": ["supports"]}
    cards = BeautifulSoup(again.render(), "html.parser")("article")
    assert figure.locator("article").evaluate_all(CARDS) == [
        [card["id"], " ".join(card.get_text().split())] for card in cards
    ]
    has_ids(figure, *map(again.id_of, again.claims["id"]))
    expect(figure.locator("output p")).to_have_text(again.sentences())


CARDS = """cards => cards.map((card) =>
  [card.id, card.textContent.trim().split(/\\s+/).join(" ")])"""
