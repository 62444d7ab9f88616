"""Show the site on this machine and build it anew after each change: serve.py PORT.

A chapter that is saved shows in seconds, and so does the page that is looked at when anything else
has changed: `preview` builds these alone. The rest follows with a build of the whole site. An error
is said here and in the browser, where the last good page stays.
"""

import contextlib
import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sphinx_ext import made_from  # noqa: E402  (the root is on the path only now)
from sphinx_ext.one_at_a_time import wait_for_turn  # noqa: E402
from tools import preview  # noqa: E402

HTML = ROOT / "_build" / "html"
NEWS, SCRIPT = "/-/news", "/-/reload.js"
PULSE = 15  # seconds after which a silent stream of news says that it is there
PAUSE = 0.25  # seconds from one look at the files to the next
WRONG = re.compile(r"WARNING: |ERROR: ")
VIEWED = re.compile("book/|data/")  # the pages that a preview builds


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends the site's files; the browser asks again each time, so it never shows an old page."""

    def end_headers(self):
        """Add to every answer that it is not to be kept unasked."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_request(self, code="-", size="-"):
        """Say nothing of what went well; `log_error` still reports the rest."""


class State:
    """What the browsers are told: which edition of the site there is, and what went wrong."""

    def __init__(self):
        self.changed = threading.Condition()
        self.edition, self.failed, self.viewed = time.time_ns(), "", ""

    def tell(self, failed: str = "") -> None:
        """Tell all browsers of a new edition, or why there is none."""
        with self.changed:
            self.edition += not failed
            self.failed = failed
            self.changed.notify_all()

    def news(self) -> bytes:
        """Return how things stand, as server-sent events."""
        events = [f"event: edition\ndata: {self.edition}\n\n"]
        events += [f"event: failed\ndata: {json.dumps(self.failed)}\n\n"] if self.failed else []
        return "".join(events).encode()


class LiveHandler(Handler):
    """Sends each page with a script that shows it anew when it has been built."""

    def __init__(self, *args, state: State, **kwargs):
        self.state = state
        super().__init__(*args, **kwargs)

    def do_GET(self):
        """Send news, the script, a page with it, or any other file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.path == NEWS:
            self.send_news()
        elif self.path == SCRIPT:
            self.send(Path(__file__).with_name("reload.js").read_bytes(), "text/javascript")
        elif path.suffix == ".html" and path.is_file():
            self.state.viewed = path.relative_to(self.directory).with_suffix("").as_posix()
            page = path.read_text("utf8")
            script = f'<script src="{SCRIPT}" defer></script>'
            self.send(page.replace("</head>", f"{script}</head>", 1).encode(), "text/html")
        else:
            super().do_GET()

    def send(self, content: bytes, kind: str) -> None:
        """Send something that is made here."""
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_news(self) -> None:
        """Send news for as long as the browser listens."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with contextlib.suppress(ConnectionError), self.state.changed:
            while True:
                self.wfile.write(self.state.news())
                self.state.changed.wait(PULSE)


def last_changes():
    """Return the time of the last change of every file that the site is made from."""
    changes = {}
    for path in made_from.of_site(ROOT):
        with contextlib.suppress(FileNotFoundError):  # removed since it was listed
            changes[path] = path.stat().st_mtime_ns
    return changes


def changed_files(before: dict, after: dict) -> list[Path]:
    """Return the paths, from the root, of the files that were changed, added or removed."""
    return sorted({path.relative_to(ROOT) for path, _ in before.items() ^ after.items()})


def pages_of(files: list[Path]) -> list[str]:
    """Return the names of the pages that are made from these files alone: chapters and tables."""
    own = {"book": ".md", "data": ".csv"}
    pages = [path for path in files if own.get(str(path.parent)) == path.suffix]
    return [path.with_suffix("").as_posix() for path in pages]


# Builds -----------------------------------------------------------------------------------------


def build() -> tuple[bool, str]:
    """Build the whole book; return whether that went well, and what was wrong."""
    command = [sys.executable, ROOT / "tools" / "build.py"]
    lines = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf8", errors="replace",
    ) as process:  # fmt: skip
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(preview.COLOURS.sub("", line))
    wrong = [line for line in lines if WRONG.search(line)] or lines[-10:]
    return process.returncode == 0, "".join(wrong)


class Preview:
    """A process that has imported all that a build needs, and builds some pages once."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.preview"], cwd=ROOT, encoding="utf8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def build(self, wanted: preview.Wanted) -> tuple[bool, str]:
        """Build these pages; return whether that went well, and what was wrong."""
        printed, _ = self.process.communicate(wanted.line())
        try:
            answer = json.loads(printed.splitlines()[-1])
        except (IndexError, ValueError):
            return False, "The preview has ended without a word: see the terminal.\n"
        return answer["went_well"], answer["said"]

    def end(self) -> None:
        """End the process unused."""
        self.process.terminate()
        self.process.communicate()


