"""The figure of evidence: its grades, its filter and counts, what it says, and what a card holds.

The claims are made up and the answers worked out by hand, or they follow from the tables: an editor
may change any value there. What `tests/figures` shows for every topic holds for this one too, and
`test_evidence_page.py` shows what only its page has.
"""

import itertools
import json
import re
import shutil
from collections import Counter

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup

import widgets
from tests.few_claims import few, made_up_book
from tests.figures import harness
from widgets import tables
from widgets.core.figure import messages_of
from widgets.topics.evidence import GROUNDS, chart, grade, model
from widgets.topics.evidence.model import EVERYTHING


def shown(figure):
    return "".join(figure.claims["id"])


# --- The grades -------------------------------------------------------------------------------

# The rule of book/how-claims-are-graded.md, strongest first, written here a second time.
RULE = [
    ("aggregate-data", lambda claim: claim["data_from"] == "many-places"),
    ("local-data", lambda claim: claim["data_from"] == "one-place"),
    ("case-example", lambda claim: claim["case_named"] == "yes"),
    ("official-document", lambda claim: claim["document_named"] == "yes"),
    ("expert-judgement", lambda claim: claim["own_work"] == "yes"),
    ("none-offered", lambda claim: True),
]


def allowed(table, column):
    """Return the values that the data package allows in a column."""
    package = json.loads((tables.DATA / tables.PACKAGE).read_text("utf8"))
    [schema] = [each["schema"] for each in package["resources"] if each["name"] == table]
    [field] = [each for each in schema["fields"] if each["name"] == column]
    return field["constraints"]["enum"]


def test_a_claim_has_the_strongest_ground_that_its_columns_hold():
    columns = ("data_from", "case_named", "document_named", "own_work")
    values = [allowed("claims", column) for column in columns]
    for cells in itertools.product(*values):
        claim = dict(zip(columns, cells, strict=True))
        assert grade(claim) == next(ground for ground, fits in RULE if fits(claim)), claim
    assert [ground for ground, _ in reversed(RULE)] == list(GROUNDS)


@pytest.fixture
def own_tables(tmp_path, monkeypatch):
    """Return a folder with the tables, which a test may change."""
    monkeypatch.setattr(tables, "DATA", shutil.copytree(tables.DATA, tmp_path / "data"))
    return tables.DATA


def test_a_ground_that_does_not_follow_stops_and_names_the_row(own_tables):
    path = own_tables / "claims.csv"
    claims = pd.read_csv(path, dtype=str, keep_default_na=False)
    claims.loc[0, "claim"] += " It is\nso."  # a row of two lines, before the one at fault
    was = claims.loc[1, "ground"]
    wrong = claims.loc[1, "ground"] = next(ground for ground in GROUNDS if ground != was)
    claims.to_csv(path, index=False)
    expected = rf'data/claims.csv, row 4, column ground: found "{wrong}"; expected {was}, which'
    with pytest.raises(tables.TableError, match=expected):
        widgets.evidence()


# --- The words for what the tables hold -------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "message"),
    [
        ("claims", "topic", "topic"),
        ("claims", "stance", "stance"),
        ("claims", "ground", "ground"),
        ("claims", "ground", "head-first"),
        ("claims", "ground", "head-second"),
        ("claims", "voice", "voice"),
        ("speakers", "kind", "who"),
        ("speakers", "kind", "speakers"),
        ("answers", "how", "answers"),
        ("answers", "how", "answered"),
        ("found_later", "how", "later"),
    ],
)
def test_every_value_that_a_table_may_hold_has_words(table, column, message):
    others = {"who": {"not-known"}, "speakers": {"not-known"}, "head-first": {"later"},
              "head-second": {"later"}}  # fmt: skip
    words = set(messages_of("evidence").attributes_of(message))
    assert words == set(allowed(table, column)) | others.get(message, set())


