"""Ship what the figures need: their files once for the whole site, their script where they are."""

import gzip
import json
import re
import shutil
import zlib
from pathlib import Path

import widgets
from widgets.explorer import STATIC, vega_script

FOLDER = ".explorers"  # below _build: made when data or code change, copied at each build
FIGURE = re.compile(
    r'(?P<start><figure [^>]*data-explorer="(?P<name>\w+)")'
    r'(?P<rest>.*?<script type="application/json">)(?P<data>.*?)</script>',
    re.DOTALL,
)
COMMENT = re.compile(r"^\s*(//|/\*\*|\*).*\n", re.MULTILINE)  # one that has its lines to itself


def setup(app):
    """Make the files, and put the scripts only on pages that hold a figure."""
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", ship)


def add_scripts(app, pagename, templatename, context, doctree):
    """Add the figures' scripts to a page that holds one, and of the topics only its own."""
    body = context.get("body", "")
    if topics := sorted({found["name"] for found in FIGURE.finditer(body)}):
        context["body"] = set_chart_apart(body, Path(app.outdir, "_static"))
        for name in ["figures", *topics]:
            app.add_js_file(f"{name}.js", defer="")


def set_chart_apart(body: str, static: Path) -> str:
    """Move the chart's specification out of a page: it is needed when the picture is drawn."""

    def move(found):
        data = json.loads(found["data"])
        chart = json.dumps(data.pop("spec"), separators=(",", ":"))
        name = f"chart-{zlib.crc32(chart.encode()):08x}.js"
        (static / name).write_text(f'figures.charts["{name}"] = {chart};\n', "utf8")
        data = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
        return f'{found["start"]} data-chart="{name}"{found["rest"]}{data}</script>'

    return FIGURE.sub(move, body)


def classic(name: str) -> str:
    """Return a module of ``widgets/static`` as a classic script.

    A browser lets a page that was opened from the disk load scripts, but no modules. So a name
    that a module exports becomes a property of ``figures``, and is imported from there.
    """
    text = COMMENT.sub("", (STATIC / f"{name}.js").read_text("utf8"))
    text = re.sub(
        r'^import (\{.*?\}) from "\./\w+\.js";$', r"const \1 = figures;", text, flags=re.M
    )
    exported = re.findall(r"^export (?:async )?(?:const|function) (\w+)", text, flags=re.M)
    text = re.sub(r"^export ", "", text, flags=re.M)
    given = "{ " + ", ".join(exported) + " }"
    return f"(() => {{\n{text}\n{place(name, given)}\n}})();\n"


def place(name: str, given: str) -> str:
    """Return where the names of a module go: a topic stands under its own name."""
    if name in widgets.__all__:
        return f"figures.topics.{name} = topic;"
    return f"Object.assign((globalThis.figures ??= {{ topics: {{}}, charts: {{}} }}), {given});"


def write_scripts(folder: Path) -> None:
    """Write what a page with figures loads: the scripts, and the style."""
    for sheet in STATIC.glob("*.css"):
        shutil.copy(sheet, folder)
    (folder / "vega.js").write_bytes(gzip.decompress(vega_script()))
    (folder / "figures.js").write_text(classic("explorer") + classic("page"), "utf8")
    for name in widgets.__all__:
        (folder / f"{name}.js").write_text(classic(name), "utf8")


def write_files(folder: Path) -> None:
    """Write what pages with figures load, and the rows and the picture of every explorer."""
    write_scripts(folder)
    for name in widgets.__all__:
        explorer = getattr(widgets, name)()
        (folder / f"{name}.csv").write_text(explorer.to_csv(), "utf8")
        (folder / f"{name}.svg").write_text(explorer.to_svg(), "utf8")


def ship(app, exception):
    """Copy the files into the site; make them first where data or code have changed."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir).with_name(FOLDER)
    stamp = folder / app.config.book_digest
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        write_files(folder)
        stamp.touch()
    for file in folder.glob("*.*"):
        shutil.copy(file, Path(app.outdir, "_static"))
