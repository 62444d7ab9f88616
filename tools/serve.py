"""Show the site on this machine and build it anew after each change: serve.py PORT."""

import contextlib
import functools
import http.server
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

HTML = ROOT / "_build" / "html"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends the site's files; the browser asks again each time, so it never shows an old page."""

    def end_headers(self):
        """Add to every answer that it is not to be kept unasked."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_request(self, code="-", size="-"):
        """Say nothing of what went well; `log_error` still reports the rest."""


def last_changes():
    """Return the time of the last change of every file that the site is made from."""
    changes = {}
    for path in made_from.of_site(ROOT):
        with contextlib.suppress(FileNotFoundError):  # removed since it was listed
            changes[path] = path.stat().st_mtime_ns
    return changes


def build():
    """Build the book; return whether that went well."""
    return subprocess.run([sys.executable, ROOT / "tools" / "build.py"]).returncode == 0


def publish(site):
    """Copy the built site to where it is served from: a build that fails must not harm it."""
    new = site.with_name("new")
    with wait_for_turn(HTML.parent):  # a build may be about to put another in its place
        shutil.copytree(HTML, new)
    shutil.rmtree(site, ignore_errors=True)
    new.rename(site)


def refresh(site, address):
    """Build the book and show it; after a failed build go on showing the last good one."""
    if build():
        publish(site)
        print(f"Built anew: {address}", flush=True)
    else:
        print(f"The build failed. {address} still shows the last good one.", flush=True)


def serve(port):
    """Serve the site on this machine only, and refresh it until Ctrl-C."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        publish(site)
        try:
            handler = functools.partial(Handler, directory=site)
            server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}): try another, as in PORT=8001")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{port}/"
        print(f"The book is at {address} (Ctrl-C to stop)", flush=True)

        seen = last_changes()
        while True:
            time.sleep(0.5)
            if (now := last_changes()) != seen:
                seen = now
                refresh(site, address)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        serve(int(sys.argv[1]))
