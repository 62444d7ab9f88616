"""A bare page with one figure of evidence, for claims that the book does not have."""

import gzip
import shutil

from widgets.explorer import STATIC, vega_script

HTML = """<!doctype html><html lang="en-GB" data-theme="light"><meta charset="utf-8">
<title>Evidence</title><link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css">
<script type="module" src="page.js"></script>{}</html>"""


def write(folder, explorer):
    """Write the figure and what it needs into a folder, as ``index.html`` and beside it."""
    for file in STATIC.iterdir():
        shutil.copy(file, folder)
    (folder / "vega.js").write_bytes(gzip.decompress(vega_script()))
    (folder / "index.html").write_text(HTML.format(explorer.render()), "utf8")
