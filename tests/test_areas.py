"""My area: the way of each place is that of the official lists, and a reader finds it by any name.

`tests/figures` shows for every topic what holds for this one too.
"""

import re

import pytest
import traitlets
from playwright.sync_api import expect

import widgets
from sphinx_ext import figures
from tests.figures import harness
from widgets import tables
from widgets.topics.areas.figure import MOST_MOVES
from widgets.topics.areas.model import STAGES, ways

WAYS = ways(tables.snapshot())

# Places whose way surprises: the footprint of 2016, the first system, the boards of 2022 and 2026.
SURPRISING = {
    "Glossop": ("Greater Manchester", "Greater Manchester", *["Derby and Derbyshire"] * 2),
    "Bassetlaw": (*["South Yorkshire and Bassetlaw"] * 2, *["Nottingham and Nottinghamshire"] * 2),
    "Aston": ("The Black Country", None, *["Birmingham and Solihull"] * 2),
    "Lowestoft": ("Norfolk and Waveney", None, "Norfolk and Waveney", "Norfolk and Suffolk"),
    "Felixstowe": (*["Suffolk and North East Essex"] * 3, "Norfolk and Suffolk"),
    "Harrogate": (
        "West Yorkshire", "West Yorkshire and Harrogate", *["Humber and North Yorkshire"] * 2),
    "Ingleton": ("Lancashire and South Cumbria", None, *["Lancashire and South Cumbria"] * 2),
    "Millom": ("Lancashire and South Cumbria", None, *["Lancashire and South Cumbria"] * 2),
    "Hartlepool": (
        "Durham, Darlington, Tees, Hambleton, Richmondshire and Whitby", None,
        *["North East and North Cumbria"] * 2),
    "Farnham": ("Frimley Health", "Frimley Health", "Frimley", "Surrey and Sussex"),
}  # fmt: skip


@pytest.mark.parametrize("place", SURPRISING)
def test_the_way_of_a_place_is_that_of_the_lists(place):
    way = widgets.areas(area=place).way
    assert tuple(WAYS.names.get(area) for area in way.areas) == SURPRISING[place]


@pytest.mark.parametrize(
    ("place", "within"),
    [
        ("dudley", {"place-dudley", "partnership-dudley-mcp"}),
        ("walsall", set()),  # in the footprint of Dudley, and in no place that the tables have
        ("nottingham", {"place-greater-nottingham"}),
        ("rushcliffe", {"place-greater-nottingham", "partnership-principia-rushcliffe"}),
        ("ashfield", set()),  # one of its groups was in one place, the other in another
    ],
)
def test_a_way_lies_in_a_place_with_all_of_its_groups(place, within):
    assert set(WAYS.ways[place].places) == within


def test_what_is_said_follows_the_way():
    same, other = (widgets.areas(area=place).sentences() for place in ("Leeds", "Colchester"))
    assert "and still was in April 2026" in same[0]
    assert "and Essex in April 2026" in other[0]
    assert "in none of the first 14" in widgets.areas(area="Dover").sentences()[0]
    assert "one of the first integrated care systems, named in May 2018" in same[0]
    assert widgets.areas(area="Garstang").sentences()[3]  # what a reader must know of it


def test_the_shares_of_a_footprint_are_those_of_the_flows():
    """The flows were summed apart from the councils, by the same official list."""
    for stage in (2, 3):
        flows = tables.load("flows").groupby(["stp_2016", STAGES[stage]])["population"].sum()
        for stp in flows.index.levels[0]:
            moves = WAYS.moves(stp, stage)
            assert dict(moves) == flows[stp].to_dict()
            assert len(moves) <= MOST_MOVES


def test_a_name_of_several_places_is_refused_with_what_it_may_mean():
    with pytest.raises(traitlets.TraitError, match=r"(?s)areas: area is .*Richmond upon Thames"):
        widgets.areas(area="Richmond")
    with pytest.raises(traitlets.TraitError, match="Nothing is called"):
        widgets.areas(area="Atlantis")
    with pytest.raises(traitlets.TraitError, match="expected the name or the id of a place"):
        widgets.areas(area="")


