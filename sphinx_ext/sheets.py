"""One style sheet for the site, ``site.css``, joined from short ones in the order given here.

Some more are loaded by the pages that need them: that of the story's pictures, that of the start
page, that of the lists and the map of the boards, that of the timeline, and that of the exercises
answered on a page. Lists and timeline hold that of folds, which others may need alone. The theme's
scripts are shortened here.

The colours and measures come first, from ``widgets/core``, where the figures have them too; how a
page prints comes last, so that it has the last word. Every other sheet is in ``theme/sheets``.
"""

import re
from collections.abc import Callable
from pathlib import Path

from .shortened import shortener

ROOT = Path(__file__).parent.parent
SHEET, STORY, TYPED = "site.css", "story.css", "typed.css"
START, FOLDS, LISTS, TIMELINE = "start.css", "folds.css", "lists.css", "timeline.css"
ORDER = (
    "widgets/core/tokens.css", "theme/sheets/page.css", "theme/sheets/text.css",
    "theme/sheets/parts.css", "theme/sheets/code.css", "widgets/core/chart.css",
    "theme/sheets/data.css", "theme/sheets/citations.css", "theme/sheets/search.css",
    "theme/sheets/paper.css",
)  # fmt: skip

APART = {name: (f"theme/sheets/{name}",) for name in (STORY, START, FOLDS, TYPED)} | {
    name: (f"theme/sheets/{FOLDS}", f"theme/sheets/{name}") for name in (LISTS, TIMELINE)
}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([;{},])\s*|\s+""")


def setup(app):
    """Write the sheets and the scripts into the site."""
    app.connect("build-finished", write)


def write(app, exception):
    """Write each sheet, and shorten the theme's scripts, which Sphinx has copied."""
    if exception or app.config.preview or app.builder.format != "html":
        return
    write_all(Path(app.outdir, "_static"), shortener(app.outdir))


def write_all(static: Path, shorten: Callable[[str], str]) -> None:
    """Write each sheet and each script into a folder, with a function that shortens a script."""
    for name, parts in {SHEET: ORDER, **APART}.items():
        (static / name).write_text(joined(parts), "utf8")
    for script in (ROOT / "theme" / "static").glob("*.js"):
        (static / script.name).write_text(shorten(script.read_text("utf8")), "utf8")


def joined(names) -> str:
    """Return sheets as one."""
    return "\n".join(small((ROOT / name).read_text("utf8")) for name in names)


def small(css: str) -> str:
    """Return a sheet without comments and needless space; what stands in quotes stays."""
    return SPACE.sub(lambda found: found[1] or found[2] or " ", COMMENT.sub("", css)).strip()
