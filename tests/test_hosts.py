"""Other places where a figure lives: whatever shows anywidgets, and a notebook saved as a page."""

import base64
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import expect

import widgets
from tests import lab

# How each kind of host holds a widget. The frame is of no origin and allows no `eval`, as where
# an editor or a service keeps what a notebook shows away from its own page.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:"
)
FRAME = f"""<iframe sandbox="allow-scripts" width="900" height="3000" srcdoc="<!doctype html>
<meta http-equiv=Content-Security-Policy content=&quot;{POLICY}&quot;><body></body>"></iframe>"""
HOSTS = {
    "a page": ("<body></body>", False),
    "a shadow tree, as in marimo": ("<body></body>", True),
    "a closed frame, as in VS Code and Colab": (FRAME, False),
}
# The least that anywidget promises a module: https://anywidget.dev/en/afm/
HOST = """async ({ esm, css, state, shadow }) => {
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const listeners = {};
  const changed = {};
  const tell = (event, ...values) => {
    for (const each of [...(listeners[event] ?? [])]) each(...values);
  };
  globalThis.model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = changed[name] = value;
      tell(`change:${name}`);
    },
    save_changes() {
      kernel({ set: { ...changed } });
      for (const name of Object.keys(changed)) delete changed[name];
    },
    on: (event, each) => (listeners[event] ??= new Set()).add(each),
    off: (event, each) => listeners[event]?.delete(each),
    async send(content) {
      const { reply, buffer } = await kernel({ send: content });
      const bytes = Uint8Array.from(atob(buffer), (each) => each.charCodeAt(0));
      tell("msg:custom", reply, [new DataView(bytes.buffer)]);
    },
  };
  globalThis.fromPython = (name, value) => {
    state[name] = value;
    tell(`change:${name}`);
  };
  const host = document.body.appendChild(document.createElement("div"));
  const root = shadow ? host.attachShadow({ mode: "open" }) : host;
  const style = root.appendChild(document.createElement("style"));
  style.textContent = css;
  const el = root.appendChild(document.createElement("div"));
  globalThis.letGo = await widget.render({ model, el });
}"""


class Kernel:
    """An explorer in Python, behind what a page sends."""

    def __init__(self, explorer):
        self.explorer = explorer
        self.sent = None
        explorer.send = lambda content, buffers: setattr(self, "sent", (content, buffers[0]))

    def __call__(self, message):
        for name, value in message.get("set", {}).items():
            setattr(self.explorer, name, value)
        if "send" in message:
            self.explorer._handle_custom_msg(message["send"], [])
            content, buffer = self.sent
            return {"reply": content, "buffer": base64.b64encode(buffer).decode()}
        return None


@pytest.fixture(params=HOSTS)
def shown(request, new_page):
    """Return a figure of footprints in a host, the host's frame, and the explorer behind it."""
    html, shadow = HOSTS[request.param]
    explorer = widgets.footprints(show="icb-2026")
    page = new_page()
    page.expose_function("kernel", Kernel(explorer))
    page.set_content(html)
    frame = page.frames[-1]
    state = {"html": explorer.html, **explorer.state()}
    frame.evaluate(
        HOST, {"esm": explorer._esm, "css": explorer._css, "state": state, "shadow": shadow}
    )
    figure = frame.locator("figure.explorer")
    figure.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "")
    return figure, frame, explorer


def test_a_hand_moves_the_figure_and_python_knows(shown):
    figure, _, explorer = shown
    figure.get_by_label("Number of people").fill("430,000")
    expect(figure.locator("svg")).to_contain_text("430,000")
    expect(figure.get_by_label("Number of people")).to_have_value("430,000")
    assert explorer.population == 430_000
    assert figure.locator("output p").all_text_contents() == explorer.sentences()


def test_python_moves_the_figure(shown):
    figure, frame, explorer = shown
    frame.evaluate("fromPython('show', 'stp-2016')")
    explorer.show = "stp-2016"
    expect(figure.locator("[name=show]")).to_have_value("stp-2016")
    expect(figure.locator("svg")).to_contain_text("Greater Manchester")
    assert figure.locator("output p").all_text_contents() == explorer.sentences()


def test_the_code_is_selected_to_be_copied(shown):
    figure, _, explorer = shown
    figure.get_by_text("Show the code").click()
    figure.get_by_role("button", name="Copy").click()
    expect(figure.locator(".explorer-code [role=status]")).to_have_text("Copied.")
    assert figure.locator("pre").text_content() == explorer.code()


def test_the_figure_lets_go_when_the_host_is_done(shown):
    figure, frame, _ = shown
    said = figure.locator("output").text_content()
    frame.evaluate("letGo()")
    frame.evaluate("fromPython('show', 'stp-2016')")
    assert figure.locator("output").text_content() == said


# --- A notebook saved as a page ---------------------------------------------------------------


def test_a_notebook_run_and_saved_as_a_page_keeps_its_figures(chromium, tmp_path):
    """The state of the widgets is saved too, and would leave them to a script from afar."""
    calls = ["import widgets", *(f"widgets.{name}()" for name in widgets.__all__)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(call) for call in calls])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, tmp_path / "chapter.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "chapter.ipynb"]
    subprocess.run(command, cwd=tmp_path, env=lab.environment(tmp_path), check=True)
    assert "application/vnd.jupyter.widget-state+json" in (tmp_path / "chapter.html").read_text()
    with chromium.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "chapter.html").as_uri())
        for name in widgets.__all__:
            figure = page.locator(f"figure#{name}")
            expect(figure.locator("svg").first).to_be_visible()
            said = figure.locator("output p").all_text_contents()
            assert said == getattr(widgets, name)().sentences()
