"""The figure of contracts: what it counts, what it says, and that the browser does the same."""

import dataclasses
import random
import re
import sys
from itertools import product
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
import traitlets
from playwright.sync_api import expect

import widgets
from widgets import tables

contracts = sys.modules["widgets.contracts"]  # the package gives the class this name
UNKNOWN, LEVELS, STEPS = contracts.UNKNOWN, contracts.LEVELS, contracts.STEPS

CHAPTER = "/book/contracts-compared.html"
PHONE = {"width": 320, "height": 640}


def ids(name):
    return [row["id"] for row in tables.records(name)]


def matrices(count, seed, options=4, criteria=4):
    """Yield small problems of any kind: how much each criterion matters, and the ratings."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        ratings = chance.integers(UNKNOWN, len(STEPS), (options, criteria))
        yield chance.integers(0, len(LEVELS), criteria).tolist(), ratings


def completions(ratings):
    """Yield the ratings with every way in which the unknown may turn out."""
    cells = np.argwhere(ratings == UNKNOWN)
    for known in product(range(len(STEPS)), repeat=len(cells)):
        complete = ratings.copy()
        complete[tuple(cells.T)] = known
        yield complete


# --- Scores and leaders -----------------------------------------------------------------------


def test_a_score_is_the_sum_of_rating_times_weight():
    low, high, best = contracts.scores([1, 2, 0], np.array([[3, 1, 3], [0, UNKNOWN, 0]]))
    assert (low.tolist(), high.tolist(), best) == ([5, 0], [5, 6], 9)


def test_all_unknown_runs_from_nothing_to_the_best():
    low, high, best = contracts.scores([1, 2, 3], np.full((2, 3), UNKNOWN))
    assert (low.tolist(), high.tolist()) == ([0, 0], [best, best])
    assert contracts.leaders([1, 2, 3], np.full((2, 3), UNKNOWN)) == (0, 1)
    assert not contracts.certain([1, 2, 3], np.full((2, 3), UNKNOWN))


@pytest.mark.parametrize("lesser", [1, 2])
@pytest.mark.parametrize("others", [1, 5, 11])
def test_one_decisive_criterion_decides(lesser, others):
    ratings = np.array([[1, *[0] * others], [0, *[3] * others]])  # one step against all others
    levels = [3, *[lesser] * others]
    assert contracts.leaders(levels, ratings) == (0,)
    assert contracts.certain(levels, ratings)
    assert contracts.acceptability(levels, ratings) == [1, 0]
    assert contracts.leaders([2, *levels[1:]], ratings) == (1,)


def test_nothing_leads_if_nothing_counts():
    assert contracts.leaders([0, 0], np.array([[3, 3], [0, 0]])) == ()
    assert contracts.acceptability([0, 0], np.array([[3, 3], [0, 0]])) is None


def test_what_is_called_certain_and_possible_is_so_however_the_unknown_turns_out():
    for levels, ratings in matrices(60, seed=1, options=3, criteria=3):
        if not any(levels):
            continue
        found = [contracts.leaders(levels, each) for each in completions(ratings)]
        assert contracts.possible(levels, ratings) == sorted(set().union(*found))
        always = set(found) == {contracts.leaders(levels, ratings)}
        assert contracts.certain(levels, ratings) == always


def test_the_change_of_weight_is_the_smallest_that_changes_who_leads():
    for levels, ratings in matrices(100, seed=2):
        before = contracts.leaders(levels, ratings)
        changes = []
        for criterion, other in product(range(len(levels)), range(len(LEVELS))):
            changed = [*levels[:criterion], other, *levels[criterion + 1 :]]
            after = contracts.leaders(changed, ratings)
            if after and after != before:
                changes.append((abs(other - levels[criterion]), criterion, -other, other, after))
        found = contracts.other_weight(levels, ratings)
        assert found == (min(changes)[1], *min(changes)[3:]) if changes else found is None


def test_an_unknown_rating_of_the_leader_overturns_by_being_low_and_another_by_being_high():
    assert contracts.other_rating([1, 1], np.array([[3, UNKNOWN], [2, 2]])) == (0, 1, 1, (0, 1))
    assert contracts.other_rating([1, 1], np.array([[3, UNKNOWN], [2, 1]])) == (0, 1, 0, (0, 1))
    assert contracts.other_rating([1, 1], np.array([[2, 2], [2, UNKNOWN]])) == (1, 1, 2, (0, 1))
    assert contracts.other_rating([1, 1], np.array([[3, 1], [2, UNKNOWN]])) == (1, 1, 2, (0, 1))
    assert contracts.other_rating([1, 1], np.array([[3, 3], [2, UNKNOWN]])) is None


def test_the_unknown_rating_that_overturns_does_so():
    some = 0
    for levels, ratings in matrices(100, seed=3):
        if found := contracts.other_rating(levels, ratings):
            option, criterion, rating, after = found
            assert ratings[option, criterion] == UNKNOWN
            ratings[option, criterion] = rating
            assert contracts.leaders(levels, ratings) == after
            some += 1
        elif any(levels) and contracts.certain(levels, ratings):
            some += 1
    assert some > 50


# --- How robust that is -----------------------------------------------------------------------


def test_a_dominated_option_never_comes_first():
    ratings = np.array([[3, 2, 1, 2], [2, 1, 1, 1], [0, 3, 2, 3]])
    for levels in product(range(4), repeat=4):
        if any(levels[:2]) or levels[3]:
            assert contracts.acceptability(levels, ratings)[1] == 0


def test_identical_options_share():
    ratings = np.array([[3, 0, 1], [3, 0, 1], [0, 3, 2]])
    for levels in ([1, 1, 1], [2, 1, 3], [0, 1, 2]):
        one, other, third = contracts.acceptability(levels, ratings)
        assert one == other
        assert one + other + third == pytest.approx(1, abs=1e-12)


def test_all_unknown_shares_evenly():
    shares = contracts.acceptability([1, 1, 1], np.full((4, 3), UNKNOWN))
    assert shares == pytest.approx([0.25] * 4, abs=0.02)


def test_weightings_are_even_over_the_simplex():
    weights = contracts.sampled_weights([1, 1, 1], stride=100) / 2**32
    assert weights.sum(axis=1) == pytest.approx(1)
    assert weights.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert weights.var(axis=0) == pytest.approx([1 / 18] * 3, abs=0.003)  # Dirichlet(1, 1, 1)
    assert (weights > 0.5).mean(axis=0) == pytest.approx([1 / 4] * 3, abs=0.02)


def test_weightings_keep_the_order_of_importance():
    weights = contracts.sampled_weights([1, 2, 0, 1], stride=100) / 2**32
    assert (weights[:, 1] >= weights[:, [0, 3]].max(axis=1)).all()
    assert (weights[:, 2] == 0).all()
    assert (weights[:, 0] > weights[:, 3]).mean() == pytest.approx(0.5, abs=0.02)
    # The mean of the largest of three parts of one is 11/18.
    assert weights[:, 1].mean() == pytest.approx(11 / 18, abs=0.01)


def test_shares_are_those_of_a_case_that_can_be_worked_out():
    ratings = np.array([[3, 0], [0, 3], [1, 1]])  # the third never: one of the others has 1.5
    assert contracts.acceptability([1, 1], ratings) == pytest.approx([0.5, 0.5, 0], abs=0.02)
    assert contracts.acceptability([2, 1], ratings) == [1, 0, 0]
    # The third comes first where neither weight is over 2/3.
    ratings = np.array([[3, 0], [0, 3], [2, 2]])
    assert contracts.acceptability([1, 1], ratings) == pytest.approx([1 / 3] * 3, abs=0.02)


def test_the_draws_are_those_of_mulberry32():
    def mulberry32(seed):
        while True:
            seed = (seed + 0x6D2B79F5) % 2**32
            mixed = (seed ^ seed >> 15) * (seed | 1) % 2**32
            mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) % 2**32
            yield mixed ^ mixed >> 14

    one_by_one = mulberry32(contracts.SEED)
    assert contracts.draw(3, range(3))[:5].ravel().tolist() == [next(one_by_one) for _ in range(15)]


# --- The figure in Python ---------------------------------------------------------------------


@pytest.fixture
def figure():
    return widgets.contracts()


@pytest.fixture
def still_tables(monkeypatch):
    """Look at the tables once: they do not change while a test runs."""
    stamp = tables.stamp()
    monkeypatch.setattr(tables, "stamp", lambda *_: stamp)


def test_the_inputs_are_the_criteria_with_underscores(figure):
    levels = [each.replace("-", "_") for each in ids("criteria")]
    assert figure.inputs == (*levels, "own", "first", "second")
    assert figure.state() | {"own": []} == figure.state()
    assert all(figure.has_trait(name) and figure.trait_metadata(name, "sync") for name in levels)


def test_a_point_of_view_names_criteria_that_exist(figure):
    for view in contracts.VIEWS:
        assert set(view.levels) <= set(ids("criteria")), view.who
    for who, values in figure.presets():
        assert set(values) == set(figure.inputs[:-3])
        for name, level in values.items():
            setattr(figure, name, level)
        assert figure.sentences()[0], who


def test_the_title_is_true(figure):
    leading = [each for each in figure.signals()["result"] if each["every"] > 0.05]
    assert len(leading) > 1


def test_every_option_has_every_criterion(figure):
    html = figure.render()
    rows = {row["id"]: row for row in figure.table().rows}
    assert list(rows) == ids("options")
    for option, criterion in product(rows, ids("criteria")):
        cell = rows[option][criterion]
        assert cell["says"].removesuffix(" (yours)") in (*STEPS, "unknown")
        assert cell["reason"]
        assert (cell["says"] == "unknown") == (cell["basis"] == "sources are silent")
    assert html.count('<select name="own"') == len(rows) * len(ids("criteria"))


@pytest.mark.parametrize("level", ["4", 4, -1, "much", "", None, True, 1.5])
def test_a_level_off_the_scale_is_an_error_that_names_it(figure, level):
    message = f'one_budget is {level!r}; expected "0" (not at all), "1" (a little)'
    with pytest.raises(traitlets.TraitError, match=re.escape(message)):
        figure.one_budget = level
    assert figure.one_budget == "1"


def test_a_level_may_be_a_whole_number(figure):
    figure.one_budget = 3
    assert figure.one_budget == "3"


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("first", "icp-contracts", 'first is "icp-contracts"; expected the id of an option (near'),
        ("own", ["icp:one-budget:2"], '"icp" is not the id of an option (nearest: "icp-contract")'),
        ("own", ["icp-contract:budget:2"], '"budget" is not the id of a criterion'),
        ("own", ["icp-contract:one-budget:5"], 'one-budget is "5"; expected 0, 1, 2 or 3, or'),
        ("own", ["icp-contract:one-budget:"], "one-budget is nothing; expected 0, 1, 2 or 3"),
        ("own", ["icp-contract:one-budget:2:1"], 'one-budget is "2:1"; expected'),
        ("own", [""], '"" is not the id of an option'),
    ],
)
def test_a_bad_value_is_an_error_that_says_what_was_expected(figure, trait, value, message):
    before = figure.state()
    with pytest.raises(traitlets.TraitError, match=re.escape(message)):
        setattr(figure, trait, value)
    assert figure.state() == before


@pytest.mark.parametrize("rating", [5, -1, 1.5, "fully", "", None, float("nan"), pd.NA, True])
def test_a_bad_rating_is_an_error_that_says_where(figure, rating):
    frame = figure.ratings
    frame.loc["icp-contract", "one-budget"] = rating
    with pytest.raises(traitlets.TraitError, match="the rating of icp-contract on one-budget is "):
        figure.ratings = frame
    assert figure.own == []


def test_ratings_of_unknown_options_and_missing_ones_are_errors(figure):
    frame = figure.ratings
    with pytest.raises(traitlets.TraitError, match='"icp" is not the id of an option'):
        figure.ratings = frame.rename(index={"icp-contract": "icp"})
    with pytest.raises(traitlets.TraitError, match="option icp-contract is not there"):
        figure.ratings = frame.drop(index="icp-contract")
    with pytest.raises(traitlets.TraitError, match="option icp-contract is twice in the ratings"):
        figure.ratings = pd.concat([frame, frame.loc[["icp-contract"]]])
    with pytest.raises(traitlets.TraitError, match="criterion one-budget is not there"):
        figure.ratings = frame.drop(columns="one-budget")


def test_the_figure_follows_ratings_that_are_assigned(figure):
    before = figure.sentences()
    frame = figure.ratings
    frame.loc["icp-contract"] = 3
    figure.ratings = frame
    assert figure.sentences() != before
    assert "ICP contract leads with 100%" in figure.sentences()[1]
    assert "icp-contract:one-budget:3" in figure.own
    assert "fully (yours)" in figure.render()
    figure.ratings = frame.iloc[::-1, ::-1]  # the order does not matter
    assert "ICP contract leads with 100%" in figure.sentences()[1]
    figure.own = []
    assert figure.sentences() == before


def test_ratings_as_published_are_not_the_readers_own(figure):
    figure.ratings = figure.ratings
    assert figure.own == []
    rating = figure.ratings.loc["icp-contract", "one-budget"]
    figure.own = [f"icp-contract:one-budget:{rating}"]
    assert figure.own == []


def test_changing_a_copy_by_mistake_is_said(figure):
    with pytest.warns(pd.errors.ChainedAssignmentError):
        figure.ratings.loc["icp-contract", "one-budget"] = 0


@pytest.mark.usefixtures("still_tables")
def test_what_a_table_says_is_text_and_never_markup(figure, monkeypatch):
    bad = '<img src=x onerror="alert(1)">'
    tabled = contracts.matrix()
    broken = dataclasses.replace(
        tabled,
        options={
            key: row | {"short": bad, "name": bad, "what": bad}
            for key, row in tabled.options.items()
        },
        criteria={
            key: row | {"criterion": bad, "step_1": bad} for key, row in tabled.criteria.items()
        },
        cells={key: row | {"reason": bad} for key, row in tabled.cells.items()},
    )
    monkeypatch.setattr(contracts, "matrix", lambda: broken)
    html = figure.render()
    assert html.count("&lt;img src=x") > 200
    assert "<img" not in html


# --- Python and the browser -------------------------------------------------------------------


def settings(count, seed=2018):
    """Yield settings of any kind, the same ones for the same seed."""
    chance = random.Random(seed)
    options, criteria = ids("options"), ids("criteria")
    start = widgets.contracts().state()
    levels = list(start)[:-3]
    published = widgets.contracts().ratings
    for _ in range(count):
        highest = chance.choice([0, 1, 2, 3, 3, 3])
        own = {}
        for _ in range(chance.choice([0, 0, 1, 4, 30])):
            option, criterion = chance.choice(options), chance.choice(criteria)
            own[option, criterion] = chance.choice([0, 1, 2, 3, "unknown"])
        yield {
            **{name: str(chance.randint(0, highest)) for name in levels},
            "own": [
                f"{o}:{c}:{own[o, c]}"
                for o, c in product(options, criteria)
                if (o, c) in own and own[o, c] != published.loc[o, c]
            ],
            "first": chance.choice(options),
            "second": chance.choice(options),
        }


def put(figure, setting):
    for name, value in setting.items():
        setattr(figure, name, value)


def answer(figure):
    """Return all that Python says and draws at the state of a figure."""
    rows = {}
    for row in figure.table().rows:
        cells = {key: row[key] for key in row if key.startswith("result-") and "value" not in key}
        for criterion in ids("criteria"):
            cell = row[criterion]
            cells |= {criterion: cell["says"], f"{criterion}-basis": cell["basis"],
                      f"{criterion}-means": cell["means"]}  # fmt: skip
        rows[row["id"]] = cells
    return {
        "sentences": figure.sentences(),
        "description": figure.words().description,
        "signals": figure.signals(),
        "texts": figure.texts(),
        "rows": rows,
    }


ANSWERS = """(settings) => {
    const topic = figures.topics.contracts;
    const figure = document.querySelector("#contracts");
    const { facts } = JSON.parse(figure.querySelector("script").textContent);
    const cells = (state, row) => [row, topic.cells(state, { row }, facts)];
    return settings.map((state) => ({
        sentences: topic.sentences(state, facts),
        description: topic.description(state, facts),
        signals: topic.signals(state, facts),
        texts: topic.texts(state, facts),
        rows: Object.fromEntries(facts.options.map(([row]) => cells(state, row))),
    }));
}"""


@pytest.mark.usefixtures("still_tables")
def test_page_and_python_answer_300_settings_alike(page, figure):
    asked = list(settings(300))
    page.goto(CHAPTER)
    for setting, said in zip(asked, page.evaluate(ANSWERS, asked), strict=True):
        put(figure, setting)
        assert said == answer(figure), setting


# --- The page ---------------------------------------------------------------------------------


def open_figure(page, **values):
    page.goto(f"{CHAPTER}?{urlencode({f'contracts.{name}': v for name, v in values.items()})}")
    shown = page.locator("#contracts[data-ready]")
    shown.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(shown).to_have_attribute("data-drawn", "")
    return shown


def said(shown):
    return shown.locator("output p:visible").all_text_contents()


def texts(svg):
    return sorted(re.findall(r"<text[^>]*>([^<]+)</text>", svg))


def check(shown, figure):
    """Fail where words or picture of the page are not Python's."""
    expect(shown.locator("output p:visible")).to_have_text([s for s in figure.sentences() if s])
    expected = texts(figure.to_svg())
    drawn = shown.locator("svg")
    for _ in range(100):
        if texts(drawn.evaluate("svg => new XMLSerializer().serializeToString(svg)")) == expected:
            return
        shown.page.wait_for_timeout(20)
    assert texts(drawn.evaluate("svg => new XMLSerializer().serializeToString(svg)")) == expected


