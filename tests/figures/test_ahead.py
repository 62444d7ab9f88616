"""Pictures and scripts with the tools that make them, and with files made ahead of time."""

import gzip
import shutil

import pytest

from tests.figures import harness
from widgets.core import ahead, drawing, scripts

WAITING = "The browser draws this picture."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with the files that were made ahead of time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "FOLDER", tmp_path_factory.mktemp("made") / "ahead")
        ahead.make()
        return ahead.FOLDER


@pytest.fixture
def without(made, tmp_path, monkeypatch):
    """Take the tools away, and leave a folder with the files that they made before."""
    shutil.copytree(made, tmp_path / "ahead")
    monkeypatch.setattr(ahead, "FOLDER", tmp_path / "ahead")
    monkeypatch.setattr(drawing, "_converter", lambda: None)
    monkeypatch.setattr(scripts, "_can_join", lambda: False)
    cached = (drawing.vega_script, scripts.for_jupyter, scripts.for_chart, scripts.lookup)
    for each in cached:
        each.cache_clear()
    yield tmp_path / "ahead"
    for each in cached:
        each.cache_clear()


def test_a_new_figure_is_as_it_was_made_ahead(topic, without, monkeypatch):
    new = harness.make(topic)
    drawn, html = new.to_svg(), new.render()
    script = new._esm
    monkeypatch.undo()
    scripts.for_jupyter.cache_clear()
    assert drawn == harness.make(topic).to_svg()
    assert html == harness.make(topic).render()
    assert script == harness.make(topic)._esm


def test_another_setting_waits_for_the_browser_and_says_which_tool_draws(topic, without):
    new = harness.make(topic)
    harness.put(new, harness.at_random(new, 3)[-1])
    assert WAITING in new.picture(new.spec())
    with pytest.raises(ahead.NotMadeError, match="vl-convert-python, which makes it"):
        new.to_svg()


def test_no_picture_stands_for_data_that_have_changed(topic, without, monkeypatch):
    monkeypatch.setattr(harness.TOPICS[topic], "datasets", lambda self: {})
    new = harness.make(topic)
    assert WAITING in new.picture(new.spec())


def test_the_script_is_the_one_that_was_packed(without):
    script = drawing.vega_script()
    assert script == (without / drawing.SCRIPT).read_bytes()
    assert b"vegaEmbed" in gzip.decompress(script)


def test_the_names_of_places_are_sent_as_where_the_tools_are(without, monkeypatch):
    sent = scripts.for_places_in_jupyter("{}")
    monkeypatch.undo()
    scripts.lookup.cache_clear()
    assert sent == scripts.for_places_in_jupyter("{}")


def test_a_script_that_nobody_made_is_an_error(without):
    for name in (drawing.SCRIPT, scripts.CHART, scripts.LOOKUP.name, "footprints.js"):
        (without / name).unlink()
    for make in (
        drawing.vega_script,
        scripts.for_chart,
        scripts.lookup,
        lambda: scripts.for_jupyter("footprints", ""),
    ):
        with pytest.raises(ahead.NotMadeError, match="not made ahead of time"):
            make()
