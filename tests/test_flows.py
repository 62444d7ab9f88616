"""The flows between footprints and boards are those of the small areas of the ONS."""

import pytest

from widgets import tables

FLOWS = tables.load("flows")
MID_2020 = tables.load("populations").query("date == '2020-06-30'").set_index("footprint")


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


@pytest.mark.parametrize("column", ["stp_2016", "icb_2022", "icb_2026"])
def test_the_flows_of_an_area_add_up_to_its_people(column):
    added = FLOWS.groupby(column)["population"].sum()
    assert added.to_dict() == MID_2020.loc[added.index, "central"].to_dict()
    assert added.sum() == 56_550_138  # England


def test_a_share_is_that_of_its_people():
    whole = FLOWS.groupby("stp_2016")["population"].transform("sum")
    assert (FLOWS["share"] - FLOWS["population"] / whole).abs().max() <= 0.00005
