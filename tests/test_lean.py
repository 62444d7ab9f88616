"""What a page weighs, and what it asks for.

The budgets are those of a reader on a phone at first view. A page that grows beyond its budget
fails here, with what it is made of. `make bench` prints the same numbers beside a stock page.
"""

import gzip
import re
import time

import pytest
from playwright.sync_api import expect

from sphinx_ext import pages, sheets, shipped, shortened
from tests.conftest import PATIENCE, SITE

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
THEME = sheets.ROOT / "theme"
PHONE = {"width": 412, "height": 823}  # that of Lighthouse's mobile preset
KIB = 1024
TEXT, FIGURES, UNTIL_ALL_ANSWER, REQUESTS = 60 * KIB, 100 * KIB, 350 * KIB, 12


class Visit:
    """A visit of a reader who has never been here: what was sent, in the order it came."""

    def __init__(self, page):
        self.page, self.sent, self.coming = page, {}, 0
        page.on("response", self.note)

    def note(self, response):
        self.coming += 1
        try:
            if response.ok:
                self.sent[response.url.rpartition("/")[2]] = len(gzip.compress(response.body(), 6))
        finally:  # a page that leads on has gone before it can be weighed
            self.coming -= 1

    def weighed(self, *expected):
        """Return the size of each file that was sent, once these and all on its way are there."""
        late = time.monotonic() + PATIENCE / 1000
        while (self.coming or set(expected) - self.sent.keys()) and time.monotonic() < late:
            self.page.wait_for_timeout(10)
        return dict(self.sent)

    def open(self, address):
        self.page.goto(address)
        if self.page.locator("figure[data-explorer]").count():  # which may ask for more
            self.page.wait_for_load_state("networkidle")
        return self.weighed()


@pytest.fixture
def visit(new_page, site):
    """Return a visit to the served site."""
    return Visit(new_page(base_url=site, viewport=PHONE))


# --- Weight -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget_and_to_its_own_origin(visit, name):
    first = visit.open(f"/{name}")
    figures = visit.page.locator("figure[data-explorer]")
    budget = FIGURES if figures.count() else TEXT
    assert sum(first.values()) <= budget, first
    assert len(first) <= REQUESTS, first
    # What draws comes when a figure is near, and with it the chart of this one alone.
    drawn = visit.page.locator("figure[data-explorer]:has([data-picture=drawn])")
    charts = drawn.evaluate_all("all => all.map((figure) => figure.dataset.chart)")
    drawing = {"vega.js", *charts} if charts else set()
    assert not drawing & first.keys()

    for figure in figures.all():
        figure.locator(".explorer-picture").scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-drawn", "")
    every = visit.weighed(*drawing)
    later = {file: size for file, size in every.items() if file not in first}
    assert {file for file in later if file.endswith(".js")} == drawing
    assert sum(later.values()) <= UNTIL_ALL_ANSWER, later


def test_a_page_with_folds_loads_what_they_need_and_no_other_does():
    with_sheet = sheets.FOLDS, sheets.LISTS, sheets.TIMELINE
    for name in PAGES:
        text = (SITE / name).read_text("utf8")
        folds = 'class="folded"' in text
        assert folds == ("_static/folds.js" in text), name
        assert folds == any(f"_static/{sheet}" in text for sheet in with_sheet), name


def test_what_one_page_has_loaded_serves_the_next(visit):
    loaded = visit.open("/book/who-decides.html")
    visit.page.goto("/book/cuts-or-privatisation.html")  # a page that holds the same kinds of thing
    asked = "performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert {url.rpartition("/")[2] for url in visit.page.evaluate(asked)} <= loaded.keys()


def test_the_site_holds_no_file_that_no_page_asks_for():
    static = SITE / "_static"
    asked = set().union(
        *(shipped.asked_for((SITE / page).read_text("utf8"), page) for page in PAGES)
    )
    there = {path.relative_to(SITE).as_posix() for path in static.rglob("*") if path.is_file()}
    assert there <= asked | {"_static/answers.js"}  # for which search.js asks
    assert {name for name in asked if name.startswith("_static/")} <= there


# --- Only its own origin ----------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_lets_nothing_in_but_its_own(name):
    page = (SITE / name).read_text("utf8")
    if name == "index.html":
        return  # it only leads on
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|https?:|\*|data:|blob:", policy)
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert all(f"'sha256-{pages.digest(script)}'" in policy for script in inline)
    assert not re.search(r"<[^>]* (on\w+|style)=", page)