def test_every_value_that_a_table_may_hold_has_a_place_in_the_order():
    assert set(allowed("claims", "topic")) == set(model.TOPICS)
    assert set(allowed("claims", "stance")) == set(model.STANCES)
    assert set(allowed("claims", "ground")) == set(model.GROUNDS) == set(chart.WIDTHS) - {"later"}
    assert {*allowed("speakers", "kind"), "not-known"} == set(model.SPEAKERS)
    assert set(allowed("found_later", "how")) == set(model.LATER) == set(chart.OUTCOMES)
    assert set(allowed("claims", "voice")) == set(model.VOICES)


# --- The filter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({}, "bceadf"),
        ({"topic": ["money"]}, "bce"),
        ({"topic": ["law", "data"]}, "adf"),
        ({"ground": ["local-data", "aggregate-data"]}, "be"),
        ({"stance": ["supports"]}, "caf"),
        ({"who": ["clinician"]}, "be"),
        ({"who": ["not-known"]}, "f"),
        ({"about": ["leeds", "the-moon"]}, "df"),
        ({"source": ["talk"]}, "cd"),
        ({"source": ["unknown"]}, "f"),
        ({"later": ["bears-out"]}, "b"),
        ({"later": ["qualifies", "overtaken"]}, "bd"),
        ({"topic": ["money"], "stance": ["contests"], "source": ["paper"]}, "be"),
        ({"topic": ["law"], "stance": ["contests"]}, ""),
    ],
)
def test_a_claim_is_kept_that_has_one_of_the_values_chosen_in_each_facet(choice, kept):
    assert shown(few(**choice)) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("save", "bc"),  # a part of a word counts, in small letters or large
        ("  SAVE   money ", "b"),  # all words must be there, wherever
        ("time save", "c"),
        ("nobody's", "a"),
        ("Nobody‘s", "a"),
        ("dr gee", "be"),  # who says it
        ("3 may 2018", "b"),  # when
        ("reported", "c"),
        ("aggregate", ""),  # a code that no reader sees
        ("several places", "e"),  # what it rests on
        ("20 people", "b"),
        ("leeds", ""),  # what it is about is no part of the card
        (" ", "bceadf"),
    ],
)
def test_words_are_searched_in_what_a_card_says(text, kept):
    assert shown(few(text=text)) == kept


def test_a_value_that_no_claim_has_is_refused():
    with pytest.raises(traitlets.TraitError, match=r'topic is "monei".* \(nearest: "money"\)'):
        widgets.evidence(topic=["monei"])
    with pytest.raises(traitlets.TraitError, match=r'topic is "pace"; expected .*"money", "law"'):
        few(topic=["pace"])


def test_values_are_offered_in_their_order_and_those_that_nobody_knows_last():
    figure = few()

    def offered(facet):
        return {option.value: option.label for option in figure.options(facet)}

    assert list(offered("topic")) == ["money", "law", "data"]
    assert list(offered("who")) == ["think-tank", "national-body", "clinician", "not-known"]
    assert list(offered("later")) == ["bears-out", "qualifies", "overtaken"]
    assert list(offered("about").items())[2:] == [("leeds", "Leeds"), ("the-moon", "the-moon")]
    assert offered("source") == {"paper": "Paper, 2018", "talk": "Talk, 2017", "unknown": "unknown"}


def test_nobody_is_asked_for_outcomes_where_none_was_found():
    claims = made_up_book().claims.query("id == 'a'")
    asked = [question.legend for question in few(claims=claims).questions()]
    assert asked == ["What about?", "On what ground?", "Who says so?"]
    assert [question.legend for question in few().questions()] == [*asked, "What was found later?"]


# --- Counts -----------------------------------------------------------------------------------


def test_a_count_is_what_the_choice_alone_would_leave():
    figure = few(stance=["contests"])
    assert figure.counts("topic") == {"money": 2, "law": 0, "data": 0}
    assert figure.counts("stance") == {"supports": 3, "contests": 2, "uncertain": 1}
    assert figure.counts("later") == {"bears-out": 1, "qualifies": 1, "overtaken": 0}
    figure.topic = ["law"]
    assert figure.counts("topic") == {"money": 2, "law": 0, "data": 0}
    assert figure.counts("stance") == {"supports": 1, "contests": 0, "uncertain": 1}
    assert set(figure.counts("later").values()) == {0}
    figure.text = "court"
    assert figure.counts("stance") == {"supports": 0, "contests": 0, "uncertain": 1}


