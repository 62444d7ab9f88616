"""What a page says of itself to search engines, to cards of shared links and to its reader."""

import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from sphinx_ext import address, page_facts

PNG = b"\x89PNG\r\n\x1a\n"


def heads(site):
    """Return the head of every page of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): head(path)
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    }


def head(path):
    """Return the head of a page; to parse all of it would take long."""
    return BeautifulSoup(path.read_text("utf8").partition("<body")[0], "html.parser").head


def contents(head, key):
    """Return what the tags of one name say."""
    return [tag["content"] for tag in head.select(f'meta[name="{key}"], meta[property="{key}"]')]


@pytest.fixture(scope="module")
def pages(html):
    """Return the head of every page but the first, which only leads on, and those for frames."""
    return {name: head for name, head in heads(html).items() if is_page(name)}


def is_page(name):
    """Tell whether a file is a page, and not the first, which leads on, nor one for a frame."""
    return not re.match(r"index\.html$|embed/", name)


def test_every_page_has_a_description_of_its_own_in_plain_words(pages):
    described = {}
    for name, head in pages.items():
        [about] = contents(head, "description")
        assert contents(head, "og:description") == [about], name
        assert 50 <= len(about) <= 155, (name, about)
        assert not re.search(r"[<>{}`]", about), (name, about)
        assert re.search(r"[.?!]$|\w…$", about), (name, about)
        described.setdefault(about, []).append(name)
    assert [names for names in described.values() if len(names) > 1] == []


def test_no_two_pages_have_the_same_title(pages):
    titles = [head.title.text for head in pages.values()]
    assert sorted(set(titles)) == sorted(titles)


LONG = "word " * 40


@pytest.mark.parametrize(
    ("paragraphs", "about"),
    [
        (["A first sentence that is long enough to stand alone here."],) * 2,
        (["Short. A second sentence."], "Short. A second sentence."),
        (["A sentence.", "The next paragraph goes on."], "A sentence. The next paragraph goes on."),
        ([LONG.strip()], " ".join(["word"] * 31) + "…"),
    ],
)
def test_a_description_is_whole_sentences_or_ends_at_a_word(paragraphs, about):
    if isinstance(about, list):
        [about] = about
    assert page_facts.description(paragraphs) == about
    assert len(about) <= page_facts.LONGEST


def test_a_term_and_a_number_count_as_no_words_but_their_own(html):
    text = (html / "book/integrated-care-systems.html").read_text("utf8")
    page = BeautifulSoup(text, "html.parser")
    term = page.select_one("article p a.term")
    assert page.find(id=term["data-pop"])
    assert term.text in page.select_one("article .deck").text
    assert not re.search("data-pop|Source", page.select_one(".page-facts").text)
    said = int(re.search(r"about (\d+)", page.select_one(".page-facts").text)[1])
    assert said <= 14


def test_a_figure_of_the_chapters_leads_to_the_row_that_holds_it(html):
    page = BeautifulSoup((html / "data/figures.html").read_text("utf8"), "html.parser")
    rows = page.select(".rows > li")
    assert len(rows) > 50
    for row in rows:
        [link] = row.select("a")
        table, _, address = link["href"].partition(".html#")
        assert link.text == address
        assert f'id="{address}"' in (html / f"data/{table}.html").read_text("utf8")


# --- The first page ---------------------------------------------------------------------------


def test_github_pages_is_told_to_leave_no_file_out(html):
    assert (html / ".nojekyll").is_file()


def test_the_first_page_leads_on(new_page, site):
    page = new_page(base_url=site)
    page.goto("/index.html", wait_until="commit")
    page.wait_for_url("**/book/index.html")


def test_the_first_page_has_a_language_a_title_and_a_link(html, new_page, serve_folder, tmp_path):
    text = (html / "index.html").read_text("utf8")
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "favicon.svg").write_bytes((html / "_static/favicon.svg").read_bytes())
    stays = re.sub(r"<meta http-equiv=[^>]*>", "", text)  # as where a page may not move on
    assert stays != text
    (tmp_path / "index.html").write_text(stays, "utf8")
    page = new_page(base_url=serve_folder(tmp_path))
    page.goto("/index.html")
    expect(page).to_have_title("Plans, systems, partnerships, contracts")
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    link = page.get_by_role("main").get_by_role("link", name="Start reading")
    expect(link).to_have_attribute("href", "book/index.html")
    assert (html / link.get_attribute("href")).is_file()


# --- The public address -----------------------------------------------------------------------


def test_without_an_address_no_page_claims_one(html, pages):
    for name, head in heads(html).items():
        assert head.select('link[rel="canonical"]') == [], name
        for key in ("og:url", "og:image", "twitter:card"):
            assert contents(head, key) == [], name
    for file in (address.CARD, address.SITEMAP, address.ROBOTS):
        assert not (html / file).exists()


BASE = "https://example.org/a-book/"


def check_addressed(site):
    """Fail where a site that knows its address does not say it, or says what is not there."""
    pages = {name: head for name, head in heads(site).items() if is_page(name)}
    for name, head in pages.items():
        [canonical] = head.select('link[rel="canonical"]')
        assert canonical["href"] == BASE + name
        assert contents(head, "og:url") == [BASE + name]
        assert contents(head, "og:image") == [BASE + address.CARD]
        assert all(len(text) > 20 for text in contents(head, "og:image:alt"))
        assert contents(head, "twitter:card") == ["summary_large_image"]
    card = (site / address.CARD).read_bytes()
    assert card.startswith(PNG)
    size = tuple(int.from_bytes(card[at : at + 4]) for at in (16, 20))
    assert size == address.SIZE
    listed = check_sitemap((site / address.SITEMAP).read_text("utf8"))
    assert {BASE + name for name in pages if "/" in name} == set(listed)
    assert f"Sitemap: {BASE}sitemap.xml" in (site / address.ROBOTS).read_text("utf8")


def check_sitemap(text):
    """Return the dates of a sitemap by the address, and fail where one is no date."""
    urls = ElementTree.fromstring(text.encode())
    assert urls.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    dates = {url[0].text: url[1].text for url in urls}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in dates.values())
    return dates


def test_a_sitemap_says_when_each_page_was_last_checked(tmp_path):
    root, site = tmp_path / "root", tmp_path / "site"
    for folder in (root / "book", site / "book", site / "data"):
        folder.mkdir(parents=True)
    for name, day in {"old": "3 May 2018", "new": "22 November 2026", "table": ""}.items():
        text = f"# {name}\n\n" + (f"Last checked {day}.\n" if day else "")
        (root / "book" / f"{name}.md").write_text(text, "utf8")
        (site / "book" / f"{name}.html").touch()
    for name in ("data/names.html", "search.html", "index.html"):
        (site / name).touch()
    assert check_sitemap(address.sitemap(BASE, address.last_checked(root, site))) == {
        f"{BASE}book/old.html": "2018-05-03",
        f"{BASE}book/new.html": "2026-11-22",
        f"{BASE}book/table.html": "2026-11-22",
        f"{BASE}data/names.html": "2026-11-22",
    }


def test_where_storage_is_forbidden_all_else_goes_on(new_page, site):
    page = new_page(base_url=site, viewport={"width": 1300, "height": 900})
    inside = f"{site}/book/timeline.html"
    host = f'<iframe sandbox="allow-scripts" width="1280" height="880" src="{inside}"></iframe>'
    page.route("**/host.html", lambda route: route.fulfill(body=host, content_type="text/html"))
    page.goto("/host.html")
    frame = page.frame(url=inside)
    forbidden = "(() => { try { return !localStorage } catch { return true } })()"
    assert frame.evaluate(forbidden)
    frame.locator("#colours").select_option("dark")
    assert frame.evaluate("document.documentElement.dataset.theme") == "dark"
    frame.locator("[data-keep]").first.click()
    expect(frame.locator("#kept")).to_be_visible()
    frame.locator(".bd-search a").press("Control+k")
    frame.locator("#search-asked").fill("Salford")
    expect(frame.locator("#search-options a").first).to_be_visible()
