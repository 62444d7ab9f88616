"""Measure the built site, beside a stock page of the same chapter: `make bench`.

Pages (kB are 1000 bytes, without headers; 4x is with the processor slowed four times)
    first   what is fetched at the top of the page, by a reader who has never been here; a file
            that is not there is a request without a body.
    all     the same, after each figure has been scrolled to and drawn.
    gz kB   bodies as sent: text with gzip at level 6, fonts and pictures as they are.
    kB      the same bodies, unpacked.
    ready   from navigation until every figure is bound to its inputs; on a page without figures,
            until it has loaded; on the stock page, until chart and widgets stand there.
    drawn   from scrolling to a figure until its live picture stands; the slowest on the page.
            The stock page draws at once, so that this is part of its `ready`.
Sliders
    From a key press, by the browser's own stamp on it, until the next frame in which the picture
    has changed has been painted.
Words
    Each control of a figure that is in view is moved, twice over: from the change until the next
    frame has been painted, with the answer in words. A change that changes nothing does not count.
Pictures
    The same changes: until the frame after that, in which rows, marks and picture have followed.
Builds
    `jupyter-book build .` in a scratch copy: `cold` has nothing built before, `same` changes
    nothing, `text` adds to a chapter, `data` changes one cell of a table.

The stock page is the text of the chapter with the very chart of its built page, under default
settings: Altair's default renderer with Altair's inputs, and the same inputs again as ipywidgets.
Both sites come from one loopback server. What the stock page asks of a CDN is fetched once by
`npm pack`, kept below _build and served from there too, which spares it the way to the CDN.
Its require.js is about 15 kB larger than the CDN's: npm has no minified copy.

Times are medians, and good to one frame (17 ms) at best; a page without figures is visited once.
Other work on the machine disturbs times. The pages take turns, so that it disturbs ours and the
stock page alike: trust the ratios more, and the sizes most.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import itertools
import json
import mimetypes
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import browser
from playwright.sync_api import sync_playwright
from stock import make as stock

ROOT = Path(__file__).resolve().parent.parent
HTML = Path("_build", "html")
SITE = ROOT / HTML
LIBRARIES = ROOT / "_build" / ".bench"  # what npm gave, kept for the next time

OURS, STOCK, RATIO = f"book/{stock.CHAPTER}", "the stock page", "ours / stock"
VIEW = {"width": 1280, "height": 800}
SPEEDS = {1: "", 4: " 4x"}  # how many times slower the processor is, and how a column says so
KEYS = [*["PageUp"] * 8, *["PageDown"] * 8]  # over most of a slider and back
PAUSE, PATIENCE = 50, 5000  # ms between two key presses, and at most for one
BUILD_LIMIT = 600  # s
WIDTH, CELL = 100, 7  # characters of a line, and of a number in it
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class Kind(NamedTuple):
    """Selectors of a site's figures, and of those that are ready, and drawn when seen."""

    figures: str
    ready: str
    drawn: str = ""


KINDS = {
    "ours": Kind("[data-explorer]", "[data-ready]", "[data-drawn]"),
    "stock": Kind("[id^=altair-viz]", "body:has(.noUi-handle) :has(svg.marks)"),
}

# Each gives the time on the page's clock, which starts at navigation.
READY = """([figures, ready]) => {
  const all = [...document.querySelectorAll(figures)];
  const loaded = document.readyState === "complete";
  return (all.length ? all.every((one) => one.matches(ready)) : loaded) && performance.now();
}"""
SHOW = """(figure) => {
  figure.querySelector("svg").scrollIntoView({ block: "center" });
  return performance.now();
}"""
DRAWN = "([figure, drawn]) => figure.matches(drawn) && performance.now()"

# A message sent in a frame's callback comes after the frame's paint.
WATCH_PAINTS = """(figure) => {
  window.paints = [];
  let pressed = null;
  const watcher = new MutationObserver(() => {
    if (pressed === null) return;
    const start = pressed;
    pressed = null;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.paints.push(performance.now() - start);
    requestAnimationFrame(() => port2.postMessage(""));
  });
  const rows = figure.querySelector("[data-picture=rows]");
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const part of rows ? rows.children : [figure.querySelector("svg.marks")]) {
    watcher.observe(part, all);
  }
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
}"""

