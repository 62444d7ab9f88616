"""What the tests share."""

import pytest
from playwright.sync_api import sync_playwright

from tests import browser


@pytest.fixture(scope="session")
def chromium():
    """Return a running Chromium."""
    executable = browser.path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=browser.FLAGS)
        yield chromium
        chromium.close()
