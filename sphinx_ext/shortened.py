"""Scripts made shorter, each once: to shorten one takes longer than to write ten pages.

What was made of a script is kept beside the site, under a digest of it and of what shortened it.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import vl_convert

from widgets.core.drawing import squeezed

FOLDER = ".shortened"  # beside the site


def shortener(outdir: Path) -> Callable[[str], str]:
    """Return a function that shortens a script, or finds what an earlier build made of it."""
    folder = Path(outdir).with_name(FOLDER)
    folder.mkdir(exist_ok=True)

    def shorten(script: str) -> str:
        made_of = f"{vl_convert.__version__} {script}"
        path = folder / f"{hashlib.sha256(made_of.encode()).hexdigest()}.js"
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")  # a build may be killed at any moment
            unfinished.write_text(squeezed(script), "utf8")
            unfinished.replace(path)
        return path.read_text("utf8")

    return shorten
