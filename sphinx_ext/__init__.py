"""The book's own Sphinx extension: what a bare ``jupyter-book build .`` needs to be right.

strict      stops a build that is not whole, and keeps the last whole site
fresh       rebuilds what depends on data or code, and lets nothing stale through
kernels     runs the chapters' cells without paying for imports in each
citations   makes citations from ``data/sources.csv``
data_pages  shows every table, row by row, and offers the files
explorers   ships what the figures need, to the pages that have one
repository  derives source and Binder links from the one address in ``_config.yml``
"""

from . import citations, data_pages, explorers, fresh, kernels, repository, strict


def setup(app):
    """Set up each part; the order matters only for ``strict``, which moves the output first."""
    for part in (strict, fresh, kernels, citations, data_pages, explorers, repository):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
