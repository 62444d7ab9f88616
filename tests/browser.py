"""Find the browsers that the tests drive, or fetch them.

`python tests/browser.py` prints where Chromium is, and sees that Firefox and WebKit are there too.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell is Chromium without windows and menus: the same pages in half the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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
    f"('apt-get install {SHELL}' on Debian), or set CHROMIUM to where it is."
)

OTHERS_HELP = (
    "The tests need Firefox, and WebKit with its driver: 'apt-get install firefox-esr "
    "webkit2gtk-driver xvfb' on Debian. Where these cannot be had, run "
    """'make test ARGS="-m 'not engines'"' """
    "and say so."
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
    ways = (nothing, from_playwright, lambda: from_debian(SHELL), lambda: from_debian("chromium"))
    for fetch in ways:
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


def firefox():
    """Return where Firefox is, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit():
    """Return where the small browser is that comes with WebKitGTK, or None; it needs a driver."""
    browsers = Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")
    has_driver = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return next(map(str, browsers), None) if has_driver else None


def fetch_others():
    """Fetch Debian's Firefox and WebKit if one is missing; the tests say so if none can be had."""
    if not (firefox() and webkit()):
        from_debian("firefox-esr", "webkit2gtk-driver", "xvfb")


def nothing():
    """Fetch nothing: there may be a browser already."""


def from_playwright():
    """Fetch Playwright's Chromium."""
    fetch(sys.executable, "-m", "playwright", "install", "chromium")


def from_debian(*packages):
    """Fetch Debian's packages, where this user may install any."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        fetch("apt-get", "update")
        fetch("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def fetch(*command):
    """Run a command that may fail, its messages beside the path that this program prints."""
    print("A browser is missing:", *command[-3:], file=sys.stderr)
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=600)
    except subprocess.TimeoutExpired:
        print("That took over ten minutes and was stopped.", file=sys.stderr)


if __name__ == "__main__":
    fetch_others()
    print(path())