def test_a_count_of_the_book_is_what_the_choice_alone_would_leave():
    figure = widgets.evidence()
    counts = [(facet, *each) for facet in model.FACETS for each in figure.counts(facet).items()]
    for facet, value, claims in counts:
        harness.put(figure, {**EVERYTHING, facet: [value]})
        assert len(figure.claims) == claims > 0


def test_the_table_counts_grounds_by_topic_and_stance_and_by_speaker():
    rows = {row["id"]: [row[ground] for ground in GROUNDS] for row in few().table().rows}
    assert {row: numbers for row, numbers in rows.items() if any(numbers)} == {
        "topic money supports": [1, 0, 0, 0, 0, 0],
        "topic money contests": [0, 0, 0, 0, 1, 1],
        "topic law supports": [1, 0, 0, 0, 0, 0],
        "topic law uncertain": [0, 0, 1, 0, 0, 0],
        "topic data supports": [1, 0, 0, 0, 0, 0],
        "who think-tank": [2, 0, 0, 0, 0, 0],
        "who national-body": [0, 0, 1, 0, 0, 0],
        "who clinician": [0, 0, 0, 0, 1, 1],
        "who not-known": [1, 0, 0, 0, 0, 0],
    }
    assert len(rows) == 3 * 3 + 4
    chosen = {row["id"]: row["none-offered"] for row in few(topic=["law"]).table().rows}
    assert [row for row, number in chosen.items() if number] == [
        "topic law supports",
        "who think-tank",
    ]


def test_the_picture_counts_what_is_shown():
    assert few(topic=["money", "law"]).signals() == {
        "shown": [1, 1, 1, 1, 1, 0],  # of b, c, e, a, d and f
        "heads": [2, 0, 1, 0, 1, 1, 2],  # by ground, and what was found later
        # By think tanks, national bodies, clinicians and others: nothing, something, data.
        "relies": [[2, 0, 0], [0, 1, 0], [0, 0, 2], [0, 0, 0]],
        "voices": [1, 1, 1, 0],  # how many speakers that is
        "later": [1, 1, 1],
    }


def test_a_bar_has_its_whole_width_and_its_parts_are_shares_of_that():
    numbers = {"a": [1, 2, 0], "b": [0, 0, 0], "c": [6, 0, 0]}
    assert model.bars("who", numbers) == {
        "who-bar:a 0": {"x": "0%", "width": "33.3%"},
        "who-bar:a 1": {"x": "33.3%", "width": "66.7%"},
        "who-bar:a 2": {"x": "100%", "width": "0%"},
        **{f"who-bar:b {part}": {"x": "0%", "width": "0%"} for part in range(3)},
        "who-bar:c 0": {"x": "0%", "width": "100%"},
        "who-bar:c 1": {"x": "100%", "width": "0%"},
        "who-bar:c 2": {"x": "100%", "width": "0%"},
    }


# --- The rows ---------------------------------------------------------------------------------


def rows_of(figure):
    """Return by topic the marks of each column that are not grey: where each leads, and as what."""
    soup = BeautifulSoup(figure.render(), "html.parser")
    rows = {}
    for row in soup.select(".explorer-topic"):
        cells = row.select(".explorer-cells > div")
        marks = [[(a["href"], a.text) for a in cell.select("a:not([inert])")] for cell in cells]
        rows[row.h3.text] = marks
    return rows


