"""The boards and their past: all people are accounted for, and each area has an address."""

import itertools
from collections import Counter

import numpy as np
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext import boards as pages
from sphinx_ext import diagrams
from tests.copies import TWO_CHAPTERS, Copy
from widgets import tables
from widgets.about import areas_of_rows
from widgets.boards import BEFORE, DATES, FIRST, NOW, PLAN, boards
from widgets.core.formats import about
from widgets.tiles import FAR, Grid, Map, gap, near_points, reach, tiles
from widgets.topics.areas.model import STAGES

AREAS = boards(tables.snapshot())
FOOTPRINTS = tables.load("footprints").set_index("id")
[ENGLAND] = [row["central"] for row in tables.records("populations")
             if row["id"] == "england-mid-2020"]  # fmt: skip
KINDS = {PLAN: "stp-2016", FIRST: "ics-first", BEFORE: "icb-2022", NOW: "icb-2026"}
STEPS = [AREAS.step(PLAN, BEFORE), AREAS.step(BEFORE, NOW)]


def ids(*names, kind):
    """Return the ids of the areas of a kind with these names."""
    rows = FOOTPRINTS[FOOTPRINTS["kind"] == kind]
    return [rows.index[rows["name"] == name].item() for name in names]


# The people -------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", KINDS)
def test_the_areas_of_a_stage_are_those_of_the_table(stage):
    there = set(FOOTPRINTS.index[FOOTPRINTS["kind"] == KINDS[stage]])
    assert set(AREAS.at(stage)) == there


@pytest.mark.parametrize("date", DATES)
def test_the_people_of_a_date_are_all_of_england(date):
    assert sum(AREAS.people[area] for area in AREAS.at(date)) == ENGLAND
    printed = {row["footprint"]: row["central"] for row in tables.records("populations")
               if row["date"] == "2020-06-30"}  # fmt: skip
    for area in AREAS.at(date):
        if area not in {"stp-sussex-and-east-surrey", "stp-surrey-heartlands"}:  # see test_flows.py
            assert AREAS.people[area] == printed[area]


@pytest.mark.parametrize("step", STEPS)
def test_what_an_area_came_from_and_became_adds_up_to_its_people(step):
    for area in AREAS.at(step.end):
        assert sum(part.people for part in AREAS.parts(area, step.start)) == AREAS.people[area]
    for area in AREAS.at(step.start):
        became = AREAS.parts(area, step.end)
        assert sum(part.people for part in became) == AREAS.people[area]
        for part in became:  # the same people, seen from both sides
            [back] = [each for each in AREAS.parts(part.area, step.start) if each.area == area]
            assert (back.people, back.whole) == (part.people, AREAS.people[area])


@pytest.mark.parametrize("step", STEPS)
def test_the_people_who_moved_are_those_of_the_flows(step):
    """The flows were summed apart from the councils, by the same official list."""
    columns = [STAGES[step.start], STAGES[step.end]]
    flows = tables.load("flows").groupby(columns)["population"].sum()
    ours = {(part.area, area): part.people
            for area in AREAS.at(step.end) for part in AREAS.parts(area, step.start)}  # fmt: skip
    assert ours == flows.to_dict()


@pytest.mark.parametrize("step", STEPS)
def test_a_board_kept_joined_or_lost(step):
    told = [*step.kept, *step.joined, *step.lost]
    assert sorted(told, key=AREAS.names.get) == AREAS.at(step.end)
    for area in step.kept:
        [part] = AREAS.parts(area, step.start)
        assert part.people == part.whole == AREAS.people[area]
    for area in step.lost:
        [part] = AREAS.parts(area, step.start)
        assert part.people < part.whole
    assert all(len(AREAS.parts(area, step.start)) > 1 for area in step.joined)


