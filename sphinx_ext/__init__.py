"""The book's own Sphinx extension: what a bare ``jupyter-book build .`` needs to be right.

strict      stops a build that is not whole, and keeps the last whole site
fresh       rebuilds what depends on data or code, and lets nothing stale through
kernels     runs the chapters' cells without paying for imports in each
citations   makes citations from ``data/sources.csv``
figures     prints a number that a table holds
story       tells a page from a table: timeline, words, disagreements
glossary    opens a term where it stands
page_facts  describes each page, and says how hard it reads
statement   tells the accessibility statement from the latest results of the tests
data_pages  shows every table, row by row, and offers the files
search      finds sections, claims, terms, places and people
address     makes what needs the public address: sitemap, canonical links, cards
explorers   ships what the figures need, to the pages that have one
repository  derives source and Binder links from the one address in ``_config.yml``
notebooks   offers each chapter with code as a notebook, and all with what they need
stills      shows on a page what a control gave that needs Python
lean        leaves out what the theme brings and no page uses
"""

from . import (
    address,
    citations,
    data_pages,
    explorers,
    figures,
    fresh,
    glossary,
    kernels,
    lean,
    notebooks,
    page_facts,
    repository,
    search,
    statement,
    stills,
    story,
    strict,
)


def setup(app):
    """Set up each part; the order matters only for ``strict``, which moves the output first."""
    parts = (
        strict, fresh, kernels, citations, figures, story, glossary, page_facts, statement,
        data_pages, address, explorers, notebooks, stills, lean, search, repository,
    )  # fmt: skip
    for part in parts:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
