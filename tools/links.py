"""Look whether every link of the built site leads somewhere.

    links.py                    the links inside the site
    links.py outside            those to other sites too
    links.py outside record     and note in data/sources.csv which sources have an archived copy

A source whose page has gone is then still read: the book shows the copy beside its address.
"""

import csv
import io
import re
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
SOURCES = ROOT / "data" / "sources.csv"
ARCHIVE = "https://archive.org/wayback/available"  # says whether there is a copy, and where
SECONDS = 30  # after which a host that says nothing counts as silent
AT_ONCE = 8  # hosts, each of them asked for one page at a time
GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address: it works, it is gone, or that cannot be told."""

    address: str
    works: bool = False
    gone: bool = False
    said: str = ""


# Inside -----------------------------------------------------------------------------------------


def pages_of(site: Path) -> dict[str, BeautifulSoup]:
    """Return every page of a site, parsed, by its path from the root of the site."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    }


def links_of(page: BeautifulSoup) -> set[str]:
    """Return all addresses to which a page leads, or from which it takes something."""
    return {each.get("href") or each.get("src") for each in page.select("[href], [src]")}


def is_outside(link: str) -> bool:
    """Tell whether a link leads to another host, or to a program such as that for letters."""
    return re.match(r"[a-z]+:", link) is not None


def broken_inside(site: Path, pages: dict[str, BeautifulSoup]) -> list[str]:
    """Return the links that lead to no file or to no place in it, each with its page."""
    ids = {page: {each["id"] for each in soup.find_all(id=True)} for page, soup in pages.items()}
    broken = []
    for page, soup in pages.items():
        for link in sorted(filter(lambda each: not is_outside(each), links_of(soup))):
            path, _, fragment = urljoin(page, link).partition("#")
            path = path.partition("?")[0]
            if not (site / path).is_file() or (fragment and fragment not in ids[path]):
                broken.append(f"{page}: {link}")
    return broken


# Outside ----------------------------------------------------------------------------------------


def addresses(pages: dict[str, BeautifulSoup]) -> dict[str, list[str]]:
    """Return the addresses of other sites, each with the pages that lead to it.

    Which passage of a page is meant (``#:~:text=``) is for the browser: the host is not told.
    """
    found = defaultdict(list)
    for page, soup in pages.items():
        outside = {urldefrag(link)[0] for link in links_of(soup) if re.match("https?:", link)}
        for address in sorted(outside):
            found[address].append(page)
    return found


def ask(address: str, session: requests.Session) -> Answer:
    """Ask a host for a page as a reader's browser would, and read no more than its first line."""
    try:
        with session.get(address, timeout=SECONDS, stream=True) as reply:
            status = reply.status_code
    except requests.RequestException as error:
        return Answer(address, said=f"no answer ({type(error).__name__})")
    if status < 400:
        return Answer(address, works=True)
    return Answer(address, gone=status in GONE, said=f"the host answered {status}")


def ask_all(links: list[str]) -> list[Answer]:
    """Ask for each address: several hosts at once, and of one host one page after the other."""
    hosts = defaultdict(list)
    for address in links:
        hosts[urlsplit(address).netloc].append(address)

    def ask_host(of_host: list[str]) -> list[Answer]:
        with requests.Session() as session:
            session.headers["User-Agent"] = "Mozilla/5.0 (a look whether links still lead there)"
            return [ask(address, session) for address in of_host]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [answer for answers in threads.map(ask_host, hosts.values()) for answer in answers]


def archived(address: str, near: str, archive: str = ARCHIVE) -> str:
    """Return the address of the archived copy that is nearest to a date, or "" if there is none."""
    asked = {"url": address, "timestamp": near.replace("-", "")}
    reply = requests.get(archive, params=asked, timeout=SECONDS)
    reply.raise_for_status()
    closest = reply.json().get("archived_snapshots", {}).get("closest", {})
    return re.sub("^http:", "https:", closest["url"]) if closest.get("available") else ""


def record(path: Path, archive: str = ARCHIVE) -> list[str]:
    """Note the archived copy of each source that has an address and none noted yet.

    Parameters
    ----------
    path : pathlib.Path
        The table of sources. All its other cells stay as they are.
    archive : str
        Where to ask.

    Returns
    -------
    list of str
        The ids of the sources for which a copy was found.
    """
    with path.open(encoding="utf8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames, list(reader)
    found = []
    for row in rows:
        if (
            row["url"]
            and not row["archived"]
            and (copy := archived(row["url"], row["date"], archive))
        ):
            row["archived"] = copy
            found.append(row["id"])
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf8", newline="\n")
    return found


def told(answers: list[Answer], links: dict[str, list[str]], copies: dict[str, str]) -> list[str]:
    """Return a line for each address that does not work, what to do about it, and a sum."""
    lines = []
    for answer in (each for each in answers if not each.works):
        kind = "gone" if answer.gone else "not known"
        copy = copies.get(answer.address)
        kept = f"a copy is kept at {copy}" if copy else "no copy is noted in data/sources.csv"
        on = ", ".join(links[answer.address][:3])
        lines.append(f"{kind}: {answer.address}: {answer.said}; {kept}. It stands on {on}")
    gone = sum(answer.gone for answer in answers)
    works = sum(answer.works for answer in answers)
    lines.append(
        f"{len(answers)} addresses: {works} work, {gone} are gone, "
        f"of {len(answers) - works - gone} it cannot be told."
    )
    return lines


def main(*wanted: str) -> int:
    """Look at the links, say what is wrong, and return the exit status."""
    if not (SITE / "index.html").exists():
        sys.exit("There is no built site to look at: run `make book` first.")
    pages = pages_of(SITE)
    broken = broken_inside(SITE, pages)
    print("\n".join(broken) or "Every link inside the site leads somewhere.")
    gone = False
    if "outside" in wanted:
        links = addresses(pages)
        with SOURCES.open(encoding="utf8", newline="") as file:
            copies = {row["url"]: row["archived"] for row in csv.DictReader(file)}
        answers = ask_all(list(links))
        print("\n".join(told(answers, links, copies)))
        gone = any(answer.gone and not copies.get(answer.address) for answer in answers)
    if "record" in wanted:
        found = record(SOURCES)
        print(f"{len(found)} archived copies are newly noted in {SOURCES.relative_to(ROOT)}.")
    return 1 if broken or gone else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