def test_without_a_script_the_figure_is_complete(new_page, site, figure):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto(CHAPTER)
    shown = page.locator("#contracts")
    check(shown, figure)
    expect(shown.locator(".contracts-matrix tbody tr:visible")).to_have_count(len(ids("options")))
    cell = shown.locator(".contracts-matrix details").first
    cell.locator("summary").click()
    expect(cell.get_by_text("(passage in ")).to_be_visible()
    shown.get_by_text("Compare two options").click()
    expect(shown.locator(".contracts-cards section:visible")).to_have_count(len(ids("options")))
    assert shown.locator("input:visible, select:visible, button:visible").count() == 0


def test_a_point_of_view_sets_the_weights_and_says_whose_it_is(page, figure):
    shown = open_figure(page)
    for who, values in figure.presets():
        shown.get_by_role("button", name=who).click()
        put(figure, values)
        check(shown, figure)
        for name, level in values.items():
            expect(shown.locator(f"[name={name}][value='{level}']")).to_be_checked()


def test_weights_and_ratings_answer_to_the_keyboard(page, figure):
    shown = open_figure(page)
    shown.get_by_role("radiogroup", name="It binds the partners").get_by_label("a little").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    put(figure, {"binds_partners": "3"})
    check(shown, figure)
    cell = shown.locator("[data-row=icp-contract] td:has(details)")
    cell = cell.nth(ids("criteria").index("one-budget"))
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    cell.get_by_role("combobox").focus()
    page.keyboard.press("ArrowDown")
    put(figure, {"own": ["icp-contract:one-budget:0"]})
    check(shown, figure)
    expect(cell.locator("summary")).to_contain_text("not at all (yours) published: largely")
    expect(shown.locator("[data-text=own]")).to_have_text(figure.texts()["own"])
    shown.get_by_role("button", name="Take my ratings back").press("Enter")
    put(figure, {"own": []})
    check(shown, figure)
    expect(cell.get_by_role("combobox")).to_have_value("")


