"""One style sheet for the site, ``site.css``, joined from short ones in the order given here.

The colours and measures come first, from ``widgets/core``, where the figures have them too; how a
page prints comes last, so that it has the last word. Every other sheet is in ``theme/sheets``. The
sheet of the story's pictures is a third of all, so it is a file for the pages that hold one.
"""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHEET = "site.css"
PICTURES = "story.css"
ORDER = (
    "widgets/core/tokens.css", "theme/sheets/page.css", "theme/sheets/text.css",
    "theme/sheets/parts.css", "theme/sheets/code.css", "widgets/core/chart.css",
    "theme/sheets/data.css", "theme/sheets/old.css", "theme/sheets/citations.css",
    "theme/sheets/ends.css", "theme/sheets/search.css", "theme/sheets/paper.css",
)  # fmt: skip
OF_PICTURES = ("theme/sheets/story.css", "theme/sheets/paper.css")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([;{},])\s*|\s+""")


def setup(app):
    """Write the sheet into the site."""
    app.connect("build-finished", write)


def write(app, exception):
    """Write the one sheet, and that of the pages with pictures."""
    if not exception and app.builder.format == "html":
        for name, sheets in ((SHEET, ORDER), (PICTURES, OF_PICTURES)):
            Path(app.outdir, "_static", name).write_text(joined(sheets), "utf8")


def joined(sheets: Iterable[str] = ORDER) -> str:
    """Return sheets as one."""
    paths = [ROOT / name for name in sheets]
    return "\n".join(small(path.read_text("utf8")) for path in paths if path.exists())


def small(css: str) -> str:
    """Return a sheet without comments and needless space; what stands in quotes stays."""
    return SPACE.sub(lambda found: found[1] or found[2] or " ", COMMENT.sub("", css)).strip()
