"""A figure on a page: complete without a script, and alive with one."""

import csv
import io
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from sphinx_ext.figures import BOM
from tests import audit
from tests.figures import harness
from widgets import lives

# --- Without a script -------------------------------------------------------------------------


@pytest.fixture
def still(topic, bare, new_page):
    """Return the figure on a page without scripts."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{bare}/{topic}.html")
    return page.locator("figure.explorer")


def test_without_a_script_the_figure_is_complete(still, python):
    harness.put(python, python.new())
    said = harness.told(python, python.new())
    if still.locator("[data-picture=drawn]").count():
        assert harness.drawn(harness.picture(still)) == harness.drawn(python.to_svg())
    assert still.evaluate(harness.MARKED, harness.marked(python)) == harness.marked(python)
    assert still.locator("[data-picture]").bounding_box()["height"] > 100
    expect(still.locator("output p:visible")).to_have_text(
        [each for each in said["sentences"] if each]
    )
    expect(still.locator("[data-picture]")).to_have_accessible_name(said["description"])
    for details in still.locator(".explorer-table > summary, .explorer-sources > summary").all():
        if details.locator("xpath=..").get_attribute("open") is None:
            details.click()
    rows = still.locator(".explorer-table tr[data-row]:visible")
    ids = rows.evaluate_all("rows => rows.map((row) => row.dataset.row)")
    assert ids == [row["id"] for row in python.table().rows]
    expect(still.locator(".explorer-sources li:visible")).to_have_count(len(python.sources()))
    assert still.locator("[data-input]:visible").count() == 0


@pytest.mark.parametrize("kind", ["csv", "svg"])
def test_without_a_script_the_links_give_this_figure(still, python, kind):
    harness.put(python, python.new())
    link = still.locator(f"a[data-download={kind}]").get_attribute("href")
    response = still.page.request.get(urljoin(still.page.url, link))
    assert response.status == 200
    assert response.text() == (BOM + python.to_csv() if kind == "csv" else python.to_svg())


# --- With one ---------------------------------------------------------------------------------


def test_a_control_of_a_kind_that_nobody_knows_is_told_of(topic, bare, bare_browser, bare_page):
    bare_page.goto(f"{bare}/{topic}.html")
    bare_page.evaluate("""() => {
      const figure = document.querySelector("figure.explorer");
      figure.querySelector("[data-input]").dataset.input = "knob";
      const { topic, words } = figures.topics[figure.dataset.explorer];
      try { figures.modules["core/bind.js"].bind(figure, null, topic, words); }
      catch (error) { window.told = String(error); }
    }""")
    told = bare_page.evaluate("window.told")
    assert told == 'TypeError: no kind of input is called "knob"'


FOCUS = """() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  const next = document.activeElement.nextElementSibling;
  const lined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const marked = lined(getComputedStyle(document.activeElement))
    || (next && lined(getComputedStyle(next)));
  return [[...window.stops].indexOf(document.activeElement), marked];
}"""
STOPS = """figure => {
  figure.querySelector(".explorer-title").tabIndex = -1;
  figure.querySelector(".explorer-title").focus();
  const radio = (el) => el.type === "radio" && !el.checked;
  const kinds = "a[href], button, input, select, summary, [tabindex='0']";
  window.stops = [...figure.querySelectorAll(kinds)]
    .filter((el) => el.checkVisibility() && !el.matches(":disabled") && el.tabIndex >= 0)
    .filter((el) => !radio(el));
  return stops.length;
}"""


def test_every_control_is_reached_by_key_in_the_order_of_the_page(figure):
    expected = figure.evaluate(STOPS)
    reached = []
    while len(reached) < min(expected, 60):
        figure.page.keyboard.press("Tab")
        place, marked = figure.page.evaluate(FOCUS)
        if reached and place == reached[-1]:
            continue  # a date has a stop for its day, its month and its year
        assert marked, figure.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        reached.append(place)
    assert reached == list(range(min(expected, 60)))


def test_a_screen_reader_hears_a_name_for_every_control_and_the_picture(figure, python):
    harness.put(python, python.new())
    figure.page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )
    names = figure.evaluate("""figure => [...figure.querySelectorAll("[data-input]")].map((el) =>
      el.ariaLabel || [...(el.labels ?? [])].map((label) => label.textContent.trim()).join(" "))""")
    assert [name for name in names if not name] == []
    expect(figure.locator("[data-picture]")).to_have_accessible_name(python.description())
    assert figure.get_by_role("table").count() >= 1


def test_axe_finds_nothing(chromium, topic, bare):
    page = chromium.new_page(reduced_motion="reduce", bypass_csp=True)
    page.goto(f"{bare}/{topic}.html")
    page.locator("figure[data-ready]").wait_for()
    page.evaluate(audit.CUT)
    found = []
    for setting in (audit.PHONE, audit.DESK):
        setting.take(page)
        page.evaluate("(scheme) => document.documentElement.dataset.theme = scheme", setting.scheme)
        found += audit.violations_by_look(page)
    page.close()
    assert [f"{each['id']}: {each['html'][0]}" for each in found] == []


# --- The address ------------------------------------------------------------------------------


def test_the_address_holds_the_setting_and_opens_it(figure, python, bare_page):
    for setting in harness.at_random(python, 4, seed=7):
        figure.evaluate(harness.PUT, setting)
        shown = figure.evaluate(harness.SHOWN)
        bare_page.wait_for_timeout(300)
        address = bare_page.evaluate("location.href")
        assert address.endswith(f"#{python.name}")  # which leads to the figure
        figure.get_by_role("button", name="Copy link").click()
        expect(figure.get_by_role("status").last).to_have_text("Link copied.")
        expect(figure.get_by_role("textbox", name="Link to this figure")).to_have_value(address)
        again = bare_page.context.new_page()
        opened = harness.open_figure(again, address)
        assert opened.evaluate(harness.SHOWN) == shown
        again.close()


def test_a_new_figure_says_nothing_in_the_address(figure, python):
    page = figure.page
    page.evaluate("history.replaceState(null, '', '?other=1')")
    figure.evaluate(harness.PUT, harness.at_random(python, 3)[-1])
    figure.evaluate(harness.PUT, python.new())
    page.wait_for_timeout(300)
    assert page.evaluate("location.search + location.hash") == "?other=1"


BAD = ["", "banana", "-1", "99999999999", "__proto__", "true,false", "2018-02-30", "%F0%9F%8D%8C"]


def test_an_address_that_means_nothing_opens_the_figure_as_it_is_new(
    topic, bare, bare_page, python
):
    new = harness.told(python, python.new())
    typed = [name for name, each in python.inputs.items() if each.kind in ("text", "number")]
    for value in BAD:
        names = [name for name in python.inputs if name not in typed]
        query = "&".join(f"{topic}.{name}={value}" for name in [*names, "__proto__", "no_such"])
        figure = harness.open_figure(bare_page, f"{bare}/{topic}.html?{query}")
        shown = figure.evaluate(harness.SHOWN)
        if value:  # an empty value may be a choice of none
            assert shown["sentences"] == new["sentences"], value


# --- Files ------------------------------------------------------------------------------------


def test_a_download_holds_the_rows_and_the_picture_that_are_seen(figure, python):
    setting = harness.at_random(python, 5)[-1]
    figure.evaluate(harness.PUT, setting)
    figure.page.wait_for_timeout(100)
    harness.put(python, setting)
    text = harness.download(figure, "csv")
    assert text.startswith(BOM)
    header, *rows = csv.reader(io.StringIO(text.removeprefix(BOM)))
    assert header[:-2] == list(python.table().columns.values())
    shown = {"", *(f"{name}:{value}" for name, value in python.state().items())}
    columns, *every = csv.reader(io.StringIO(python.to_csv()))
    assert header == columns
    kept = [row.get("when", "") in shown for row in python.table().rows]
    assert rows == [row for row, keep in zip(every, kept, strict=True) if keep]
    picture = harness.download(figure, "svg")
    assert harness.drawn(picture) == harness.drawn(python.to_svg())
    assert harness.words_around(picture) == harness.words_around(python.to_svg())


def test_a_picture_to_download_says_all_that_a_reader_of_it_alone_must_know(python):
    harness.put(python, harness.at_random(python, 5)[-1])
    picture = python.to_svg()
    [ground, *_] = ElementTree.fromstring(picture)
    assert ground.get("fill") == "#fff"
    words = " ".join(harness.words_around(picture))
    key = [meaning for _, meaning in python.key()]
    assert len(key) > 1
    unit, answer, book = (
        python.say("unit"),
        python.in_short(),
        python.say("book", reach=lives.reach()),
    )
    for part in (python.say("title"), python.say("subtitle"), *key, unit, answer, book):
        assert part
        assert " ".join(part.split()) in words
    assert "CC BY 4.0" in book


def test_a_picture_from_a_page_of_the_web_has_its_address(chromium, bare):
    web = "https://book.example"

    def answer(route):
        at = route.request.url.replace(web, bare.removesuffix("/book"))
        route.fulfill(response=route.fetch(url=at))

    with chromium.new_context() as context:
        page = context.new_page()
        page.route(f"{web}/**", answer)
        address = f"{web}/book/names.html?names.day=2017-07-01"
        figure = harness.open_figure(page, address)
        assert f"{address}#names" in harness.words_around(harness.download(figure, "svg"))


def test_a_row_of_a_file_has_the_address_of_its_source_and_the_licence(python):
    header, *rows = csv.reader(io.StringIO(python.to_csv()))
    assert header[-2:] == ["Address of the source", "Licence"]
    for row in rows:
        *cells, addresses, licence = row
        known = "number not known" not in cells and "not known" not in cells and cells[-1]
        assert not known or addresses.startswith("http"), row
        assert "CC BY 4.0" in licence


def test_the_code_makes_this_figure_anew(python):
    for setting in harness.at_random(python, 10):
        harness.put(python, setting)
        names = {}
        lines, call = python.code().removesuffix(python.call()), python.call()
        exec(f"{lines}\nfigure = {call}", names)
        assert names["figure"].spec() == python.spec()
        assert names["figure"].sentences() == python.sentences()
        assert names["figure"].name == python.name


@pytest.mark.parametrize("topic", ["contracts"])
def test_the_preset_that_is_chosen_is_pressed(topic, bare, bare_page):
    figure = harness.open_figure(bare_page, f"{bare}/{topic}.html")
    presets = figure.locator(".explorer-presets button")
    pressed = figure.locator("[aria-pressed=true]")
    presets.nth(1).click()
    expect(presets.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_have_count(1)
    _, values = harness.make(topic).presets()[1]
    python = harness.make(topic, **values)
    assert python.render().count('aria-pressed="true"') == 1
    figure.locator("[type=radio]:not(:checked)").first.check(force=True)
    expect(presets.nth(1)).to_have_attribute("aria-pressed", "false")


# --- The page stands still --------------------------------------------------------------------

MOVED = """async (control) => {
  control.scrollIntoView({ block: "center" });
  await new Promise((done) => setTimeout(done, 100));
  const top = () => control.getBoundingClientRect().top;
  const [before, long] = [top(), document.body.scrollHeight];
  if (control.matches("select")) {
    control.selectedIndex = 2;
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else control.click();
  await new Promise((done) => setTimeout(done, 700)); // the rows are put in order by then
  return [Math.round(top() - before), document.body.scrollHeight - long];
}"""


@pytest.mark.parametrize(
    ("topic", "control"),
    [("evidence", "button:text-is('Money')"), ("footprints", "select[name=show]")],
)
def test_a_control_stays_where_it_is_used(topic, control, bare, bare_page):
    figure = harness.open_figure(bare_page, f"{bare}/{topic}.html")
    moved, longer = figure.locator(control).first.evaluate(MOVED)
    assert abs(longer) > 100  # the page is another one
    assert abs(moved) <= 1
