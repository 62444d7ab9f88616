"""Pictures with vl-convert, and with what it drew ahead of time."""

import gzip
import shutil

import pytest

import widgets
from widgets import drawing

WAITING = "The browser draws this picture."


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Return a folder with what vl-convert drew ahead of time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "DRAWN", tmp_path_factory.mktemp("drawn"))
        drawing.draw_ahead()
        return drawing.DRAWN


@pytest.fixture
def without(drawn, tmp_path, monkeypatch):
    """Take vl-convert away, and leave a folder with what it drew before that."""
    shutil.copytree(drawn, tmp_path / "drawn")
    monkeypatch.setattr(drawing, "DRAWN", tmp_path / "drawn")
    monkeypatch.setattr(drawing, "_converter", lambda: None)
    drawing.vega_script.cache_clear()
    yield tmp_path / "drawn"
    drawing.vega_script.cache_clear()


@pytest.fixture(params=widgets.__all__)
def new(request):
    return getattr(widgets, request.param)


def test_a_new_figure_is_as_it_was_drawn_ahead(new, without, monkeypatch):
    drawn, html = new().to_svg(), new().render()
    monkeypatch.undo()
    assert drawn == new().to_svg()
    assert html == new().render()


def test_another_state_waits_for_the_browser_and_says_what_draws(without):
    figure = widgets.footprints(show="icb-2026")
    assert WAITING in figure.render()
    with pytest.raises(drawing.NotDrawnError, match="vl-convert-python, which draws"):
        figure.to_svg()


def test_no_picture_stands_for_data_that_have_changed(without, monkeypatch):
    monkeypatch.setattr(widgets.footprints, "marks", lambda self: [])
    assert WAITING in widgets.footprints().render()


def test_the_script_is_the_one_that_was_packed(without):
    script = drawing.vega_script()
    assert script == (without / drawing.SCRIPT).read_bytes()
    assert b"vegaEmbed" in gzip.decompress(script)


def test_a_script_that_nobody_packed_is_an_error(without):
    (without / drawing.SCRIPT).unlink()
    with pytest.raises(drawing.NotDrawnError, match="not drawn ahead"):
        drawing.vega_script()