def test_a_claim_is_one_mark_in_its_row_and_column_those_that_support_first():
    contests, uncertain = "contests, found later", "takes no side, found later"
    assert rows_of(few()) == {
        "Money": [[("#c", "supports")], [], [], [], [("#b", contests)], [("#e", "contests")]],
        "Law": [[("#a", "supports")], [], [("#d", uncertain)], [], [], []],
        "Data and privacy": [[("#f", "supports")], [], [], [], [], []],
    }
    cells = [cell for row in rows_of(widgets.evidence()).values() for cell in row]
    stances = [messages_of("evidence")(f"stance.{stance}") for stance in model.STANCES]
    assert sum(map(len, cells)) == len(tables.load("claims"))
    for cell in cells:
        order = [stances.index(text.split(",")[0]) for _, text in cell]
        assert order == sorted(order)


def test_a_figure_that_is_made_with_a_choice_shows_that_alone():
    figure = few(topic=["law"], stance=["supports"])
    marks = [mark for row in rows_of(figure).values() for cell in row for mark in cell]
    assert marks == [("#a", "supports")]
    soup = BeautifulSoup(figure.render(), "html.parser")
    assert [card["id"] for card in soup.select("article:not([hidden])")] == ["a"]
    assert soup.select_one(".explorer-topic:not([hidden]) summary").text == "Read 1 claim: Law"


# --- The picture ------------------------------------------------------------------------------


def column_of(x):
    """Return the column in which a mark stands with both its edges."""
    left = 0
    for column, width in chart.WIDTHS.items():
        if left <= round(x - chart.STEP / 2, 1) and round(x + chart.STEP / 2, 1) <= left + width:
            return column
        left += width
    raise ValueError(x)


def test_a_claim_has_a_mark_in_the_column_of_its_ground_and_one_for_each_outcome():
    marks = few().datasets()["marks"]
    found = [("bceadf"[mark["i"]], mark["mark"], column_of(mark["x"])) for mark in marks]
    assert sorted(found) == [
        ("a", "supports", "none-offered"),
        ("b", "bears-out", "later"),
        ("b", "contests", "local-data"),
        ("b", "qualifies", "later"),
        ("c", "supports", "none-offered"),
        ("d", "overtaken", "later"),
        ("d", "uncertain", "official-document"),
        ("e", "contests", "aggregate-data"),
        ("f", "supports", "none-offered"),
    ]


def test_every_claim_of_the_book_has_its_mark_and_no_two_stand_in_one_place():
    figure = widgets.evidence()
    marks, claims = figure.datasets()["marks"], figure.all_claims
    found = Counter((mark["i"], mark["mark"], column_of(mark["x"])) for mark in marks)
    stances = zip(claims.index, claims["stance"], claims["ground"], strict=True)
    outcomes = [(i, way, "later") for i in claims.index for way in claims["later"][i].split()]
    assert found == Counter([*stances, *outcomes])
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(marks)


def test_every_topic_has_its_title_and_below_it_its_marks_alone():
    figure = widgets.evidence()
    drawn = figure.datasets()
    titles = {text["words"]: text["y"] for text in drawn["texts"] if text["style"] == "bold"}
    end = 0
    for topic in figure.options("topic"):
        claims = figure.all_claims.index[figure.all_claims["topic"] == topic.value]
        heights = [mark["y"] for mark in drawn["marks"] if mark["i"] in claims]
        assert end < titles[topic.label] < min(heights) - chart.STEP / 2
        end = max(heights) + chart.STEP / 2
    assert end < titles[figure.say("bars")]


# --- What it says -----------------------------------------------------------------------------


def test_the_sentences_of_six_claims():
    figure = few()
    assert figure.sentences() == [
        "All 6 claims, by 4 speakers: 3 with nothing offered for them and 2 with data.",
        # Those with most claims; of two with as many, the one that is offered first.
        "Nothing is offered for 2 of 2 by think tanks (1 speaker, The Tank), 0 of 2 by clinicians "
        "(1 speaker, Dr Gee) and 0 of 1 by national bodies (1 speaker, A body).",
        "Later findings bear on 2 of them, on 1 in more than one way: "
        "1 borne out, 1 qualified and 1 overtaken by events.",
    ]
    assert figure.description() == f"Marks by topic and ground. {figure.sentences()[0]}"
    title = figure.says().texts["title"]
    assert figure.as_text(title) == "About 5 in 10 claims come with nothing offered for them"
    assert "one claim in 3 sources." in figure.say("subtitle")


