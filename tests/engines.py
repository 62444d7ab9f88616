"""Firefox and WebKit, the engine of Safari: real browsers, driven by what each of them speaks.

Playwright drives Chromium alone here: its Firefox and WebKit are builds of its own, which a strict
network does not let in. Firefox answers WebDriver BiDi by itself; WebKit comes with a driver that
Selenium knows. Both are Debian's packages.
"""

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import warnings

import websocket
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests import browser

PATIENCE = 20  # seconds: what is late on a busy machine is not wrong
KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}  # fmt: skip


class Engine:
    """What the tests ask of a browser, whichever it is."""

    def take_errors(self):
        """Return the errors and warnings that pages have logged, and forget them."""
        return []

    def wait(self, script):
        """Wait until an expression is true on the page."""
        late = time.monotonic() + PATIENCE
        while not self.script(f"return Boolean({script})"):
            if time.monotonic() > late:
                raise TimeoutError(f"{type(self).__name__}: never true: {script}")
            time.sleep(0.02)


class Firefox(Engine):
    """Firefox, through its own WebDriver BiDi."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        command = [
            browser.firefox(), "--headless", "--no-remote", "--profile", self.profile,
            "--remote-debugging-port", "0",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        lines = iter(self.process.stderr.readline, "")
        address = next(filter(None, (re.search(r"BiDi listening on (ws://\S+)", s) for s in lines)))
        self.socket = websocket.create_connection(
            f"{address[1]}/session", timeout=PATIENCE, suppress_origin=True
        )
        self.numbers, self.errors = itertools.count(1), []
        self.name = self.ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        # In the first window the focus is in the bar of addresses, so that no key presses a button.
        self.page = self.ask("browsingContext.create", type="window")["context"]
        self.ask("session.subscribe", events=["log.entryAdded"])

    def ask(self, method, **params):
        """Send a command and return the answer to it; note the errors that are logged."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            if answer["params"].get("level") in ("error", "warn"):
                self.errors.append(answer["params"]["text"])
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def take_errors(self):
        """Return the errors and warnings that pages have logged, and forget them."""
        found, self.errors = self.errors, []
        return found

    def open(self, address):
        """Open a page, and wait until all of it is there."""
        self.ask("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def resize(self, width, height=900):
        """Give the page so much room, in CSS pixels."""
        size = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.page, viewport=size)

    def script(self, body):
        """Run the body of a function on the page and return what it returns, by way of JSON."""
        called = self.ask(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await (async () => {{{body}}})())",
            target={"context": self.page},
            awaitPromise=True,
            userActivation=True,
        )
        if called["type"] == "exception":
            raise RuntimeError(called["exceptionDetails"]["text"])
        return json.loads(called["result"].get("value", "null"))

    def click(self, css):
        """Click the first element that matches, as a mouse does."""
        self.wait(f"document.querySelector({json.dumps(css)})")
        where = self.script(
            f"const el = document.querySelector({json.dumps(css)});"
            "el.scrollIntoView({ block: 'center', behavior: 'instant' });"
            "const [box] = el.getClientRects();"
            "return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round)"
        )
        steps = [
            {"type": "pointerMove", "x": where[0], "y": where[1]},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.act({"type": "pointer", "id": "mouse", "actions": steps})

    def press(self, *keys):
        """Press keys, by name or as they are, where the focus is."""
        steps = [
            {"type": kind, "value": KEYS.get(key, key)}
            for key in keys
            for kind in ("keyDown", "keyUp")
        ]
        self.act({"type": "key", "id": "keyboard", "actions": steps})

    def act(self, source):
        """Perform the actions of a mouse or a keyboard."""
        self.ask("input.performActions", context=self.page, actions=[source])

    def printed(self):
        """Return the page as a PDF."""
        return base64.b64decode(self.ask("browsingContext.print", context=self.page)["data"])

    def picture(self):
        """Return the page as it is seen, as PNG."""
        shot = self.ask("browsingContext.captureScreenshot", context=self.page)
        return base64.b64decode(shot["data"])

    def close(self):
        """End the browser, and remove what it kept."""
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        shutil.rmtree(self.profile, ignore_errors=True)


class WebKit(Engine):
    """WebKit in its small browser for tests, on a screen that nobody sees."""

    def __init__(self):
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        options = Options()
        options.binary_location = browser.webkit()
        options.add_argument("--automation")
        # Its sandbox does not start for root, and pages of this book are all that it opens.
        own = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, **own})
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # its own
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_script_timeout(PATIENCE)
        self.size = None
        self.name = self.driver.capabilities["browserVersion"]

    def open(self, address):
        """Open a page, and wait until all of it is there."""
        self.driver.get(address)

    def resize(self, width, height=900):
        """Give the window so much room, in CSS pixels; it is never narrower than 447."""
        if self.size != (width, height):  # the driver waits, even if nothing changes
            self.driver.set_window_size(width, height)
        self.size = width, height

    def script(self, body):
        """Run the body of a function on the page and return what it returns, by way of JSON."""
        return self.driver.execute_async_script(
            f"const [done] = arguments; (async () => {{{body}}})().then(done)"
        )

    def click(self, css):
        """Click the first element that matches, as a mouse does."""
        self.wait(f"document.querySelector({json.dumps(css)})")
        self.driver.find_element(By.CSS_SELECTOR, css).click()

    def press(self, *keys):
        """Press keys, by name or as they are, where the focus is."""
        self.driver.switch_to.active_element.send_keys(*(KEYS.get(key, key) for key in keys))

    def picture(self):
        """Return the page as it is seen, as PNG."""
        return self.driver.get_screenshot_as_png()

    def close(self):
        """End the browser, its driver and the screen."""
        self.driver.quit()
        self.screen.kill()
        self.screen.wait()
