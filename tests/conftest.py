"""What the tests share."""

import functools
import gc
import http.server
import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from sphinx_ext import made_from
from tests import binder, browser, lab
from tools import serve

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_build" / "html"
WRITTEN = SITE / "_static" / "vega.js"  # which every build writes anew


# Parsed pages live long: to look for rubbish among them took a third of the time of parsing.
gc.set_threshold(100_000)

PATIENCE = 20_000  # ms: what is late on a busy machine is not wrong
expect.set_options(timeout=PATIENCE)

# Every other host is out of reach: a network that is strict, or none.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


# --- Three processes at once ------------------------------------------------------------------
#
# `make test` gives the tests to three processes. Those of one group share what takes long to make,
# such as a JupyterLab, so they stay in one process; a file is a group unless it says otherwise.

# Not to be left to the end.
LONGEST = [
    "lab", "accessibility-", "test_build", "test_two_builds", "test_parity", "test_page",
    "test_pdf", "engines-", "test_looks",
]  # fmt: skip


def group_of(item):
    """Return the name of the group that a test belongs to."""
    mark = item.get_closest_marker("xdist_group")
    return mark.args[0] if mark else item.path.stem


def pytest_itemcollected(item):
    """Say of each test which group it belongs to."""
    item.add_marker(pytest.mark.xdist_group(group_of(item)))


def chapter_of(item):
    """Return the name of the chapter that a test has run for it, or ""."""
    return item.callspec.params.get("chapter_name", "") if hasattr(item, "callspec") else ""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the groups that take longest, so that all end at about one time.

    The tests of one chapter come one after the other, so that it is run once for all of them.
    """

    def order(item):
        return [not group_of(item).startswith(name) for name in LONGEST], chapter_of(item)

    items.sort(key=order)


# --- A browser and a site ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium():
    """Return a running Chromium, which reaches no other machine."""
    executable = browser.path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=[*browser.FLAGS, ALONE]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def html():
    """Return the folder of the built site, which must be newer than what it is made from."""
    if not WRITTEN.exists():
        pytest.fail("There is no built site to test: run `make book` first.", pytrace=False)
    last = made_from.last_changed(ROOT)
    if WRITTEN.stat().st_mtime_ns < last.stat().st_mtime_ns:
        name = last.relative_to(ROOT)
        pytest.fail(f"The built site is older than {name}: run `make book` first.", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def serve_folder():
    """Return a function that serves a folder on this machine and returns its address."""
    servers = []

    def serve_folder(folder):
        handler = functools.partial(serve.Handler, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve_folder
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(html, serve_folder):
    """Return the address at which the built site is served."""
    return serve_folder(html)


def watch(context, problems):
    """Note whatever a page asks of another machine, and each error or warning it logs."""

    def on_request(request):
        if not re.match(r"(http://127\.0\.0\.1:\d+/|blob:|data:)", request.url):
            problems.append(f"asked another machine for {request.url}")

    def on_console(message):
        if message.type in ("error", "warning"):
            problems.append(f"logged an {message.type}: {message.text}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda error: problems.append(f"failed: {error.error}"))
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def new_page(chromium):
    """Return a function that opens a page in a browser with nothing in its cache.

    The test fails for whatever the page asks of another machine, and for each error it logs.
    """
    contexts, problems = [], []

    def new_page(**options):
        contexts.append(watch(chromium.new_context(**options), problems))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="session")
def shared(chromium, site):
    """Return a browser that the tests share, so that it keeps the site's files."""
    problems = []
    context = watch(chromium.new_context(base_url=site), problems)
    context.problems = problems
    yield context
    context.close()


@pytest.fixture
def browsing(shared):
    """Return the shared browser; what its pages do wrong fails the test."""
    yield shared
    problems, shared.problems[:] = [*shared.problems], []
    assert problems == []


@pytest.fixture
def page(browsing):
    """Return an empty page, which knows the site's address."""
    page = browsing.new_page()
    yield page
    page.close()


# --- JupyterLab -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory, chromium):
    """Return the one JupyterLab that the tests of the group `lab` share."""
    with lab.serve(tmp_path_factory.mktemp("lab"), chromium) as running:
        yield running


@pytest.fixture(scope="session")
def image(tmp_path_factory):
    """Return the environment that Binder would make of this repository."""
    return binder.Image(tmp_path_factory.mktemp("binder"))


@pytest.fixture(scope="session")
def on_binder(image, tmp_path_factory, chromium):
    """Return a JupyterLab just started, as a launch on Binder gives one."""
    folder = tmp_path_factory.mktemp("log")
    python, variables = image.python, image.variables()
    with lab.start(python, image.home, variables, folder, chromium, binder.BASE) as running:
        yield running


@pytest.fixture(scope="session", params=lab.chapters())
def chapter_name(request):
    """Return the name of a chapter; the tests of one chapter come one after the other."""
    return request.param


@pytest.fixture
def chapter(on_binder, chapter_name):
    """Return a notebook in which a chapter has been run, once for all tests of that chapter."""
    on_binder.replay(f"notebooks/{chapter_name}.ipynb")
    yield on_binder
    assert on_binder.take_complaints() == []
