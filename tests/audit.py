"""What axe-core finds on every page and in every state, and the record that the book prints of it.

`make accessibility` runs this file. It writes `book/accessibility.json`, from which the page on
accessibility says what was tested and what fails. `tests/test_accessibility.py` looks at the same
pages and states in the same settings, and fails for whatever it finds, sooner: it cuts long lists,
and asks all rules on a phone and at a desk, and elsewhere those whose answer may differ. Both ask
for the contrast of each look once.

A page is opened once, and then seen in one setting after the other, as when a reader turns the
phone, widens the window or changes the colours.
"""

import contextlib
import datetime
import functools
import http.server
import json
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import axe_playwright_python
from playwright.sync_api import expect, sync_playwright

from tests import browser
from tests.conftest import PATIENCE, ROOT, SITE
from tools import serve

RECORD = ROOT / "book" / "accessibility.json"
[AXE] = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(frozen=True)
class Setting:
    """How a reader looks at the book: in the statement's words, and as a browser is told.

    `differ` are the rules whose answer may be another one than at a desk and on a phone; none
    means all.
    """

    words: str
    width: int
    scheme: str = "light"
    forced: str = "none"
    large: bool = False
    differ: tuple[str, ...] = ()

    def take(self, page):
        """Show an open page in this setting."""
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(color_scheme=self.scheme, forced_colors=self.forced)
        page.evaluate(SETTLED, "200%" if self.large else "")


UNREADY = "figure[data-explorer]:not([data-ready]), .explorer-cards h4:not([data-face])"
# What a browser does whose reader has set the text to twice its size. A change of the room there
# is may lead to others: the last one is two frames away.
SETTLED = """(size) => {
  document.documentElement.style.setProperty("font-size", size, "important");
  return new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
}"""
# What axe answers from the colours, from the room there is, and from what is shown at all. All
# other rules look at the markup alone, which is the same in every setting.
COLOURS = ("color-contrast", "link-in-text-block")
ROOM = (
    "target-size", "scrollable-region-focusable", "aria-hidden-focus", "button-name", "label",
    "link-name", "nested-interactive", "select-name", "summary-name",
)  # fmt: skip
PHONE = Setting("320 pixels wide, dark", 320, "dark")
DESK = Setting("1,280 pixels wide, light", 1280)
SETTINGS = [
    PHONE,
    Setting("768 pixels wide, light", 768, differ=ROOM),
    DESK,
    Setting(
        "1,280 pixels wide, in a reader’s own few colours", 1280, forced="active", differ=COLOURS
    ),
    Setting("1,280 pixels wide, text at twice the size", 1280, large=True, differ=ROOM),
]
STATES = {
    "the figures with other choices made": "figures",
    "a term open": "term",
    "the search open": "search",
    "results of a search": "results",
    "the list of chapters open": "chapters",
    "the contents of a page open": "contents",
}
CHOICES = [
    "integrated-care-systems.html?footprints.show=stp-2016&footprints.area=place-leeds",
    "integrated-care-systems.html?footprints.linear=true&footprints.population=430000",
    "evidence.html?evidence.topic=money",
    "evidence.html?evidence.text=nothing%20fits%20this",
    "contracts-compared.html?contracts.one_body_answers=3&contracts.binds_partners=0",
]

RUN = """
async ([runOnly, without, parts]) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(parts ? { include: parts } : document, {
    runOnly, rules, resultTypes: ["violations"],
  });
  return violations.map(({ id, help, tags, nodes }) => (
    { id, help, tags, html: nodes.map(({ html }) => html.slice(0, 200)) }
  ));
}
"""
# One element of each look: whatever has text of its own, told apart by its class, its letters and
# the grounds below them, and by those of the element around it. To ask for the contrast of every
# element takes two thirds of axe's time, and the answer follows from these.
LOOKS = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const ground = (el) => {
    if (!el) return "";
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(el);
    const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
    return ground(el.parentElement) + (own === "rgba(0, 0, 0, 0) none 1" ? "" : `, ${own}`);
  };
  const look = (el) => {
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(el);
    return [el.className, color, fontSize, fontWeight, textDecorationLine, ground(el)].join();
  };
  const has_text = (el) => [...el.childNodes]
    .some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
  const looks = new Map();
  for (const el of document.querySelectorAll("body, body *")) {
    if (has_text(el) && el.checkVisibility()) {
      looks.set(`${el.localName} ${look(el)} in ${look(el.parentElement)}`, el);
    }
  }
  return [...looks.values()];
}"""
# What a page leaves out of its layout until it comes near has no place that axe could measure.
LAID_OUT = """
    const all = new CSSStyleSheet();
    all.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(all);
