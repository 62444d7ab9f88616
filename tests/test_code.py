"""Run this figure: what a figure says of itself as a cell makes the same figure again.

`tests/figures` shows for every topic that the code makes its figure anew, that page and Python
write one call, and that hosts of Jupyter copy it; `test_figures_on_pages.py`, that the code of each
figure of the site makes it. Here is how the code reads, and what a page does with it.
"""

import io
from urllib.parse import urlencode

import pandas as pd
import pytest
import traitlets
from playwright.sync_api import expect

import widgets
from tests import on_pages
from tests.figures import harness
from widgets.core.figure import TOPICS

QUOTED = 'it\'s "so" \\ née\u2028'
FIRST = on_pages.first_of_each_topic()


# --- In Python --------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_the_code_of_a_new_figure_is_an_import_and_a_call(topic):
    assert harness.make(topic).code() == f"import widgets\n\nwidgets.{topic}()"


def test_the_code_says_what_was_changed_as_a_person_would_write_it():
    figure = widgets.footprints(
        show="icb-2026", population=430_000, linear=True, origin="stp-devon"
    )
    assert figure.code().splitlines()[2:] == [
        "widgets.footprints(",
        '    show="icb-2026",',
        "    linear=True,",
        "    population=430_000,",
        '    origin="stp-devon",',
        ")",
    ]


def test_a_number_that_follows_from_a_choice_is_left_out():
    figure = widgets.footprints(area="place-leeds")
    assert figure.code().endswith('\n\nwidgets.footprints(area="place-leeds")')


@pytest.mark.parametrize("topic", TOPICS)
def test_the_rows_are_there_for_pandas_too(topic):
    figure = harness.make(topic)
    frame = figure.to_frame()
    assert list(frame.columns) == list(figure.table().columns.values())
    again = pd.read_csv(io.StringIO(figure.to_csv()), dtype=str, keep_default_na=False)
    assert frame.astype(str).to_numpy().tolist() == again.iloc[:, :-2].to_numpy().tolist()


@pytest.mark.parametrize(("name", "expected"), [("topic", "list"), ("text", "unicode string")])
def test_a_value_of_another_type_is_named_with_what_was_expected(name, expected):
    with pytest.raises(traitlets.TraitError, match=rf"'{name}' trait .* expected a {expected}.*3"):
        widgets.evidence(**{name: 3})


# --- On the page ------------------------------------------------------------------------------


def test_every_topic_stands_somewhere_as_it_is_when_new():
    assert FIRST.keys() == TOPICS.keys()


@pytest.mark.parametrize("topic", FIRST)
def test_without_a_script_the_code_is_there_and_nothing_that_needs_one(new_page, site, topic):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/{FIRST[topic].page}")
    figure = page.locator(f"#{FIRST[topic].name}")
    figure.get_by_text("For learners: run this figure").click()
    expect(figure.locator(".explorer-code pre")).to_be_visible()
    expect(figure.locator("[data-copy]")).to_be_hidden()


def test_page_and_python_write_a_text_alike_whatever_is_in_it(page):
    placed = FIRST["evidence"]
    page.goto(f"/{placed.page}?{urlencode({f'{placed.name}.text': QUOTED})}")
    expect(page.locator(f"#{placed.name}")).to_have_attribute("data-ready", "")
    code = page.locator(f"#{placed.name} .explorer-code pre").text_content()
    assert code == widgets.evidence(text=QUOTED).code()
    assert on_pages.run(code).text == QUOTED


@pytest.mark.parametrize("allowed", [True, False])
def test_the_code_is_copied_without_any_permission(chromium, site, allowed):
    placed = FIRST["footprints"]
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/{placed.page}?{placed.name}.show=icb-2026")
        if not allowed:  # as in a frame of another site, or in a browser that does not copy
            page.evaluate("document.execCommand = () => false")
        page.get_by_text("For learners: run this figure").click()
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.locator(".explorer-code [role=status]")).to_have_text(
            "Copied." if allowed else "Selected: copy it with the keyboard."
        )
        code = widgets.footprints(show="icb-2026").code()
        assert page.evaluate("getSelection().toString()") == code
        if allowed:
            context.grant_permissions(["clipboard-read"])
            assert page.evaluate("navigator.clipboard.readText()") == code
