"""A bare page for every topic, served with the site's own policy."""

import pytest

from sphinx_ext import figures
from tests.conftest import watch
from tests.figures import harness


@pytest.fixture(scope="session")
def bare(serve_folder, tmp_path_factory):
    """Return the address of a site that holds one page a topic, under the topic's name."""
    folder = tmp_path_factory.mktemp("bare")
    for topic in harness.TOPICS:
        harness.write_page(folder, topic, harness.make(topic))
    figures.write_places(folder / "_static")
    return f"{serve_folder(folder)}/book"


@pytest.fixture(scope="session")
def bare_browser(chromium):
    """Return a browser that the tests of figures share, so that it keeps the scripts."""
    problems = []
    context = watch(chromium.new_context(), problems)
    context.problems = problems
    yield context
    context.close()


@pytest.fixture
def bare_page(bare_browser):
    """Return an empty page; whatever it does wrong fails the test."""
    page = bare_browser.new_page()
    yield page
    page.close()
    problems, bare_browser.problems[:] = [*bare_browser.problems], []
    assert problems == []


@pytest.fixture(scope="module", params=sorted(harness.TOPICS))
def topic(request):
    """Return the name of each topic in turn."""
    return request.param


@pytest.fixture(scope="module")
def python(topic):
    """Return a figure of the topic, which tests set and ask."""
    return harness.make(topic)


@pytest.fixture
def figure(topic, bare, bare_page):
    """Return the figure of the topic on its bare page, drawn by the browser."""
    return harness.open_figure(bare_page, f"{bare}/{topic}.html")
