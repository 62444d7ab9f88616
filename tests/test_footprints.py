"""The calculation of footprint sizes, on made-up areas whose answers are worked out by hand.

No number here is one of the tables: an editor may change any of them.
"""

import math

import pytest
from traitlets import TraitError

import widgets
from widgets import tables
from widgets.core.finder import KINDS_OF_AREA, gazetteer
from widgets.topics.footprints import model
from widgets.topics.footprints.chart import marks
from widgets.topics.footprints.figure import Footprints
from widgets.topics.footprints.model import VIEWS, Area, Flow, Published, Sizes, teams
from widgets.topics.footprints.rows import items


@pytest.fixture(scope="module")
def figure():
    return widgets.footprints()


@pytest.fixture(scope="module")
def sizes(figure):
    """Return the sizes that the tables hold."""
    return figure.sizes


def area(name, people, kind="stp-2016", parent="england", published=()):
    return Area(name, name.title(), kind, parent, people, "ons", published)


def made_up(*areas, flows=None):
    areas = sorted(areas, key=lambda each: -(each.people or 0))
    return Sizes({each.id: each for each in areas}, flows or {}, {}, {})


# --- The tables -------------------------------------------------------------------------------


def test_each_kind_covers_england_once(sizes):
    country = sizes.areas["england"].people
    assert sum(each.people for each in sizes.of_kind("stp-2016")) == country
    boards = [sum(each.people for each in sizes.of_kind(f"icb-{year}")) for year in (2022, 2026)]
    assert boards[0] == boards[1]
    assert math.isclose(boards[0], country, rel_tol=0.05)


def test_nobody_is_lost_or_counted_twice(sizes):
    assert {each.id for each in sizes.of_kind("stp-2016")} == set(sizes.flows)
    for origin, flows in sizes.flows.items():
        by_year = [[flow for flow in flows if flow.year == year] for year in (2022, 2026)]
        assert [sum(flow.share for flow in moved) for moved in by_year] == pytest.approx([1, 1])
        first, second = (sum(flow.people for flow in moved) for moved in by_year)
        assert first == second, origin
        assert len({(flow.year, flow.board) for flow in flows}) == len(flows)
        for moved in by_year:
            assert moved == sorted(moved, key=lambda flow: -flow.people)


def test_an_area_whose_number_nobody_counted_is_unknown_and_no_zero(figure, sizes):
    unknown = {each.id for each in sizes.areas.values() if each.people is None}
    assert unknown
    rows = {row["id"]: row for row in figure.table().rows}
    for each in unknown & rows.keys():
        row = rows[each]
        assert (row["people"], row["people_value"], row["compared"]) == ("not known", "", "")
    assert not any(mark.get("people") == 0 for mark in figure.datasets()["marks"])


# --- How big is each --------------------------------------------------------------------------


def test_how_far_apart_the_sizes_of_a_kind_are(figure):
    sizes = made_up(area("big", 2_845_985), area("mid", 500_000), area("small", 318_631))
    assert figure.as_text(sizes.say_show("stp-2016")) == (
        "The 44 footprints of 2016 run from Small (about 319,000 people) to Big "
        "(about 2.8 million), 8.9 times as many."
    )  # 2,845,985 / 318,631 = 8.93


def published(low, central, high):
    return Published("as printed", low, central, high, "source")


def test_a_published_number_has_a_mark_of_its_own(figure):
    exact, over, under = (
        published(None, 530, None),
        published(800, None, None),
        published(None, None, 3),
    )
    inner = area("inner", 5, "partnership", "a", (published(None, 230, None),))
    sizes = made_up(
        area("a", 9, "ics-first", published=(exact, over, under)), inner, area("b", 7, "ics-first")
    )
    found = [
        (mark["mark"], mark.get("id"), mark.get("people")) for mark in marks(sizes, figure.say)
    ]
    assert ("published", "a", 530) in found
    assert ("over", "a", 800) in found  # "over 800" points up from 800, "under 3" down from it
    assert ("under", "a", 3) in found
    assert ("partnership", "inner", 230) in found
    said = {mark["id"]: mark["label"] for mark in marks(sizes, figure.say) if "label" in mark}
    assert said == {"a": "A", "b": "B; no published figure found"}
    rows = [item for each in sizes.of_kind("ics-first") for item in items(sizes, each)]
    assert {(item.mark, item.area.id, item.people) for item in rows} == set(found[1:])


# --- How big is mine --------------------------------------------------------------------------


def test_nearest_goes_by_ratio():
    # 430 is 98 above 332 and 113 below 543, but 30% above the one and 26% below the other.
    sizes = made_up(area("low", 332), area("high", 543), area("far", 5_000))
    assert [each.id for each in sizes.nearest(430, "stp-2016")] == ["high", "low"]