"""
# Whatever holds more than 12 parts keeps its first 4, in each place one with each kind of element,
# and the shortest and the longest of each place. The parts of a table are its rows, and a place is
# a column; so are those of a list, of terms and of cards. Two elements are of a kind if they have
# the same name, attributes and classes, and both or neither have text.
# `tests/test_accessibility.py` shows what is still found.
CUT = """() => {
  const say = ({ localName, attributes }) => [localName, ...[...attributes]
    .map(({ name, value }) => name === "class" ? value : name)].join(".");
  const kinds = (cell) => [cell, ...cell.querySelectorAll("*")]
    .map((el) => say(el) + Boolean(el.textContent.trim()));
  const cells = (row) => row.matches("tr, li, dl > div, article") ? [...row.children] : [row];
  for (const whole of document.querySelectorAll("main :not(svg, svg *)")) {
    const rows = [...whole.children];
    if (rows.length <= 12 || !whole.isConnected) continue;
    const kept = new Set(rows.slice(0, 4)), seen = new Set(), ends = {};
    for (const row of rows) (cells(row).length ? cells(row) : [row]).forEach((cell, i) => {
      const place = cell === row ? row.localName : i;
      const length = cell.textContent.trim().length;
      for (const name of kinds(cell).map((kind) => `${place} ${kind}`)) {
        if (!seen.has(name)) kept.add(row);
        seen.add(name);
      }
      ends[place] ??= { short: [Infinity], long: [0] };
      if (length && length < ends[place].short[0]) ends[place].short = [length, row];
      if (length > ends[place].long[0]) ends[place].long = [length, row];
    });
    for (const { short, long } of Object.values(ends)) kept.add(short[1]).add(long[1]);
    for (const row of rows) if (!kept.has(row)) row.remove();
  }
}"""
# What axe does not look for: the page scrolls sideways, a box cuts its text (one that scrolls, or
# is hidden from the eye on purpose, does not), a link says nothing by itself or opens elsewhere, a
# name hides the words that are seen.
FAULTS = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const cuts = (el) => {
    const wide = el.scrollWidth > el.clientWidth + 2, high = el.scrollHeight > el.clientHeight + 2;
    if (!(wide || high) || el.clientWidth <= 1 || el.clientHeight <= 1) return false;
    const { overflowX, overflowY, position, textIndent } = getComputedStyle(el);
    return ((wide && overflowX === "hidden") || (high && overflowY === "hidden"))
      && position !== "absolute" && parseFloat(textIndent) < el.clientWidth
      && el.textContent.trim() && el.checkVisibility();
  };
  const framed = document.body.matches(".embedded"); // whose links lead out of the frame
  const vague = (el) => el.matches("a[href]") && ((el.target && !framed)
    || /^(here|click here|more|read more|link|this|source)$/i.test(el.textContent.trim()));
  const hides = (el) => el.matches(":is(summary, button, a)[aria-label]")
    && /\\w/.test(el.innerText)
    && !el.ariaLabel.toLowerCase().includes(el.innerText.trim().toLowerCase());
  const wrong = {
    "text that is cut": cuts, "a vague link": vague, "a name unlike the words": hides,
  };
  const all = [...document.body.querySelectorAll("*")];
  return [
    ...(scrollWidth > clientWidth ? [{ id: "scrolls sideways", html: [`${scrollWidth} px`] }] : []),
    ...Object.entries(wrong)
      .map(([id, is]) => ({ id, html: all.filter(is).map((el) => el.outerHTML.slice(0, 200)) }))
      .filter(({ html }) => html.length),
  ];
}"""

