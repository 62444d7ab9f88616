"""Other places where a figure lives: whatever shows anywidgets, and a notebook saved as a page."""

import base64
import gzip
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import expect

from tests import lab
from tests.figures import harness
from widgets.core import finder

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
HOST = """async ({ esm, css, state, shadow, markup }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const view = (text) => new DataView(bytes(text).buffer);
  state.markup = view(markup);
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
      const { reply, buffers } = await kernel({ send: content });
      tell("msg:custom", reply, buffers.map(view));
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
    """A figure in Python, behind the messages of a page."""

    def __init__(self, figure):
        self.figure = figure
        self.sent = None
        figure.send = self.keep

    def keep(self, content, buffers=()):
        """Keep what the figure sends, for the page that asked."""
        self.sent = (content, [base64.b64encode(buffer).decode() for buffer in buffers])

    def __call__(self, message):
        for name, value in message.get("set", {}).items():
            setattr(self.figure, name, value)
        if "send" in message:
            self.figure._handle_custom_msg(message["send"], [])
            content, buffers = self.sent
            return {"reply": content, "buffers": buffers}
        return None


# Every topic in the strictest host; in the others one, since the code that is theirs is shared.
*OTHERS, STRICTEST = HOSTS
HOSTED = [(topic, STRICTEST) for topic in sorted(harness.TOPICS)]
HOSTED += [("footprints", host) for host in OTHERS]


def open_in(page, host, python, kernel):
    """Show a figure in a host of a page, and return the frame that holds it."""
    html, shadow = HOSTS[host]
    page.expose_function("kernel", kernel)
    page.set_content(html)
    frame = page.frames[-1]
    markup = base64.b64encode(python.markup).decode()
    frame.evaluate(
        HOST,
        {"esm": python._esm, "css": python._css, "state": python.state(), "shadow": shadow,
         "markup": markup},
    )  # fmt: skip
    return frame


@pytest.fixture(params=HOSTED, ids=[f"{topic} in {host}" for topic, host in HOSTED])
def shown(request, new_page):
    """Return a topic's figure in a host, the host's frame, and the figure behind it in Python."""
    topic, host = request.param
    python = harness.make(topic)
    harness.put(python, harness.at_random(python, 3)[-1])
    frame = open_in(new_page(), host, python, Kernel(python))
    figure = frame.locator("figure.explorer")
    figure.locator(".explorer-picture").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "")
    return figure, frame, python


def sentences(figure):
    """Return the sentences that a figure shows, hidden ones as empty texts."""
    return figure.locator("output p").all_text_contents()


def move(figure, python):
    """Change the first control in sight as a hand does, to a value that it has not."""
    control = figure.locator("[data-input]:visible").first
    kind, name = control.get_attribute("data-input"), control.get_attribute("name")
    if kind in ("choice", "choices"):
        values = control.locator("option").evaluate_all("all => all.map((el) => el.value)")
        control.select_option(next(each for each in values if each != python.state()[name]))
    elif kind == "place":
        control.fill("Leeds")
    elif kind in ("text", "number", "date"):
        control.fill({"text": "care", "number": "430,000", "date": "2018-02-07"}[kind])
    else:
        figure.locator(f"label:has([name='{name}']:not(:checked))").first.click()


def test_a_figure_in_a_host_says_the_words_of_python(shown):
    figure, _, python = shown
    assert sentences(figure) == python.sentences()
    if figure.locator("[data-picture=drawn]").count():  # a closed frame gives no files
        assert harness.drawn(harness.picture(figure)) == harness.drawn(python.to_svg())
    assert figure.evaluate(harness.MARKED, harness.marked(python)) == harness.marked(python)


def test_a_hand_moves_the_figure_and_python_knows(shown):
    figure, _, python = shown
    before = python.state()
    move(figure, python)
    for _ in range(100):
        if python.state() != before:
            break
        figure.page.wait_for_timeout(20)
    assert python.state() != before
    expect(figure.locator("output p")).to_have_text(python.sentences())


def test_python_moves_the_figure(shown):
    figure, frame, python = shown
    setting = harness.at_random(python, 5, seed=3)[-1]
    harness.put(python, setting)
    for name, value in setting.items():
        frame.evaluate("([name, value]) => fromPython(name, value)", [name, value])
    expect(figure.locator("output p")).to_have_text(python.sentences())
    expect(figure.locator("[data-code]")).to_have_text(python.call())


def test_the_code_is_selected_to_be_copied(shown):
    figure, _, python = shown
    figure.get_by_text("For learners: run this figure").click()
    figure.get_by_role("button", name="Copy", exact=True).click()
    expect(figure.locator(".explorer-code [role=status]")).to_have_text("Copied.")
    assert figure.locator(".explorer-code pre").text_content() == python.code()


def test_the_figure_lets_go_when_the_host_is_done(shown):
    figure, frame, python = shown
    said = sentences(figure)
    frame.evaluate("letGo()")
    for name, value in python.new().items():
        frame.evaluate("([name, value]) => fromPython(name, value)", [name, value])
    assert sentences(figure) == said


# --- A place that is typed --------------------------------------------------------------------

PLACES = ["areas", "footprints"]  # whose figures find a place by its name
SAID = "place => [...place.querySelectorAll('[data-said], button')].map((el) => el.textContent)"
UNCLEAR = ("slaford", "Newport", "Berkshire", "Buckinghamshire", "Nowhere at all", "SW1A 2NS")


@pytest.mark.parametrize("topic", PLACES)
def test_a_typed_place_is_asked_about_and_taken_as_on_the_site(topic, new_page):
    """The kernel sends the names: neither the markup nor what a notebook saves holds them."""
    python = harness.make(topic)
    frame = open_in(new_page(), STRICTEST, python, Kernel(python))
    field, place = frame.get_by_role("searchbox"), frame.locator(".explorer-place")
    expect(frame.locator(".explorer-run")).to_be_hidden()
    before = python.area
    for typed in UNCLEAR:
        field.fill(typed)
        found = finder.find(typed)
        said = [*found.said, *(label for label, _ in found.choices)]
        words = [finder.messages().fill(each) for each in said]
        assert place.evaluate(SAID) == words
    assert python.area == before
    field.fill("Newport")
    place.get_by_role("button", name="Isle of Wight").click()
    expect(field).to_have_value("Isle of Wight")
    field.fill("Bournmouth")
    expect(place).to_contain_text("Found in its place: Bournemouth")
    expected = harness.make(topic, area="Bournemouth")
    expect(frame.locator("output p")).to_have_text(expected.sentences())
    assert python.state() == expected.state()


@pytest.mark.parametrize("topic", PLACES)
def test_without_a_kernel_no_field_is_dead(topic, new_page):
    python = harness.make(topic)
    frame = open_in(new_page(), STRICTEST, python, lambda message: {"reply": {}, "buffers": []})
    figure = frame.locator("figure[data-ready]")
    expect(figure.locator("output")).to_be_visible()
    expect(figure.locator(".explorer-place")).to_be_hidden()
    expect(figure.locator(".explorer-run")).to_have_count(1 if topic == "areas" else 0)
    if topic == "areas":  # which tells how the field comes
        expect(figure.locator(".explorer-run")).to_be_visible()


@pytest.mark.parametrize("topic", PLACES)
def test_a_saved_notebook_holds_no_list_of_names(topic):
    figure = harness.make(topic)
    state, said = figure.get_state(), figure._repr_mimebundle_()
    saved = f"{said}{gzip.decompress(state['markup'])}{state['_esm']}"
    assert "Skelmersdale" in str(finder.for_browser(figure.snapshot))
    assert "Skelmersdale" not in saved


# --- A notebook saved as a page ---------------------------------------------------------------


def test_a_notebook_run_and_saved_as_a_page_keeps_its_figures(chromium, tmp_path):
    """The state of the widgets is saved too, and would leave them to a script from afar."""
    calls = ["import widgets", *(f"widgets.{name}()" for name in harness.TOPICS)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(call) for call in calls])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, tmp_path / "chapter.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "chapter.ipynb"]
    subprocess.run(command, cwd=tmp_path, env=lab.environment(tmp_path), check=True)
    assert "application/vnd.jupyter.widget-state+json" in (tmp_path / "chapter.html").read_text()
    with chromium.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "chapter.html").as_uri())
        for name in harness.TOPICS:
            figure = page.locator(f"figure#{name}")
            expect(figure.locator("svg").first).to_be_visible()
            assert sentences(figure) == harness.make(name).sentences()


def test_a_saved_notebook_holds_the_markup_once_and_once_packed(topic):
    figure = harness.make(topic)
    data, metadata = figure._repr_mimebundle_()
    state = figure.get_state()
    whole = len(data["text/html"])
    assert len(state["markup"]) < whole / 3
    others = {key: value for key, value in state.items() if key not in ("markup", "_esm", "_css")}
    assert len(str(others)) < whole / 10
    assert "<figure" not in str(metadata)
