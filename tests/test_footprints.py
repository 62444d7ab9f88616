"""The calculation behind the figure of footprints, against answers worked out by hand."""

import csv
import io
import json
import re
import sys

import pytest
from traitlets import TraitError

import widgets
from widgets.footprints import (
    ORIGIN,
    VIEWS,
    Area,
    Footprints,
    Sizes,
    mine_sentence,
    nearest,
    origin_sentence,
    show_sentence,
    sizes,
    team_size,
    teams,
)
from widgets.words import about, join, people, percent, times


@pytest.fixture(scope="module")
def made():
    """Return one figure: to make one takes most of a test's time."""
    return Footprints()


@pytest.fixture
def figure(made):
    """Return that figure as it was when it was made."""
    made.show, made.linear, made.population, made.area, made.origin = (
        "ics-first",
        0,
        None,
        "",
        ORIGIN,
    )
    return made


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"), (999, "999"), (1_000, "1,000"), (1_499, "1,000"), (1_500, "2,000"),
        (2_500, "3,000"), (318_631, "319,000"), (999_499, "999,000"), (999_500, "1 million"),
        (1_049_999, "1 million"), (1_050_000, "1.1 million"), (2_845_985, "2.8 million"),
        (55_977_178, "56 million"),
    ],
)  # fmt: skip
def test_a_number_as_it_is_said(number, words):
    assert about(number) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.001, "less than 1% of"), (0.0099, "less than 1% of"), (0.01, "1% of"),
        (0.125, "13% of"), (0.949, "95% of"), (0.95, "about the same as"),
        (1, "about the same as"), (1.049, "about the same as"), (1.05, "1.1 times"),
        (2, "2 times"), (2.25, "2.3 times"), (9.94, "9.9 times"), (9.95, "10 times"),
        (1_234.5, "1,235 times"),
    ],
)  # fmt: skip
def test_a_ratio_in_words(ratio, words):
    assert times(ratio) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.0049, "less than 1%"), (0.005, "1%"), (0.125, "13%"), (0.5, "50%"),
     (0.994, "99%"), (0.995, "more than 99%"), (0.9999, "more than 99%"), (1, "100%")],
)  # fmt: skip
def test_a_share_never_says_none_or_all_of_a_part(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("parts", "words"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(parts, words):
    assert join(parts) == words


def test_a_number_as_printed():
    assert people(60_000_000) == "60,000,000"


# --- How big is each --------------------------------------------------------------------------


def test_how_many_of_each_kind():
    assert {kind: len(sizes().of_kind(kind)) for kind in VIEWS} == {
        "ics-first": 14, "stp-2016": 44, "icb-2022": 42, "icb-2026": 36,
    }  # fmt: skip


def test_each_kind_covers_england_once():
    assert sizes().areas["england"].people == 55_977_178
    assert sum(area.people for area in sizes().of_kind("stp-2016")) == 55_977_178
    boards = [sum(area.people for area in sizes().of_kind(f"icb-{year}")) for year in (2022, 2026)]
    assert boards == [56_489_608, 56_489_608]  # the census of 2021


def test_smallest_and_largest():
    assert show_sentence("ics-first") == (
        "The first 14 integrated care systems run from West, North and East Cumbria "
        "(about 319,000 people) to Greater Manchester (about 2.8 million), 8.9 times as many."
    )  # 2,845,985 / 318,631 = 8.93


def marks(figure, **wanted):
    rows = [row for row in figure.marks() if wanted.items() <= row.items()]
    return [(row["id"].partition("-")[2], row["people"]) for row in rows]


def test_what_was_published_has_marks_of_its_own(figure):
    first = {"view": "ics-first"}
    published = marks(figure, **first, mark="published")
    assert ("berkshire-west", 530_000) in published
    assert ("greater-manchester", 2_700_000) in published
    # "over 800,000" points up from 800,000, "not far short of three million" down from it.
    assert marks(figure, **first, mark="over") == [
        ("principia-rushcliffe", 120_000), ("dorset", 800_000), ("frimley-health", 800_000),
    ]  # fmt: skip
    assert marks(figure, **first, mark="under") == [("greater-manchester", 3_000_000)]
    assert ("salford-together", 230_000) in marks(figure, **first, mark="partnership")


def test_unknown_is_shown_as_unknown(figure):
    unknown = [row["id"] for row in figure.marks() if row["mark"] == "unknown"]
    assert unknown == [
        "ics-nottingham-and-nottinghamshire", "ics-suffolk-and-north-east-essex",
        "ics-surrey-heartlands", "ics-gloucestershire",
    ]  # fmt: skip
    assert sizes().areas["place-poole"].people is None
    [poole] = [row for row in figure.table().rows if row["id"] == "place-poole"]
    assert (poole["people"], poole["people_value"], poole["compared"]) == ("not known", "", "")
    assert not any(row.get("people") == 0 for row in figure.marks())


# --- How big is mine --------------------------------------------------------------------------


def test_nearest_goes_by_ratio():
    # 430,000 is 98,274 above Blackpool and 112,512 below Buckinghamshire, but 30% above the one
    # and 26% below the other.
    near = nearest(430_000, "ics-first")
    assert [area.id for area in near] == ["ics-berkshire-west", "ics-buckinghamshire"]


def test_nearest_leaves_out_the_area_itself():
    assert nearest(772_268, "ics-first")[0].id == "ics-dorset"
    near = nearest(772_268, "ics-first", but="ics-dorset")
    assert [area.id for area in near] == ["ics-frimley-health", "ics-surrey-heartlands"]


def test_of_two_equally_near_the_order_of_ids_decides(monkeypatch):
    def area(name, number):
        return Area(name, name, "stp-2016", "england", number, "source", ())

    people = {"d": 100, "c": 400, "b": 100, "a": 100, "e": None, "g": 90, "f": 40}
    made_up = Sizes({name: area(name, number) for name, number in people.items()}, {}, {})
    monkeypatch.setattr(sys.modules["widgets.footprints"], "sizes", lambda: made_up)
    assert [each.id for each in nearest(100, "stp-2016")] == ["a", "b"]
    assert [each.id for each in nearest(200, "stp-2016", count=4)] == ["a", "b", "c", "d"]
    assert [each.id for each in nearest(60, "stp-2016")] == ["f", "g"]  # 60 / 40 = 90 / 60


@pytest.mark.parametrize(
    ("population", "words"),
    [
        (1_000, "less than one neighbourhood team"),
        (14_999, "less than one neighbourhood team"),
        (15_000, "about one neighbourhood team"),
        (44_999, "about one neighbourhood team"),
        (45_000, "about 1 to 2 neighbourhood teams"),
        (430_000, "about 9 to 14 neighbourhood teams"),
        (60_000_000, "about 1,200 to 2,000 neighbourhood teams"),
    ],
)
def test_how_many_neighbourhood_teams(population, words):
    assert team_size() == (30_000, 50_000)
    assert teams(population, 30_000, 50_000) == words


def test_there_is_no_range_from_no_team_at_all():
    assert teams(20_000, 10_000, 50_000) == "about 1 to 2 neighbourhood teams"


def test_a_number_in_a_sentence():
    assert mine_sentence(430_000, "ics-first") == (
        "430,000 people is nearest in size to Berkshire West (about 490,000) and Buckinghamshire "
        "(about 543,000). It makes about 9 to 14 neighbourhood teams. "
        "It is 1.7 times Salford and 15% of Greater Manchester."
    )  # 430,000 / 254,408 = 1.69; 430,000 / 2,845,985 = 0.151
    assert mine_sentence(None, "ics-first") == ""


def test_an_area_in_a_sentence():
    assert mine_sentence(254_408, "ics-first", "place-salford") == (
        "Salford, with about 254,000 people, is nearest in size to West, North and East Cumbria "
        "(about 319,000) and Blackpool and Fylde Coast (about 332,000). "
        "It makes about 5 to 8 neighbourhood teams. "
        "It is about the same as Salford and 9% of Greater Manchester."
    )


# --- What became of it ------------------------------------------------------------------------


def test_where_the_people_of_an_area_went():
    # 425,015, 167,593 and 154,131 of 746,739 people
    assert origin_sentence("stp-frimley-health") == (
        "The people of Frimley Health (2016) were all in Frimley in July 2022, and 57% in Thames "
        "Valley, 22% in Hampshire and Isle of Wight and 21% in Surrey and Sussex in April 2026."
    )
    assert origin_sentence("") == ""


def test_nobody_is_lost_or_counted_twice():
    assert len(sizes().flows) == 44
    for origin, flows in sizes().flows.items():
        by_year = [[flow for flow in flows if flow.year == year] for year in (2022, 2026)]
        assert [sum(flow.share for flow in moved) for moved in by_year] == pytest.approx([1, 1])
        first, second = (sum(flow.people for flow in moved) for moved in by_year)
        assert first == second, origin
        assert len({(flow.year, flow.board) for flow in flows}) == len(flows)
        for moved in by_year:
            assert moved == sorted(moved, key=lambda flow: -flow.people)


# --- Traits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("population", 999, "footprints: population is 999; expected 1,000 to 60,000,000 people"),
        ("population", 60_000_001, "population is 60,000,001; expected 1,000 to 60,000,000"),
        ("population", 430_000.5, "'population' trait .* expected an int.*430000.5"),
        ("population", "430,000", "'population' trait .* expected an int.*'430,000'"),
        ("area", "place-leed", 'area is "place-leed"; expected the id of an area.*"place-leeds"'),
        (
            "area",
            "place-poole",
            'area is "place-poole"; expected',
        ),  # how many live there is unknown
        ("area", None, "'area' trait .* expected a unicode string"),
        ("origin", "icb22-devon", 'origin is "icb22-devon"; expected the id of an area.*stp-devon'),
        ("show", "icb-2021", "'show' trait .* expected any of .*'icb-2022'.*not .*'icb-2021'"),
        ("linear", "yes", "'linear' trait .* expected a boolean.*'yes'"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(figure, name, value, message):
    before = figure.state()
    with pytest.raises(TraitError, match=message):
        setattr(figure, name, value)
    assert figure.state() == before


def test_a_wrong_value_is_refused_at_the_start():
    with pytest.raises(TraitError, match="population is 1; expected"):
        widgets.footprints(population=1)


def test_an_area_and_a_number_never_contradict_each_other(figure):
    figure.area = "place-leeds"
    assert figure.population == 789_194
    figure.population = 789_194
    assert figure.area == "place-leeds"
    figure.population = 430_000
    assert figure.area == ""
    figure.area = "place-salford"
    assert figure.population == 254_408
    figure.area = ""
    assert figure.population == 254_408
    figure.area = "place-salford"
    figure.population = None
    assert figure.area == ""


@pytest.mark.parametrize("traits", [{"area": "place-leeds", "population": 430_000},
                                    {"population": 430_000, "area": "place-leeds"}])  # fmt: skip
def test_an_area_and_a_number_given_together_do_not_contradict_each_other(traits):
    figure = Footprints(**traits)
    assert (figure.area, figure.population) in [("place-leeds", 789_194), ("", 430_000)]


def test_a_change_is_heard(figure):
    heard = []
    figure.observe(lambda change: heard.append((change["name"], change["new"])), ["population"])
    figure.population = 430_000
    assert heard == [("population", 430_000)]


# --- Table and files --------------------------------------------------------------------------


def test_the_csv_holds_every_row_with_numbers_as_numbers(figure):
    figure.population = 430_000
    rows = list(csv.DictReader(io.StringIO(figure.to_csv())))
    assert list(rows[0]) == [
        "Name", "What it is", "People who live there", "Compared with mine", "As published",
        "Counted by",
    ]  # fmt: skip
    assert len(rows) == len(figure.table().rows)
    [row] = [row for row in rows if row["Name"] == "Berkshire West"]
    assert row["What it is"] == "System"
    assert row["People who live there"] == "489709"
    assert row["Compared with mine"] == "1.1 times"
    assert row["As published"].startswith("530,000 (")
    assert row["Counted by"] == "Office for National Statistics"
    numbers = {row["People who live there"] for row in rows}
    assert all(number == "" or re.fullmatch("[0-9]{4,8}", number) for number in numbers)


def test_rows_say_what_they_are_in(figure):
    rows = {row["id"]: row for row in figure.table().rows if row["when"] == "show:ics-first"}
    assert rows["place-salford"]["what"] == "Place in Greater Manchester"
    assert rows["partnership-salford-together"]["what"] == "Partnership in Salford"
    assert rows["ics-dorset"]["said_value"].startswith("over 800,000 (")


def test_the_html_is_the_figure_at_its_state(figure):
    figure.population = 430_000
    bundle, _ = figure._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    html = bundle["text/html"]
    assert mine_sentence(430_000, "ics-first") in html
    data = json.loads(re.search(r'<script type="application/json">(.*?)</script>', html)[1])
    assert data["state"] == figure.state()
    assert set(data["facts"]["origin"]) == {"", *sizes().flows}


def test_figures_do_not_share_their_state(figure):
    other = Footprints(show="icb-2026")
    assert figure.show == "ics-first"
    assert other.spec()["params"] != figure.spec()["params"]
    assert "icb-2026" in json.dumps(other.spec()["params"])
