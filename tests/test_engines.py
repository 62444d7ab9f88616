"""Firefox and WebKit: every page fits, every figure answers, and what opens opens there too."""

import io
import json
import unicodedata

import pypdf
import pytest

from tests import audit, browser
from tests.engines import Firefox, WebKit
from tests.figures import harness
from tests.test_typed import ANSWER_EACH
from widgets.exercises import EXERCISES
from widgets.exercises.typed import question

ENGINES = {"firefox": (Firefox, browser.firefox), "webkit": (WebKit, browser.webkit)}
FIGURE_PAGES = {
    "footprints": "book/integrated-care-systems.html",
    "evidence": "book/evidence.html",
    "contracts": "book/contracts-compared.html",
    "areas": "book/find-your-area.html",
    "names": "book/timeline.html",
}


def each(kind, where):
    """Return a browser as a parameter, with marks of its own."""
    group = pytest.mark.xdist_group(f"engines-{kind}")
    return pytest.param((kind, where), id=kind, marks=[pytest.mark.engines, group])


BOTH = [each(*engine) for engine in ENGINES.items()]


@pytest.fixture(scope="module", params=BOTH)
def engine(request):
    """Return a running browser; the tests say so where it cannot be had."""
    _, (kind, where) = request.param
    if not where():
        pytest.fail(browser.OTHERS_HELP, pytrace=False)
    engine = kind()
    yield engine
    engine.close()


FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
READY = "!document.querySelector('figure[data-explorer]:not([data-ready])')"


def test_every_page_fits_a_phone_and_a_desk_and_logs_nothing(engine, site):
    wrong, widths = [], [320, 1280]
    engine.resize(320)
    for name in audit.pages():
        engine.open(f"{site}/{name}")
        engine.wait(READY)
        for width in widths:
            engine.resize(width)
            if not engine.script(f"return {FITS}"):
                wrong.append(f"{name} is wider than {width} px")
        widths.reverse()  # the next page opens in the window as it is: to resize it is slow
        wrong += [f"{name}: {error}" for error in engine.take_errors()]
    assert wrong == []


@pytest.mark.parametrize("topic", harness.TOPICS)
def test_a_figure_says_there_what_python_says(engine, site, topic):
    engine.resize(1280)
    engine.open(f"{site}/{FIGURE_PAGES[topic]}")
    engine.wait(f"document.querySelector('#{topic}[data-ready]')")
    figure = harness.make(topic)
    for setting in harness.at_random(figure, 5):
        put = f"({harness.PUT})(document.getElementById('{topic}'), {json.dumps(setting)})"
        engine.script(f"await {put}")
        shown = engine.script(f"return ({harness.SHOWN})(document.getElementById('{topic}'))")
        said = harness.told(figure, setting)
        assert [text for text in shown["sentences"] if text] == [
            text for text in said["sentences"] if text
        ]


def test_the_menu_of_a_phone_opens_and_closes(engine, site):
    engine.resize(320)
    engine.open(f"{site}/book/why-integrate.html")
    engine.click("[popovertarget=pst-primary-sidebar]")
    engine.wait("document.querySelector('#pst-primary-sidebar:popover-open')")
    engine.press("Escape")
    engine.wait("!document.querySelector('#pst-primary-sidebar:popover-open')")


def test_a_number_and_a_term_open_and_close(engine, site):
    engine.resize(1280)
    engine.open(f"{site}/book/why-integrate.html")
    for what in (".cite", "a.term"):
        engine.click(what)
        engine.wait("document.querySelector('.source:popover-open')")
        engine.press("Escape")
        engine.wait("!document.querySelector('.source:popover-open')")


def test_the_search_forgives_a_slip(engine, site):
    engine.resize(1280)
    engine.open(f"{site}/search.html?q=Slaford")
    engine.wait("/Salford/.test(document.querySelector('#search-found li')?.textContent)")


def test_light_and_dark_are_chosen_and_kept(engine, site):
    engine.resize(1280)
    engine.open(f"{site}/book/why-integrate.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = engine.script(f"return {paper}")
    engine.script(
        "const choice = document.getElementById('colours'); choice.value = 'dark';"
        "choice.dispatchEvent(new Event('change'))"
    )
    dark = engine.script(f"return {paper}")
    engine.open(f"{site}/book/who-decides.html")
    assert dark == engine.script(f"return {paper}") != before
    engine.script("localStorage.clear()")


def keys_for(field, value):
    """Return the keys that give a field its value, beginning where nothing is typed or chosen."""
    if field.ticked:
        return [" "] * bool(value)
    if field.choices:
        return ["ArrowDown"] * (field.choices.index(value) + 1)
    return list(value)


def test_an_exercise_takes_a_right_answer_by_keys_and_tells_a_slip(engine, site):
    engine.resize(320)
    engine.open(f"{site}/book/date-a-document.html")
    for name in ("names-2", "names-3", "names-4"):  # typed, chosen and ticked
        box = f"document.querySelector('[data-exercise={name}]')"
        form = f"{box}.previousElementSibling"
        asked = question(EXERCISES[name])
        engine.script(f"{form}.elements.namedItem({json.dumps(asked.fields[0].label)}).focus()")
        for field, value in zip(asked.fields, asked.says["right"], strict=True):
            engine.press(*keys_for(field, value), "Tab")
        engine.press("Enter")  # now the button has the focus
        assert engine.script(f"return {box}.className") == "feedback feedback-right", name
        for wrong, look in asked.says["slips"][:1]:
            [told] = engine.script(f"return ({ANSWER_EACH})({box}, {json.dumps([wrong])})")
            assert told.endswith(look.replace("`", "")), name


# To print takes as long as what is printed: of a page its pictures alone are looked at.
PICTURES_ALONE = """
const pictures = "[data-picture], [data-picture] :not(.explorer-cards), :has([data-picture])";
for (const part of document.querySelectorAll("main *")) if (!part.matches(pictures)) part.remove();
"""


# WebKit's driver has no command to print.
@pytest.mark.parametrize("engine", BOTH[:1], indirect=True)
def test_on_paper_a_picture_keeps_its_letters(engine, site):
    for page in FIGURE_PAGES.values():
        engine.open(f"{site}/{page}")
        engine.wait(READY)
        engine.script(PICTURES_ALONE)
        letters = engine.script(
            "return [...document.querySelectorAll("
            "'[data-picture] :not(a, :has(*))')]"
            ".filter((el) => el.checkVisibility() && el.getBoundingClientRect().width > 2)"
            ".map((el) => el.textContent.trim()).filter((text) => text.length > 3)"
        )
        paper = pypdf.PdfReader(io.BytesIO(engine.printed()))
        text = plain("".join(sheet.extract_text() for sheet in paper.pages))
        assert letters, page
        assert [each for each in letters if plain(each) not in text] == []


def plain(text):
    """Return a text without its spaces, and with the letters apart that a font joins."""
    return "".join(unicodedata.normalize("NFKC", text).split())
