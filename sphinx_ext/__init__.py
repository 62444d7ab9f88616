"""The book's own Sphinx extension: what a bare ``jupyter-book build .`` needs to be right.

one_at_a_time  lets one build at a time into a folder; taken before all else is even imported
strict         stops a build that is not whole, and keeps the last whole site
settings       says what is wrong in ``_config.yml`` and ``_toc.yml``
yaml_lines     reads YAML with its lines
slips          says what is wrong in the chapters, before any cell runs
source         reads a chapter as its parser does, with its lines
moved          lets the old address of a chapter lead on to the new one
made_from      lists what a site is made from
fresh          rebuilds what depends on data or code, and lets nothing stale through
kernels        runs the chapters' cells without paying for imports in each
failures       tells an error in a cell in one line
citations      makes citations from ``data/sources.csv``
voices         says who speaks in a passage, and which citations share a number
notes          shows citations as numbers, each with a note that says who speaks
numbers        prints a number that a table holds
told           tells parts of chapters from tables: timeline, words, sources, data
story          puts on their pages what is told by a table, and the disagreements
elements       makes HTML of templates nodes of a page, with its words as text
boards         tells of every board, and draws what became of the areas before
diagrams       draws the pictures of the story from tables
pictures       puts them on pages
disputes       sets two sources, or claim, answer and finding, side by side
margin         puts a note in the margin
markup         writes what an editor may use with no script and no style of its own
terms          finds the terms of a chapter
glossary       opens a term where it stands
page_facts     describes each page, and says how hard it reads
statement      tells the accessibility statement from the latest results of the tests
data_pages     shows every table, row by row, and offers the files
api            says what the package offers in Python, from its docstrings
address        makes what needs the public address: sitemap, canonical links, cards
figures        puts the figures on their pages, with their scripts and files
as_markdown    makes Markdown of the HTML of templates
in_words       puts in the roles of a chapter as Markdown
chapters       makes the cells of a chapter's notebook
maker          makes the notebooks, wherever they are wanted
notebooks      offers each chapter as a notebook, and all with what they need
stills         shows on a page what a control gave that needs Python
typed          lets exercises be answered on the page, without Python
opening        opens a chapter: its place in the book, title, first paragraph, contents
sheets         joins the style sheets into one
shortened      makes scripts shorter, each once
pages          gives the theme what a page shows and loads, and no more
kept           goes on with the day and the area that a reader chose, from page to page
shipped        drops the files that no page asks for
search         finds sections, claims, terms, places and people
repository     derives source and Binder links from the one address in ``_config.yml``
rendering      makes the HTML that neither Sphinx nor the theme writes, from ``templates/``

Binder makes the notebooks and has no Sphinx, so ``maker`` and all that it imports do without:
``chapters``, ``in_words``, ``as_markdown``, ``diagrams``, ``disputes``, ``told``, ``terms``,
``voices`` and ``rendering``.

No page is edited as text. What the book adds to a page is a node of its document, a template, or
part of the theme, in this order (the numbers are the priorities of Sphinx's events):

reading a chapter
    Roles and directives give nodes: numbers, citations, story, statement, data_pages.
a chapter's cells have run
    ``figures.FigureOutput`` makes a node of a figure; MyST-NB renders the other outputs.
a chapter is read (``doctree-read``)
    500 failures, 500 figures
its links are known (``doctree-resolved``)
    550 markup, 600 opening, 700 stills, 720 typed, 750 notebooks, 800 glossary, 810 notes,
    850 page_facts
its page is put together (``html-page-context``)
    500 story, 500 pictures, 500 notes, 500 page_facts, 500 figures, 500 typed, 500 kept,
    500 repository, 600 address, 950 pages
a page is written
    ``markup.Translator`` writes its nodes, and ``theme/layout.html`` all round them.
all pages are there (``build-finished``)
    400 moved, 500 data_pages, 500 address, 500 figures, 500 notebooks, 500 sheets, 900 strict,
    999 one_at_a_time
the copy that becomes the site is there (``site-copied``)
    500 shipped, 500 kept, 500 search, 800 address, 900 moved
"""

import gc
from importlib import import_module

PARTS = (
    "strict", "fresh", "kernels", "failures", "moved", "citations", "numbers", "story", "elements",
    "pictures", "markup", "opening", "glossary", "notes", "page_facts", "statement", "data_pages",
    "api", "address", "figures", "notebooks", "stills", "typed", "sheets", "pages", "shipped",
    "kept", "search", "repository",
)  # fmt: skip


def setup(app):
    """Set up each part; the order matters only for ``strict``, which moves the output first."""
    # Pages and tables live until the build ends: to look for rubbish among them took 3 s of 20.
    gc.set_threshold(100_000)
    import_module(f"{__name__}.one_at_a_time").take(app)
    for part in PARTS:
        import_module(f"{__name__}.{part}").setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