def test_a_board_that_was_split_is_in_all_its_parts():
    [frimley] = ids("Frimley", kind="icb-2022")
    into = ids("Thames Valley", "Hampshire and Isle of Wight", "Surrey and Sussex", kind="icb-2026")
    assert [part.area for part in AREAS.parts(frimley, NOW)] == into
    [devon], [now] = ids("Devon", kind="icb-2022"), ids("Devon", kind="icb-2026")
    assert AREAS.same(devon, NOW) == now
    assert AREAS.same(frimley, NOW) == ""


# The councils -----------------------------------------------------------------------------------


@pytest.mark.parametrize("date", DATES)
def test_the_shares_of_a_council_add_up_to_the_whole(date):
    shares = Counter()
    for area in AREAS.at(date):
        for council in AREAS.councils(area):
            shares[council.name] += council.share
            assert bool(council.parts) == (council.share < 1)
    assert len(shares) == len(tables.records("councils"))
    assert all(share == pytest.approx(1) for share in shares.values())


@pytest.mark.parametrize(
    ("date", "split"),
    [
        (BEFORE, {
            "Buckinghamshire", "Chichester", "Copeland", "Craven", "East Suffolk", "Guildford",
            "Hart", "North Hertfordshire", "Runnymede", "Surrey Heath", "Vale of White Horse",
            "Waverley"}),
        (NOW, {"Buckinghamshire", "Copeland", "Craven", "Vale of White Horse"}),
    ],
)  # fmt: skip
def test_the_split_councils_are_those_of_the_lists(date, split):
    found = {each.name for area in AREAS.at(date) for each in AREAS.councils(area) if each.parts}
    assert found == split


def test_councils_that_were_joined_in_2023_stand_under_the_new_one():
    [board] = ids("North East and North Cumbria", kind="icb-2026")
    since = AREAS.councils_since_2023(board)
    assert [each.name for each in since["Cumberland"]] == ["Allerdale", "Carlisle", "Copeland"]
    assert "Allerdale" not in since
    assert list(since) == sorted(since)
    told = [council for some in since.values() for council in some]
    assert sorted(told, key=str) == sorted(AREAS.councils(board), key=str)


# What was said ----------------------------------------------------------------------------------


def test_an_event_of_several_areas_says_which_of_them_it_is_told_for(page):
    [dorset] = ids("Dorset", kind="icb-2026")
    first = entry(page, dorset).find(href="timeline.html#e-2017-first-acs").find_parent("li")
    assert "Here: Dorset (first system), of 9 areas meant." in first.get_text()
    [humber] = ids("Humber and North Yorkshire", kind="icb-2026")
    merger = entry(page, humber).find(href="timeline.html#e-2026-merger-humber").find_parent("li")
    assert "Here:" not in merger.get_text()


def test_no_board_is_told_what_rests_on_a_code(page):
    assert "ONS code" not in page.select_one(".boards").get_text()


def test_each_area_before_is_told_of_at_one_board():
    told = Counter(area for board in AREAS.at(BEFORE) for area in AREAS.told_at(board))
    every = {area for stage in (PLAN, FIRST, BEFORE) for area in AREAS.at(stage)}
    inside = {area for area, row in FOOTPRINTS.iterrows()
              if row["kind"] in {"place", "partnership"}}  # fmt: skip
    assert set(told) == every | inside
    assert set(told.values()) == {1}


def printed(text):
    """Return a text of a table as a page has it."""
    return text.replace("'", "’")


def test_each_claim_of_an_area_stands_at_one_board_with_who_makes_it(page):
    claims = [row for row in tables.records("claims")
              if set(row["about"].split()) & set(FOOTPRINTS.index)]  # fmt: skip
    assert claims
    for row in claims:
        [link] = page.select(f'.boards a[href="evidence.html#{row["id"]}"]')
        assert link.get_text() == printed(row["claim"])
        who = link.find_parent("li").b.get_text()
        speaker = next(s for s in tables.records("speakers") if s["id"] == row["speaker"])
        assert printed(speaker["name"].removesuffix(" (unsigned)")) in who
        assert any(printed(FOOTPRINTS.loc[area, "name"]) in who for area in row["about"].split())