# Moves every control of a figure, in the order in which they stand.
MOVE_ALL = """async ([figure, most, rounds, pause]) => {
  for (const part of figure.querySelectorAll(".explorer-several")) part.open = true;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage("");
  }));
  const put = (control, key) => (value) => () => {
    control[key] = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (control) => [() => control.click()];
  const ways = {
    button: (control) => (control.dataset.preset ? press(control) : []),
    checkbox: press,
    radio: press,
    "select-one": (control) => [1, 2, 0].map(put(control, "selectedIndex")),
    range: (control) => [50, 120, 200, 201, 300, 0].map(put(control, "value")),
    search: (control) => ["c", "ca", "care", "zzz", ""].map(put(control, "value")),
    date: (control) => [control.min, control.max].map(put(control, "value")),
    text: (control) => ["430000", "4300000", ""].map(put(control, "value")),
  };
  const places = ":is(form, .explorer-presets) :is(button, input, select)";
  const controls = [...figure.querySelectorAll(places)]
    .filter((control) => control.checkVisibility());
  const kinds = Map.groupBy(controls, ({ type }) => type);
  const moves = [...kinds].flatMap(([type, some]) => some.slice(0, most).flatMap(ways[type]));
  let changed;
  new MutationObserver(() => { changed = true; })
    .observe(figure, { subtree: true, childList: true, attributes: true, characterData: true });
  const times = [];
  for (const move of Array(rounds).fill(moves).flat()) {
    changed = false;
    const start = performance.now();
    move();
    await painted();
    const words = performance.now() - start;
    await wait(0); // by then what follows the words is worked out
    await painted();
    if (changed) times.push([words, performance.now() - start]);
    await wait(pause);
  }
  return times;
}"""
MOST, ROUNDS = 30, 2  # controls of a kind, and how often each is moved


# Serve ----------------------------------------------------------------------------------------


@functools.cache
def body(path):
    """Return the type of a file, its bytes, and its bytes as sent."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    plain = path.read_bytes()
    is_text = kind.startswith("text/") or kind.endswith(("script", "json", "xml"))
    return kind, plain, gzip.compress(plain, 6) if is_text else plain


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends /NAME/path from the folder of that name, and notes what it has sent."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits for the headers to be confirmed

    def do_GET(self):
        """Send a file, packed if it is text."""
        _, name, *parts = unquote(urlsplit(self.path).path).split("/")
        path = self.server.folders.get(name, SITE).joinpath(*parts)
        if not path.is_file():
            self.server.sent.append((0, 0))
            self.send_error(404)
            return
        kind, plain, packed = body(path)
        self.server.sent.append((len(packed), len(plain)))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", len(packed))
        if packed is not plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_):
        """Say nothing: a browser asks for files that no site has, such as favicon.ico."""


@contextlib.contextmanager
def serving(**folders):
    """Serve folders by name, on this machine only."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.folders, server.sent = folders, []
        server.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


# Build ----------------------------------------------------------------------------------------


def build_rows(scratch, runs):
    """Build our book and the stock one, each in a folder of its own, and return the times."""
    book, other = scratch / "ours", scratch / "stock"
    kept_out = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__")
    shutil.copytree(ROOT, book, ignore=kept_out)
    stock.write_sources(other, SITE)
    add_to_ours = functools.partial(add_words, book / f"{OURS}.md")
    add_to_stock = functools.partial(add_words, other / "chapter.md")
    change_data = functools.partial(add_one, book / "data" / "populations.csv")
    return {
        f"ours, {len(our_pages())} pages": build_times(
            book, runs, text=add_to_ours, data=change_data
        ),
        f"{STOCK} alone": build_times(other, runs, text=add_to_stock),
    }


def build_times(folder, runs, **changes):
    """Return the median seconds of a build from nothing, and after each kind of change."""
    unmake = functools.partial(shutil.rmtree, folder / "_build", ignore_errors=True)
    times = {}
    for name, change in {"cold": unmake, "same": lambda: None, **changes}.items():
        say(f"building {folder.name}, {name}")
        times[f"{name} s"] = statistics.median([change() or build(folder) for _ in range(runs)])
    return times


def build(folder):
    """Build the book in a folder as `make book` does; return the seconds it took."""
    python = Path(sys.executable)
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    own = {"PATH": path, "PYTHONPATH": str(folder)}  # else the environment's would be ours here
    command = [python, python.with_name("jupyter-book"), "build", "."]
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=os.environ | own, timeout=BUILD_LIMIT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"A build that was to be timed failed:\n{done.stdout[-2000:]}")
    return time.perf_counter() - start


