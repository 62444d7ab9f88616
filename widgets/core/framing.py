"""The picture to download: the drawing on white, with all that a reader of it alone must know.

Above it stand its title and what its marks mean; below it the answer at its setting, its unit, its
sources, the day that its facts reach, its licence and its address. ``bind.js`` puts the same frame
around what the browser has drawn.
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
MARK = 24  # px: the room of a mark before its words

# What the setting decides stands last, so that nothing else moves.
LAST = 10.5, 14  # px: the size of a letter, and from line to line


def frame(width: float, above: Iterable, key: Iterable, below: Iterable) -> dict:
    """Return the words around a drawing.

    Parameters
    ----------
    width : float
        Of the drawing, in px.
    above, below : iterable of (str, tuple)
        Texts, each with its style.
    key : iterable of (str, str)
        Marks, each as SVG around the point 0 0, and what they mean.

    Returns
    -------
    dict
        ``above`` and ``below`` (SVG), ``top`` and ``bottom`` (how tall they are), and ``letters``
        (how many of them fill a line of what follows the setting).
    """
    top, markup_above = _lines(width, above, key)
    bottom, markup_below = _lines(width, below)
    letters = int((width - 2 * EDGE) / (LAST[0] * CREDIT[4]))
    return {
        "above": markup_above, "top": top, "below": markup_below, "bottom": bottom,
        "letters": letters,
    }  # fmt: skip


def _lines(width: float, texts: Iterable, key: Iterable = ()) -> tuple[float, str]:
    y, markup = float(BEFORE), Markup()
    for text, style in texts:
        for line in textwrap.wrap(text, _letters(width, style)):
            y += style[1] * LINE
            markup += _line(line, y - style[1] * (LINE - 1), style)
    for mark, text in key:
        size = CREDIT[1]
        place = f"translate({EDGE + MARK / 2 - 4:g} {y + size * 0.85:.1f})"
        markup += Markup('<g transform="{}">{}</g>').format(place, Markup(mark))
        for line in textwrap.wrap(text, _letters(width - MARK, CREDIT)):
            y += size * LINE
            markup += _line(line, y - size * (LINE - 1), CREDIT, EDGE + MARK)
    return round(y + AFTER, 1), markup


def _letters(width: float, style: tuple) -> int:
    """Return how many letters of a style fill a line."""
    return int((width - 2 * EDGE) / (style[1] * style[4]))


def _line(text: str, y: float, style: tuple, x: float = EDGE) -> str:
    font, size, weight, colour, _ = style
    return Markup(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
    ).format(x, round(y, 1), font, size, weight, colour, text)


def framed(svg: str, words: dict, answer: str, address: str = "") -> str:
    """Return a drawing with the words around it: ``words`` and what follows the setting.

    Parameters
    ----------
    svg : str
        The drawing.
    words : dict
        What :func:`frame` returned.
    answer : str
        What the figure says at this setting, in short.
    address : str
        That of the figure at this setting, if it has one.
    """
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    place = f'<svg y="{words["top"]:g}" width="{width:g}" height="{height:g}" '
    inner = svg.replace("<svg ", place, 1)
    tall = words["top"] + height + words["bottom"]
    last = _last(answer, address, words["letters"])
    size, step = LAST
    texts = "".join(
        f'<text x="{EDGE}" y="{tall + step * (place + 0.5):g}" font-family="{SANS}" '
        f'font-size="{size}" fill="{INK}">{escape(line)}</text>'
        for place, line in enumerate(last)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} '
        f'{tall + step * (len(last) + 0.5):g}"><rect width="100%" height="100%" fill="#fff"/>'
        f'{words["above"]}{inner}<g transform="translate(0 {words["top"] + height:g})">'
        f"{words['below']}</g>{texts}</svg>"
    )


def _last(answer: str, address: str, letters: int) -> list[str]:
    """Return the lines of what follows the setting; an address is broken anywhere."""
    broken = [address[start : start + letters] for start in range(0, len(address), letters)]
    whole = {"break_long_words": False, "break_on_hyphens": False}
    return [*textwrap.wrap(answer, letters, **whole), *broken]


def drawing_in(svg: str) -> str:
    """Return the drawing alone, without the words around it, where a text beside it has them."""
    start, end = svg.index("<svg y="), svg.rindex("</svg><g transform=") + len("</svg>")
    return svg[start:end]
