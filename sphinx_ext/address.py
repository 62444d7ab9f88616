"""What needs the public address of the site: sitemap, canonical links and cards of shared links.

The address is ``html.baseurl`` in ``_config.yml``. While it is empty nothing here is made, so that
no page points to a place that is not there. With it Sphinx itself says in each page where the page
is (``rel="canonical"``), and this module adds the rest.

The page at the root, which only leads on to the first chapter, is written here too: Jupyter Book's
own has no language, no title, and nothing to follow where a page may not move on by itself.
"""

import re
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import vl_convert

from widgets.core.formats import say_date

from .page_facts import add_to_head
from .rendering import render

CARD, SITEMAP, ROBOTS = "_static/card.png", "sitemap.xml", "robots.txt"
BELOW = "STP, ICS, ICP, ACO: who plans, who provides, who answers"  # the title on the card
SIZE = (1200, 630)  # pixels, which the makers of cards ask for
CHECKED = re.compile(r"^Last checked (\d+ \w+ \d{4})", re.MULTILINE)


def setup(app):
    """Add the tags to each page, and write the files once all pages are there."""
    app.connect("config-inited", end_with_slash)
    app.connect("html-page-context", add_tags, priority=600)  # after the description
    app.connect("build-finished", write_files)
    # After the pages to which nothing leads have gone, and before those that only lead on come.
    app.connect("site-copied", write_sitemap, priority=800)


def end_with_slash(app, config):
    """Make the address one to which a page's own can be added."""
    address = config.html_baseurl.strip()
    config.html_baseurl = f"{address.rstrip('/')}/" if address else ""


def add_tags(app, pagename, templatename, context, doctree):
    """Say where a page is and what its card shows."""
    base = app.config.html_baseurl
    if not base:
        return
    width, height = map(str, SIZE)
    tags = {
        "og:url": context["pageurl"],
        "og:site_name": app.config.html_title,
        "og:image": base + CARD,
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": f"{app.config.html_title}. {BELOW}.",
    }
    add_to_head(context, tags, {"twitter:card": "summary_large_image"})


def write_files(app, exception):
    """Write the page at the root and, where the address is known, what is made from it."""
    if exception or app.builder.name != "html":
        return
    site, base, title = Path(app.outdir), app.config.html_baseurl, app.config.html_title
    (site / "index.html").write_text(first_page(app.config), "utf8")
    for name in (CARD, ROBOTS):
        (site / name).unlink(missing_ok=True)  # the address may have gone
    if base:
        (site / CARD).write_bytes(card(title))
        (site / ROBOTS).write_text(f"User-agent: *\nAllow: /\nSitemap: {base}{SITEMAP}\n", "utf8")


def write_sitemap(app, site):
    """List the pages that are left once those are dropped to which nothing leads."""
    if base := app.config.html_baseurl:
        (site / SITEMAP).write_text(sitemap(base, last_checked(Path(app.srcdir), site)), "utf8")


def first_page(config) -> str:
    """Return the page that leads on to the first chapter."""
    page = f"{config.root_doc}.html"
    return render(
        "leads_on.html",
        language=config.language,
        title=config.html_title,
        page=page,
        words="Start reading",
        icon="_static/favicon.svg",
    )


def last_checked(root: Path, site: Path) -> dict[str, str]:
    """Return when each page was last checked, as an ISO date, by its address.

    A page that is told by a table says no date of its own: it is as new as the newest that does.
    """
    dates = {}
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).with_suffix("")
        if name.parts[0] in ("book", "data"):
            chapter = root / name.with_suffix(".md")
            said = CHECKED.search(chapter.read_text("utf8")) if chapter.exists() else None
            dates[f"{name.as_posix()}.html"] = said and iso_day(said[1])
    newest = max(day for day in dates.values() if day)
    return {page: day or newest for page, day in dates.items()}


def iso_day(said: str) -> str:
    """Return a day such as "3 May 2018" as an ISO date, whatever language the machine speaks."""
    day, month, year = said.split()
    [number] = (each for each in range(1, 13) if say_date(f"{year}-{each:02}") == f"{month} {year}")
    return date(int(year), number, int(day)).isoformat()


def sitemap(base: str, dates: dict[str, str]) -> str:
    """Return the list of pages for search engines (sitemaps.org, version 0.9)."""
    entries = [
        f"<url><loc>{escape(base + page)}</loc><lastmod>{day}</lastmod></url>"
        for page, day in dates.items()
    ]
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *entries,
        "</urlset>\n",
    ])  # fmt: skip


def card(title: str) -> bytes:
    """Return the picture that stands for the book where a link to it is shared, as PNG."""
    svg = render("card.svg", words=title.split(", "), below=BELOW, size=SIZE)
    return vl_convert.svg_to_png(svg)
