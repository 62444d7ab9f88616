"""Draw charts, and pack the script that draws them in a browser.

vl-convert does both. It is 84 MB of script and engine, which an environment for learners can do
without: a browser draws what is on its page. `draw_ahead` therefore writes, where there is a
vl-convert, what is needed where there is none.
"""

import functools
import gzip
import hashlib
import json
import re
from pathlib import Path

DRAWN = Path(__file__).parent / "drawn"  # made, and not part of the repository
SCRIPT = "vega.js.gz"
NEEDED = "vl-convert-python, which draws, is not installed here: %pip install vl-convert-python"


class NotDrawnError(ImportError):
    """A picture that nobody has drawn ahead, where it cannot be drawn now."""


@functools.cache
def vega_script() -> bytes:
    """Return the script that draws Vega-Lite charts, as a gzipped ES module.

    It is made from the copy of Vega inside vl-convert, so nothing is fetched or kept in the
    repository. It puts ``vegaEmbed`` on ``globalThis`` and runs without ``eval``.

    Raises
    ------
    NotDrawnError
        If there is neither vl-convert nor a script that it packed.
    """
    if not (converter := _converter()):
        return _kept(SCRIPT)
    script = converter.javascript_bundle("globalThis.vegaEmbed = vegaEmbed;")
    return gzip.compress(script.encode(), mtime=0)


def draw(spec: dict) -> str:
    """Return the picture of a Vega-Lite specification as SVG, without a size of its own.

    Raises
    ------
    NotDrawnError
        If there is no vl-convert, and this very specification was not drawn ahead.
    """
    if not (converter := _converter()):
        return _kept(_name(spec)).decode()
    svg = converter.vegalite_to_svg(spec)
    # The page gives the size, and one name for the whole picture is enough.
    return re.sub(r'<svg ([^>]*?)width="[\d.]+" height="[\d.]+"', r"<svg \1", svg, count=1)


def draw_ahead() -> None:
    """Write the script, and the picture of each explorer as it is when new."""
    import widgets  # which imports this module

    DRAWN.mkdir(exist_ok=True)
    (DRAWN / SCRIPT).write_bytes(vega_script())
    for name in widgets.__all__:
        spec = getattr(widgets, name)().spec()
        (DRAWN / _name(spec)).write_text(draw(spec), "utf8")


def _converter():
    """Return vl-convert, or None. It is imported late: heavy, and not needed to make a figure."""
    try:
        import vl_convert
    except ModuleNotFoundError:
        return None
    return vl_convert


def _name(spec: dict) -> str:
    """Return the name of a picture's file: another specification never finds it."""
    text = json.dumps(spec, sort_keys=True)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.svg"


def _kept(name: str) -> bytes:
    try:
        return (DRAWN / name).read_bytes()
    except FileNotFoundError:
        raise NotDrawnError(f"This was not drawn ahead, and {NEEDED}") from None
