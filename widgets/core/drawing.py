"""Draw charts, and pack the script that draws them in a browser. vl-convert does both."""

import functools
import gzip
import hashlib
import json
import re

from . import ahead

SCRIPT = "vega.js.gz"
TOOL = "vl-convert-python"


@functools.cache
def vega_script() -> bytes:
    """Return the script that draws Vega-Lite charts, as a gzipped ES module.

    It is made from the copy of Vega inside vl-convert, so nothing is fetched or kept in the
    repository. It puts ``vegaEmbed`` on ``globalThis`` and runs without ``eval``.

    Raises
    ------
    NotMadeError
        If there is neither vl-convert nor a script that it packed.
    """
    if not (converter := _converter()):
        return ahead.kept(SCRIPT, TOOL)
    script = converter.javascript_bundle("globalThis.vegaEmbed = vegaEmbed;")
    return gzip.compress(script.encode(), mtime=0)


def send_script(widget, content: dict, _buffers) -> None:
    """Send a page the script that draws, if its message asks for it; each page asks once."""
    if content == {"want": "vega"}:
        widget.send({"have": "vega"}, buffers=[vega_script()])


def squeezed(script: str) -> str:
    """Return a script that does the same and is shorter."""
    return _converter().javascript_bundle(script)


def draw(spec: dict) -> str:
    """Return the picture of a Vega-Lite specification as SVG, without a size of its own.

    Raises
    ------
    NotMadeError
        If there is no vl-convert, and this very specification was not drawn ahead of time.
    """
    if not (converter := _converter()):
        return ahead.kept(name_of(spec), TOOL).decode()
    svg = converter.vegalite_to_svg(spec)
    # The page gives the size, and one name for the whole picture is enough.
    return re.sub(r'<svg ([^>]*?)width="[\d.]+" height="[\d.]+"', r"<svg \1", svg, count=1)


def name_of(spec: dict) -> str:
    """Return the name of a picture's file: another specification never finds it."""
    text = json.dumps(spec, sort_keys=True)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.svg"


def _converter():
    """Return vl-convert, or None. It is imported late: heavy, and not needed to make a figure."""
    try:
        import vl_convert
    except ModuleNotFoundError:
        return None
    return vl_convert