def test_the_sentences_of_a_choice():
    assert few(topic=["data"]).sentences() == [
        "1 of 6 claims, by 1 speaker: 1 with nothing offered for them and 0 with data.",
        "Nothing is offered for 1 of 1 by speakers of a kind not known (1 speaker, stranger).",
        "We know of no later finding on any of them.",
    ]
    titles = {
        ("data", ""): "Nothing is offered for 1 of 1 claim shown",
        ("money", "contests"): "Something is offered for each of the 2 claims shown",
        ("law", "contests"): "No claim fits what you chose",
    }
    for (topic, stance), title in titles.items():
        figure = few(topic=[topic], stance=[stance] if stance else [])
        assert figure.as_text(figure.says().texts["title"]) == title
    assert few(topic=["law"], stance=["contests"]).sentences() == [
        "None of the 6 claims fits what you chose.", "", ""
    ]  # fmt: skip


def test_who_stands_behind_the_claims_of_a_kind_is_said_beside_its_bar():
    claims = made_up_book().claims
    claims.loc[claims["id"] == "a", "speaker"] = "stranger"  # who makes f too
    claims.loc[claims["id"] == "d", "speaker"] = "another"  # nobody knows of which kind
    figure = few(claims=claims)
    said = {place: figure.as_text(saying) for place, saying in figure.says().texts.items()}
    assert (said["behind:think-tank"], said["who-bar:think-tank"]) == (
        "1 speaker, The Tank", "1 of 1"
    )  # fmt: skip
    assert (said["behind:not-known"], said["who-bar:not-known"]) == ("2 speakers", "2 of 3")
    assert said["later-bar:bears-out"] == "1 of 6"
    figure.topic = ["data"]
    said = {place: figure.as_text(saying) for place, saying in figure.says().texts.items()}
    assert (said["behind:think-tank"], said["who-bar:think-tank"]) == ("", "none shown")


def test_how_many_values_are_chosen_and_how_many_claims_fit_each_is_said():
    figure = few(topic=["money", "law"], text="save")
    said = {place: figure.as_text(saying) for place, saying in figure.says().texts.items()}
    assert (said["topic:"], said["stance:"]) == ("(2 chosen)", "")
    assert (said["topic:money"], said["topic:data"]) == ("(2)", "(0)")


# --- The cards --------------------------------------------------------------------------------


def words_of(part):
    """Return the words of a part of a page, as a reader sees them."""
    return re.sub(r"\s+", " ", part.get_text()).strip()


@pytest.fixture(scope="module")
def cards():
    """Return the columns of the cards of the made-up book, by the cards' ids."""
    return columns_of(few())


def columns_of(figure):
    """Return the columns of each card: its own, and those of answers and of what came later."""
    soup = BeautifulSoup(figure.render(), "html.parser")
    return {card["id"]: card("div", recursive=False) for card in soup("article")}


def test_a_card_says_who_claims_what_on_which_ground(cards):
    assert list(cards) == list("bceadf")
    said = {
        claim: [words_of(part) for part in own(["h4", "p"], recursive=False)]
        for claim, (own, *_) in cards.items()
    }
    assert said == {
        "a": ["The Tank: supports", "", "Nobody’s law forbids it.", "Nothing offered."],
        "b": ["Dr Gee: contests", "GP, A practice, 3 May 2018", "It saves no money.",
              "Data from one place. It counted 20 people."],
        "c": ["The Tank: supports", "reported", "It will SAVE time.", "Nothing offered."],
        "d": ["A body: takes no side", "", "A court may say.", "Official document."],
        "e": ["Dr Gee: contests", "GP, A practice", "It costs more.",
              "Data from several places."],
        "f": ["stranger: supports", "", "It is safe.", "Nothing offered."],
    }  # fmt: skip


