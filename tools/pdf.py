"""Print the whole book into one PDF, from the pages of the site: `make pdf`.

Chromium prints it, with the tags that a screen reader needs and an outline of all headings. What
only works on a screen gives way: answers stand open, a number leads to its note at the end of its
chapter, and a figure is its picture with what it says. Tables of many pages stay on the site.
"""

import base64
import re
import sys
from pathlib import Path
from urllib.parse import urljoin

import jinja2
import pypdf
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from sphinx_ext.address import iso_day
from widgets.core.figure import TOPICS
from widgets.core.framing import drawing_in

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
PDF = ROOT / "_build" / "plans-systems-partnerships-contracts.pdf"
TEMPLATES = ROOT / "tools"
# The colours, the pictures of the story, and the marks that a key explains.
SHEETS = (
    ROOT / "widgets" / "core" / "tokens.css",
    *(ROOT / "theme" / "sheets" / name for name in ("story.css", "start.css")),
    *(SITE / "_static" / f"{name}.css" for name in ("figures", *TOPICS)),
)
ON_SCREEN_ONLY = (
    "script, fieldset, button, .with-script, .explorer-now, .headerlink, .onpage, .run-it, "
    "details.hide, .meanings, .side, .source.whole, .again > p:first-of-type, .page-facts, "
    ".sd-summary-state-marker, form > .explorer-controls, .explorer-cards, .explorer-table, "
    ".explorer-tools, .explorer-hint, .explorer-embed, .explorer-code, .contracts-key, "
    ".contracts-compare, "
    "[id^='table-'] details, p:has(a[download])"
)


def chapters(root: Path) -> list[tuple[str, list[str]]]:
    """Return the parts of the book, each with its chapters, as `_toc.yml` orders them."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf8"))
    parts = [("", [toc["root"]])]
    for part in toc["parts"]:
        parts.append((part["caption"], [chapter["file"] for chapter in part["chapters"]]))
    return parts


def article(site: Path, chapter: str) -> BeautifulSoup:
    """Return what a page tells, ready to stand in one document with all the others."""
    page = BeautifulSoup((site / f"{chapter}.html").read_text("utf8"), "html.parser")
    told = page.select_one("article.bd-article")
    link_notes(told)
    for figure in told.select("figure.explorer"):
        draw(figure, site)
    for element in told.select(ON_SCREEN_ONLY):
        element.decompose()
    for figure in told.select("figure"):  # which says in words all that it draws
        figure.name = "div"
        figure["class"] = [*figure.get("class", []), "figure"]
    for details in told.select("details"):
        open_up(details)
    for form in told.select("form"):
        form.unwrap()
    return told


def link_notes(told):
    """Make of the number that opens a note a link to it, or to the source if it says no more."""
    for number in told.select("button.cite"):
        note = told.find(id=number["popovertarget"])
        place = f"source-{number.text}" if "whole" in note["class"] else note["id"]
        says = {"class": "cite", "href": f"#{place}", "aria-label": number["aria-label"]}
        number.name, number.attrs = "a", says
    for note in told.select(".source[popover]"):
        del note["popover"], note["role"], note["aria-label"]


def draw(figure, site: Path):
    """Put the picture of this figure, as it is to download, in place of the one that answers.

    Only the picture then counts as a figure, and it is that which has a text in its place.
    """
    frame = figure.select_one("[data-picture]")
    svg = (site / "book" / figure.select_one("a[data-download=svg]")["href"]).read_text("utf8")
    coded = base64.b64encode(drawing_in(svg).encode()).decode()
    picture = BeautifulSoup("<img>", "html.parser").img
    picture.attrs = {"src": f"data:image/svg+xml;base64,{coded}", "alt": frame["aria-label"]}
    frame.replace_with(picture)
    figure.name = figure.figcaption.name = "div"


def open_up(details):
    """Show what opens by click: the question, and the answer below it, or what was only folded."""
    if "folded" in details.get("class", []):
        details.summary.decompose()
        details.unwrap()
        return
    details.summary.name = "p"
    details.p["class"] = "question"
    details.name = "div"
    details["class"] = "answer"


def join(site: Path, names: list[str]) -> dict[str, str]:
    """Return the chapters as HTML by their names, with links that lead within the one document."""
    told = {name: article(site, name) for name in names}
    ids = {name: {each["id"] for each in text.select("[id]")} for name, text in told.items()}
    for name, text in told.items():
        for link in text.select("a[href]"):
            lead(link, name, ids)
        for element in text.select("[id]"):
            element["id"] = anchor(name, element["id"])
    return {name: str(text) for name, text in told.items()}


def lead(link, name: str, ids: dict[str, set]):
    """Turn a link to a page into one to its place here; leave out one to what is not here."""
    path, _, fragment = urljoin(f"{name}.html", link["href"]).partition("#")
    if re.match(r"[a-z]+:", path):
        return
    page = path.removesuffix(".html")
    if page not in ids:
        link.unwrap()
    else:
        link["href"] = f"#{anchor(page, fragment if fragment in ids[page] else '')}"


def anchor(page: str, fragment: str = "") -> str:
    """Return the address of a chapter, or of a place in it, within the one document."""
    return "--".join(filter(None, [Path(page).name, fragment]))


def contents(root: Path, site: Path) -> dict:
    """Return all that the one document holds, by the names that its template uses."""
    parts = chapters(root)
    texts = join(site, [name for _, names in parts for name in names])
    tops = {name: text.partition("</h1>")[0] for name, text in texts.items()}
    titles = {name: BeautifulSoup(top, "html.parser").h1.text for name, top in tops.items()}
    return {
        "title": yaml.safe_load((root / "_config.yml").read_text("utf8"))["title"],
        "styles": [path.read_text("utf8") for path in (*SHEETS, TEMPLATES / "pdf.css")],
        "checked": re.search(r"Last checked (\d+ \w+ \d{4})", texts[parts[0][1][0]])[1],
        "parts": parts,
        "texts": texts,
        "titles": titles,
        "anchor": anchor,
    }


def document(told: dict, pages: dict[str, int]) -> str:
    """Return the whole book as one HTML document; a chapter whose page is known is given it."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("pdf.html").render(**told, pages=pages)


def print_book(told: dict, path: Path, browser) -> None:
    """Print the book twice: the first time tells on which page each chapter begins."""
    pages = {}
    for _ in range(2):
        print_pdf(document(told, pages), path, browser)
        reader = pypdf.PdfReader(path)
        places = reader.named_destinations
        pages = {
            name: reader.get_destination_page_number(places[f"/{anchor(name)}"]) + 1
            for name in told["texts"]
        }

    path.write_bytes(dated(path.read_bytes(), iso_day(told["checked"])))


def dated(printed: bytes, day: str) -> bytes:
    """Return a PDF as if it had been made on this day: the same book then gives the same bytes.

    The new date is as long as the one that Chromium gives, since a PDF counts its bytes.
    """
    date = rb"(/(?:Creation|Mod)Date \(D:)\d{14}"
    return re.sub(date, rb"\g<1>%b000000" % day.replace("-", "").encode(), printed)


def print_pdf(html: str, path: Path, browser) -> None:
    """Print a document with its outline and the tags that assistive technology reads."""
    page = browser.new_page()
    page.set_content(html, wait_until="load")
    page.pdf(path=path, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()


def main():
    """Print the book, by the Chromium whose path is given."""
    sys.path.insert(0, str(ROOT))
    from tests import browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.path(), args=browser.FLAGS)
        print_book(contents(ROOT, SITE), PDF, chromium)
        chromium.close()
    print(f"The book is in {PDF.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
