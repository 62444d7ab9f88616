"""Links to other sites: which work, which are gone, and the archived copies that readers see.

No test reaches another machine: a small server here plays the hosts and the archive.
"""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from pybtex.backends.html import Backend
from pybtex.database import parse_string

from sphinx_ext import chapters, citations, voices
from sphinx_ext.rendering import render
from tools import links
from widgets import tables

COPY = "https://web.archive.org/web/20180503101500/https://www.example.org/page"
HEADER = "id,date,url,archived,about\n"


class Hosts(BaseHTTPRequestHandler):
    """A host whose pages are there, gone or refused, and an archive that has one copy."""

    def do_GET(self):
        """Answer by the name of the page."""
        path = urlsplit(self.path)
        if path.path == "/archive":
            asked = parse_qs(path.query)
            copy = {"available": True, "url": COPY.replace("https:", "http:", 1)}
            kept = "kept" in asked["url"][0] and asked["timestamp"] == ["201805"]
            return self.reply(200, {"archived_snapshots": {"closest": copy} if kept else {}})
        if path.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/there")
            return self.end_headers()
        return self.reply({"/there": 200, "/gone": 404, "/refused": 403}[path.path], {})

    def reply(self, status, says):
        """Send an answer."""
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(says).encode())

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def host():
    """Return the address of the small server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hosts)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_there_gone_or_not_known(host):
    asked = [f"{host}/{name}" for name in ("there", "moved", "gone", "refused")]
    answers = {each.address: each for each in links.ask_all([*asked, "http://127.0.0.1:9/closed"])}
    assert [answers[address].works for address in asked] == [True, True, False, False]
    assert [answers[address].gone for address in asked] == [False, False, True, False]
    silent = answers["http://127.0.0.1:9/closed"]
    assert (silent.works, silent.gone) == (False, False)
    assert "no answer" in silent.said


def test_what_is_said_names_the_address_its_pages_and_its_copy():
    answers = [
        links.Answer("https://a.example/", works=True),
        links.Answer("https://b.example/", gone=True, said="the host answered 404"),
        links.Answer("https://c.example/", said="the host answered 403"),
    ]
    at = {"https://b.example/": ["book/words.html"], "https://c.example/": ["book/index.html"]}
    assert links.told(answers, at, {"https://b.example/": COPY}) == [
        "gone: https://b.example/: the host answered 404; a copy is kept at "
        f"{COPY}. It stands on book/words.html",
        "not known: https://c.example/: the host answered 403; no copy is noted in "
        "data/sources.csv. It stands on book/index.html",
        "3 addresses: 1 work, 1 are gone, of 1 it cannot be told.",
    ]


def test_an_address_is_asked_for_once_whatever_passage_it_leads_to():
    page = '<a href="https://a.example/x#:~:text=y">1</a><a href="https://a.example/x">2</a>'
    pages = {name: BeautifulSoup(page, "html.parser") for name in ("one.html", "two.html")}
    assert links.addresses(pages) == {"https://a.example/x": ["one.html", "two.html"]}


def test_a_copy_is_noted_and_no_other_cell_changes(host, tmp_path):
    path = tmp_path / "sources.csv"
    rows = [
        "one,2018-05,https://kept.example/,,“Said”; and more",
        'two,2018-05,https://lost.example/,,"a, b"',
        f"three,2018-05,https://kept.example/3,{COPY},",
        "four,2018-05,,,",
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf8")
    assert links.record(path, f"{host}/archive") == ["one"]
    rows[0] = rows[0].replace(",,", f",{COPY},")
    assert path.read_text("utf8") == HEADER + "\n".join(rows) + "\n"


@pytest.fixture
def with_copy(monkeypatch):
    """Let one source have an archived copy; return its id."""
    frame = voices.sources().copy()
    key = frame.index[frame["url"] != ""][0]
    frame.loc[key, ["archived", "copied"]] = COPY, voices.copied_on(COPY)
    for module in (voices, citations):
        monkeypatch.setattr(module, "sources", lambda: frame)
    return key


def test_readers_are_shown_the_copy_and_its_day(with_copy):
    row = voices.sources().loc[with_copy].to_dict()
    said = "Copy of 3 May 2018"
    assert chapters.entry(row).endswith(f"[{said}]({COPY}).")
    assert said not in chapters.entry(row | {"archived": "", "copied": ""})

    read = parse_string("\n".join(citations.bibliography()), "bibtex")
    entries = citations.SourceStyle().format_bibliography(read)
    html = {entry.key: re.sub("</?span.*?>", "", entry.text.render(Backend())) for entry in entries}
    assert html[with_copy].endswith(f'<a href="{COPY}">{said}</a>.')
    assert sum(said in text for text in html.values()) == 1

    page = voices.Page([with_copy])
    [*page.notes_of(SimpleNamespace(cited=[(with_copy, "", "")]))]
    html = render("notes.html", **page.listed(), named=voices.named)
    assert f'there is <a href="{COPY}">a copy of 3 May 2018</a>' in html


@pytest.mark.parametrize(
    ("address", "taken"), [(COPY, True), (COPY.replace("20180503101500", "2018"), False)]
)
def test_the_table_takes_only_a_copy_that_says_when_it_was_made(address, taken):
    package = json.loads((tables.DATA / "datapackage.json").read_text("utf8"))
    [pattern] = (
        field["constraints"]["pattern"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] == "archived"
    )
    assert bool(re.fullmatch(pattern, address)) is taken