def test_nearest_leaves_out_the_area_itself():
    sizes = made_up(area("one", 100), area("two", 120), area("three", 400))
    assert [each.id for each in sizes.nearest(100, "stp-2016", but="one")] == ["two", "three"]


def test_of_two_equally_near_the_order_of_ids_decides():
    people = {"d": 100, "c": 400, "b": 100, "a": 100, "e": None, "g": 90, "f": 40}
    sizes = made_up(*(area(name, number) for name, number in people.items()))
    assert [each.id for each in sizes.nearest(100, "stp-2016")] == ["a", "b"]
    assert [each.id for each in sizes.nearest(200, "stp-2016", count=4)] == ["a", "b", "c", "d"]
    assert [each.id for each in sizes.nearest(60, "stp-2016")] == ["f", "g"]  # 60 / 40 = 90 / 60


@pytest.mark.parametrize(
    ("population", "least", "most", "words"),
    [
        (1_000, 1, 0, "less than one neighbourhood team"),
        (14_999, 1, 0, "less than one neighbourhood team"),
        (15_000, 1, 1, "about one neighbourhood team"),
        (44_999, 1, 1, "about one neighbourhood team"),
        (45_000, 1, 2, "about 1 to 2 neighbourhood teams"),
        (430_000, 9, 14, "about 9 to 14 neighbourhood teams"),
        (60_000_000, 1_200, 2_000, "about 1,200 to 2,000 neighbourhood teams"),
    ],
)
def test_how_many_neighbourhood_teams(figure, population, least, most, words):
    assert teams(population, 30_000, 50_000) == {"least": least, "most": most}
    assert figure.say("teams", least=least, most=most) == words


@pytest.fixture
def three(monkeypatch):
    """Return sizes that hold both yardsticks and a neighbourhood."""
    monkeypatch.setattr(model, "YARDSTICKS", ("salford", "manchester"))
    team = area("neighbourhood", None, "neighbourhood", None, (published(30_000, None, 50_000),))
    return made_up(
        area("salford", 254_408), area("manchester", 2_845_985), area("x", 318_631), team
    )


def test_a_number_in_a_sentence(figure, three):
    assert figure.as_text(three.say_mine(430_000, "stp-2016")) == (
        "430,000 people is nearest in size to X (about 319,000) and Salford (about 254,000). "
        "It makes about 9 to 14 neighbourhood teams. "
        "It is 1.7 times Salford and 15% of Manchester."
    )  # 430,000 / 254,408 = 1.69; 430,000 / 2,845,985 = 0.151
    assert three.say_mine(None, "stp-2016") is None


def test_a_yardstick_is_never_compared_with_itself(figure, three):
    assert figure.as_text(three.say_mine(254_408, "stp-2016", "salford")) == (
        "Salford, with about 254,000 people, is nearest in size to X (about 319,000) and "
        "Manchester (about 2.8 million). It makes about 5 to 8 neighbourhood teams. "
        "It is 9% of Manchester."
    )


def test_no_sentence_of_the_book_compares_an_area_with_itself(figure, sizes):
    for yardstick in model.YARDSTICKS:
        own = sizes.areas[yardstick]
        for kind in VIEWS:
            said = figure.as_text(sizes.say_mine(own.people, kind, yardstick))
            assert said.count(own.name) == 1, said


# --- What became of it ------------------------------------------------------------------------


def test_where_the_people_of_an_area_went(figure):
    flows = {
        "old": [
            Flow(2022, "one", 746, 1.0, "s"),
            Flow(2026, "one", 425, 0.569, "s"), Flow(2026, "two", 321, 0.431, "s"),
        ]
    }  # fmt: skip
    sizes = made_up(area("old", 746), area("one", 9), area("two", 8), flows=flows)
    assert figure.as_text(sizes.say_origin("old")) == (
        "The people of Old (2016) were all in One in July 2022, and 57% in One and 43% in Two "
        "in April 2026."
    )


def test_the_description_of_what_became_of_an_area_counts_from_the_rows():
    rows = [
        {"stp_2016": "old", "icb_2022": "a", "icb_2026": "c", "population": 30, "source": "s"},
        {"stp_2016": "old", "icb_2022": "b", "icb_2026": "c", "population": 70, "source": "s"},
    ]
    found = [(flow.year, flow.board, flow.people, flow.share) for flow in model._flows(rows)["old"]]
    assert found == [(2022, "b", 70, 0.7), (2022, "a", 30, 0.3), (2026, "c", 100, 1.0)]