def test_a_card_shows_by_its_shape_whether_an_author_a_reader_or_a_body_speaks(cards):
    shapes = {claim: own.h4.get("class") for claim, (own, *_) in cards.items()}
    assert (shapes["b"], shapes["d"]) == (None, ["body"])
    comments = few(claims=made_up_book().claims.assign(voice="comment")).render()
    assert BeautifulSoup(comments, "html.parser").h4["class"] == ["reader"]


def test_a_card_leads_to_its_passage(cards):
    with_words, without, plain, unknown = (cards[claim][0].small for claim in "bcef")
    assert words_of(with_words.a) == "Paper, 2018"
    assert with_words.a["href"] == "https://example.org/paper"  # the browser adds the passage
    assert few().spec()["usermeta"]["passages"] == ["no money", "will save time", "", "", "", ""]
    assert words_of(without).startswith("Talk, 2017, at “will save time”")
    assert plain.a["href"] == "https://example.org/paper"
    assert words_of(unknown) == "unknown"


def test_a_card_links_the_claims_that_answer_it_and_those_that_it_answers(cards):
    answers = {claim: words_of(answer) for claim, (_, answer, *_) in cards.items()}
    neither = "We found no answer among these claims, and know of no later finding."
    assert answers == {
        "b": "Answer Contradicted by The Tank: It counts other years.",
        "c": "Answer Supported by The Tank: It is the same law.",
        "d": "Answer We found no answer among these claims.",
        **dict.fromkeys("eaf", neither),
    }
    assert words_of(cards["c"][0].small).endswith("Contradicts Dr Gee")
    assert words_of(cards["a"][0].small).endswith("Supports The Tank")
    assert linked(cards) == {"b": ["#c"], "c": ["#b", "#a"], "e": [], "a": ["#c"], "d": [], "f": []}


def linked(cards):
    """Return by card the links to others."""
    return {
        claim: [a["href"] for column in columns for a in column.select("a[href^='#']")]
        for claim, columns in cards.items()
    }


def test_a_card_says_what_was_found_later(cards):
    later = {claim: columns[2] for claim, columns in cards.items() if len(columns) == 3}
    assert list(later) == list("bcd")  # the others have one column for both: nothing was found
    first, second = later["b"]("p")
    assert words_of(first) == (
        "Borne out. It saved nothing. Costs fell by 2%. Smith, May 2020 "
        "(read in a summary by others)"
    )
    assert first.a["href"] == "https://example.org/paper"
    assert words_of(second) == "Qualified. Elsewhere it did. A hall"
    assert words_of(later["c"]) == "Found later No later finding known."
    assert [claim for claim in later if later[claim].b] == ["b", "d"]


def test_a_card_links_claims_of_the_figure_alone():
    claims = made_up_book().claims
    cards = columns_of(few(claims=claims[claims["id"] != "b"]))
    assert linked(cards) == {"c": ["#a"], "e": [], "a": ["#c"], "d": [], "f": []}


def test_every_row_of_the_tables_stands_on_a_card_and_no_claim_twice():
    soup = BeautifulSoup(widgets.evidence().render(), "html.parser")
    text, claims = words_of(soup), tables.load("claims")
    assert Counter(card["id"] for card in soup("article")) == Counter(claims["id"])
    findings = tables.load("found_later").merge(
        tables.load("findings"), left_on="finding", right_on="id"
    )
    rows = [claims["claim"], claims["ground_note"], findings["why"], findings["result"],
            tables.load("answers")["why"]]  # fmt: skip
    for row in pd.concat(rows).dropna():
        assert " ".join(row.split()) in text
    for claim in claims["claim"]:
        assert text.count(claim) == list(claims["claim"]).count(claim), claim
    links = [a["href"] for a in soup.select("article a[href^='#']")]
    assert len(links) == 2 * len(tables.load("answers"))
    assert {link[1:] for link in links} <= set(claims["id"])
