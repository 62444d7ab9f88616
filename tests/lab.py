"""A JupyterLab of the tests' own, and a notebook open in it."""

import ast
import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat

from sphinx_ext.maker import write

ROOT = Path(__file__).parent.parent
LOOPBACK = "127.0.0.1"
START = 90  # s until the server answers, on a busy machine
STOP = 30  # s for it to end
WAIT = 60_000  # ms for whatever the page or a kernel has to do


def chapters():
    """Return the names of the chapters that have code to run."""
    pages = sorted((ROOT / "book").glob("*.md"))
    return [page.stem for page in pages if "{code-cell}" in page.read_text("utf8")]


@contextlib.contextmanager
def serve(folder, chromium):
    """Run JupyterLab on the chapters' notebooks, with a browser that reaches nothing else.

    Its settings are the learner's own; nothing it writes lands in the repository, the environment
    or the home folder.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder. The notebooks are made in its ``root/notebooks``.
    chromium : playwright.sync_api.Browser

    Yields
    ------
    Lab
    """
    shutil.copytree(ROOT / "book", folder / "root" / "book")
    shutil.copy(ROOT / "_config.yml", folder / "root")
    write(folder / "root")
    settings = folder / "config" / "labconfig"
    settings.mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "overrides.json", settings / "default_setting_overrides.json")
    with start(sys.executable, folder / "root", environment(folder), folder, chromium) as lab:
        yield lab


@contextlib.contextmanager
def start(python, root, variables, folder, chromium, base="/"):
    """Run the JupyterLab of an environment, with a browser that reaches nothing else.

    Parameters
    ----------
    python : path-like
        The environment's Python.
    root : pathlib.Path
        The folder that JupyterLab shows.
    variables : dict of str to str
        All that the server and its kernels get from around them.
    folder : pathlib.Path
        Where the log is written.
    chromium : playwright.sync_api.Browser
    base : str
        Where the server stands below its host; Binder gives each learner a place of their own.

    Yields
    ------
    Lab
    """
    token, port, log = secrets.token_hex(), free_port(), folder / "log.txt"
    with log.open("wb") as file:
        server = subprocess.Popen(
            command(python, root, port, base), env={**variables, "JUPYTER_TOKEN": token},
            stdout=file, stderr=file, cwd=root,
        )  # fmt: skip
    address = f"http://{LOOPBACK}:{port}{base.rstrip('/')}"
    with server, chromium.new_context(viewport={"width": 1200, "height": 900}) as context:
        try:
            wait_for_server(server, address, token, log)
            context.set_default_timeout(WAIT)
            yield Lab(root, address, token, context.new_page())
        finally:
            stop(server)


def stop(server):
    """End a server; it shuts its kernels down before it goes, if it can."""
    server.terminate()
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:
        server.kill()


def command(python, root, port, base):
    """Return the command that `make lab` gives, in the background and driven by a test."""
    options = {
        "ServerApp.root_dir": root,
        "ServerApp.base_url": base,
        "ServerApp.ip": LOOPBACK,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True,
        "LabApp.extension_manager": "readonly",  # the other kind asks PyPI
    }
    given = (f"--{name}={value}" for name, value in options.items())
    return [python, "-m", "jupyterlab", *given]


def environment(folder):
    """Return the variables of the server and its kernels."""
    kept = {key: value for key, value in os.environ.items() if "JUPYTER" not in key}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(folder / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONPATH": str(ROOT),  # as in the environment that `make` builds
    }


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def wait_for_server(server, address, token, log):
    """Return once the server answers; fail with its log if it does not."""
    status = f"{address}/api/status?token={token}"
    end = time.monotonic() + START
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(status):
            return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


# What is asked of the page, in JavaScript.
PANEL = "jupyterapp.shell.currentWidget"
OPENED = f"""path => globalThis.jupyterapp && {PANEL}?.context?.isReady
  && {PANEL}.context.path === path"""
READY = f"{PANEL}.sessionContext.isReady"
OPEN = "path => jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)"
CLOSE = f"""async () => {{
  await {PANEL}.sessionContext?.shutdown(); // a file opened as text has none
  {PANEL}.dispose();
}}"""
DO = "command => jupyterapp.commands.execute(command).then(() => null)"
CONTENT = f"JSON.stringify({PANEL}.content.model)"
EXECUTE = f"""async ({{code, value}}) => {{
  const kernel = {PANEL}.sessionContext.session.kernel;
  const request = {{code, user_expressions: {{value}}, store_history: false}};
  return (await kernel.requestExecute(request).done).content;
}}"""
BRING = f"""el => {{
  const cell = el.closest(".jp-Cell");
  const at = {PANEL}.content.widgets.findIndex(({{ node }}) => node === cell);
  return {PANEL}.content.scrollToItem(at, "start");
}}"""
IN_TIME = f"""argument => Promise.race([
  (%s)(argument),
  new Promise((_, fail) => setTimeout(() => fail(new Error("no answer in time")), {WAIT})),
])"""


# JupyterLab looks for the text of the cell that it goes to after the last one has run, and throws
# if that cell, far down a long notebook, has not been drawn yet. It is of no consequence.
JUPYTERLAB_OWN = "_markdownOverlapsToolbar"
# It asks each new kernel for a few things, and complains if it is closed before the answer.
CLOSED_EARLY = "Canceled future for"


