"""The picture to download: the drawing on white, with its title above and its sources below.

``bind.js`` puts the same frame around what the browser has drawn.
"""

import re
import textwrap
from collections.abc import Iterable

from markupsafe import Markup, escape

INK, QUIET = "#17212b", "#55606b"
SERIF, SANS = "Charter, Cambria, Georgia, serif", "system-ui, sans-serif"
EDGE, BEFORE, AFTER = 8, 10, 6  # px: at the sides, above the first line and below the last one

# The styles of lines: letters, size, weight, colour, and a letter's width as a part of its size.
TITLE = (SERIF, 17, 700, INK, 0.56)
SUBTITLE = (SANS, 12, 400, QUIET, 0.56)
CREDIT = (SANS, 10.5, 400, QUIET, 0.56)
LINE = 1.3  # of a letter's size


def frame(width: float, above: Iterable, below: Iterable) -> dict:
    """Return the words around a drawing.

    Parameters
    ----------
    width : float
        Of the drawing, in px.
    above, below : iterable of (str, tuple)
        Texts, each with its style.

    Returns
    -------
    dict
        ``above`` and ``below`` (SVG), and ``top`` and ``bottom`` (how tall they are).
    """
    top, markup_above = _lines(width, above)
    bottom, markup_below = _lines(width, below)
    return {"above": markup_above, "top": top, "below": markup_below, "bottom": bottom}


def _lines(width: float, texts: Iterable) -> tuple[float, str]:
    y, markup = float(BEFORE), ""
    for text, style in texts:
        letters = int((width - 2 * EDGE) / (style[1] * style[4]))
        for line in textwrap.wrap(text, letters):
            y += style[1] * LINE
            markup += _line(line, y - style[1] * (LINE - 1), style)
    return round(y + AFTER, 1), markup


def _line(text: str, y: float, style: tuple) -> str:
    font, size, weight, colour, _ = style
    return Markup(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
    ).format(EDGE, round(y, 1), font, size, weight, colour, text)


def framed(svg: str, words: dict, address: str = "") -> str:
    """Return a drawing with the words around it, and below them its address if it has one."""
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    place = f'<svg y="{words["top"]:g}" width="{width:g}" height="{height:g}" '
    inner = svg.replace("<svg ", place, 1)
    tall = words["top"] + height + words["bottom"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {tall + 16:g}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{words["above"]}{inner}'
        f'<g transform="translate(0 {words["top"] + height:g})">{words["below"]}</g>'
        f'<text x="{EDGE}" y="{tall + 4:g}" font-family="{SANS}" font-size="10.5" '
        f'fill="{QUIET}">{escape(address)}</text></svg>'
    )


def drawing_in(svg: str) -> str:
    """Return the drawing alone, without the words around it, where a text beside it has them."""
    start, end = svg.index("<svg y="), svg.rindex("</svg><g transform=") + len("</svg>")
    return svg[start:end]
