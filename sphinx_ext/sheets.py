"""One style sheet for the site, ``site.css``, joined from short ones in the order given here.

That of the story's pictures is half as large again, and only pages with such pictures load it.

The colours and measures come first, from ``widgets/core``, where the figures have them too; how a
page prints comes last, so that it has the last word. Every other sheet is in ``theme/sheets``.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHEET, STORY = "site.css", "story.css"
ORDER = (
    "widgets/core/tokens.css", "theme/sheets/page.css", "theme/sheets/text.css",
    "theme/sheets/parts.css", "theme/sheets/code.css", "widgets/core/chart.css",
    "theme/sheets/data.css", "theme/sheets/citations.css", "theme/sheets/search.css",
    "theme/sheets/paper.css",
)  # fmt: skip

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([;{},])\s*|\s+""")


def setup(app):
    """Write the sheets into the site."""
    app.connect("build-finished", write)


def write(app, exception):
    """Write both sheets."""
    if not exception and app.builder.format == "html":
        for name, parts in {SHEET: ORDER, STORY: [f"theme/sheets/{STORY}"]}.items():
            Path(app.outdir, "_static", name).write_text(joined(parts), "utf8")


def joined(names) -> str:
    """Return sheets as one."""
    return "\n".join(small((ROOT / name).read_text("utf8")) for name in names)


def small(css: str) -> str:
    """Return a sheet without comments and needless space; what stands in quotes stays."""
    return SPACE.sub(lambda found: found[1] or found[2] or " ", COMMENT.sub("", css)).strip()