def add_words(chapter):
    """Change the text of a chapter."""
    with chapter.open("a", encoding="utf8") as file:
        file.write("\nOne sentence more.\n")


def add_one(table):
    """Change one cell of a table: a size as it was printed, which is part of no sum."""
    text = table.read_text("utf8")
    more = re.sub(
        r"(?<=over )\d{3},000", lambda found: f"{int(found[0][:3]) + 1},000", text, count=1
    )
    table.write_text(more, "utf8")


# Visit ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def tab(chromium, slow):
    """Open a tab of a reader who has never been here, on a processor so many times slower."""
    context = chromium.new_context(viewport=VIEW)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    yield page
    context.close()


def take_turns(chromium, server, addresses, runs):
    """Visit all pages in turn at each speed, and those with figures again and again.

    Returns
    -------
    visits : dict of str to list of dict
        By page: what each visit took.
    presses, words, pictures : dict of (str, str) to list of float
        By figure and mark of the speed: the time to paint after each key press on a slider, and
        to words and to the picture after each change of any control.
    """
    visits, with_figures = defaultdict(list), {}
    presses, words, pictures = (defaultdict(list) for _ in range(3))
    for run, (slow, mark) in itertools.product(range(runs), SPEEDS.items()):
        names = with_figures if run else addresses
        say(f"visiting {len(names)} pages{mark}, {run + 1} of {runs}")
        for name in names:
            with tab(chromium, slow) as page:
                row, figures = visit(page, server, addresses[name], mark)
                visits[name].append(row)
                for figure in figures:
                    with_figures[name] = True
                    key = f"{name}, {figure_name(figure)}", mark
                    presses[key] += press(page, figure)
                    if name != STOCK:
                        for times in page.evaluate(MOVE_ALL, [figure, MOST, ROUNDS, PAUSE]):
                            words[key].append(times[0])
                            pictures[key].append(times[1])
    return visits, presses, words, pictures


def visit(page, server, address, mark):
    """Open a page and go to each of its figures; return what that took, and the figures."""
    kind = KINDS[address.split("/")[1]]
    server.sent.clear()
    page.goto(server.address + address, wait_until="commit")
    times = {f"ready ms{mark}": clock_when(page, READY, [kind.figures, kind.ready])}
    page.wait_for_load_state("networkidle")
    first = weight("first", server.sent)
    figures = page.query_selector_all(kind.figures)
    if waits := [draw(page, figure, kind.drawn) for figure in figures if kind.drawn]:
        times[f"drawn ms{mark}"] = max(waits)
    return {**first, **weight("all", server.sent), **times}, figures


def clock_when(page, condition, argument):
    """Wait for a condition; return the page's clock at that moment."""
    return page.wait_for_function(condition, arg=argument).json_value()


def draw(page, figure, drawn):
    """Scroll to a figure; return how long it took until it was drawn."""
    start = figure.evaluate(SHOW)
    return clock_when(page, DRAWN, [figure, drawn]) - start


def weight(moment, sent):
    """Return how many answers there were by then, and their size as sent and unpacked."""
    packed, plain = (sum(sizes) / 1000 for sizes in zip(*sent, strict=True))
    return {f"{moment} reqs": len(sent), f"{moment} gz kB": packed, f"{moment} kB": plain}


def figure_name(figure):
    """Return what a figure is called; the stock page's has no name of its own."""
    return figure.get_attribute("id") if figure.get_attribute("data-explorer") else stock.FIGURE


def press(page, figure):
    """Press keys on a figure's slider, if it has one; return the times to paint that followed."""
    if not (slider := figure.query_selector("input[type=range]")):
        return []
    slider.press("Home")
    page.wait_for_timeout(PAUSE)
    figure.evaluate(WATCH_PAINTS)
    for before, key in enumerate(KEYS):
        page.keyboard.press(key)
        page.wait_for_function("(n) => paints.length > n", arg=before, timeout=PATIENCE)
        page.wait_for_timeout(PAUSE)
    return page.evaluate("paints")


def page_rows(visits):
    """Return the medians of the visits to each page."""
    rows = {}
    for name, each in visits.items():
        columns = dict.fromkeys(column for row in each for column in row)
        values = {column: [row[column] for row in each if column in row] for column in columns}
        rows[name] = {column: statistics.median_low(some) for column, some in values.items()}
    return rows