def test_the_policy_stops_what_is_not_the_books_own(chromium, site):
    context = chromium.new_context(base_url=site)  # which may log what it stops
    page = context.new_page()
    page.goto("/book/timeline.html")
    stopped = page.evaluate(
        """async () => {
          const heard = [];
          const hear = ({ effectiveDirective }) => heard.push(effectiveDirective);
          document.addEventListener("securitypolicyviolation", hear);
          document.body.insertAdjacentHTML("beforeend", "<i onclick='window.bad = 1'></i>");
          document.body.lastChild.click();
          const script = document.createElement("script");
          script.textContent = "window.bad = 1";
          document.body.append(script);
          await fetch("http://127.0.0.2/").catch(() => {});
          await new Promise((resolve) => setTimeout(resolve, 200));
          return [heard, typeof bad];
        }"""
    )
    context.close()
    assert stopped[1] == "undefined"
    assert {"script-src-attr", "script-src-elem", "connect-src"} <= set(stopped[0])


# --- The style sheet --------------------------------------------------------------------------


def test_without_a_script_a_link_has_its_colour(new_page, site):
    page = new_page(base_url=site, java_script_enabled=False)
    page.goto("/book/timeline.html")
    colour = "element => getComputedStyle(element).color"
    text = page.locator("article dd").first.evaluate(colour)
    assert page.locator(".prev-next-footer a").first.evaluate(colour) != text


def test_a_sheet_loses_its_comments_and_spaces_and_nothing_else():
    css = """/* a, b */ .a  ,.b > p{ content: ", ;  {}" ;
      margin: 0  1px } @media ( width > 1px ) { q { color : red } }"""
    assert sheets.small(css) == (
        '.a,.b > p{content: ", ;  {}";margin: 0 1px}@media ( width > 1px ){q{color : red}}'
    )


def test_no_sheet_asks_the_whole_page_what_it_holds():
    # Each word that a figure writes would let the browser look through the page, and style it anew.
    whole = re.compile(r"(?<![\w.-])(?:html|:root|body|main|article|\.book|\.bd-[\w-]+):has\(")
    asking = [
        path for path in sheets.ROOT.glob("[tw]*/**/*.css") if whole.search(path.read_text("utf8"))
    ]
    assert not asking


def test_every_sheet_of_the_theme_is_in_the_order():
    there = {path.relative_to(sheets.ROOT).as_posix() for path in THEME.glob("sheets/*.css")}
    listed = [*sheets.ORDER, *(name for parts in sheets.APART.values() for name in parts)]
    assert there == {name for name in listed if "theme" in name}
    assert sheets.ORDER[0] == "widgets/core/tokens.css"


def test_a_page_asks_for_what_its_elements_lead_to_and_not_for_what_it_says():
    page = """
        <meta name="description" content="See /_static/said.csv.">
        <meta property="og:image" content="https://example.org/book/_static/card.png">
        <link href="../_static/site.css?v=12345678"> <a href="_static/rows.csv#top">rows</a>
        <p>“/_static/said.csv” and <code>"../_static/said.csv"</code></p>
        <figure data-chart="chart-1.js"></figure> <a href="/_static/elsewhere.csv">not ours</a>
    """
    asked = shipped.asked_for(page, "index.html")
    names = ("card.png", "site.css", "rows.csv", "chart-1.js", "vega.js")
    ours = {f"_static/{name}" for name in names}
    assert {name for name in asked if name.startswith("_static/")} == ours


def test_a_script_is_shortened_once_and_again_when_it_or_the_tool_is_another(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(shortened, "squeezed", lambda script: made.append(script) or script.upper())
    for script in ("a", "a", "b"):
        assert shortened.shortener(tmp_path / "html")(script) == script.upper()
    assert made == ["a", "b"]
    monkeypatch.setattr(shortened.vl_convert, "__version__", "another")
    assert shortened.shortener(tmp_path / "html")("a") == "A"
    assert made == ["a", "b", "a"]


def test_a_script_that_a_killed_build_left_unfinished_is_not_taken(tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(shortened.Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        shortened.shortener(tmp_path / "html")("globalThis.a = 1;")
    monkeypatch.undo()
    assert shortened.shortener(tmp_path / "html")("globalThis.a = 1;").strip() == "globalThis.a=1;"
