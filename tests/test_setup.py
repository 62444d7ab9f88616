"""The set-up: commands, pins, licences, and what the files say about themselves."""

import functools
import http.server
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from importlib.metadata import distributions
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sphinx_ext import data_pages
from tests import browser
from tools import licences, preview, serve

ROOT = Path(__file__).parent.parent
GUIDES = ["README.md", "CONTRIBUTING.md"]
WORKFLOWS = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.glob(".github/workflows/*.yml")
)
LISTS = ["requirements.txt", "tests/requirements.txt"]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project_files():
    """Return every file that is tracked, or would be if it were added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


# --- Pins -------------------------------------------------------------------------------------


def requirements(name):
    """Return what a list asks for, without its comments and its references to other lists."""
    lines = (line.split(" #")[0].strip() for line in read(name).splitlines())
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


def pins():
    """Return the version that pins.txt gives each package on this machine."""
    here = [pin for pin in requirements("pins.txt") if not pin.marker or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier) for pin in here}


@pytest.mark.parametrize("name", LISTS)
def test_whatever_is_asked_for_is_pinned_within_its_bounds(name):
    asked = requirements(name)
    assert asked
    for requirement in asked:
        pin = pins()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pin.removeprefix("=="))


def test_each_list_is_held_to_the_one_list_of_pins():
    for name in LISTS:
        first = read(name).splitlines()[0]
        flag, _, target = first.partition(" ")
        assert flag == "-c"
        assert (ROOT / name).parent.joinpath(target).resolve() == ROOT / "pins.txt"


HASHED = re.compile(
    r"^([\w.-]+==[^\s;]+).*\\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE
)


def test_each_pin_is_held_to_the_hashes_of_its_files():
    for name in ("hashes.txt", "tools/pip.txt"):
        text = read(name)
        assert len(HASHED.findall(text)) == len(re.findall("^[a-z]", text, re.MULTILINE)) > 0
    held = {f"{pin.name}{pin.specifier}" for pin in requirements("pins.txt")}
    assert set(HASHED.findall(read("hashes.txt"))) == held


def test_whatever_is_installed_is_pinned():
    installed = {canonicalize_name(d.name): f"=={d.version}" for d in distributions()}
    installed.pop("pip", None)  # which a new environment brings along
    assert set(installed.items()) - set(pins().items()) == set()


def test_each_pinned_package_has_its_licence_in_the_list():
    listed = licences.listed()
    assert set(listed) == {pin.name for pin in requirements("pins.txt")}
    assert [name for name, terms in listed.items() if not terms.strip()] == []
    assert licences.page(licences.licences()) == read(licences.LIST)


def test_what_is_installed_fits_together():
    check = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout


# --- Guides -----------------------------------------------------------------------------------


@pytest.mark.parametrize("guide", GUIDES)
def test_every_make_command_in_a_guide_exists(guide):
    commands = set(re.findall(r"^make (\w+)|`make (\w+)", read(guide), flags=re.MULTILINE))
    assert commands
    for target in map("".join, commands):
        dry_run = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True
        )
        assert dry_run.returncode == 0, dry_run.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_runs_commands_and_tests_that_are_there(workflow):
    text = read(workflow)
    targets = set(re.findall(r"run: make (\w+)", text))
    assert targets <= set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    for path in re.findall(r"\b(?:tests|tools)/[\w.]+", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_in_a_guide_leads_to_a_file_or_to_the_web(guide):
    for target in re.findall(r"\]\(([^)]+)\)", read(guide)):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def tree():
    """Return the paths in the README's tree: two spaces of indent are one folder down."""
    block = re.search(r"^```text\n(.*?)^```", read("README.md"), flags=re.MULTILINE | re.DOTALL)
    folder, paths = "", []
    for line in block[1].splitlines():
        name = line.split()[0]
        folder = folder if line.startswith("  ") else name
        paths.append(folder + name if line.startswith("  ") else name)
    return paths


def test_the_tree_in_the_readme_names_what_is_there():
    assert [path for path in tree() if not (ROOT / path).exists()] == []


def test_the_tree_in_the_readme_leaves_out_nothing():
    top = {re.sub("/.*", "/", name) for name in project_files()}
    assert top - set(tree()) == set()


def test_the_book_has_one_title():
    title = yaml.safe_load(read("_config.yml"))["title"]
    assert yaml.safe_load(read("CITATION.cff"))["title"] == title
    short = title.partition(":")[0]
    assert read("README.md").startswith(f"# {short}\n")
    assert f'The authors of "{short}"' in read("LICENSE")


# What the Citation File Format 1.2.0 asks for, and what else it knows of that stands here.
ASKED = {"cff-version": str, "message": str, "title": str, "authors": list}
KNOWN = {"type": str, "abstract": str, "keywords": list, "license": str, "version": str}