def answer_rows(answers):
    """Return how soon each figure answers."""
    rows = defaultdict(dict)
    for (figure, mark), times in answers.items():
        if times:
            rows[figure][f"median ms{mark}"] = statistics.median(times)
            rows[figure][f"95th ms{mark}"] = statistics.quantiles(times, n=20)[-1]
    return rows


# Print ----------------------------------------------------------------------------------------


def say(progress):
    """Say what is being done, apart from the results."""
    print(f"  {progress}", file=sys.stderr, flush=True)


def print_table(title, rows):
    """Print rows of numbers under headings of two lines."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    print()
    print_line(title, [column.partition(" ")[0] for column in columns])
    print_line("", [column.partition(" ")[2] for column in columns])
    for name, row in rows.items():
        print_line(name, [number(row.get(column)) for column in columns])


def print_line(name, cells):
    """Print a name and what belongs to it, within the width of the page."""
    width = WIDTH - CELL * len(cells)
    short = name if len(name) < width else f"{name[: width - 2]}…"
    print(f"{short:<{width}}" + "".join(f"{cell:>{CELL}}" for cell in cells))


def number(value):
    """Return a number with three digits that count, or a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, int) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratios(ours, other):
    """Return ours / other, column by column."""
    return {column: ours[column] / other[column] for column in ours if other.get(column)}


# All of it ------------------------------------------------------------------------------------


def our_pages():
    """Return the address of every page by name, leaving out one that only leads to another."""
    files = (path for path in sorted(SITE.rglob("*.html")) if "_static" not in path.parts)
    leads_on = re.compile('http-equiv="refresh"', re.IGNORECASE)
    found = [path for path in files if not leads_on.search(path.read_text("utf8"))]
    names = [path.relative_to(SITE).with_suffix("").as_posix() for path in found]
    return {name: f"/ours/{name}.html" for name in names}


def targets(stock_page):
    """Return the addresses of all pages to visit, and why the stock page is not among them."""
    try:
        stock.bring_home(stock_page, LIBRARIES)
    except stock.LeftOutError as error:
        return our_pages(), str(error)
    return {**our_pages(), STOCK: "/stock/chapter.html"}, None


def measure(chromium, scratch, runs):
    """Return the five tables, and why the stock page is left out of them, if it is."""
    builds = build_rows(scratch, runs)
    stock_site = scratch / "stock" / HTML
    addresses, left_out = targets(stock_site / "chapter.html")
    with serving(ours=SITE, stock=stock_site, libraries=LIBRARIES) as server:
        visits, *answers = take_turns(chromium, server, addresses, runs)
    pages, (sliders, words, pictures) = page_rows(visits), map(answer_rows, answers)
    if not left_out:
        pages[RATIO] = ratios(pages[OURS], pages[STOCK])
        sliders[RATIO] = ratios(*(sliders[f"{name}, {stock.FIGURE}"] for name in (OURS, STOCK)))
    return {
        "pages": pages, "sliders": sliders, "words": words, "pictures": pictures,
        "builds": builds, "left out": left_out,
    }  # fmt: skip


def report(results, runs):
    """Print what was measured."""
    load, cores = os.getloadavg()[1], os.cpu_count()
    print(f"Medians of {runs} builds of each sort, {runs} visits, {runs * len(KEYS)} key presses.")
    print(f"{load:.1f} programs shared {cores} cores: the more above {cores}, the less times mean.")
    print("The head of tests/bench.py says what each number is.")
    for name in ("pages", "sliders", "words", "pictures", "builds"):
        print_table(name.capitalize(), results[name])
    if results["left out"]:
        print(f"\nThe stock page is left out: {results['left out']}.")
    else:
        print_straight(results["pages"][OURS], results["pages"][STOCK])


def print_straight(ours, other):
    """Print how soon a reader who goes straight to the figure has a live picture."""
    print(f"\nStraight to the live figure (ready + drawn), {RATIO}:", end="")
    for mark in SPEEDS.values():
        both = ours[f"ready ms{mark}"] + ours[f"drawn ms{mark}"]
        print(f"  {number(both / other[f'ready ms{mark}'])}{mark}", end="")
    print()


def main():
    """Measure, print, and keep the numbers if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how often to measure each (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers there")
    options = parser.parse_args()
    executable = browser.path()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        flags = [*browser.FLAGS, NO_NETWORK]
        chromium = playwright.chromium.launch(executable_path=executable, args=flags)
        results = measure(chromium, Path(scratch), options.runs)
    report(results, options.runs)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), "utf8")


if __name__ == "__main__":
    main()
