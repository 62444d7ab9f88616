"""The figure of contracts compared: scores, who leads, how robust that is, and what it says of it.

The options are made up and the answers worked out by hand, or they follow from the tables: an
editor may change any value there. What `tests/figures` shows for every topic holds for this one
too, and `test_contracts_page.py` shows what only its page has.
"""

import dataclasses
import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup

import widgets
from tests.few_options import WISHES, Trees, made_up, rated
from tests.figures import harness
from widgets import tables
from widgets.core.figure import messages_of
from widgets.topics.contracts import figure as contracts
from widgets.topics.contracts import sayings
from widgets.topics.contracts.matrix import RATINGS, UNKNOWN
from widgets.topics.contracts.views import VIEWS, views
from widgets.topics.contracts.weighing import (
    LEVELS,
    SEED,
    acceptability,
    certain,
    leaders,
    other_rating,
    other_weight,
    places,
    possible,
    random_numbers,
    random_weightings,
    scores,
)


def ids(name):
    return [row["id"] for row in tables.records(name)]


def matrices(count, seed, options=4, criteria=4):
    """Yield small problems of any kind: how much each criterion matters, and the ratings."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        ratings = chance.integers(UNKNOWN, len(RATINGS), (options, criteria))
        yield chance.integers(0, len(LEVELS), criteria).tolist(), ratings


def completions(ratings):
    """Yield the ratings with every way in which the unknown may turn out."""
    cells = np.argwhere(ratings == UNKNOWN)
    for known in product(RATINGS, repeat=len(cells)):
        complete = ratings.copy()
        complete[tuple(cells.T)] = known
        yield complete


# --- Scores and leaders -----------------------------------------------------------------------


def test_a_score_is_the_sum_of_rating_times_weight():
    low, high, best = scores([1, 2, 0], rated("313", "0?0"))
    assert (low.tolist(), high.tolist(), best) == ([5, 0], [5, 6], 9)


def test_a_decisive_criterion_weighs_more_than_all_lesser_ones_can_add_up_to():
    # Two lesser criteria count, so the decisive one weighs 2 times (3 x 2 + 1).
    low, _, best = scores([3, 2, 1, 0], rated("1000", "0333"))
    assert (low.tolist(), best) == ([14, 9], 3 * (14 + 2 + 1))


def test_all_unknown_runs_from_nothing_to_the_best():
    levels, ratings = [1, 2, 3], rated("???", "???")
    low, high, best = scores(levels, ratings)
    assert (low.tolist(), high.tolist()) == ([0, 0], [best, best])
    assert leaders(levels, ratings) == (0, 1)
    assert not certain(levels, ratings)


@pytest.mark.parametrize("lesser", [1, 2])
@pytest.mark.parametrize("others", [1, 5, 11])
def test_one_decisive_criterion_decides(lesser, others):
    ratings = rated("1" + "0" * others, "0" + "3" * others)  # one step against all others
    levels = [3, *[lesser] * others]
    assert leaders(levels, ratings) == (0,)
    assert certain(levels, ratings)
    assert acceptability(levels, ratings) == [1, 0]
    assert leaders([2, *levels[1:]], ratings) == (1,)


def test_nothing_leads_if_nothing_counts():
    assert leaders([0, 0], rated("33", "00")) == ()
    assert acceptability([0, 0], rated("33", "00")) is None
    assert places([0, 0], rated("33", "00")) == [(0, None, False), (1, None, False)]


def test_options_are_placed_by_the_middle_of_their_scores_and_may_share_a_place():
    # Twice the middles: 6, 9, 6, 12.
    assert places([1, 1], rated("12", "3?", "??", "33")) == [
        (2, 3, True), (1, 2, False), (3, 3, True), (0, 1, False)
    ]  # fmt: skip


def test_what_is_called_certain_and_possible_is_so_however_the_unknown_turns_out():
    for levels, ratings in matrices(60, seed=1, options=3, criteria=3):
        if not any(levels):
            continue
        found = [leaders(levels, each) for each in completions(ratings)]
        assert possible(levels, ratings) == sorted(set().union(*found))
        always = set(found) == {leaders(levels, ratings)}
        assert certain(levels, ratings) == always


def test_the_change_of_weight_is_the_smallest_that_changes_who_leads():
    for levels, ratings in matrices(100, seed=2):
        before = leaders(levels, ratings)
        changes = []
        for criterion, other in product(range(len(levels)), LEVELS):
            changed = [*levels[:criterion], other, *levels[criterion + 1 :]]
            after = leaders(changed, ratings)
            if after and after != before:
                changes.append((abs(other - levels[criterion]), criterion, -other, other, after))
        found = other_weight(levels, ratings)
        assert found == (min(changes)[1], *min(changes)[3:]) if changes else found is None


def test_an_unknown_rating_of_the_leader_overturns_by_being_low_and_another_by_being_high():
    assert other_rating([1, 1], rated("3?", "22")) == (0, 1, 1, (0, 1))
    assert other_rating([1, 1], rated("3?", "21")) == (0, 1, 0, (0, 1))
    assert other_rating([1, 1], rated("22", "2?")) == (1, 1, 2, (0, 1))
    assert other_rating([1, 1], rated("31", "2?")) == (1, 1, 2, (0, 1))
    assert other_rating([1, 1], rated("33", "2?")) is None


def test_the_unknown_rating_that_overturns_does_so():
    some = 0
    for levels, ratings in matrices(100, seed=3):
        if found := other_rating(levels, ratings):
            option, criterion, rating, after = found
            assert ratings[option, criterion] == UNKNOWN
            ratings[option, criterion] = rating
            assert leaders(levels, ratings) == after
            some += 1
        elif any(levels) and certain(levels, ratings):
            some += 1
    assert some > 50


# --- How robust that is -----------------------------------------------------------------------


def test_a_dominated_option_never_comes_first():
    ratings = rated("3212", "2111", "0323")
    for levels in product(LEVELS, repeat=4):
        if any(levels[:2]) or levels[3]:
            assert acceptability(levels, ratings)[1] == 0


def test_identical_options_share():
    ratings = rated("301", "301", "032")
    for levels in ([1, 1, 1], [2, 1, 3], [0, 1, 2]):
        one, other, third = acceptability(levels, ratings)
        assert one == other
        assert one + other + third == pytest.approx(1, abs=1e-12)


def test_all_unknown_shares_evenly():
    shares = acceptability([1, 1, 1], rated("???", "???", "???", "???"))
    assert shares == pytest.approx([0.25] * 4, abs=0.02)


def test_weightings_are_even_over_the_simplex():
    weights = random_weightings([1, 1, 1], stride=100) / 2**32
    assert weights.sum(axis=1) == pytest.approx(1)
    assert weights.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert weights.var(axis=0) == pytest.approx([1 / 18] * 3, abs=0.003)  # Dirichlet(1, 1, 1)
    assert (weights > 0.5).mean(axis=0) == pytest.approx([1 / 4] * 3, abs=0.02)


def test_weightings_keep_the_order_of_importance():
    weights = random_weightings([1, 2, 0, 1], stride=100) / 2**32
    assert (weights[:, 1] >= weights[:, [0, 3]].max(axis=1)).all()
    assert (weights[:, 2] == 0).all()
    assert (weights[:, 0] > weights[:, 3]).mean() == pytest.approx(0.5, abs=0.02)
    # The mean of the largest of three parts of one is 11/18.
    assert weights[:, 1].mean() == pytest.approx(11 / 18, abs=0.01)


def test_shares_are_those_of_a_case_that_can_be_worked_out():
    ratings = rated("30", "03", "11")  # the third never: one of the others has 1.5
    assert acceptability([1, 1], ratings) == pytest.approx([0.5, 0.5, 0], abs=0.02)
    assert acceptability([2, 1], ratings) == [1, 0, 0]
    # The third comes first where neither weight is over 2/3.
    ratings = rated("30", "03", "22")
    assert acceptability([1, 1], ratings) == pytest.approx([1 / 3] * 3, abs=0.02)
    # An unknown rating is each of the four steps alike: it beats 1 at two of them, ties at one.
    assert acceptability([1], rated("?", "1")) == pytest.approx([5 / 8, 3 / 8], abs=0.02)


def test_the_draws_are_those_of_mulberry32():
    def mulberry32(seed):
        while True:
            seed = (seed + 0x6D2B79F5) % 2**32
            mixed = (seed ^ seed >> 15) * (seed | 1) % 2**32
            mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) % 2**32
            yield mixed ^ mixed >> 14

    one_by_one = mulberry32(SEED)
    assert random_numbers(3, range(3))[:5].ravel().tolist() == [next(one_by_one) for _ in range(15)]


# --- Sentences --------------------------------------------------------------------------------


def said(saying):
    return messages_of("contracts").fill(saying)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["33", "10"], "In front: Alder, with 100% of the best possible score. No unknown rating "
                       "could change that. Of the ratings behind that, 0 of 2 rest on the editors’ "
                       "reading."),
        (["21", "1?"], "In front: Alder, with 50% of the best possible score. That is not certain: "
                       "given what is unknown, Birch could lead instead. Of the ratings behind "
                       "that, 1 of 2 rests on the editors’ reading."),
        (["33", "1?", "2?", "3?"], "In front: Alder, with 100% of the best possible score. That is "
                                   "not certain: given what is unknown, Damson could lead instead. "
                                   "Of the ratings behind that, 0 of 2 rest on the editors’ "
                                   "reading."),
        (["22", "1?", "1?", "1?"], "In front: Alder, with 67% of the best possible score. That is "
                                   "not certain: given what is unknown, Birch, The cedar tree or "
                                   "Damson could lead instead. Of the ratings behind that, 0 of 2 "
                                   "rest on the editors’ reading."),
        (["22", "1?", "1?", "1?", "1?"], "In front: Alder, with 67% of the best possible score. "
                                         "That is not certain: given what is unknown, any of 4 "
                                         "others could lead instead. Of the ratings behind that, "
                                         "0 of 2 rest on the editors’ reading."),
        (["20", "11"], "In front together: Alder and Birch, with 33% of the best possible score. "
                       "No unknown rating could change that. Of the ratings behind that, 2 of 4 "
                       "rest on the editors’ reading."),
        (["3?", "3?"], "In front together: Alder and Birch, with 50% to 100% of the best possible "
                       "score. Which of them comes first depends on ratings that are unknown. Of "
                       "the ratings behind that, 0 of 4 rest on the editors’ reading."),
        (["??", "30", "1?"], "In front together: Alder and Birch, with 0% to 100% and 50% of the "
                             "best possible score. That is not certain: given what is unknown, The "
                             "cedar tree could lead instead. Of the ratings behind that, 0 of 4 "
                             "rest on the editors’ reading."),
    ],
)  # fmt: skip
def test_who_leads_and_whether_that_is_certain(rows, words):
    matrix = made_up(*rows)
    assert said(sayings.say_lead(matrix, [1, 1], matrix.published)) == words


def test_a_lead_says_that_nobody_is_known_to_have_used_it():
    matrix = made_up("33", "33", "00")
    matrix.options["birch"]["used"] = "none-found"
    words = said(sayings.say_lead(matrix, [1, 1], matrix.published))
    assert words.endswith("reading. No use was found of Birch.")


def test_a_rating_of_the_readers_own_is_no_reading_of_the_editors():
    matrix = made_up("11", "00")
    ratings = rated("31", "00")
    assert "1 of 2 rests" in said(sayings.say_lead(matrix, [1, 1], ratings))


def test_a_row_says_how_many_ratings_are_unknown_if_any_is():
    assert said(sayings.say_gaps(rated("3?1?")[0])) == "2 of 4 ratings unknown"
    assert sayings.say_gaps(rated("3011")[0]) == ""


def test_nobody_leads_where_nothing_counts():
    matrix = made_up("33", "00")
    setting = (matrix, [0, 0], matrix.published)
    assert sayings.say_lead(*setting) is None
    assert sayings.say_overturn(*setting) is None
    assert said(sayings.say_now(*setting)) == "No ranking yet"
    assert said(sayings.say_description(*setting)).startswith(
        "Bar chart of options. Nothing counts"
    )


@pytest.mark.parametrize(
    ("levels", "rows", "words"),
    [
        ([1, 1], ["33", "00"], "No change of a single weight would change that."),
        ([1, 1], ["02", "10"], "If “It grows fast” mattered much instead of a little, Alder and "
                               "Birch would share the lead."),
        ([1, 0], ["30", "30"], "No change of a single weight would change that."),
        ([2, 1], ["20", "03"], "If “It grows fast” mattered a little instead of much, Birch would "
                               "lead."),
        ([2, 3], ["30", "01"], "If “It grows fast” mattered decisively instead of much, Alder "
                               "would lead."),
        ([1, 1], ["33", "3?"], "If “It costs little” mattered not at all instead of a little, "
                               "Alder and Birch would share the lead. If a source showed "
                               "“fully” for Birch on “It costs little”, Alder and Birch would "
                               "share the lead."),
        ([2, 2], ["33", "??"], "No change of a single weight would change that. No single unknown "
                               "rating would change it; several together could."),
    ],
)  # fmt: skip
def test_what_would_change_who_leads(levels, rows, words):
    matrix = made_up(*rows)
    assert said(sayings.say_overturn(matrix, levels, matrix.published)) == words


@pytest.mark.parametrize(
    ("levels", "rows", "words"),
    [
        ([1, 1], ["33", "00"], "If all weightings are tried, whoever chooses, most often first: "
                               "Alder (in 100%). That is a result of this list of wishes."),
        ([2, 2], ["12", "12", "00"], "If all weightings are tried, whoever chooses, first equally "
                                     "often: Alder and Birch (in 50%). That is a result of this "
                                     "list of wishes."),
        ([1, 2], ["00", "33", "00"], "If only weightings that keep your order of importance are "
                                     "tried, most often first: Birch (in 100%). If all weightings "
                                     "are tried, whoever chooses, most often first: Birch (in "
                                     "100%). That is a result of this list of wishes."),
    ],
)  # fmt: skip
def test_how_robust_that_is(levels, rows, words):
    matrix = made_up(*rows)
    assert said(sayings.say_robust(matrix, levels, matrix.published)) == words


def test_the_order_of_importance_may_decide_otherwise():
    matrix = made_up("10", "02")  # Alder leads where the first has more than 2/3 of all weight
    words = said(sayings.say_robust(matrix, [3, 1], matrix.published))
    found = re.fullmatch(
        r"If only weightings that keep your order of importance are tried, most often first: Alder "
        r"\(in 100%\)\. If all weightings are tried, whoever chooses, most often first: Birch "
        r"\(in (\d+)%\)\. That is a result of this list of wishes\.",
        words,
    )
    assert abs(int(found[1]) - 67) <= 2


def test_a_score_is_said_as_a_whole_percentage_rounded_half_up():
    assert sayings.percents(1, 3, 8) == (13, 38)  # 12.5 and 37.5
    assert sayings.percents(0, 9, 9) == (0, 100)


def test_shares_beside_a_bar_are_short():
    assert contracts.shortened("first in less than 1%") == "first in <1%"


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (1, "Of 4 criteria, Alder got the higher rating on 1 and Birch on 1. They are level on "
            "1. On 1 at least one is unknown."),
        (2, "Of 4 criteria, Alder got the higher rating on 0 and The cedar tree on 0. They are "
            "level on 0. On 4 at least one is unknown."),
        (0, "Choose two different options."),
    ],
)  # fmt: skip
def test_how_two_options_compare(second, words):
    matrix = made_up("302?", "1221", "????")
    assert said(sayings.say_compared(matrix, 0, second, matrix.published)) == words


def test_a_view_is_said_where_its_weights_are_set_and_no_other():
    criteria = ids("criteria")
    matrix = widgets.contracts().matrix
    sketched = views(criteria)
    assert [*sketched][-2:] == ["alike", "nothing"]
    for view, levels in sketched.items():
        assert sayings.say_view(matrix, levels) == {"say": f"view.{view}"}
        others = [(level + 1) % len(LEVELS) for level in levels]
        assert sayings.say_view(matrix, [others[0], *levels[1:]]) is None


def test_a_view_names_criteria_that_exist():
    for view, levels in VIEWS.items():
        assert set(levels) <= set(ids("criteria")), view


def test_a_criterion_that_a_view_does_not_name_does_not_matter_to_it():
    for view, levels in VIEWS.items():
        named = next(iter(levels))
        assert views([named, "no-such-criterion"])[view] == [levels[named], 0]


def test_a_view_has_a_button_that_sets_every_weight():
    figure = widgets.contracts()
    buttons = dict(figure.presets())
    assert list(buttons) == list(figure.attributes("view-names").values())
    for values in buttons.values():
        assert list(values) == [wish.replace("-", "_") for wish in ids("criteria")]
        harness.put(figure, values)
        assert figure.sentences()[0]


def test_the_title_is_true():
    leading = [each for each in widgets.contracts().signals()["result"] if each["every"] > 0.05]
    assert len(leading) > 1


# --- The figure -------------------------------------------------------------------------------


@pytest.fixture
def trees():
    return Trees()


def test_what_the_figure_says_when_it_is_new(trees):
    view, lead, overturn, robust = trees.sentences()
    assert view.startswith("Every criterion counts the same here.")
    assert lead.startswith(
        "In front: Alder, with 33% to 67% of the best possible score. That is not certain: given "
        "what is unknown, Birch could lead instead. Of the ratings behind that, "
    )
    assert overturn == (
        "If “It grows fast” mattered not at all instead of a little, Birch and The cedar tree "
        "would share the lead. If a source showed “a little” for Alder on “It bears fruit”, "
        "Alder and Birch would share the lead."
    )
    assert "most often first: Alder (in " in robust
    assert trees.description() == f"Bar chart of options. {lead}"
    assert trees.say("subtitle").startswith("3 ways to hold organisations together, rated on 3 ")


def test_what_the_figure_says_follows_the_weights_and_own_ratings(trees):
    trees.grows_fast = "0"
    view, lead = trees.sentences()[:2]
    assert not view
    assert lead.startswith(
        "In front together: Birch and The cedar tree, with 50% of the best possible score. That is "
        "not certain: given what is unknown, Alder could lead instead."
    )
    trees.own = ["alder:bears-fruit:0"]
    assert trees.sentences()[1].count("No unknown rating could change that.") == 1
    texts = {place: trees.as_text(saying) for place, saying in trees.says().texts.items()}
    assert texts["own"] == "1 rating is yours, marked as such. The link to this page keeps them."
    assert texts["now"] == "In front: Birch and The cedar tree"


def test_the_picture_shows_scores_places_and_shares(trees):
    alder, birch, cedar = trees.signals()["result"]
    assert (alder["row"], alder["place"], alder["score"]) == (0, "1", "33% to 67%")
    assert (alder["low"], alder["high"]) == (3 / 9, 6 / 9)
    assert (birch["row"], birch["place"], birch["score"]) == (1, "2", "44%")
    assert (cedar["row"], cedar["place"], cedar["score"]) == (2, "3", "33%")
    assert alder["every"] + birch["every"] + cedar["every"] == pytest.approx(1)
    assert re.fullmatch(r"first in \d+%, in your order \d+%", alder["shares"])
    harness.put(trees, {**dict.fromkeys(trees.state(), "0"), "own": [], "first": "alder",
                        "second": "birch"})  # fmt: skip
    for result in trees.signals()["result"]:
        nothing = ("place", "score", "low", "high", "order")
        assert [result[name] for name in nothing] == ["", "", None, None, None]
        assert re.fullmatch(r"first in \d+%", result["shares"])


def test_the_table_says_of_each_cell_the_rating_its_basis_and_its_meaning(trees):
    trees.own = ["birch:costs-little:0", "cedar:costs-little:unknown"]
    table = trees.table()
    rows = {row["id"]: {key: trees.as_text(row[key]) for key in row} for row in table.rows}
    found = {
        (tree, wish): [rows[tree][f"{wish}{part}"] for part in ("", "-basis", "-meaning")]
        for tree, wish in product(rows, WISHES[:3])
    }
    assert found == {
        ("alder", "grows-fast"): ["fully", "a source says", "Step 3."],
        ("alder", "costs-little"): ["not at all", "a source says", "Step 0."],
        ("alder", "bears-fruit"): ["unknown", "sources are silent", "The sources do not say."],
        ("birch", "grows-fast"): ["a little", "editors’ reading", "Step 1."],
        ("birch", "costs-little"): ["not at all (yours)", "published: largely", "Step 0."],
        ("birch", "bears-fruit"): ["a little", "editors’ reading", "Step 1."],
        ("cedar", "grows-fast"): ["not at all", "a source says", "Step 0."],
        ("cedar", "costs-little"): [
            "unknown (yours)", "published: fully", "The sources do not say."
        ],
        ("cedar", "bears-fruit"): ["not at all", "a source says", "Step 0."],
    }  # fmt: skip
    # Of 9 points the alder has 3 to 6, the birch 1 + 0 + 1, and the cedar 0 to 3.
    results = [[rows[tree][f"result-{name}"] for name in ("place", "score")] for tree in rows]
    assert results == [["1", "33% to 67%"], ["2", "22%"], ["3", "0% to 33%"]]
    assert [(row["name"], row["label"], row["used"]) for row in rows.values()] == [
        ("Alder", "Current, since May 2018, used", "since May 2018; used"),
        ("Birch", "Current, since May 2018, used", "since May 2018; used"),
        ("The cedar tree", "Current, since May 2018, used", "since May 2018; used"),
    ]


def test_a_cell_has_its_reason_its_passage_and_every_other_rating_to_choose(trees):
    cell = trees.cell("birch", "costs-little")
    assert cell["reason"] == "About birch and costs-little."
    assert cell["cited"]["url"] == "https://example.org/paper#:~:text=as%20we%20saw"
    assert cell["published"] == "as published: largely"
    assert {option.value: option.label for option in cell["choices"]} == {
        "birch:costs-little:0": "not at all: Step 0.",
        "birch:costs-little:1": "a little: Step 1.",
        "birch:costs-little:3": "fully: Step 3.",
        "birch:costs-little:unknown": "unknown: The sources do not say.",
    }
    silent = trees.cell("alder", "bears-fruit")
    assert (silent["basis"], silent["cited"]) == ("silent", {})
    assert [option.value[-1] for option in silent["choices"]] == list("0123")


def test_every_option_of_the_tables_has_a_cell_for_every_criterion_and_a_card():
    soup = BeautifulSoup(widgets.contracts().render(), "html.parser")
    options, criteria = tables.records("options"), tables.records("criteria")
    rows = soup.select("details[data-row]")
    assert {row["data-row"] for row in rows} == {row["id"] for row in options}
    for row in rows:
        assert len(row.select("li")) == len(row.select("select[name=own]")) == len(criteria)
        marks = row.select(".contracts-rating")
        assert [mark["data-cell"] for mark in marks] == [wish["id"] for wish in criteria]
    cards = {card["data-item"]: card for card in soup.select(".contracts-cards section")}
    for row in tables.records("steps"):
        assert row["step"] in cards[row["option"]].get_text()
    for row in tables.records("ratings"):
        assert not row["reason"] or row["reason"] in soup.get_text()


def test_what_a_table_says_is_text_and_never_markup(trees):
    bad = '<img src=x onerror="alert(1)"></script>'
    tabled = trees.matrix
    texts = ("short", "name", "what", "legal_basis", "holder", "budget", "used_note", "anchor")
    trees.matrix = dataclasses.replace(
        tabled,
        options={key: row | dict.fromkeys(texts, bad) for key, row in tabled.options.items()},
        criteria={
            key: row | dict.fromkeys(("criterion", *(f"step_{step}" for step in RATINGS)), bad)
            for key, row in tabled.criteria.items()
        },
        cells={key: row | {"reason": bad, "anchor": bad} for key, row in tabled.cells.items()},
        steps={key: [{**row, "step": bad} for row in rows] for key, rows in tabled.steps.items()},
        source_names=dict.fromkeys(tabled.source_names, bad),
    )
    soup = BeautifulSoup(trees.render(), "html.parser")
    assert soup.find("img") is None
    assert len(soup("script")) == 1
    assert soup.get_text().count(bad) > 9 * len(RATINGS)


# --- Inputs -----------------------------------------------------------------------------------


def test_the_inputs_are_the_criteria_with_underscores(trees):
    assert list(trees.inputs) == [
        "grows_fast", "costs_little", "bears_fruit", "own", "first", "second"
    ]  # fmt: skip
    assert list(widgets.contracts().inputs)[:-3] == [
        wish.replace("-", "_") for wish in ids("criteria")
    ]


@pytest.mark.parametrize("level", ["4", 4, -1, "much", "", None, True, 1.5])
def test_a_level_off_the_scale_is_an_error_that_names_it(trees, level):
    shown = f'"{level}"' if isinstance(level, str) else repr(level)
    message = f'grows_fast is {shown}; expected "0" (not at all), "1" (a little)'
    with pytest.raises(traitlets.TraitError, match=re.escape(message)):
        trees.grows_fast = level
    assert trees.grows_fast == "1"


def test_a_level_may_be_a_whole_number(trees):
    trees.grows_fast = 3
    assert trees.grows_fast == "3"


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("first", "aldr", 'first is "aldr"; expected one of "alder", "birch", "cedar"'),
        ("own", ["aldr:grows-fast:2"], '"aldr" is not the id of an option (nearest: "alder")'),
        ("own", ["alder:fast:2"], '"fast" is not the id of a criterion'),
        ("own", ["alder:grows-fast:5"], 'alder on grows-fast is "5"; expected 0, 1, 2 or 3, or'),
        ("own", ["alder:grows-fast:"], "alder on grows-fast is nothing; expected 0, 1, 2 or 3"),
        ("own", ["alder:grows-fast:2:1"], 'alder on grows-fast is "2:1"; expected'),
        ("own", [""], '"" is not the id of an option'),
    ],
)
def test_a_bad_value_is_an_error_that_says_what_was_expected(trees, trait, value, message):
    before = trees.state()
    with pytest.raises(traitlets.TraitError, match=re.escape(message)):
        setattr(trees, trait, value)
    assert trees.state() == before


def test_own_ratings_stand_in_the_order_of_the_tables_without_those_as_published(trees):
    trees.own = ["cedar:grows-fast:2", "alder:costs-little:1", "alder:grows-fast:3",
                 "alder:bears-fruit:unknown", "cedar:grows-fast:1"]  # fmt: skip
    assert trees.own == ["alder:costs-little:1", "cedar:grows-fast:1"]
    assert trees.used_ratings().tolist() == [[3, 1, UNKNOWN], [1, 2, 1], [1, 3, 0]]


@pytest.mark.parametrize("rating", [5, -1, 1.5, "fully", "", None, float("nan"), pd.NA, True])
def test_a_bad_rating_is_an_error_that_says_where(trees, rating):
    frame = trees.ratings
    frame.loc["alder", "grows-fast"] = rating
    with pytest.raises(traitlets.TraitError, match="the rating of alder on grows-fast is "):
        trees.ratings = frame
    assert trees.own == []


def test_ratings_of_unknown_options_and_missing_ones_are_errors(trees):
    frame = trees.ratings
    with pytest.raises(traitlets.TraitError, match='"aldr" is not the id of an option'):
        trees.ratings = frame.rename(index={"alder": "aldr"})
    with pytest.raises(traitlets.TraitError, match="the option alder is not there"):
        trees.ratings = frame.drop(index="alder")
    with pytest.raises(traitlets.TraitError, match="the option alder is twice in the ratings"):
        trees.ratings = pd.concat([frame, frame.loc[["alder"]]])
    with pytest.raises(traitlets.TraitError, match="the criterion grows-fast is not there"):
        trees.ratings = frame.drop(columns="grows-fast")


def test_the_figure_follows_ratings_that_are_assigned(trees):
    before = trees.sentences()
    frame = trees.ratings
    assert frame.loc["alder"].tolist() == [3, 0, "unknown"]
    frame.loc["alder"] = 3
    trees.ratings = frame
    assert trees.own == ["alder:costs-little:3", "alder:bears-fruit:3"]
    assert trees.sentences()[1].startswith("In front: Alder, with 100%")
    trees.ratings = frame.iloc[::-1, ::-1]  # the order does not matter
    assert trees.own == ["alder:costs-little:3", "alder:bears-fruit:3"]
    trees.ratings = frame.astype(float)  # as pandas may read a file of them
    assert trees.own == ["alder:costs-little:3", "alder:bears-fruit:3"]
    trees.own = []
    assert trees.sentences() == before


def test_ratings_as_published_are_not_the_readers_own(trees):
    trees.ratings = trees.ratings
    assert trees.own == []


def test_changing_a_copy_by_mistake_is_said(trees):
    with pytest.warns(pd.errors.ChainedAssignmentError):
        trees.ratings.loc["alder", "grows-fast"] = 0