# --- Traits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("population", 999, "footprints: population is 999; expected 1,000 to 60,000,000 people"),
        ("population", 60_000_001, "population is 60,000,001; expected 1,000 to 60,000,000"),
        ("population", 430_000.5, "population is 430000.5; expected a whole number"),
        ("population", "430,000", 'population is "430,000"; expected a whole number'),
        ("population", True, "population is True; expected a whole number"),
        ("area", "place-leed", 'area is "place-leed"; expected a value .*"place-leeds"'),
        ("area", None, "area is None; expected a value that this input offers"),
        ("origin", "icb22-devon", 'origin is "icb22-devon"; expected a value .*"stp-devon"'),
        ("show", "icb-2021", 'show is "icb-2021"; expected one of "ics-first", "stp-2016"'),
        ("linear", "yes", "'linear' trait .* expected a boolean.*'yes'"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(name, value, message):
    figure = Footprints()
    before = figure.state()
    with pytest.raises(TraitError, match=message):
        setattr(figure, name, value)
    assert figure.state() == before
    with pytest.raises(TraitError, match=message):
        widgets.footprints(**{name: value})


def test_an_area_whose_number_is_unknown_cannot_be_chosen(sizes):
    unknown = next(each.id for each in sizes.of_kind("place") if each.people is None)
    with pytest.raises(TraitError, match=f'area is "{unknown}"; expected'):
        widgets.footprints(area=unknown)


def test_an_area_and_a_number_never_contradict_each_other(sizes):
    figure, leeds = Footprints(), sizes.areas["place-leeds"].people
    figure.area = "place-leeds"
    assert figure.population == leeds
    figure.population = leeds
    assert figure.area == "place-leeds"
    figure.population = leeds + 1
    assert figure.area == ""
    figure.area = "place-leeds"
    figure.area = ""
    assert figure.population == leeds
    figure.area = "place-leeds"
    figure.population = None
    assert figure.area == ""


@pytest.mark.parametrize("traits", [{"area": "place-leeds", "population": 430_000},
                                    {"population": 430_000, "area": "place-leeds"}])  # fmt: skip
def test_an_area_and_a_number_given_together_do_not_contradict_each_other(traits, sizes):
    figure, leeds = Footprints(**traits), sizes.areas["place-leeds"].people
    assert (figure.area, figure.population) in [("place-leeds", leeds), ("", 430_000)]


def test_a_change_is_heard():
    figure, heard = Footprints(), []
    figure.observe(lambda change: heard.append((change["name"], change["new"])), ["population"])
    figure.population = 430_000
    assert heard == [("population", 430_000)]


def test_rows_say_where_they_are(figure, sizes):
    rows = {row["id"]: row for row in figure.table().rows if row["when"] == "show:ics-first"}
    for each in sizes.of_kind("place"):
        if each.id in rows:
            assert rows[each.id]["what"] == f"Place in {sizes.areas[each.parent].name}"


def test_one_snapshot_serves_all_figures_made_while_no_table_changes(monkeypatch):
    looks = []
    scandir = tables.os.scandir
    monkeypatch.setattr(
        tables.os, "scandir", lambda folder: looks.append(folder) or scandir(folder)
    )
    first, second = Footprints(), Footprints()
    first.render()
    assert first.sizes is second.sizes
    assert len(looks) == 2


# An area by the name of a place -----------------------------------------------------------------


def test_a_place_stands_for_its_area_of_the_kind_that_is_shown():
    figure, labels = widgets.footprints(), gazetteer(tables.snapshot()).labels
    whole = [row for row in tables.records("council_flows") if not row["part"]]
    for row in whole[::7]:
        for show, column in KINDS_OF_AREA.items():
            figure.show = show
            if row[column]:
                figure.area = labels[row["id"]]
                assert figure.area == row[column]
    assert widgets.footprints(area="Slough", show="icb-2026").area == "icb26-thames-valley"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Hart", "Fleet, Yateley, Blackwater"),
        ("Newport", "Telford and Wrekin"),
        ("Walsall", "Walsall was in none of the areas that are shown"),
        ("place-leds", 'nearest: "place-leeds"'),
    ],
)
def test_a_place_that_leads_to_no_one_area_is_refused_with_what_it_may_mean(asked, expected):
    with pytest.raises(TraitError, match=expected):
        widgets.footprints(area=asked)


def test_a_place_in_none_of_those_shown_leaves_nothing_that_looks_like_its_answer():
    figure = widgets.footprints(area="Slough")
    with pytest.raises(TraitError, match="Newport may be more than one place"):
        figure.area = "Newport"  # a question leaves what stands
    assert figure.area == "ics-frimley-health"
    with pytest.raises(TraitError, match="none of the areas that are shown, so none is chosen"):
        figure.area = "Walsall"
    assert (figure.area, figure.population) == ("", None)
