"""Find the Chromium that the tests drive, or fetch one.

`python tests/browser.py` prints where it is.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
# The browser sends nothing of its own, so that every request a test sees is the page's.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    FLAGS.append("--no-sandbox")  # Chromium refuses to start for root with it

HELP = (
    "The tests need Chromium or Google Chrome: install one "
    "('apt-get install chromium' on Debian), or set CHROMIUM to where it is."
)


def path():
    """Return where Chromium is, fetching it first if there is none.

    Returns
    -------
    str
        Path of an executable that runs.

    Raises
    ------
    SystemExit
        If the one that CHROMIUM names does not run, or none can be had.
    """
    if named := os.environ.get("CHROMIUM"):
        if not runs(named):
            raise SystemExit(f"CHROMIUM is set to {named!r}, which does not run. {HELP}")
        return named
    for fetch in (nothing, from_playwright, from_debian):
        fetch()
        if found := find():
            return found
    raise SystemExit(HELP)


def find():
    """Return the first Chromium on this machine that runs, or None."""
    return next(filter(runs, candidates()), None)


def candidates():
    """Yield where a Chromium may be, the machine's own first."""
    yield from map(shutil.which, NAMES)
    yield from PLACES
    with sync_playwright() as playwright:  # where its own is or would be
        yield playwright.chromium.executable_path


def runs(executable):
    """Return whether it starts: it may be a stub, or lack a library."""
    if not (executable and shutil.which(executable)):
        return False
    if sys.platform == "win32":  # where asking for the version opens a window
        return True
    return subprocess.run([executable, "--version"], capture_output=True).returncode == 0


def nothing():
    """Fetch nothing: there may be a browser already."""


def from_playwright():
    """Fetch Playwright's Chromium."""
    fetch(sys.executable, "-m", "playwright", "install", "chromium")


def from_debian():
    """Fetch Debian's package, where this user may install packages."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        fetch("apt-get", "update")
        fetch("apt-get", "install", "--yes", "chromium")


def fetch(*command):
    """Run a command that may fail, its messages beside the path that this program prints."""
    print("No Chromium here yet:", *command[-3:], file=sys.stderr)
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=600)
    except subprocess.TimeoutExpired:
        print("That took over ten minutes and was stopped.", file=sys.stderr)


if __name__ == "__main__":
    print(path())
