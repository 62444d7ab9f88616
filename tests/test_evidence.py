"""The figure of evidence: its grades, its filter in both languages, its list and its addresses."""

import json
import random
import re

import pandas as pd
import pytest
import traitlets
from playwright.sync_api import expect

import widgets
from tests import evidence_page
from widgets import tables
from widgets.evidence import (
    ANSWERS,
    EVERYTHING,
    FILTER,
    GROUNDS,
    LATER,
    PRESETS,
    SPEAKERS,
    STANCES,
    TOPICS,
    VOICES,
    book_claims,
)

PAGE = "/book/evidence.html"
CASES = 300


@pytest.fixture(scope="module")
def figure():
    return widgets.evidence()


def claim(**changes):
    """Return a claim of one's own as a frame of one row."""
    row = {
        "id": "my-1", "claim": "Care improved.", "speaker": "chris-ham", "voice": "author",
        "said_on": "2018", "topic": "money", "stance": "supports", "ground": "none-offered",
        "ground_note": "", "about": "ics", "source": "ham-2018", "anchor": "",
    }  # fmt: skip
    return pd.DataFrame([{**row, **changes}])


# The grades.

# The rule of book/how-claims-are-graded.md, strongest first, written here a second time.
RULE = [
    ("aggregate-data", "data_from == 'many-places'"),
    ("local-data", "data_from == 'one-place'"),
    ("case-example", "case_named == 'yes'"),
    ("official-document", "document_named == 'yes'"),
    ("expert-judgement", "own_work == 'yes'"),
]


def test_each_ground_follows_from_the_columns_beside_it():
    claims = tables.load("claims")
    derived = pd.Series("none-offered", index=claims.index)
    for ground, test in reversed(RULE):
        derived[claims.eval(test)] = ground
    differ = claims.loc[claims["ground"] != derived, "id"]
    assert list(differ) == []


def test_a_wrong_ground_stops_and_names_the_row(monkeypatch):
    claims = tables.load("claims")
    claims.loc[1, "ground"] = "local-data"
    monkeypatch.setattr(tables, "load", lambda name: claims)
    with pytest.raises(tables.TableError, match=r"row 3, column ground: found \"local-data\""):
        book_claims()


@pytest.mark.parametrize(
    ("column", "words"),
    [("topic", TOPICS), ("stance", STANCES), ("ground", GROUNDS), ("voice", VOICES)],
)
def test_every_allowed_value_has_words(column, words):
    package = json.loads((tables.DATA / tables.PACKAGE).read_text("utf8"))
    [claims] = [each for each in package["resources"] if each["name"] == "claims"]
    [field] = [each for each in claims["schema"]["fields"] if each["name"] == column]
    assert set(field["constraints"]["enum"]) == set(words)


def test_every_kind_of_speaker_and_of_answer_has_words():
    assert set(tables.load("speakers")["kind"]) <= set(SPEAKERS)
    assert set(tables.load("answers")["how"]) <= set(ANSWERS)
    assert set(tables.load("found_later")["how"]) <= set(LATER)


# The filter.


def settings(figure, count, seed=2018):
    """Yield settings of the filter, the same ones for the same seed."""
    chance = random.Random(seed)
    words = sorted(set(" ".join(figure.all_claims["words"]).split()))
    for _ in range(count):
        state = dict(EVERYTHING)
        for facet in FILTER["facets"]:
            if chance.random() < 0.3:
                values = [option.value for option in figure.options(facet)]
                state[facet] = chance.sample(values, min(len(values), chance.randint(1, 4)))
        if chance.random() < 0.4:
            state["text"] = " ".join(chance.sample(words, chance.randint(1, 2)))
        yield state


def set_to(figure, state):
    for name, value in state.items():
        setattr(figure, name, value)


def said_by_python(figure):
    return {
        "claims": list(figure.claims["id"]),
        "sentences": [text for text in figure.sentences() if text],
        "counts": {facet: list(figure.counts(facet).values()) for facet in FILTER["facets"]},
        "signals": figure.signals(),
        "table": [[row[ground] for ground in GROUNDS] for row in figure.table().rows],
    }