def test_each_paragraph_of_what_was_said_has_its_own_number(page):
    told = page.select(".boards ul > li")
    assert told
    assert all(each.select("button.cite") for each in told)


def test_a_size_in_print_leads_to_its_row(page):
    rows = {row["id"]: row for row in tables.records("populations")}
    links = page.select('.boards a[href^="../data/populations.html#"]')
    for link in links:
        row = rows[link["href"].partition("#")[2]]
        assert link.get_text() == f"“{printed(row['wording'])}”"
    below = [
        row["id"]
        for row in rows.values()
        if row["wording"]
        and FOOTPRINTS.loc[row["footprint"], "kind"] not in {"nation", "neighbourhood"}
    ]
    assert len(links) == len(below)


def test_what_was_found_later_stands_with_its_claim(page):
    told = page.select_one(".boards").parent.parent.get_text(" ", strip=True)
    claims = {row["id"] for row in tables.records("claims")
              if set(row["about"].split()) & set(FOOTPRINTS.index)}  # fmt: skip
    later = [row for row in tables.records("found_later") if row["claim"] in claims]
    assert later
    assert all(printed(row["why"]) in told for row in later)


@pytest.mark.parametrize(("table", "home"), [("events", "timeline"), ("findings", "findings")])
def test_what_happened_and_was_found_stands_at_the_boards_that_it_was_about(page, table, home):
    about_areas, rows = areas_of_rows(tables.snapshot())[table], tables.records(table)
    links = page.select(f'.boards ul > li a[href*="{home}.html#"]')
    by_row = {row["id"]: [a for a in links if a["href"].endswith(f"#{row['id']}")] for row in rows}
    later = page.select_one(".boards").parent.parent.get_text(" ", strip=True)
    with_claims = {row["finding"] for row in tables.records("found_later")
                   if printed(row["why"]) in later}  # fmt: skip
    for row in rows:
        at = {link.find_parent("li", attrs={"data-area": True})["id"] for link in by_row[row["id"]]}
        areas = about_areas[row["id"]]
        if not areas or len(areas) >= pages.MANY:
            assert not at, row["id"]
        else:
            assert at or row["id"] in with_claims, row["id"]
            assert len(at) <= len(areas)
    assert sum(map(bool, by_row.values())) > 15


def test_a_body_that_articles_name_stands_at_its_board(page):
    for row in tables.records("places"):
        links = page.select(f'.boards a[href="../data/places.html#{row["id"]}"]')
        assert [link.get_text() for link in links] == [printed(row["name"])] * bool(row["area"])


# The page ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(html):
    """Return the page of the boards."""
    return BeautifulSoup((html / "book" / "boards.html").read_text("utf8"), "html.parser")


def entry(page, board):
    """Return what the page tells at the address of a board."""
    return page.find(id=board).find_parent("li", id=True) or page.find(id=board)


def test_every_area_and_board_has_one_address(page):
    for date in DATES:
        for area in AREAS.at(date):
            assert len(page.select(f"#{area}")) == 1, area


def test_a_board_is_told_with_its_people_its_councils_and_its_past(page):
    for stage in (BEFORE, NOW):
        for board in AREAS.at(stage):
            told = entry(page, board)
            assert told.h3.get_text() == AREAS.names[board]
            assert f"About {about(AREAS.people[board])} people." in told.p.get_text()
            links = {a["href"] for a in told.select("dl a")}
            for council in AREAS.councils(board):
                assert council.name.replace("'", "’") in told.dl.get_text()
                if stage == BEFORE and not AREAS.same(board, NOW):
                    continue  # told once more, with its link, at the board of 2026
                assert f"find-your-area.html?areas.area={council.way}#areas" in links
            other = NOW if stage == BEFORE else BEFORE
            if not AREAS.same(board, other):
                assert {f"#{part.area}" for part in AREAS.parts(board, other)} <= links
            assert {f"#{part.area}" for part in AREAS.parts(board, PLAN)} <= links


