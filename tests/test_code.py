"""Show the code: what a figure says of itself as a cell makes the same figure again."""

import io
from urllib.parse import urlencode

import pandas as pd
import pytest
import traitlets
from playwright.sync_api import expect

import widgets
from tests import cases, test_contracts, test_evidence
from widgets.explorer import Explorer

PAGES = {
    "contracts": "/book/contracts-compared.html",
    "evidence": "/book/evidence.html",
    "footprints": "/book/integrated-care-systems.html",
}
QUOTED = 'it\'s "so" \\ née\u2028'


def settings(name):
    """Return states of an explorer: the first, and others of any kind."""
    if name == "footprints":
        return [*list(cases.cases())[::4], *cases.at_random(20, seed=8)]
    if name == "evidence":
        return [{}, {"text": QUOTED}, *test_evidence.settings(widgets.evidence(), 30, seed=8)]
    return [{}, *test_contracts.settings(30, seed=8)]


def run(code, **names):
    """Run a cell as a notebook does, and return what its last line gives."""
    *statements, call = code.split("\n\n")
    space = dict(names)
    exec("\n\n".join(statements), space)
    return eval(call, space)


@pytest.fixture(params=widgets.__all__)
def name(request):
    return request.param


def test_every_explorer_has_a_page_here():
    assert set(PAGES) == set(widgets.__all__)


# --- In Python --------------------------------------------------------------------------------


def test_the_code_of_a_new_figure_is_an_import_and_a_call(name):
    assert getattr(widgets, name)().code() == f"import widgets\n\nwidgets.{name}()"


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
    figure = widgets.footprints(area="place-leeds")
    assert figure.code().endswith('\n\nwidgets.footprints(area="place-leeds")')


def test_the_code_makes_the_same_figure_again(name, monkeypatch):
    monkeypatch.setattr(Explorer, "to_svg", lambda self: "")  # which takes long
    for setting in settings(name):
        figure = getattr(widgets, name)(**setting)
        again = run(figure.code())
        assert type(again)._topic is type(figure)._topic
        assert again.state() == figure.state()
        assert again.sentences() == figure.sentences()
        assert again.to_csv() == figure.to_csv()


def test_claims_of_ones_own_stand_in_the_code_by_name():
    mine = test_evidence.claim()
    figure = widgets.evidence(mine, stance=["supports"])
    assert figure.code().endswith('\n\nwidgets.evidence(claims, stance=["supports"])')
    assert run(figure.code(), claims=mine).to_csv() == figure.to_csv()


def test_the_rows_are_there_for_pandas_too(name):
    figure = getattr(widgets, name)()
    frame = figure.to_frame()
    assert list(frame.columns) == list(figure.table().columns.values())
    again = pd.read_csv(io.StringIO(figure.to_csv()), dtype=str, keep_default_na=False)
    assert frame.astype(str).to_numpy().tolist() == again.to_numpy().tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('footprints(shwo="icb-2026")', 'no input "shwo" (nearest: "show"); it has show, linear'),
        ('evidence(topics=["money"])', 'no input "topics" (nearest: "topic")'),
        ("contracts(one_budgets=3)", 'no input "one_budgets" (nearest: "one_budget")'),
    ],
)
def test_an_input_that_is_not_there_is_named_with_the_nearest(call, message):
    with pytest.raises(TypeError) as error:
        eval(f"widgets.{call}")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('footprints(show="icb-2027")', ["show", "icb-2027", "icb-2026"]),
        ('footprints(linear="yes")', ["linear", "yes", "bool"]),
        ('footprints(population="430,000")', ["population", "430,000", "int"]),
        ("footprints(population=5)", ["population is 5", "1,000 to 60,000,000"]),
        ('footprints(area="place-leads")', ["area", "place-leads", "place-leeds"]),
        ('footprints(origin="stp-devn")', ["origin", "stp-devn", "stp-devon"]),
        ('evidence(topic=["mony"])', ["topic", "mony", "money"]),
        ("evidence(topic=3)", ["topic", "3", "list"]),
        ("evidence(text=3)", ["text", "3", "string"]),
        ("contracts(one_budget=4)", ["one_budget is 4", "decisive"]),
        ('contracts(own=["icp-contract:one-budget:9"])', ["icp-contract", "one-budget", "9"]),
        ('contracts(first="icp")', ["first", "icp", "icp-contract"]),
    ],
)
def test_a_value_that_will_not_do_is_named_with_what_was_expected(call, words):
    with pytest.raises(traitlets.TraitError) as error:
        eval(f"widgets.{call}")
    assert [word for word in words if word not in str(error.value)] == []


# --- On the page ------------------------------------------------------------------------------


def text(value):
    """Return a value as the address holds it."""
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


def address(name, state):
    """Return the address of a figure in a state."""
    values = {f"{name}.{key}": text(value) for key, value in state.items()}
    return f"{PAGES[name]}?{urlencode(values)}"


def shown(page):
    """Return the code that a page shows, and what its figure says."""
    expect(page.locator("figure.explorer")).to_have_attribute("data-ready", "")
    sentences = page.locator(".explorer-sentences p").evaluate_all(
        "all => all.map(p => p.textContent)"
    )
    return page.locator(".explorer-code pre").text_content(), sentences


def test_the_page_shows_the_code_of_its_state_and_python_says_the_same(page, name):
    page.goto(PAGES[name])
    for setting in settings(name)[::8]:
        figure = getattr(widgets, name)(**setting)
        page.goto(address(name, figure.state()))
        code, sentences = shown(page)
        assert code == figure.code()
        assert run(code).sentences() == sentences


def test_the_code_follows_a_hand(page):
    page.goto(PAGES["footprints"])
    figure = page.locator("figure.explorer[data-ready]")
    figure.get_by_label("Show").select_option("icb-2026")
    figure.get_by_label("Number of people").fill("430,000")
    code = figure.locator(".explorer-code pre")
    expect(code).to_contain_text('widgets.footprints(show="icb-2026", population=430_000)')


def test_without_a_script_the_code_is_there_and_nothing_that_needs_one(new_page, site, name):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{PAGES[name]}")
    page.get_by_text("Show the code").click()
    expect(page.locator(".explorer-code pre")).to_have_text(f"import widgets\n\nwidgets.{name}()")
    expect(page.locator("[data-copy]")).to_be_hidden()


@pytest.mark.parametrize("allowed", [True, False])
def test_the_code_is_copied_without_any_permission(chromium, site, allowed):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}{address('footprints', {'show': 'icb-2026'})}")
        if not allowed:  # as in a frame of another site, or in a browser that does not copy
            page.evaluate("document.execCommand = () => false")
        page.get_by_text("Show the code").click()
        page.get_by_role("button", name="Copy").click()
        expect(page.locator(".explorer-code [role=status]")).to_have_text(
            "Copied." if allowed else "Selected: copy it with the keyboard."
        )
        assert (
            page.evaluate("getSelection().toString()")
            == page.locator(".explorer-code pre").text_content()
        )
        if allowed:
            context.grant_permissions(["clipboard-read"])
            assert page.evaluate("navigator.clipboard.readText()").startswith("import widgets\n\n")
