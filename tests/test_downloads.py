"""What the site offers as files, and what is left out of it."""

import codecs
import io
import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest

from sphinx_ext import notebooks, shipped, strict
from sphinx_ext.told import BUNDLE
from widgets import tables


def test_a_table_to_click_on_opens_in_a_spreadsheet_with_its_signs(html):
    offered = {
        path.name: path.read_bytes() for path in [*html.glob("data/*.csv"), *html.glob("*/*.csv")]
    }
    bundle = zipfile.ZipFile(html / "data" / BUNDLE)
    packed = {name: bundle.read(name) for name in bundle.namelist() if name.endswith(".csv")}
    assert len(packed) == len(tables.names())
    for name, content in [*offered.items(), *packed.items()]:
        assert content.startswith(codecs.BOM_UTF8), name
        assert not content.startswith(2 * codecs.BOM_UTF8), name


def test_programs_read_a_table_with_its_mark_and_the_notebooks_have_none(html):
    read = pd.read_csv(html / "data" / "claims.csv")
    assert list(read.columns) == list(tables.load("claims").columns)
    kit = zipfile.ZipFile(html / notebooks.FOLDER / f"{notebooks.KIT}.zip")
    [name] = [name for name in kit.namelist() if name.endswith("data/claims.csv")]
    assert list(pd.read_csv(io.BytesIO(kit.read(name))).columns) == list(read.columns)
    assert not kit.read(name).startswith(codecs.BOM_UTF8)


# --- Nothing left over ------------------------------------------------------------------------

PAGE = """<a href="../data/kept.html#row">rows</a> <img src="../_images/a%20picture.png?v=1">
<a href="../_downloads/1/kept.zip">all</a> <script src="../_static/page.js"></script>"""
KEPT = [
    "book/page.html", "data/kept.html", "data/kept.csv", "_images/a picture.png",
    "_downloads/1/kept.zip", "_static/page.js", "embed/page-figure.html", "objects.inv",
]  # fmt: skip
GONE = [
    "data/gone.html", "data/gone.csv", "_images/gone.png", "_downloads/2/gone.zip",
    "_static/gone.js", "_static/fonts/gone.woff",
]  # fmt: skip


def test_what_no_page_leads_to_any_more_leaves_the_site(tmp_path):
    for name in [*KEPT, *GONE]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf8")
    (tmp_path / "book/page.html").write_text(PAGE, "utf8")
    (tmp_path / "data/kept.html").write_text('<a href="kept.csv">rows</a>', "utf8")
    (tmp_path / "data/gone.html").write_text('<a href="gone.html#row">a row</a>', "utf8")
    shipped.drop_unused(None, tmp_path)
    there = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert sorted(name for name in there if (tmp_path / name).is_file()) == sorted(KEPT)
    assert not {"_downloads/2", "_static/fonts"} & set(there)


def application(tmp_path, builder):
    """Return as much of Sphinx as looks at its builder."""
    draft = tmp_path / strict.DRAFT
    return SimpleNamespace(
        outdir=draft, builder=SimpleNamespace(name=builder, outdir=draft), _warncount=0
    )


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "latex", "text"])
def test_another_builder_is_refused_in_one_sentence(tmp_path, monkeypatch, builder):
    said = []
    monkeypatch.setattr(strict.logger, "error", said.append)
    with pytest.raises(SystemExit):
        strict.check_builder(application(tmp_path, builder))
    assert said == [
        f"this book is not made for the builder {builder}: run "
        "`jupyter-book build .` for its pages, and `make pdf` for a PDF"
    ]


def test_a_check_of_links_writes_beside_the_site_and_leaves_it_alone(tmp_path):
    app = application(tmp_path, "linkcheck")
    (tmp_path / strict.SITE).mkdir()
    (tmp_path / strict.SITE / "index.html").write_text("the site", "utf8")
    strict.check_builder(app)
    assert app.outdir == app.builder.outdir == tmp_path / "linkcheck"
    (app.outdir / "output.json").write_text("{}", "utf8")
    strict.publish(app, None)
    assert [path.name for path in (tmp_path / strict.SITE).iterdir()] == ["index.html"]
