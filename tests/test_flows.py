"""The flows between councils, footprints and boards are those of the small areas of the ONS."""

import pytest

from widgets import tables

FLOWS = tables.load("flows")


@pytest.mark.parametrize(
    ("footprint", "people"),
    [("stp-sussex-and-east-surrey", 195_671), ("stp-surrey-heartlands", 856_754)],
)
def test_the_people_near_fernhurst_are_counted_in_sussex(footprint, people):
    """Four small areas of Chichester (6,686 people) came to Surrey only after 2018."""
    rows = FLOWS[
        (FLOWS["stp_2016"] == footprint) & (FLOWS["icb_2022"] == "icb22-surrey-heartlands")
    ]
    assert rows["population"].tolist() == [people]


def test_the_councils_take_the_same_ways_as_the_areas():
    """Councils were summed apart from the areas, by the same official list."""
    ways = ["stp_2016", "icb_2022", "icb_2026"]
    ours = tables.load("council_flows").groupby(ways)["population"].sum()
    assert ours.to_dict() == FLOWS.set_index(ways)["population"].to_dict()


def test_the_groups_of_a_council_are_those_of_its_rows():
    rows = tables.load("council_flows").groupby("ltla22_code")["ccgs"].agg(" ".join)
    groups = tables.load("council_ccgs").groupby("ltla22_code")["ccg"].agg(set)
    assert {code: set(ccgs.split()) for code, ccgs in rows.items()} == groups.to_dict()


def test_the_residents_of_a_place_are_those_of_its_groups():
    groups = tables.load("ccgs").dropna(subset="places")
    of_place = groups.assign(places=groups["places"].str.split()).explode("places")
    ours = of_place.groupby("places")["population"].sum().to_dict()
    sizes = tables.load("populations")
    mid_2018 = sizes[(sizes["basis"] == "residents") & (sizes["date"] == "2018-06-30")]
    counted = mid_2018.set_index("footprint")["central"]
    assert ours == {area: counted[area] for area in counted.index
                    if area.startswith(("place-", "partnership-"))}  # fmt: skip
