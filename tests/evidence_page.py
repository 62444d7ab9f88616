"""A bare page with one figure of evidence, for claims that the book does not have."""

from sphinx_ext import explorers

HTML = """<!doctype html><html lang="en-GB" data-theme="light"><meta charset="utf-8">
<title>Evidence</title><link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css">
<script defer src="figures.js"></script><script defer src="evidence.js"></script>{}</html>"""


def write(folder, explorer):
    """Write the figure and what it needs into a folder, as ``index.html`` and beside it."""
    explorers.write_scripts(folder)
    (folder / "index.html").write_text(HTML.format(explorer.render()), "utf8")