def test_the_field_comes_before_the_picture_and_the_picture_before_the_sentences():
    """In the page itself: a screen reader, a phone and a sheet of paper have one order."""
    html = widgets.areas().render()
    parts = ("<figcaption", "<form", "explorer-presets", "explorer-now", "data-picture", "<output")
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert not re.search(r"\border:", widgets.areas()._css)


# On a page ----------------------------------------------------------------------------------------


@pytest.fixture
def figure(new_page, serve_folder, tmp_path):
    """Return the figure on a bare page."""
    harness.write_page(tmp_path, "areas", harness.make("areas"))
    figures.write_places(tmp_path / "_static")
    return harness.open_figure(new_page(), f"{serve_folder(tmp_path)}/book/areas.html")


def check(figure, place):
    """Fail unless a figure stands at a place, and says of it what Python says."""
    python = widgets.areas(area=place)
    expect(figure.locator("[data-code]")).to_have_text(python.call())
    expect(figure.locator("output p")).to_have_text(python.sentences())


def test_a_reader_finds_a_place_by_key(figure):
    field, keys = figure.get_by_role("searchbox"), figure.page.keyboard
    status = figure.locator(".explorer-place [role=status]")
    field.fill("Lecester")
    expect(status).to_contain_text("Nothing is called “Lecester”. Found in its place: Leicester.")
    check(figure, "leicester")
    field.fill("Surrey")  # a county, then a council, then a part
    expect(status).to_contain_text("Which one?")
    check(figure, "leicester")  # nothing is guessed
    keys.press("Tab")
    figure.get_by_role("button", name="Waverley").focus()
    keys.press("Enter")
    expect(status).to_contain_text("Waverley was split")
    expect(figure.locator("[data-choices] button").first).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("Waverley: Farnham")
    expect(figure.locator("[data-choices]")).to_be_hidden()
    check(figure, "waverley-farnham")
    figure.page.wait_for_url("**areas.area=waverley-farnham*")


def test_who_leaves_the_choices_sees_the_place_that_stands(figure):
    field = figure.get_by_role("searchbox")
    field.fill("Richmond")
    expect(figure.get_by_role("button", name="Richmondshire")).to_be_visible()
    figure.page.keyboard.press("Tab")
    figure.page.keyboard.press("Tab")
    expect(figure.get_by_role("button", name="Richmondshire")).to_be_focused()
    figure.page.keyboard.press("Tab")
    expect(field).to_have_value(WAYS.gazetteer.labels["hart-fleet"])
    expect(figure.locator("[data-choices]")).to_be_hidden()


def test_a_postcode_gets_a_link_to_who_knows_it(figure):
    figure.get_by_role("searchbox").fill("SW1A 2NS")
    expect(figure.locator(".explorer-place [role=status]")).to_contain_text("like a postcode")
    link = figure.get_by_role("link", name="Find the council of a postcode")
    expect(link).to_have_attribute("href", "https://www.gov.uk/find-local-council")


def test_in_a_frame_a_link_to_another_page_opens_beside_it(new_page, site):
    page = new_page(base_url=site)
    page.goto("/embed/find-your-area-areas.html")
    expect(page.locator(".areas-board a")).to_have_attribute("target", "_blank")
    expect(page.locator(".explorer-sources a").first).to_have_attribute("target", "_blank")
    expect(page.locator("a[download]").first).not_to_have_attribute("target", "_blank")


def test_the_board_of_a_place_leads_to_its_own_address(figure):
    link = figure.locator(".areas-board a")
    for typed, board in (("Farnham", "surrey-and-sussex"), ("Leeds", "west-yorkshire")):
        figure.get_by_role("searchbox").fill(typed)
        expect(link).to_have_attribute("href", f"../book/boards.html#icb26-{board}")