# Sets each state through the model, and reads what a reader would.
ASK = """([states, facets]) => {
  const figure = document.querySelector("#evidence");
  const topic = figures.topics.evidence;
  const { facts } = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const ids = [...figure.querySelectorAll("article")].map((el) => el.id);
  const rows = [...figure.querySelectorAll("tr[data-row]")];
  const number = (text) => Number(text.slice(1, -1)); // "(12)"
  topic.prepare(figure, facts);
  return states.map((state) => {
    const items = topic.items(state, facts);
    const texts = topic.texts(state, facts);
    return {
      claims: ids.filter((id) => items.has(id)),
      sentences: topic.sentences(state, facts).filter(Boolean),
      counts: Object.fromEntries(facets.map((facet) => [facet,
        facts.facets[facet].values.map((value) => number(texts[`${facet}:${value}`]))])),
      signals: topic.signals(state, facts),
      table: rows.map((row) => Object.values(topic.cells(state, row.dataset, facts)).map(Number)),
    };
  });
}"""


def test_browser_and_pandas_agree_on_every_setting(page, figure):
    states = [dict(EVERYTHING), *settings(figure, CASES)]
    page.goto(PAGE)
    page.wait_for_selector("#evidence[data-ready]")
    answers = page.evaluate(ASK, [states, list(FILTER["facets"])])
    some = 0
    for state, answer in zip(states, answers, strict=True):
        set_to(figure, state)
        assert answer == said_by_python(figure), state
        some += 0 < len(answer["claims"]) < len(figure.all_claims)
    assert some > CASES / 3  # the settings really sift


def test_a_count_is_what_the_choice_alone_would_leave():
    figure = widgets.evidence(stance=["contests"])
    for topic, count in figure.counts("topic").items():
        assert len(widgets.evidence(stance=["contests"], topic=[topic]).claims) == count


def test_claims_is_the_filtered_frame(figure):
    set_to(figure, {**EVERYTHING, "topic": ["money"], "text": "SAVE money"})
    assert set(figure.claims["topic"]) == {"money"}
    assert figure.claims["words"].str.contains("save").all()
    assert 0 < len(figure.claims) < len(figure.all_claims)


def test_unknown_value_is_refused_with_a_hint():
    with pytest.raises(traitlets.TraitError, match=r'topic holds "monei".*nearest: "money"'):
        widgets.evidence(topic=["monei"])


# Claims of one's own.


def test_own_claims_are_shown():
    figure = widgets.evidence(claims=claim(speaker="somebody", source="my-notes"))
    assert figure.sentences()[0] == (
        "All 1 claim, by 1 speaker: 1 with nothing offered for them and 0 with data."
    )
    assert "<p>somebody, 2018</p>" in figure.html


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (claim().drop(columns="stance"), "row 1, column stance: found nothing; expected a column"),
        (claim(stance="agrees"), 'row 2, column stance: found "agrees"; expected one of supports'),
        (claim(id="My 1"), 'row 2, column id: found "My 1"; expected lower-case letters'),
        (pd.concat([claim(), claim()]), "row 3, column id: found .*an id that no other row has"),
        (claim(claim=""), "row 2, column claim: found nothing; expected a value"),
        (claim().iloc[:0], "found no rows; expected at least one claim"),
    ],
)
def test_what_is_wrong_with_own_claims_is_said(frame, message):
    with pytest.raises(tables.TableError, match=message):
        widgets.evidence(claims=frame)


def test_text_of_a_claim_is_never_markup(new_page, serve_folder, tmp_path):
    evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>'\"&"
    frame = claim(claim=evil, ground_note=evil, speaker=evil, anchor=evil)
    evidence_page.write(tmp_path, widgets.evidence(claims=frame))
    page = new_page()
    page.on("dialog", lambda dialog: pytest.fail("a claim ran as a script"))
    page.goto(f"{serve_folder(tmp_path)}/index.html")
    page.wait_for_selector("#evidence[data-ready]")
    assert page.locator("article b").text_content() == evil
    assert page.locator("#evidence img").count() == 0


# What a reader meets.