def test_the_citation_is_in_the_citation_file_format():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert set(ASKED) <= set(citation) <= set(ASKED | KNOWN)
    for key, value in citation.items():
        assert isinstance(value, (ASKED | KNOWN)[key]), key
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in ("dataset", "software")
    assert all(set(author) == {"name"} for author in citation["authors"])  # a body, not a person
    assert citation["license"] == "CC-BY-4.0"


def test_the_citation_names_the_version_of_the_tables():
    package = json.loads(read("data/datapackage.json"))
    assert yaml.safe_load(read("CITATION.cff"))["version"] == package["version"]


# --- What no file may name --------------------------------------------------------------------

# The hosts are put together here so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("conda", "anaconda", "org"),
    )
]
# Absolute folders of one machine; the same words within a web address are something else.
HOME_FOLDERS = re.compile(r"(?<![\w.~$}-])/(?:work|tmp|root|home|Users|opt)/\w")


def text_files():
    for name in project_files():
        try:
            yield name, read(name)
        except UnicodeDecodeError:
            continue  # a picture or a font


def test_no_file_names_a_package_registry():
    named = [(name, host) for name, text in text_files() for host in REGISTRIES if host in text]
    assert named == []


def test_no_file_names_a_folder_of_one_machine():
    named = [
        (name, found[0]) for name, text in text_files() if (found := HOME_FOLDERS.search(text))
    ]
    assert named == []


# --- The environment --------------------------------------------------------------------------


def make_environment(folder, python):
    return subprocess.run(
        ["sh", ROOT / "tools" / "venv.sh", "new environment"],
        cwd=folder,
        env={"PATH": os.defpath, "PYTHON": str(python)},
        capture_output=True,
        text=True,
    )


def fake_python(folder, prelude):
    """Write a Python that runs a line of its own before any `-c` program."""
    fake = folder / "fake python"
    fake.write_text(f"""#!/bin/sh\nexec "{sys.executable}" -c "{prelude}; $2"\n""")
    fake.chmod(0o755)
    return fake


@pytest.mark.parametrize(
    ("prelude", "message"),
    [
        ("import sys; sys.version_info = (3, 10)", "needs Python 3.11, 3.12, 3.13 or 3.14"),
        ("import sys; sys.version_info = (3, 15)", "needs Python 3.11, 3.12, 3.13 or 3.14"),
        ("import sys; sys.modules['ensurepip'] = None", "install its venv package"),
    ],
)
def test_a_python_that_will_not_do_gets_one_clear_line(tmp_path, prelude, message):
    result = make_environment(tmp_path, fake_python(tmp_path, prelude))
    assert result.returncode == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "new environment").exists()


