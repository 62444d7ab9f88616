"""One address in ``_config.yml`` gives the source and Binder links; without it there are none."""

from pathlib import Path
from urllib.parse import quote

from . import notebooks

# Where a site of repositories shows a file, and takes a report; others get the address alone.
SITES = {
    "https://github.com/": ("blob", "issues/new?title={}"),
    "https://gitlab.com/": ("-/blob", "-/issues/new?issue[title]={}"),
    "https://codeberg.org/": ("src/branch", "issues/new?title={}"),
}


def setup(app):
    """Derive the links once the configuration is known, and give them to the pages."""
    app.connect("config-inited", derive_links, priority=100)
    app.connect("html-page-context", add_links)


def derive_links(app, config):
    """Take the address as a browser or a clone gives it; without one nothing is launched."""
    options = config.html_theme_options
    address = (options.get("repository_url") or "").strip().rstrip("/").removesuffix(".git")
    options["repository_url"] = address
    if not address:
        options["launch_buttons"] = {}


def add_links(app, pagename, templatename, context, doctree):
    """Give a chapter the links that stand at its end."""
    if doctree is not None:
        found = notebooks.links(app, pagename) | source_links(app, pagename)
        context["page_links"] = [{"words": words, "href": href} for words, href in found.items()]


def source_links(app, docname: str) -> dict[str, str]:
    """Return where the source of a page stands, and where to report what is wrong with it."""
    options = app.config.html_theme_options
    address = options["repository_url"]
    site = next((ways for start, ways in SITES.items() if address.startswith(start)), None)
    if site is None:
        return {}
    folder, report = site
    branch = options.get("repository_branch") or "HEAD"
    within = (options.get("path_to_docs") or "").strip("/")
    file = Path(app.env.doc2path(docname)).relative_to(app.srcdir).as_posix()
    path = "/".join(filter(None, [address, folder, branch, within, file]))
    return {
        "See this page’s source": path,
        "Report a mistake": f"{address}/{report.format(quote(f'On {docname}'))}",
    }