# What a reader may set who needs more room between letters, words and lines (WCAG 1.4.12).
SPACED = """(spaced) => {
  window.spacing ??= new CSSStyleSheet();
  spacing.replaceSync(spaced ? `* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }` : "");
  if (!document.adoptedStyleSheets.includes(spacing)) document.adoptedStyleSheets.push(spacing);
}"""


def pages():
    """Return the address of every page that a reader sees; the first only leads on."""
    found = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return [name for name in found if name != "index.html" and not name.startswith("_static")]


def violations(page, rules=(), without=(), parts=None):
    """Return each rule that a page breaks as it stands, with every part that opens opened.

    Without names of rules, all that follow from the guidelines are asked, but for some; and
    without parts, of the whole page.
    """
    page.evaluate(LAID_OUT)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text("utf8"))
    which = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    return page.evaluate(RUN, [which, list(without), parts])


def violations_by_look(page, rules=()):
    """Return the same, sooner: what follows from the colours is asked of each look once."""
    found = []
    if not rules or set(rules) - set(COLOURS):
        found += violations(page, rules, without=COLOURS)
    if not rules or set(rules) & set(COLOURS):
        found += violations(page, COLOURS, parts=page.evaluate_handle(LOOKS))
    return found


def open_page(page, address):
    """Open a page and wait until its figures answer, and the cards of claims have their badges."""
    page.goto(address, wait_until="load")
    expect(page.locator(UNREADY)).to_have_count(0)


# The states ------------------------------------------------------------------------------------


def figures(page, site):
    """Open each figure at other choices than those it starts with, drawn by the browser."""
    for choice in CHOICES:
        open_page(page, f"{site}/book/{choice}")
        for key in parse_qs(urlsplit(choice).query):  # a page passes over what it does not know
            name, _, given = key.partition(".")
            figure = page.locator(f"#{name}")
            assert figure.locator(f"[name={given}]").count(), key
            figure.locator(".explorer-picture").scroll_into_view_if_needed()
            page.locator(f"#{name}[data-drawn]").wait_for()
        yield f"book/{choice}"


def term(page, site):
    """Open the first term and the first number of a chapter."""
    for name, what in (("a term", "a.term"), ("a number", ".cite")):
        open_page(page, f"{site}/book/why-integrate.html")
        page.locator(what).first.click()
        page.locator(".source:popover-open").wait_for()
        yield f"book/why-integrate.html, {name} open"


def search(page, site):
    """Open the dialog in which a reader types what to look for: as it begins, and with answers."""
    open_page(page, f"{site}/book/index.html")
    page.keyboard.press("Control+k")
    for words in ("", "Slaford", "xylophone"):
        page.locator("#search-asked").fill(words)
        page.locator("#search-options a, .search-help:visible").first.wait_for()
        yield f"book/index.html, search open with {words!r}"


def results(page, site):
    """Look for something that many pages say."""
    open_page(page, f"{site}/search.html?q=accountable+care")
    page.locator("#search-found li").first.wait_for()
    yield "search.html, with results"


def chapters(page, site):
    """Open the list of chapters, where it is behind a button."""
    open_page(page, f"{site}/book/why-integrate.html")
    button = page.locator(".header-links button")
    if button.is_visible():
        button.click()
    yield "book/why-integrate.html, list of chapters open"


def contents(page, site):
    """Open the contents of a page, where they are folded."""
    open_page(page, f"{site}/book/why-integrate.html")
    page.evaluate("document.querySelector('.onpage').open = true")
    yield "book/why-integrate.html, contents open"


# The run ----------------------------------------------------------------------------------------