def test_an_environment_finds_the_package_that_the_chapters_call(tmp_path):
    package = tmp_path / "project" / "widgets"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    result = make_environment(tmp_path / "project", sys.executable)
    assert result.returncode == 0, result.stderr

    # In a moved or copied project it must be the package there, not the one left behind.
    moved = shutil.copytree(tmp_path / "project", tmp_path / "moved", symlinks=True)
    found = subprocess.run(
        [moved / "new environment/bin/python", "-c", "import widgets; print(widgets.__file__)"],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == moved / "widgets" / "__init__.py"


# --- The browser ------------------------------------------------------------------------------


def test_the_browser_starts(chromium):
    assert chromium.is_connected()


def test_a_browser_that_was_named_but_does_not_run_is_an_error(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(SystemExit, match="CHROMIUM is set to 'no-such-browser'"):
        browser.path()


def test_a_missing_browser_is_fetched_and_then_used(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    found = iter([None, None, "/somewhere/chromium"])
    fetched = []
    monkeypatch.setattr(browser, "find", lambda: next(found))
    monkeypatch.setattr(browser, "fetch", lambda *command: fetched.append(command))
    monkeypatch.setattr(browser.shutil, "which", lambda name: name)
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    assert browser.path() == "/somewhere/chromium"
    assert [command[0] for command in fetched] == [sys.executable, "apt-get", "apt-get"]


def test_without_any_browser_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "fetch", lambda *command: None)
    with pytest.raises(SystemExit, match=r"install one .*or set CHROMIUM"):
        browser.path()


# --- make serve -------------------------------------------------------------------------------


class NoPreview:
    """A preview that builds at once, and goes as it is told."""

    def __init__(self, went_well=True):
        self.went_well, self.asked = went_well, []

    def build(self, wanted):
        self.asked.append(wanted)
        return self.went_well, "" if self.went_well else "book/a.md:3: WARNING: wrong\n"

    def end(self):
        pass


@pytest.fixture
def builds(tmp_path, monkeypatch):
    """Return the builds of a book of one page, of which none takes any time."""
    html, site, draft = (tmp_path / name for name in ("html", "site", "preview"))
    (tmp_path / "old").write_text("")
    os.utime(tmp_path / "old", (0, 0))  # the clock of files is coarse: it has to be older
    for folder in (html, draft):
        folder.mkdir()
        (folder / "index.html").write_text(f"of {folder.name}")
    made = serve.Builds.__new__(serve.Builds)
    made.site, made.address, made.state = site, "http://127.0.0.1:8000/", serve.State()
    made.digest, made.version, made.warm = "digest", "version", NoPreview()
    made.begin = lambda: None
    monkeypatch.setattr(serve, "HTML", html)
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setattr(serve, "Preview", NoPreview)
    monkeypatch.setattr(serve.preview, "SITE", draft)
    monkeypatch.setattr(serve.preview, "BEGAN", tmp_path / "old")
    serve.publish(site)
    return made


@pytest.mark.parametrize("went_well", [True, False])
def test_serve_shows_the_last_build_that_went_well(builds, monkeypatch, capsys, went_well):
    def build():
        (serve.HTML / "index.html").write_text("new")
        return went_well, "book/a.md:3: WARNING: wrong\n"

    monkeypatch.setattr(serve, "build", build)
    before = builds.state.edition
    builds.all()
    assert (builds.site / "index.html").read_text() == ("new" if went_well else "of html")
    assert ("book/a.md:3: WARNING: wrong" in capsys.readouterr().out) is not went_well
    assert (b"WARNING: wrong" in builds.state.news()) is not went_well
    assert (builds.state.edition > before) is went_well


@pytest.mark.parametrize("went_well", [True, False])
def test_serve_builds_a_saved_chapter_alone(builds, capsys, went_well):
    builds.warm = warm = NoPreview(went_well)
    chapter = serve.ROOT / "book" / "a.md"
    builds.follow({chapter: 1}, {chapter: 2})
    [wanted] = warm.asked
    assert (wanted.pages, wanted.run) == (["book/a"], False)
    assert preview.Wanted.of(wanted.line()) == wanted
    shown = (builds.site / "index.html").read_text()
    assert shown == ("of preview" if went_well else "of html")
    assert ("failed" in capsys.readouterr().out) is not went_well


def test_serve_builds_what_is_looked_at_before_all_that_a_table_may_change(builds, monkeypatch):
    built = []
    monkeypatch.setattr(builds, "pages", lambda *asked: built.append(asked) or True)
    monkeypatch.setattr(builds, "all", lambda: built.append("all"))
    table, chapter, sheet = (
        serve.ROOT / name for name in ("data/a.csv", "book/a.md", "theme/sheets/a.css")
    )

    def built_after(change, viewed):
        built.clear()
        builds.state.viewed = viewed
        builds.follow(dict.fromkeys(change, 1), dict.fromkeys(change, 2))
        return built

    assert built_after([table], viewed="index") == ["all"]
    shown = (["book/words", "data/a"], True)
    assert built_after([table], viewed="book/words") == [shown, "all"]
    assert built_after([sheet], viewed="data/b") == [(["data/b"], False), "all"]
    assert built_after([sheet, chapter], viewed="book/words") == [(["book/words"], True), "all"]
    built.clear()
    builds.follow({}, {chapter: 1})  # a new chapter, which is in the list of each page
    assert built == [(["book/words"], True), "all"]


def test_a_preview_makes_the_page_of_no_other_table():
    app = SimpleNamespace(config=SimpleNamespace(preview=["book/words", "data/options"]))
    assert [name for name, *_ in data_pages.table_pages(app)] == ["data/options"]


def test_a_preview_says_in_one_line_what_is_wrong_in_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    (tmp_path / "_config.yml").write_text((ROOT / "_config.yml").read_text("utf8"), "utf8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\n\troot: book/index\n")
    said = io.StringIO()
    assert not preview.build(preview.Wanted(["book/index"], "", "", False), said)
    assert "_toc.yml, line 2: found a tab" in said.getvalue().splitlines()[-1]


def test_a_page_that_is_served_asks_for_news_and_a_built_one_does_not(builds):
    (builds.site / "index.html").write_text("<head></head><body>A page</body>")
    handler = functools.partial(serve.LiveHandler, directory=builds.site, state=builds.state)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(f"{address}/") as page:
        assert page.read().decode() == (
            '<head><script src="/-/reload.js" defer></script></head><body>A page</body>'
        )
    assert builds.state.viewed == "index"
    with urllib.request.urlopen(f"{address}/-/news") as news:
        first = news.readline(), news.readline(), news.readline()
        builds.state.tell("wrong")
        then = [news.readline() for _ in range(6)]
    server.shutdown()
    server.server_close()
    assert first == (b"event: edition\n", f"data: {builds.state.edition}\n".encode(), b"\n")
    assert then[3:5] == [b"event: failed\n", b'data: "wrong"\n']


def test_serve_sees_a_change_a_new_file_and_a_removed_one(tmp_path, monkeypatch):
    chapter = tmp_path / "book" / "chapter.md"
    chapter.parent.mkdir()
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    seen = [serve.last_changes()]
    for change in (
        lambda: chapter.write_text("one"),
        lambda: os.utime(chapter, ns=(1, 1)),
        lambda: chapter.unlink(),
    ):
        change()
        seen.append(serve.last_changes())
    assert all(before != after for before, after in itertools.pairwise(seen))