def test_the_address_holds_weights_and_own_ratings(page, figure):
    setting = next(each for each in settings(50, seed=7) if len(each["own"]) == 4)
    own = {name: ",".join(value) if name == "own" else value for name, value in setting.items()}
    shown = open_figure(page, **own)
    put(figure, setting)
    check(shown, figure)
    expect(shown.locator(".contracts-matrix [data-value$='(yours)']")).to_have_count(4)
    group = shown.get_by_role("radiogroup", name="It binds the partners")
    group.get_by_label("much").check(force=True)
    page.wait_for_url("**contracts.binds_partners=2**")
    page.reload()
    put(figure, {"binds_partners": "2"})
    check(page.locator("#contracts[data-ready]"), figure)


def test_an_address_that_makes_no_sense_changes_nothing(page, figure):
    shown = open_figure(page, one_budget="9", first="nobody", own="icp-contract:one-budget:7,<b>,,")
    check(shown, figure)
    expect(shown.locator(".contracts-matrix [data-value$='(yours)']")).to_have_count(0)


def test_two_options_stand_side_by_side(page, figure):
    shown = open_figure(page)
    shown.get_by_text("Compare two options").click()
    shown.get_by_role("combobox", name="Compare", exact=True).select_option("section-75-agreement")
    shown.get_by_role("combobox", name="with", exact=True).select_option("lead-provider-contract")
    put(figure, {"first": "section-75-agreement", "second": "lead-provider-contract"})
    expect(shown.locator("[data-text=compared]")).to_have_text(figure.texts()["compared"])
    cards = shown.locator(".contracts-cards section:visible")
    expect(cards).to_have_count(2)
    expect(cards.last).to_contain_text("UnitingCare")
    steps = [row["step"] for row in contracts.matrix().steps["lead-provider-contract"]]
    for line, step in zip(cards.last.locator("ol li").all_text_contents(), steps, strict=True):
        assert line.startswith(step)


def test_the_file_of_rows_holds_the_ratings_as_they_stand(page, figure):
    shown = open_figure(page, own="icp-contract:one-budget:0")
    figure.own = ["icp-contract:one-budget:0"]
    with page.expect_download() as waiting:
        shown.get_by_role("link", name="(CSV)").click()
    assert waiting.value.path().read_text("utf8") == figure.to_csv()


def test_on_a_phone_the_matrix_scrolls_in_its_own_box(new_page, site):
    page = new_page(base_url=site, viewport=PHONE)
    shown = open_figure(page)
    box = shown.get_by_role("region", name="The ratings: table")
    box.focus()
    expect(box).to_be_focused()
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.evaluate("box => box.scrollTo(400, 0)")
    head = shown.locator("[data-row=icp-contract] th").bounding_box()
    assert head["x"] >= box.bounding_box()["x"] - 1  # the name of the option stays in view
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for label in shown.locator(".explorer-scale label").all():
        assert label.bounding_box()["height"] >= 24
