"""Make the sources of the stock page, and its site free of the network: used by tests/bench.py."""

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHAPTER, FIGURE = "integrated-care-systems", "footprints"  # what the stock page shows
FETCH_LIMIT = 120  # s

CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
# Our own, so in brackets there.
ROLE = re.compile(r"\{(?:cite:\w+|passage|people|figure|count)\}`([^`]*)`")
CHART = re.compile(rf'id="{FIGURE}".*?data-chart="([^"]+)"', re.DOTALL)  # the file that has it

# npm has this library under another name.
REQUIRE = re.compile(r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/([\d.]+)/[\w.]+")
LIBRARY = re.compile(r"https://cdn\.jsdelivr\.net/npm/((?:@[\w-]+/)?[\w-]+@[\w.]+)(?:/([\w./-]+))?")
SEAL = re.compile(r' integrity="[^"]*"')  # of require.js as the CDN has it


class LeftOutError(Exception):
    """Why there is no stock page to compare with."""


def write_sources(folder, site):
    """Write a book of one chapter with our words and, from the built page, our chart."""
    text = (ROOT / "book" / f"{CHAPTER}.md").read_text("utf8")
    page = (site / "book" / f"{CHAPTER}.html").read_text("utf8")
    folder.mkdir()
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(HERE / name, folder)
    (folder / "chapter.md").write_text(CELL.sub(stock_cell, ROLE.sub(r"(\1)", text)), "utf8")
    script = (site / "_static" / CHART.search(page)[1]).read_text("utf8")
    (folder / "chart.json").write_text(script.partition(" = ")[2].rstrip(";\n"), "utf8")


def stock_cell(cell):
    """Return the stock figure's cell in place of ours, and nothing in place of other cells."""
    figure = (HERE / "figure.py").read_text("utf8")
    return f"```{{code-cell}}\n{figure}```" if f"widgets.{FIGURE}(" in cell[0] else ""


def bring_home(page, libraries):
    """Let a built page fetch its CDN's libraries from /libraries of the server it came from."""

    def at_home(found):
        return f"/libraries/{library(libraries, *found.groups())}"

    html = SEAL.sub("", page.read_text("utf8"))
    html = REQUIRE.sub(r"https://cdn.jsdelivr.net/npm/requirejs@\1/require.js", html)
    page.write_text(LIBRARY.sub(at_home, html), "utf8")


def library(folder, package, file):
    """Return the name of a library in a folder, where it is put if it is not there yet."""
    kept = folder / f"{package}.js"
    if not kept.exists():
        script = from_npm(package, file)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(script)
    return f"{package}.js"


def from_npm(package, file):
    """Return a file of a package, by default the one that the CDN gives under its bare name."""
    if not shutil.which("npm"):
        raise LeftOutError(f"it needs {package}, and npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        pack(package, folder)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            file = file or json.load(archive.extractfile("package/package.json"))["jsdelivr"]
            return archive.extractfile(f"package/{file}").read()


def pack(package, folder):
    """Let npm put a package's archive in a folder."""
    command = ["npm", "pack", package, "--pack-destination", folder]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=FETCH_LIMIT)
    except subprocess.CalledProcessError as error:
        why = re.search(r"npm (?:error|ERR!) (.*)", error.stderr)
        raise LeftOutError(f"npm could not fetch {package} ({why and why[1]})") from error
    except subprocess.TimeoutExpired as error:
        raise LeftOutError(f"npm had not fetched {package} after {FETCH_LIMIT} s") from error
