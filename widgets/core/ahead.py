"""Files made ahead of time, for a place that lacks the tools to make them, such as Binder.

vl-convert draws pictures and packs the script that draws in a browser, and tree-sitter joins the
scripts of a figure. The first takes 84 MB. Where both are, :func:`make` writes the files that are
needed where they are not; a browser draws the rest.
"""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "ahead"  # made, and not part of the repository


class NotMadeError(ImportError):
    """A file that nobody made ahead of time, where it cannot be made now."""


def kept(name: str, tool: str) -> bytes:
    """Return a file that was made ahead of time.

    Raises
    ------
    NotMadeError
        If there is none; it says which tool would make it.
    """
    try:
        return (FOLDER / name).read_bytes()
    except FileNotFoundError:
        raise NotMadeError(
            f"This was not made ahead of time, and {tool}, which makes it, is not installed here: "
            f"%pip install {tool}"
        ) from None


def make() -> None:
    """Write the scripts of every topic, and the picture of each figure as it is when new."""
    from . import drawing, scripts  # which import this module
    from .figure import TOPICS

    FOLDER.mkdir(exist_ok=True)
    files = {
        drawing.SCRIPT: drawing.vega_script(),
        scripts.CHART: scripts.for_chart().encode(),
        scripts.LOOKUP.name: scripts.lookup().encode(),
    }
    for topic, make_new in TOPICS.items():
        figure = make_new()
        files[f"{topic}.js"] = figure._esm.encode()
        spec = figure.spec()
        files[drawing.name_of(spec)] = drawing.draw(spec).encode()
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