@pytest.fixture
def shown(page):
    """Return the page with the figure at work."""
    page.goto(PAGE)
    page.wait_for_selector("#evidence[data-ready]")
    return page


def visible(page):
    return page.locator("#evidence article:not([hidden])").count()


def test_without_scripts_every_claim_stands_in_the_page(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{PAGE}")
    claims = tables.load("claims")
    text = page.locator("#evidence").inner_text()
    cards = page.locator("#evidence article")
    assert cards.count() == len(claims)
    assert set(cards.evaluate_all("all => all.map((el) => el.id)")) == set(claims["id"])
    bare = re.sub(r"\s+", " ", page.locator("#evidence").text_content())
    assert [each for each in claims["claim"] if each not in bare] == []
    assert "No claim fits" not in text
    findings = tables.load("found_later").merge(tables.load("findings"), left_on="finding",
                                                right_on="id")  # fmt: skip
    assert [each for each in findings["result"].dropna() if each not in bare] == []


def test_every_card_leads_to_its_passage(shown):
    sources = tables.load("sources").set_index("id")
    for row in tables.load("claims").itertuples():
        card = shown.locator(f"#{row.id}")
        if pd.isna(sources.url[row.source]):
            assert f"“{row.anchor}”" in card.text_content()
        else:
            assert card.locator("a[href*='#:~:text=']").count() == 1


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_a_question_shows_its_topic(shown, number):
    label, topic = PRESETS[number]
    shown.get_by_role("button", name=label).click()
    expect(shown.locator("#evidence article[hidden]")).not_to_have_count(0)
    assert visible(shown) == (tables.load("claims")["topic"] == topic).sum()
    shown.get_by_role("button", name="Show all claims").click()
    expect(shown.locator("#evidence article[hidden]")).to_have_count(0)


def test_nothing_found_says_so_and_offers_the_way_back(shown):
    shown.get_by_label("Words on the card").fill("nosuchwordatall")
    back = shown.get_by_role("button", name="Show every claim")
    back.wait_for()
    assert visible(shown) == 0
    assert "None of the" in shown.locator("#evidence output").inner_text()
    back.click()
    back.wait_for(state="hidden")
    assert visible(shown) == len(tables.load("claims"))


def test_keyboard_alone_filters_and_returns(shown):
    group = shown.locator("#evidence details", has_text="Topic").first
    group.locator("summary").focus()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Space")
    expect(shown.locator("#evidence article[hidden]")).not_to_have_count(0)
    shown.wait_for_url("**topic=hospital-use**")
    assert 0 < visible(shown) < 50
    shown.keyboard.press("Space")
    expect(shown.locator("#evidence article[hidden]")).to_have_count(0)


def test_the_address_of_a_card_shows_it_whatever_is_filtered(page):
    claims = tables.load("claims")
    last = claims.loc[claims["topic"] == "data", "id"].iloc[-1]
    page.goto(f"{PAGE}?evidence.topic=money#{last}")
    page.wait_for_selector("#evidence[data-ready]")
    expect(page.locator("#evidence article[hidden]")).to_have_count(0)
    page.wait_for_function(
        """(id) => {
          const box = (el) => el.getBoundingClientRect();
          const [card, list] = [`#${id}`, ".explorer-cards"]
            .map((at) => box(document.querySelector(at)));
          const inside = card.top >= list.top - 1 && card.bottom <= list.bottom + 1;
          return inside && list.top < innerHeight;
        }""",
        arg=last,
    )


def test_a_link_in_a_thread_leads_to_a_card_that_was_hidden(shown):
    topics = tables.load("claims").set_index("id")["topic"]
    answers = tables.load("answers").itertuples()
    row = next(row for row in answers if topics[row.claim] != topics[row.answers])
    shown.goto(f"{PAGE}?evidence.topic={topics[row.claim]}")
    shown.wait_for_selector("#evidence article[hidden]", state="attached")
    card = shown.locator(f"#{row.claim}")
    card.locator("summary").click()
    card.locator(f"a[href='#{row.answers}']").first.click()
    shown.locator(f"#{row.answers}").wait_for()
    assert shown.url.endswith(f"#{row.answers}")