def test_every_link_within_the_page_has_an_end(page):
    for link in page.select('article a[href^="#"]'):
        assert page.find(id=link["href"][1:]), link


def test_the_picture_draws_who_moved_and_lists_the_others(page):
    rows = page.select(".moves-rows > li")
    drawn = [(step, board) for step in STEPS for board in step.joined]
    assert [row.a["href"] for row in rows] == [f"#{board}" for _, board in drawn]
    for row, (step, board) in zip(rows, drawn, strict=True):
        parts = AREAS.parts(board, step.start)
        assert len(row.select("ul > li")) == len(parts)
        for bar, part in zip(row.select("svg"), parts, strict=True):
            whole, came = (float(rect["width"].rstrip("%")) for rect in bar.select("rect"))
            assert came / whole == pytest.approx(part.share, abs=0.01)
    listed = {a["href"] for a in page.select(".moves-names a")}
    assert listed == {f"#{board}" for step in STEPS for board in (*step.kept, *step.lost)}


def test_the_finding_of_the_picture_holds(page):
    title = page.select_one(".moves .fig-title").get_text()
    assert (
        title == "Each time most boards kept their people, and yet most areas of 2016 have changed"
    )
    assert all(len(step.kept) > len(AREAS.at(step.end)) / 2 for step in STEPS)
    lasting = [area for area in AREAS.at(PLAN) if AREAS.same(area, NOW)]
    assert len(lasting) < len(AREAS.at(PLAN)) / 2
    assert (
        f"{len(lasting)} of the {len(AREAS.at(PLAN))} areas" in page.select_one(".moves").get_text()
    )


