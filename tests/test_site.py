"""The built site in a real Chromium: what is there without a script, and what answers with one."""

import csv
import io
import random
import re
import shutil
import time
from urllib.parse import quote, urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

import widgets
from tests import cases
from tests.conftest import PATIENCE, ROOT
from widgets import numbers, tables
from widgets.footprints import VIEWS, sizes
from widgets.words import about, people, times

CHAPTER = "/book/integrated-care-systems.html"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}

# The controls, as a screen reader names them, in the order of the questions.
SHOW, EVEN = ("combobox", "Show"), ("checkbox", "Even steps along the axis")
NUMBER, SLIDER = ("textbox", "Number of people"), ("slider", "or slide")
AREA, ORIGIN = ("combobox", "or choose an area"), ("combobox", "A footprint of 2016")


# --- What Python says -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def python():
    """Return one figure that the tests of this file set and ask."""
    return widgets.footprints()


def put(python, setting):
    """Set every input, in an order in which none undoes another."""
    python.area = ""
    for name in ("show", "linear", "origin", "population", "area"):
        setattr(python, name, setting[name])


def shown_rows(python):
    """Return the rows of the table that stand for the present state."""
    shown = {f"{name}:{value}" for name, value in python.state().items()}
    return [row for row in python.table().rows if row["when"] in shown]


def answer(python):
    """Return what Python says at the present state, the picture aside."""
    return {
        "sentences": [sentence for sentence in python.sentences() if sentence],
        "description": python.words().description,
        "rows": [[row["id"], row["compared"]] for row in shown_rows(python)],
    }


def drawn(svg):
    """Return what a picture draws, from the top down: where, what, in which colours.

    A long name is cut where the font of the machine says, so only its beginning is compared.
    """
    [frame] = ElementTree.fromstring(svg)
    return sorted(marks(frame, 0, 0))


def marks(group, left, top):
    """Yield every mark of a group, and of the groups inside it."""
    for child in group:
        moved = re.match(r"translate\((.+?),(.+?)\)", child.get("transform", "translate(0,0)"))
        x, y = left + float(moved[1]), top + float(moved[2])
        shape = "".join(child.get(name, "") for name in ("d", "x2", "y2")) or child.text
        if child.tag.endswith("}g"):
            yield from marks(child, x, y)
        elif shape:
            colours = [child.get(name, "none") for name in ("fill", "stroke")]
            colours = [colour.replace("transparent", "none") for colour in colours]
            shape = re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.1f}", shape)
            yield (round(y, 1), round(x, 1), shape[:30], *colours)


