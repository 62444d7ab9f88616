"""Measure the figure of evidence with few and many claims: `python tests/bench_evidence.py`.

For the book's claims and for generated ones, it prints the figure's bytes, plain and gzipped, and
the milliseconds from a change of the filter until the frame is painted in which the list has
changed, and until the one in which the picture has: the median and the worst of some changes of a
box and of the text. Other work on the machine disturbs these times, and less the last column, the
processor time that the page takes for a change.
"""

import functools
import gzip
import http.server
import random
import statistics
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import widgets
from tests import browser, evidence_page
from widgets import tables

SIZES = (1000, 5000)  # generated claims
ROUNDS = 12

# Changes a box and the text in turn. A message is handled after the frame it was sent in is
# painted; the picture has followed when its marks have changed.
MEASURE = """async (rounds) => {
  const figure = document.querySelector("#evidence");
  const [svg, cards] = ["svg", ".explorer-cards"].map((part) => figure.querySelector(part));
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  const changed = (part) => new Promise((done) => {
    const watch = new MutationObserver(() => (watch.disconnect(), painted().then(done)));
    watch.observe(part, { attributes: true, childList: true, subtree: true });
  });
  const box = figure.querySelector('[name="topic"]');
  const text = figure.querySelector('[name="text"]');
  const acts = [
    () => box.click(),
    () => {
      text.value = text.value ? "" : "care";
      text.dispatchEvent(new Event("input", { bubbles: true }));
    },
  ];
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const since = () => performance.now() - start;
    const [list, picture] = [changed(cards).then(since), changed(svg).then(since)];
    acts[i % 2]();
    times.push([await list, await picture]);
    await new Promise((done) => setTimeout(done, 500));
  }
  return times;
}"""


def generated(count, seed=2018):
    """Return as many claims, their words and values drawn from those of the book."""
    chance = random.Random(seed)
    claims = tables.load("claims")
    words = " ".join(claims["claim"]).split()
    frame = claims.sample(count, replace=True, random_state=seed)
    return frame.assign(
        id=[f"made-{i}" for i in range(count)],
        claim=[" ".join(chance.choices(words, k=20)) for _ in range(count)],
    )


def serve(folder):
    """Serve a folder on this machine and return its address."""
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/index.html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_request(self, code="-", size="-"):
        """Say nothing."""


def measure(chromium, figure):
    """Return the times of a figure, as pairs of ms, and the processor's ms for a change."""
    with tempfile.TemporaryDirectory() as folder:
        evidence_page.write(Path(folder), figure)
        page = chromium.new_page()
        page.goto(serve(folder))
        page.wait_for_selector("#evidence[data-drawn]", timeout=60_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = busy(session)
        times = page.evaluate(MEASURE, ROUNDS)
        cpu = (busy(session) - before) / ROUNDS
        page.close()
    return times, cpu


def busy(session):
    """Return the ms of processor time that a page has taken since it is watched."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def main():
    """Print a line for each number of claims."""
    print("claims  kB plain  kB gzipped  list ms (worst)  picture ms (worst)  cpu ms")
    figures = [widgets.evidence(), *(widgets.evidence(claims=generated(size)) for size in SIZES)]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.path(), args=browser.FLAGS)
        for figure in figures:
            html = figure.html.encode()
            pairs, cpu = measure(chromium, figure)
            columns = zip(*pairs, strict=True)
            times = [f"{statistics.median(each):.0f} ({max(each):.0f})" for each in columns]
            print(
                f"{len(figure.all_claims):6}{len(html) / 1000:10.0f}"
                f"{len(gzip.compress(html)) / 1000:12.0f}{times[0]:>17}{times[1]:>20}{cpu:8.0f}"
            )
        chromium.close()


if __name__ == "__main__":
    main()