def test_the_page_needs_no_script_and_stays_where_a_link_leads(new_page, site):
    page = new_page(
        base_url=site, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page.goto("/book/boards.html#icb22-west-yorkshire")
    expect(page.get_by_role("heading", name="West Yorkshire", exact=True)).to_be_in_viewport()


def test_a_year_that_has_no_boards_is_named(tmp_path):
    book = Copy(tmp_path, TWO_CHAPTERS)
    book.write("book/second.md", "# The second\n\nWords.\n\n```{boards} 2023\n```\n")
    status, output = book.build()
    assert status != 0
    assert 'found boards of "2023"; expected 2022 or 2026' in output


def test_what_is_drawn_is_said_in_words_too():
    html = BeautifulSoup(diagrams.filled("moves", "Who moved", {}), "html.parser")
    assert all(svg["aria-hidden"] == "true" for svg in html.select("svg"))
    text = html.get_text(" ", strip=True)
    for step in STEPS:
        for board in step.joined:
            for part in AREAS.parts(board, step.start):
                assert AREAS.names[part.area] in text
                assert about(part.people) in text


def test_the_boards_of_2022_that_are_told_apart_are_those_that_no_board_of_2026_equals():
    assert {AREAS.same(board, NOW) for board in pages.earlier(AREAS)} == {""}
    both = [board for board in AREAS.at(NOW) if AREAS.same(board, BEFORE)]
    assert len(both) + len(pages.earlier(AREAS)) == len(AREAS.at(BEFORE))


# The map ----------------------------------------------------------------------------------------

CELLS = tiles(tables.snapshot())
MAP = Map(tables.snapshot())


def test_each_area_of_2016_has_a_cell_of_its_own_within_the_sheet():
    assert set(CELLS) == set(AREAS.at(PLAN))
    assert len(set(CELLS.values())) == len(CELLS)
    columns, rows = ({cell[n] for cell in CELLS.values()} for n in (0, 1))
    assert (min(columns), min(rows)) == (0, 0)
    assert (max(columns), max(rows)) < (8, 12)  # for which story.css has places


def test_neighbours_are_kept_as_far_as_may_be():
    pairs = [(CELLS[MAP.areas[one]], CELLS[MAP.areas[other]]) for one, other in MAP.neighbours]
    assert len(pairs) > 90
    assert sum(reach(*pair) == 1 for pair in pairs) > 0.85 * len(pairs)
    assert sum(gap(*pair) == 0 for pair in pairs) > 0.5 * len(pairs)
    assert max(reach(*pair) for pair in pairs) <= 4
    touched = {area for one, other in MAP.neighbours for area in (one, other)
               if reach(CELLS[MAP.areas[one]], CELLS[MAP.areas[other]]) == 1}  # fmt: skip
    assert len(touched) == len(CELLS)  # none stands alone


def test_no_change_of_two_cells_would_be_a_gain():
    grid = Grid(MAP.spread(), MAP.neighbours)
    grid.settle()
    gains = [grid.gain(number, cell) for number, here in grid.cell.items()
             for cell in grid.cells if cell != here and reach(cell, here) <= FAR]  # fmt: skip
    assert max(gains) <= 1e-9


def test_north_is_up_and_east_is_right():
    """Of two areas well apart the southern stands lower, and the eastern to the right."""
    centres = dict(zip(MAP.areas, MAP.centres, strict=True))
    for one, other in itertools.permutations(CELLS, 2):
        for axis in (0, 1):
            if centres[one][axis] - centres[other][axis] > 1.6:  # some 180 km
                assert CELLS[one][axis] > CELLS[other][axis], (one, other)


def test_neighbours_are_those_with_no_third_point_between_them():
    near = near_points(np.array([[0, 0], [2, 0], [1, 0.1], [1, 5]]))
    assert near.tolist() == [
        [False, False, True, False], [False, False, True, False],
        [True, True, False, True], [False, False, True, False],
    ]  # fmt: skip


@pytest.mark.parametrize(("year", "date"), pages.YEARS.items())
def test_a_cell_leads_to_who_has_most_of_its_people(page, year, date):
    cells = page.select(f".of-{year} ol > li")
    assert len(cells) == len(CELLS)
    at = {f"c{column + 1} r{row + 1}": area for area, (column, row) in CELLS.items()}
    for cell in cells:
        area = at[" ".join(cell["class"][:2])]
        assert cell.a["href"] == f"#{AREAS.heir(area, date)}"
    named = [cell.a for cell in cells if cell.a.get_text()]
    assert {a["href"] for a in named} == {f"#{board}" for board in AREAS.at(date)}
    assert all(cell.a["tabindex"] == "-1" for cell in cells if not cell.a.get_text())
    letters = {(a["href"], a.select_one(".tiles-letters").get_text()) for a in named}
    assert len({short for _, short in letters}) == len(letters)  # no two boards have the same
    key = {(a["href"], a.b.get_text()) for a in page.select(f".of-{year} .tiles-key a")}
    assert key == (letters if year == "2026" else set())  # the page has no room for three


def test_cells_of_one_board_are_joined_and_no_others():
    for date in DATES:
        cells = {each["cell"]: each for each in pages.cells_of(AREAS, CELLS, date)}
        for cell, each in cells.items():
            for side, other in pages.beside(cell).items():
                same = other in cells and cells[other]["board"] == each["board"]
                assert (side in each["on"]) == same


def test_the_year_is_chosen_by_key_without_a_script(new_page, site):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto("/book/boards.html")
    expect(page.locator(".of-2026")).to_be_visible()
    expect(page.locator(".of-2016")).to_be_hidden()
    page.get_by_role("radio", name="2026").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".of-2016")).to_be_visible()
    expect(page.locator(".of-2026")).to_be_hidden()
    page.locator(".of-2016").get_by_role("link", name="Frimley Health").click()
    page.wait_for_url("**/boards.html#stp-frimley-health")
