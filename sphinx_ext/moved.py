"""A chapter that was given another name: its old address leads on to the new one.

``moved`` in ``_config.yml`` says what became of which: ``{old-name: new-name}``. Each gets a page
that leads on, without a script, as the page at the root does. A page that goes without a word there
is named once, when the site without it is put in place of the one with it.
"""

from pathlib import Path

from sphinx.util import logging

from .rendering import render

logger = logging.getLogger(__name__)


def setup(app):
    """Write the pages once what looks at all pages together has seen the others."""
    app.add_config_value("moved", {}, "html", [dict])
    app.connect("build-finished", drop_pages, priority=400)  # before all who look at the pages
    app.connect("site-copied", lead_on, priority=900)


def drop_pages(app, exception):
    """Take the pages of chapters that are gone out of what Sphinx keeps writing into."""
    if exception or app.builder.name != "html":
        return
    for page in Path(app.outdir, "book").glob("*.html"):
        if f"book/{page.stem}" not in app.env.found_docs:
            page.unlink()


def lead_on(app, site):
    """Write a page for each old name of a chapter."""
    for old, new in app.config.moved.items():
        title = app.env.titles[f"book/{new}"].astext()
        page = render(
            "leads_on.html",
            language=app.config.language,
            title=title,
            page=f"{new}.html",
            words=f"This chapter is now called “{title}”",
            icon="../_static/favicon.svg",
        )
        (site / "book" / f"{old}.html").write_text(page, "utf8")


def gone(site: Path, new: Path) -> list[str]:
    """Return the names of chapters that have a page in a site and none in the new one."""
    names = ({path.stem for path in (folder / "book").glob("*.html")} for folder in (site, new))
    before, after = names
    return sorted(before - after)


def tell(site: Path, new: Path) -> None:
    """Say which addresses of a site lead nowhere in the new one."""
    for name in gone(site, new):
        logger.info(
            f"book/{name}.html is no longer in the book. If readers have its address, let it lead "
            f"on: `moved: {{{name}: new-name}}` in _config.yml.",
            color="brown",
        )