def texts(svg):
    """Return the beginnings of the texts of a picture, in no order."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return sorted((text.text or "")[:30] for text in found)


# --- What the page says -----------------------------------------------------------------------

ANSWER = """async (figure) => {
    // The rows follow when the words have been painted.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return {
        sentences: [...figure.querySelectorAll("output p:not([hidden])")].map((p) => p.textContent),
        description: figure.querySelector('[role="img"]').getAttribute("aria-label"),
        rows: [...figure.querySelectorAll("tbody:not([hidden]) tr")].map((row) =>
            [row.dataset.row, row.querySelector('[data-cell="compared"]').textContent]),
    };
}"""

# Sets all inputs as a hand would, for one setting after the other, and returns what is said to
# each. Where the texts of the picture are given, it is waited for until it has them.
ASK = """async (figure, settings) => {
    const form = figure.querySelector("form");
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const put = (name, value) => {
        const input = form.elements[name];
        if (input.type === "checkbox") input.checked = value;
        else input.value = value ?? "";
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    const has = (expected) => expected.join("|") === [...figure.querySelectorAll("svg text")]
        .map((text) => text.textContent.slice(0, 30)).sort().join("|");
    const answers = [];
    for (const { texts, ...setting } of settings) {
        for (const name of ["show", "linear", "origin", "population", "area"]) {
            put(name, setting[name]);
        }
        await pause(0);
        for (let i = 0; texts && !has(texts) && i < 500; i++) await pause(10);
        const svg = texts && new XMLSerializer().serializeToString(figure.querySelector("svg"));
        answers.push({ ...await (ANSWER)(figure), svg });
    }
    return answers;
}""".replace("ANSWER", ANSWER)


def open_figure(page, address=CHAPTER):
    """Open the chapter and return its figure, once it answers and is drawn by the browser."""
    page.goto(address)
    figure = page.locator("#footprints[data-ready]")
    figure.evaluate("figure => figure.querySelector('svg').scrollIntoView()")
    expect(figure).to_have_attribute("data-drawn", "")
    return figure


@pytest.fixture(scope="module")
def opened(shared):
    """Return a figure on a page that tests share: to open one takes most of a test's time."""
    return open_figure(shared.new_page())


@pytest.fixture
def figure(browsing, opened):
    """Return the shared figure, as it was when it opened."""
    opened.evaluate("""figure => {
        document.activeElement.blur();
        for (const part of figure.querySelectorAll("details")) part.open = false;
    }""")
    opened.evaluate(ASK, [cases.setting()])
    return opened


def field(figure, control):
    """Return a control by its role and name."""
    role, name = control
    return figure.get_by_role(role, name=name)


def ask(figure, setting):
    """Set the inputs as a reader does, and leave each."""
    field(figure, SHOW).select_option(setting["show"])
    field(figure, EVEN).set_checked(setting["linear"])
    field(figure, ORIGIN).select_option(setting["origin"])
    field(figure, AREA).select_option(setting["area"])
    if not setting["area"]:
        number = "" if setting["population"] is None else f"{setting['population']:,}"
        field(figure, NUMBER).press("Control+a")
        field(figure, NUMBER).press("Delete")
        field(figure, NUMBER).press_sequentially(number)
        field(figure, NUMBER).blur()


def address(page):
    """Return the address as the page knows it, when it has settled."""
    page.wait_for_timeout(300)
    return page.evaluate("location.href")


def picture(figure):
    """Return the picture as text."""
    return figure.locator("svg").evaluate("svg => new XMLSerializer().serializeToString(svg)")


def check(figure, python, setting):
    """Fail where sentences, rows or picture are not what Python says to a setting."""
    put(python, setting)
    assert figure.evaluate(ANSWER) == answer(python)
    expected = drawn(python.to_svg())
    late = time.monotonic() + PATIENCE / 1000
    while drawn(picture(figure)) != expected and time.monotonic() < late:
        figure.page.wait_for_timeout(20)  # the picture follows the sentence
    assert drawn(picture(figure)) == expected


# --- Without a script -------------------------------------------------------------------------


def test_without_a_script_the_figure_is_complete(new_page, site, python):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto(CHAPTER)
    figure = page.locator("#footprints")
    put(python, cases.setting())
    assert drawn(picture(figure)) == drawn(python.to_svg())
    assert figure.locator("svg").bounding_box()["height"] > 400
    expect(figure.locator("output p:visible")).to_have_text(answer(python)["sentences"])
    named = figure.get_by_role("img", name=answer(python)["description"], exact=True)
    expect(named).to_have_count(1)

    figure.get_by_text("The figures as a table").click()
    rows = figure.locator("tbody tr:visible")
    assert rows.evaluate_all("rows => rows.map((row) => row.dataset.row)") == [
        row["id"] for row in python.table().rows
    ]
    figure.get_by_text("Sources and notes").click()
    expect(figure.locator(".explorer-sources li:visible")).to_have_count(len(python.sources()))
    assert figure.locator("input, select").count() > 5
    assert figure.locator("form :visible").count() == 0


@pytest.mark.parametrize("kind", ["CSV", "SVG"])
def test_without_a_script_the_links_hold_all_rows_and_the_picture(new_page, site, python, kind):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto(CHAPTER)
    put(python, cases.setting())
    link = page.get_by_role("link", name=f"({kind})").get_attribute("href")
    response = page.request.get(urljoin(page.url, link))
    assert response.status == 200
    assert response.text() == (python.to_csv() if kind == "CSV" else python.to_svg())


# --- Alive, with no other machine in reach ----------------------------------------------------


def test_every_page_opens_quietly_and_fits_a_phone(new_page, site, html):
    page = new_page(base_url=site, viewport=PHONE)
    pages = [path for path in html.rglob("*.html") if "_static" not in path.parts]
    for path in pages:
        page.goto(f"/{path.relative_to(html).as_posix()}")
        if path == html / "index.html":  # which sends its reader on
            page.wait_for_url("**/book/index.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path.name


@pytest.mark.parametrize("show", VIEWS)
def test_each_choice_changes_sentence_picture_and_rows_alike(figure, python, show):
    field(figure, SHOW).select_option(show)
    check(figure, python, cases.setting(show=show))


def test_even_steps_change_the_axis(figure, python):
    assert "30,000" in texts(picture(figure))
    field(figure, EVEN).check()
    check(figure, python, cases.setting(linear=True))
    assert "30,000" not in texts(picture(figure))


@pytest.mark.parametrize(
    ("typed", "population"),
    [("430,000", 430_000), ("430 000", 430_000), ("2.7 million", 2_700_000), ("85k", 85_000),
     ("1.25M", 1_250_000), ("85 thousand", 85_000), ("60000000", 60_000_000), (" 1,000 ", 1_000)],
)  # fmt: skip
def test_a_number_may_be_typed_as_people_write_it(figure, python, typed, population):
    field(figure, NUMBER).press_sequentially(typed)
    check(figure, python, cases.setting(population=population))
    field(figure, NUMBER).blur()
    expect(field(figure, NUMBER)).to_have_value(f"{population:,}")


@pytest.mark.parametrize("typed", ["999", "60,000,001", "-5000", "5,000 apples"])
def test_what_is_not_a_number_in_range_is_said_and_changes_nothing(figure, python, typed):
    number, problem = field(figure, NUMBER), figure.locator("[data-problem]")
    number.fill("430,000")
    before = address(figure.page)
    number.fill(typed)
    expect(problem).to_have_text("Type a number from 1,000 to 60,000,000.")
    expect(problem).to_be_visible()
    number.blur()
    expect(number).to_have_value(typed)
    expect(number).to_have_attribute("aria-invalid", "true")
    assert address(figure.page) == before
    check(figure, python, cases.setting(population=430_000))

    number.fill("440,000")
    expect(problem).to_be_hidden()
    expect(number).to_have_attribute("aria-invalid", "false")
    check(figure, python, cases.setting(population=440_000))


def test_nobody_is_corrected_at_the_first_digit(figure):
    problem = figure.locator("[data-problem]")
    heard = problem.evaluate_handle("""problem => {
        const heard = [];
        new MutationObserver(() => heard.push(problem.textContent))
            .observe(problem, { childList: true });
        return heard;
    }""")
    field(figure, NUMBER).press_sequentially("430,000", delay=50)
    figure.page.wait_for_timeout(1200)
    assert [text for text in heard.json_value() if text] == []


def test_the_slider_moves_the_number_and_the_number_the_slider(figure, python):
    slider, number = field(figure, SLIDER), field(figure, NUMBER)
    slider.fill("1")
    expect(number).to_have_value("25,000")
    check(figure, python, cases.setting(population=25_000))
    slider.fill("400")
    expect(number).to_have_value("4,000,000")
    number.fill("25,000")
    expect(slider).to_have_value("1")
    expect(slider).to_have_attribute("aria-valuetext", "25,000 people")
    slider.fill("0")
    expect(number).to_have_value("")
    expect(slider).to_have_attribute("aria-valuetext", "no number")
    check(figure, python, cases.setting())


def test_an_area_sets_the_number_and_another_number_lets_go_of_the_area(figure, python):
    area, number = field(figure, AREA), field(figure, NUMBER)
    area.select_option("place-leeds")
    expect(number).to_have_value(f"{sizes().areas['place-leeds'].people:,}")
    check(figure, python, cases.setting(area="place-leeds"))
    number.fill("430,000")
    expect(area).to_have_value("")
    check(figure, python, cases.setting(population=430_000))


@pytest.mark.parametrize("origin", ["", "stp-west-yorkshire"])
def test_an_origin_changes_sentence_picture_and_rows(figure, python, origin):
    field(figure, ORIGIN).select_option(origin)
    check(figure, python, cases.setting(origin=origin))


# --- By keyboard, and on a phone --------------------------------------------------------------

OUTLINED = """() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


def test_everything_is_reached_by_keyboard_in_the_order_of_the_questions(figure):
    page = figure.page
    figure.locator(".explorer-title").click()
    controls = [field(figure, name) for name in (SHOW, EVEN, NUMBER, SLIDER, AREA, ORIGIN)]
    others = ["The figures as a table", "(CSV)", "(SVG)", "Show the code", "Sources and notes"]
    for control in (*controls, *(figure.get_by_text(words) for words in others)):
        page.keyboard.press("Tab")
        expect(control).to_be_focused()
        assert page.evaluate(OUTLINED), control


def test_every_control_answers_to_the_keyboard(figure, python):
    press = figure.page.keyboard.press
    field(figure, SHOW).focus()
    for key in ("ArrowDown", "Tab", "Space", "Tab", "Tab", "ArrowRight", "ArrowRight",
                "ArrowLeft", "Tab", "Tab", "Home", "Tab", "Enter", "Tab"):  # fmt: skip
        press(key)
    check(
        figure,
        python,
        cases.setting(show=list(VIEWS)[1], linear=True, population=25_000, origin=""),
    )
    expect(figure.locator(".explorer-scroll")).to_be_focused()


def test_on_a_phone_the_table_scrolls_in_its_own_box(new_page, site):
    page = new_page(base_url=site, viewport=PHONE)
    figure = open_figure(page)
    for part in ("The figures as a table", "Sources and notes"):
        figure.get_by_text(part).click()
    box = figure.locator(".explorer-scroll")
    box.focus()
    expect(box).to_be_focused()
    assert box.evaluate("box => { box.scrollLeft = 99; return box.scrollLeft; }") > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


MOVED = """
    window.moved = [];
    const place = ({ node }) => node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    new PerformanceObserver((list) => {
        const shifts = list.getEntries().flatMap(({ sources }) => sources);
        const inside = shifts.filter(({ node }) => node).map(place)
            .filter((element) => element.closest("article"));
        moved.push(...inside.map((element) => element.outerHTML.slice(0, 80)));
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_while_the_page_loads_and_the_live_picture_comes(new_page, site, viewport):
    page = new_page(base_url=site, viewport=viewport)
    page.add_init_script(MOVED)
    page.goto(CHAPTER)
    page.wait_for_load_state("networkidle")
    size = page.locator("#footprints:not([data-drawn])").bounding_box()
    figure = open_figure(page)
    page.wait_for_timeout(100)
    assert page.evaluate("moved") == []
    assert figure.bounding_box()["height"] == size["height"]


# --- The state in the address -----------------------------------------------------------------


def state(figure):
    """Return the value of every input as it stands on the page."""
    return {
        "linear": field(figure, EVEN).is_checked(),
        **{each: field(figure, each).input_value() for each in (SHOW, NUMBER, AREA, ORIGIN)},
    }


@pytest.mark.parametrize(
    "setting",
    [
        cases.setting(show="icb-2026", linear=True, population=430_000, origin=""),
        cases.setting(show="stp-2016", area="place-salford", origin="stp-devon"),
    ],
    ids=["number", "area"],
)
def test_the_address_holds_the_state(figure, page, python, setting):
    ask(figure, setting)
    again = open_figure(page, address(figure.page))
    assert state(again) == state(figure)
    check(again, python, setting)


def test_the_address_says_nothing_of_what_is_as_it_was(page):
    anchor = "#the-first-10-and-the-4-that-followed"
    figure = open_figure(page, f"{CHAPTER}?other=1{anchor}")
    ask(figure, cases.setting(linear=True, origin=""))
    told = "&footprints.linear=true&footprints.origin="
    assert address(page).endswith(f"{CHAPTER}?other=1{told}{anchor}")
    ask(figure, cases.setting())
    assert address(page).endswith(f"{CHAPTER}?other=1{anchor}")


@pytest.mark.parametrize(
    ("query", "setting"),
    [
        ("show=banana&linear=perhaps&population=lots&area=x&origin=y&colour=red", {}),
        ("population=999&show=__proto__&__proto__=1", {}),
        ("population=60000001&linear=", {}),
        ("area=place-leeds", {"area": "place-leeds"}),
        ("area=place-leeds&population=430000", {"area": "place-leeds"}),
        ("population=430000&area=place-leeds", {"population": 430_000}),
    ],
)
def test_an_address_written_by_hand_gives_a_state_that_holds_together(page, python, query, setting):
    query = re.sub(r"(^|&)", r"\1footprints.", query)
    figure = open_figure(page, f"{CHAPTER}?{query}")
    check(figure, python, cases.setting(**setting))


# --- Downloads --------------------------------------------------------------------------------


def download(figure, kind):
    """Return the text of a file that a link gives."""
    with figure.page.expect_download() as given:
        figure.get_by_role("link", name=f"({kind})").click()
    assert given.value.suggested_filename == f"footprints.{kind.lower()}"
    return given.value.path().read_text("utf8")


@pytest.mark.parametrize(
    "setting",
    [
        cases.setting(),
        cases.setting(show="stp-2016", linear=True, area="place-leeds", origin=""),
        cases.setting(show="icb-2022", population=430_000, origin="stp-west-yorkshire"),
    ],
    ids=["start", "area", "number"],
)
def test_downloads_hold_what_is_seen(figure, python, setting):
    ask(figure, setting)
    check(figure, python, setting)
    columns = python.table().columns
    header, *rows = csv.reader(io.StringIO(download(figure, "CSV")))
    assert header == list(columns.values())
    assert rows == [
        [str(row.get(f"{key}_value", row[key])) for key in columns] for row in shown_rows(python)
    ]
    people = [row[header.index("People who live there")] for row in rows]
    assert all(number == "" or number.isdecimal() for number in people)
    assert any(people)
    assert drawn(download(figure, "SVG")) == drawn(python.to_svg())


# --- The same answers as Python ---------------------------------------------------------------


@pytest.fixture
def still_tables(monkeypatch):
    """Look at the tables once: they do not change while a test runs."""
    stamp = tables.stamp()
    monkeypatch.setattr(tables, "stamp", lambda: stamp)


SETTINGS = {"cases": list(cases.cases()), "random": list(cases.at_random(200))}


@pytest.mark.usefixtures("still_tables")
@pytest.mark.parametrize("name", SETTINGS)
def test_page_and_python_answer_alike(figure, python, name):
    asked, expected = [], []
    for n, setting in enumerate(SETTINGS[name]):
        put(python, setting)
        svg = python.to_svg() if n % 5 == 0 else None  # to draw takes long: every fifth
        expected.append({**answer(python), "svg": svg and drawn(svg)})
        asked.append({**setting, "texts": svg and texts(svg)})
    answers = figure.evaluate(ASK, asked)
    for setting, said, meant in zip(SETTINGS[name], answers, expected, strict=True):
        said["svg"] = meant["svg"] and drawn(said["svg"])
        assert said == meant, setting


def test_page_and_python_say_numbers_alike(figure):
    chance = random.Random(2016)
    numbers = [*cases.EDGES, *(round(10 ** chance.uniform(0, 8)) for _ in range(500))]
    ratios = [0.0099, 0.01, 0.949, 0.95, 1.049, 1.05, 2.25, 9.94, 9.95]
    ratios += [10 ** chance.uniform(-3, 4) for _ in range(500)]
    said = figure.page.evaluate(
        """([numbers, ratios]) => {
            const { about, people, times } = figures;
            return [numbers.map(people), numbers.map(about), ratios.map(times)];
        }""",
        [numbers, ratios],
    )
    assert said == [[*map(people, numbers)], [*map(about, numbers)], [*map(times, ratios)]]


@pytest.mark.usefixtures("still_tables")
def test_page_and_python_answer_a_hand_alike(figure, python):
    for setting in cases.at_random(20, seed=2022):
        ask(figure, setting)
        put(python, setting)
        assert figure.evaluate(ANSWER) == answer(python), setting


# --- Text from a table is text ----------------------------------------------------------------

NASTY = """<img src=x onerror=hacked=1><script>hacked=1</script></script>&"'`"""
AS_NEAR = {"ics-berkshire-west": "500000", "ics-buckinghamshire": "720000"}  # to 600,000


def rewrite(path, change):
    """Change each row of a table, a dictionary, in place."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """Return a folder whose tables, which the figure reads, hold markup in every text."""
    folder = shutil.copytree(tables.DATA, tmp_path / "data")

    def spoil(column):
        return lambda row: row.update({column: row[column] and f"{row[column]} {NASTY}"})

    def level(row):
        if row["footprint"] in AS_NEAR and row["basis"] == "residents":
            row["central"] = AS_NEAR[row["footprint"]]

    rewrite(folder / "footprints.csv", spoil("name"))
    rewrite(folder / "populations.csv", spoil("wording"))
    rewrite(folder / "populations.csv", level)
    rewrite(folder / "sources.csv", spoil("title"))
    records, stamp = tables.records, tables.stamp
    monkeypatch.setattr(tables, "records", lambda name: records(name, folder))
    monkeypatch.setattr(tables, "stamp", lambda _=None: stamp(folder))
    return tmp_path


@pytest.fixture
def nasty_page(spoilt, html, serve_folder):
    """Return a figure made from the spoilt tables, and the address of a page that holds it."""
    shutil.copytree(html / "_static", spoilt / "_static")
    python = widgets.footprints()
    (spoilt / "book").mkdir()
    (spoilt / "book" / "page.html").write_text(
        f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">{python.render()}'
        '<script defer src="../_static/figures.js"></script>'
        '<script defer src="../_static/footprints.js"></script>',
        "utf8",
    )
    return python, serve_folder(spoilt)


def test_markup_in_a_table_stays_text(nasty_page, new_page):
    python, address = nasty_page
    page = new_page(base_url=address)
    figure = open_figure(page, "/book/page.html")
    area = sizes().areas["place-leeds"]
    assert area.name == f"Leeds {NASTY}"
    for setting in (
        cases.setting(show="stp-2016", area=area.id),
        cases.setting(population=600_000, origin="stp-devon"),
    ):
        ask(figure, setting)
        check(figure, python, setting)
    assert NASTY in python.sentences()[1]
    assert NASTY in next(csv.DictReader(io.StringIO(download(figure, "CSV"))))["Name"]
    ElementTree.fromstring(download(figure, "SVG"))
    assert figure.locator("img, script:not([type='application/json'])").count() == 0
    assert page.evaluate("typeof hacked") == "undefined"


# --- Links and citations ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def soups(html):
    """Return every page of the site, parsed, by its path from the root of the site."""
    return {
        path.relative_to(html).as_posix(): BeautifulSoup(path.read_text("utf8"), "html.parser")
        for path in html.rglob("*.html")
        if "_static" not in path.parts
    }


def test_every_link_inside_the_site_leads_somewhere(soups, html):
    ids = {page: {each["id"] for each in soup.select("[id]")} for page, soup in soups.items()}
    broken = []
    for page, soup in soups.items():
        for link in {each.get("href") or each.get("src") for each in soup.select("[href], [src]")}:
            path, _, fragment = urljoin(page, link).partition("#")
            path = path.partition("?")[0]
            if re.match(r"[a-z]+:", path):
                continue  # on another host
            if not (html / path).is_file() or (fragment and fragment not in ids[path]):
                broken.append(f"{page}: {link}")
    assert broken == []


ROLE = re.compile(r"\{([a-z:]+)\}`([^`]+)`")


def plain(text):
    """Return text with straight quotes and single spaces, as it may be typed."""
    return " ".join(text.translate(str.maketrans("“”‘’\xa0", "\"\"'' ")).split())


@pytest.fixture(params=sorted(path.stem for path in (ROOT / "book").glob("*.md")))
def chapter(request, soups):
    """Return the roles of a chapter's text, and its page."""
    text = (ROOT / "book" / f"{request.param}.md").read_text("utf8")
    return text, soups[f"book/{request.param}.html"]


def test_every_citation_leads_to_its_source(chapter, soups):
    text, page = chapter
    titles = {row["id"]: plain(row["title"]) for row in tables.records("sources")}
    keys = [
        key.strip()
        for role, inside in ROLE.findall(text)
        if role in ("passage", "cite:p")
        for key in (inside.partition("|")[0].split(","))
    ]
    links = page.select(".bibtex-citation a.reference")
    entries = soups["book/sources.html"]
    found = [plain(entries.find(id=link["href"].partition("#")[2]).text) for link in links]
    assert len(found) == len(keys)
    for key in keys:  # several in one bracket stand in an order of their own
        [entry, *_] = [entry for entry in found if titles[key] in entry]
        found.remove(entry)


def test_every_passage_can_be_found(chapter):
    text, page = chapter
    addresses = {row["id"]: row["url"] for row in tables.records("sources")}
    passages = page.select(".passage")
    links = [link["href"] for passage in passages for link in passage.select("a.external")]
    for role, inside in ROLE.findall(text):
        if role == "passage":
            key, words = (part.strip() for part in inside.split("|"))
            if addresses[key]:
                assert f"{addresses[key]}#:~:text={quote(words, safe='')}" in links
            else:
                assert any(f"“{words}”" in passage.text for passage in passages), words


def test_every_number_in_a_sentence_is_that_of_the_table(chapter):
    text, page = chapter
    article = plain(page.select_one("article").text)
    before = r"([^`{}*()\[\]\n]*)"
    for sentence in re.findall(rf"{before}{numbers.ROLE.pattern}", text):
        start, role, key = sentence
        assert plain(start.removeprefix("- ") + numbers.ROLES[role](key)) in article
    assert not re.search(r"\{(people|figure|count)\}", article)