def publish(site):
    """Copy the built site to where it is served from: a build that fails must not harm it."""
    new = site.with_name("new")
    with wait_for_turn(HTML.parent):  # a build may be about to put another in its place
        shutil.copytree(HTML, new)
    shutil.rmtree(site, ignore_errors=True)
    new.rename(site)


def publish_preview(site):
    """Copy what a preview has written over the site that is served."""
    for path in preview.changed_files():
        copy = site / path.relative_to(preview.SITE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def tell(state: State, address: str, went_well: bool, wrong: str) -> None:
    """Say here and in the browsers how a build went."""
    state.tell("" if went_well else wrong)
    if went_well:
        print(f"Built anew: {address}", flush=True)
    else:
        print(f"{wrong}The build failed. {address} still shows the last good one.", flush=True)


class Builds:
    """The builds that follow changes: of a page in seconds, then of all if all may differ."""

    def __init__(self, site: Path, address: str, state: State):
        self.site, self.address, self.state = site, address, state
        self.begin()

    def begin(self) -> None:
        """Begin from a whole build: note what it was made from, and warm up for the next."""
        self.digest = made_from.digest(ROOT, made_from.of_outputs(ROOT))
        self.version = made_from.digest(ROOT, made_from.of_site(ROOT))[:8]
        preview.begin_from_the_last_build()
        self.warm = Preview()

    def pages(self, names: list[str], run: bool) -> bool:
        """Build some pages, and show them; return whether that went well."""
        wanted = preview.Wanted(names, self.digest, self.version, run)
        went_well, wrong = self.warm.build(wanted)
        if went_well:
            publish_preview(self.site)
        tell(self.state, self.address, went_well, wrong)
        self.warm = Preview()
        return went_well

    def all(self) -> None:
        """Build the whole book, and show it."""
        went_well, wrong = build()
        if went_well:
            publish(self.site)
        tell(self.state, self.address, went_well, wrong)
        if went_well:
            self.warm.end()
            self.begin()

    def follow(self, before: dict, after: dict) -> None:
        """Build what a change of files asks for."""
        files = changed_files(before, after)
        if any(path.suffix == ".py" for path in files):
            self.warm.end()  # it has the code as it was
            self.warm = Preview()
        chapters = [name for name in pages_of(files) if name.startswith("book/")]
        if len(chapters) == len(files) and before.keys() == after.keys():
            self.pages(chapters, run=False)
        elif not VIEWED.match(self.state.viewed) or self.pages(*self.looked_at(files)):
            self.all()

    def looked_at(self, files: list[Path]) -> tuple[list[str], bool]:
        """Return what to show first when these files have changed, and whether cells are run.

        The theme changes how pages look, and nothing that a cell gives.
        """
        tables = [name for name in pages_of(files) if name.startswith("data/")]
        return [self.state.viewed, *tables], any(path.parts[0] != "theme" for path in files)


def serve(port):
    """Serve the site on this machine only, and build it anew until Ctrl-C."""
    with tempfile.TemporaryDirectory() as folder:
        site, state = Path(folder, "site"), State()
        publish(site)
        try:
            handler = functools.partial(LiveHandler, directory=site, state=state)
            server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}): try another, as in PORT=8001")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{port}/"
        seen = last_changes()
        builds = Builds(site, address, state)
        print(f"The book is at {address} (Ctrl-C to stop)", flush=True)
        while True:
            time.sleep(PAUSE)
            if (now := last_changes()) != seen:
                builds.follow(seen, now)
                seen = now


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        serve(int(sys.argv[1]))
