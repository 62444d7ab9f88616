"""A figure has a name of its own: for its place, its address, its files and its code."""

import shutil

import altair as alt
import pytest

import widgets
from sphinx_ext import figures
from tests.figures import harness
from widgets import tables
from widgets.core.parts import Says, Table
from widgets.inputs import Question, Tick
from widgets.topics.footprints.figure import Footprints


@pytest.fixture(scope="module")
def two(topic, serve_folder, tmp_path_factory):
    """Return the address of a page with two figures of one topic."""
    folder = tmp_path_factory.mktemp("two")
    first, second = harness.make(topic), harness.make(topic, name="the-other")
    harness.put(second, harness.at_random(second, 3)[-1])
    harness.write_page(folder, "two", first, second)
    figures.write_places(folder / "_static")
    return f"{serve_folder(folder)}/book/two.html"


def test_two_figures_of_a_topic_live_on_one_page(two, topic, bare_page, python):
    figure = harness.open_figure(bare_page, two, "the-other")
    ids = bare_page.evaluate("[...document.querySelectorAll('[id]')].map((el) => el.id)")
    assert len(ids) == len(set(ids))
    before = bare_page.locator(f"#{topic}").evaluate(harness.SHOWN)
    setting = harness.at_random(python, 9)[-1]
    figure.evaluate(harness.PUT, setting)
    bare_page.wait_for_timeout(300)
    assert bare_page.locator(f"#{topic}").evaluate(harness.SHOWN) == before
    query = bare_page.evaluate("location.search.slice(1).split('&')")
    assert query
    assert all(part.startswith("the-other.") for part in query)
    files = figure.locator("a[download]").evaluate_all("links => links.map((a) => a.download)")
    assert files == ["the-other-figure.svg", "the-other-figure.csv"]
    assert 'name="the-other"' in figure.locator("[data-code]").text_content()


def test_the_files_of_two_figures_differ_where_the_figures_do(two, topic, bare_page):
    bare_page.goto(two)
    names = bare_page.evaluate("""[...document.querySelectorAll("a[data-download]")]
      .map((a) => a.getAttribute("href"))""")
    assert len(set(names)) == 4


@pytest.mark.parametrize("name", ["A", "two words", "-a", "a--b", "ä", "1st"])
def test_a_name_that_no_address_could_hold_is_refused(name):
    with pytest.raises(ValueError, match=f'footprints: name is "{name}"; expected small letters'):
        widgets.footprints(name=name)


def test_an_input_that_is_not_there_is_refused_with_the_one_that_was_meant(python):
    first = next(iter(python.inputs))
    with pytest.raises(TypeError, match=rf'has no input "{first}x" \(nearest: "{first}"\)'):
        harness.make(python.TOPIC, **{f"{first}x": 1})


class OneInput(Footprints):
    """The figure of footprints with the last of its questions alone."""

    def questions(self):
        *_, became = super().questions()
        yield became

    def marks(self):
        return {}

    def _template(self, file):
        return f"core/{file}"

    def says(self):
        sentence = self.as_text(self.sizes.say_origin(self.origin)) if self.origin else None
        return Says([sentence], {"say": "description", "said": [sentence]})

    def chart(self):
        return alt.Chart(alt.NamedData("rows")).mark_point().add_params(alt.param(name="origin"))

    def datasets(self):
        return {"rows": []}

    def table(self):
        return Table({"name": "Name"}, [])


def test_a_figure_may_have_one_input():
    figure = OneInput(origin="stp-devon")
    assert figure.new() == {"origin": "stp-frimley-health"}
    assert figure.data()["new"] == {"origin": "stp-frimley-health"}
    assert figure.call() == 'widgets.footprints(origin="stp-devon")'
    assert figure.render().count("data-input=") == 1


def test_an_input_may_not_hide_a_part_of_the_figure():
    class Hiding(Footprints):
        def questions(self):
            yield from super().questions()
            yield Question("?", (Tick("table", "Table"),))

    with pytest.raises(ValueError, match='footprints: an input may not be called "table"'):
        Hiding()


def test_a_figure_keeps_to_the_tables_as_they_were_when_it_was_made(python, monkeypatch, tmp_path):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    monkeypatch.setattr(tables, "DATA", folder)
    figure = harness.make(python.TOPIC)
    before = (figure.render(), figure.to_csv(), figure.spec())
    for file in folder.glob("*.csv"):
        file.write_text("broken", "utf8")
    setting = figure.state()
    for other in harness.at_random(python, 4):
        harness.put(figure, other)
        figure.render()
    harness.put(figure, setting)
    assert (figure.render(), figure.to_csv(), figure.spec()) == before