class KernelError(Exception):
    """What Python raised in the kernel, as ``Name: message``."""


class Lab:
    """A running JupyterLab in a browser's page, with one notebook open at a time.

    Attributes
    ----------
    root : pathlib.Path
        The folder that it shows.
    page : playwright.sync_api.Page
    path : str or None
        Where the open notebook is, below the root.
    outside : list of str
        Addresses beyond the server that the page asked for; all are refused.
    complaints : list of str
        Errors that the page's scripts threw or logged.
    messages : list of bytes
        What the kernels' channels carried to the page.
    """

    def __init__(self, root, address, token, page):
        self.root, self.address, self.token, self.page = root, address, token, page
        self.path = None
        self.outside, self.complaints, self.messages = [], [], []
        page.route("**", self._pass_or_refuse)
        page.on("pageerror", self._note_error)
        page.on("console", self._note)
        page.on("websocket", lambda socket: socket.on("framereceived", self._keep))

    def _pass_or_refuse(self, route):
        if route.request.url.startswith(f"{self.address}/"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _note_error(self, error):
        if JUPYTERLAB_OWN not in (error.stack or "") and CLOSED_EARLY not in str(error):
            self.complaints.append(str(error))

    def _note(self, message):
        if message.type == "error" and CLOSED_EARLY not in message.text:
            self.complaints.append(message.text)

    def _keep(self, frame):
        self.messages.append(frame if isinstance(frame, bytes) else frame.encode())

    def write(self, name, *cells):
        """Write a notebook of code cells."""
        code = [nbformat.v4.new_code_cell(cell) for cell in cells]
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})
        nbformat.write(notebook, self.root / name)

    def open(self, path):
        """Open a file below the root in place of the one before, with a kernel that is ready.

        The first is opened by its address; the others as by a double click, because loading
        JupyterLab again for each would take most of the tests' time.
        """
        if self.path:
            self.ask(CLOSE)
            self.ask(OPEN, path)
        else:
            self.page.goto(f"{self.address}/lab/tree/{path}?reset&token={self.token}")
        self._wait_for_notebook(path)
        self.path = path

    def replay(self, path):
        """Open a file and run all its cells, unless it is open and has been run."""
        if self.path != path:
            self.messages.clear()
            self.open(path)
            self.run_all()

    def take_complaints(self):
        """Return what went wrong since the last time, and forget it."""
        found = [*self.complaints, *(f"asked for {address}" for address in self.outside)]
        self.complaints.clear()
        self.outside.clear()
        return found

    def _wait_for_notebook(self, path):
        self.page.wait_for_function(OPENED, arg=path)
        if self.page.evaluate(f"!{PANEL}.sessionContext"):
            raise AssertionError(f"{path} opened as text and not as a notebook")
        self.page.wait_for_function(READY)  # what is run before that is silently dropped

    def do(self, command):
        """Carry out a command of JupyterLab's menus."""
        self.ask(DO, command)

    def ask(self, function, argument=None):
        """Return what a function of the page promises; fail if that takes too long."""
        return self.page.evaluate(IN_TIME % function, argument)

    def select(self, cell):
        """Move to a cell, by its number from 0."""
        self.page.evaluate(f"{PANEL}.content.activeCellIndex = {cell}")

    def bring(self, locator):
        """Bring a part of a cell into view; JupyterLab hides what is far off in a long notebook."""
        locator.evaluate(BRING)
        return locator

    def run(self, cell):
        """Run a cell, by its number from 0; it must run without an error."""
        self.select(cell)
        self.do("notebook:run-cell")
        self.check(cell)

    def run_all(self):
        """Run all cells; each must run without an error."""
        self.do("notebook:run-all-cells")
        self.check()

    def check(self, *numbers):
        """Fail if one of the code cells has not run, or has not run well."""
        cells = self.cells()
        for cell in [cells[number] for number in numbers] or cells:
            assert cell.execution_count, f"not run: {cell.source}"
            for output in cell.outputs:
                bad = output.output_type == "error" or output.get("name") == "stderr"
                assert not bad, output.get("text") or f"{output.ename}: {output.evalue}"

    def content(self):
        """Return the notebook as it would be saved."""
        return nbformat.from_dict(json.loads(self.page.evaluate(CONTENT)))

    def cells(self):
        """Return the code cells, with their outputs."""
        return [cell for cell in self.content().cells if cell.cell_type == "code"]

    def python(self, code="", value="None"):
        """Run code in the notebook's kernel, beside its cells.

        Parameters
        ----------
        code : str
            Statements.
        value : str
            An expression for what JSON can hold.

        Returns
        -------
        object
            The expression's value after the statements.

        Raises
        ------
        KernelError
            If Python raises an error.
        """
        asked = {"code": code, "value": f"__import__('json').dumps({value})"}
        reply = self.ask(EXECUTE, asked)
        for answer in (reply, reply.get("user_expressions", {}).get("value", {})):
            if answer.get("status") != "ok":
                raise KernelError(f"{answer['ename']}: {answer['evalue']}")
        return json.loads(ast.literal_eval(answer["data"]["text/plain"]))