def look(chromium, site, addresses, states, ask):
    """Yield where a page or a state stands, and what is asked of it in each setting.

    Parameters
    ----------
    chromium : playwright.sync_api.Browser
    site : str
        Where the site is served.
    addresses, states : iterable of str
        Pages, and functions of this file that bring pages into a state.
    ask : callable
        Takes the page and the setting that it is in, and returns the rules that it breaks.

    Yields
    ------
    tuple of str, Setting, list of dict
    """
    context = chromium.new_context(
        reduced_motion="reduce",  # so that axe never looks in the middle of a change
        bypass_csp=True,  # the pages' own policy would stop axe
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=AXE)
    page = context.new_page()
    for where in places(page, site, addresses, states):
        for setting in SETTINGS:
            setting.take(page)
            yield where, setting, ask(page, setting)
        page.set_viewport_size({"width": SETTINGS[0].width, "height": 900})  # for the next one
    context.close()


def places(page, site, addresses, states):
    """Yield the name of each page and state once it stands open, as on a phone."""
    SETTINGS[0].take(page)
    for name in addresses:
        open_page(page, f"{site}/{name}")
        yield name
    for state in states:
        yield from globals()[state](page, site)


def all_rules(page, setting):
    """Return every rule that a page breaks, whole as it is."""
    return violations_by_look(page)


def faults(page, setting):
    """Return these, sooner (`CUT`, `LOOKS`, `Setting.differ`), and the faults that axe passes."""
    found = []
    if setting.differ != COLOURS:  # which change no place
        for spaced in (True, False):
            page.evaluate(SPACED, spaced)
            found += page.evaluate(FAULTS)
    page.evaluate(CUT)
    return [*found, *violations_by_look(page, setting.differ)]


@contextlib.contextmanager
def a_chromium():
    """Run a Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.path(), args=browser.FLAGS)
        yield chromium
        chromium.close()


def audit(site, part, parts):
    """Return every rule that axe finds broken in a part of all pages and states.

    Each is told with the setting and the page. Long pages stand together in the list, so that of
    two parts each takes every second page.
    """
    addresses, states = pages()[part::parts], list(STATES.values())[part::parts]
    with a_chromium() as chromium:
        return [
            {"setting": setting.words, "where": where, **found}
            for where, setting, rules in look(chromium, site, addresses, states, all_rules)
            for found in rules
        ]


def record(found):
    """Return what the book prints of a run, without what differs from day to day."""
    failures = {}
    for each in found:
        failure = failures.setdefault(
            each["id"], {"says": each["help"], "wcag": criteria(each["tags"]), "where": []}
        )
        failure["where"] = sorted({*failure["where"], each["where"]})
    return {
        "pages": len(pages()),
        "settings": [setting.words for setting in SETTINGS],
        "states": list(STATES),
        "failures": failures,
    }


def criteria(tags):
    """Return the numbers of the success criteria that axe's tags name: wcag1412 is 1.4.12."""
    numbers = [tag.removeprefix("wcag") for tag in tags if tag.removeprefix("wcag").isdigit()]
    return [f"{number[0]}.{number[1]}.{number[2:]}" for number in numbers if len(number) > 2]


def versions(chromium):
    """Return when and with what a run was made."""
    page = chromium.new_page()
    page.evaluate(AXE.read_text("utf8"))
    rules = page.evaluate("(tags) => axe.getRules(tags).length", WCAG)
    axe = page.evaluate("axe.version")
    page.close()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return {
        "date": today.isoformat(), "axe": axe, "browser": f"Chromium {chromium.version}",
        "rules": rules,
    }  # fmt: skip


def main():
    """Look at the built site, and write the record."""
    with contextlib.ExitStack() as stack:
        handler = functools.partial(serve.Handler, directory=SITE)
        server = stack.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stack.callback(server.shutdown)
        site, parts = f"http://127.0.0.1:{server.server_port}", os.cpu_count() or 1
        pool = stack.enter_context(ProcessPoolExecutor(parts, multiprocessing.get_context("spawn")))
        runs = [pool.submit(audit, site, part, parts) for part in range(parts)]
        found = [each for run in runs for each in run.result()]
    with a_chromium() as chromium:
        text = json.dumps({**versions(chromium), **record(found)}, indent=2, ensure_ascii=False)
    RECORD.write_text(f"{text}\n", "utf8")
    for each in found:
        print(f"{each['setting']}: {each['where']}: {each['id']}: {each['html'][0]}")
    print(f"{len(found)} failures, written to {RECORD.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
