"""What a site is made from: one list, which leaves out what an editor or Python leaves behind."""

import json

import pytest

from sphinx_ext import made_from
from tools import serve

FILES = [
    "_config.yml", "_toc.yml", "book/index.md", "data/datapackage.json", "data/flows.csv",
    "widgets/core/drawing.py", "theme/layout.html", "sphinx_ext/templates/table.html",
    "theme/sheets/text.css", "pins.txt", "requirements.txt",
]  # fmt: skip
STRAY = [
    "data/.~lock.flows.csv#", "data/flows copy.csv", "data/flows.csv~", "data/#flows.csv#",
    "widgets/__pycache__/tables.cpython-311.pyc", "book/.ipynb_checkpoints/index.md",
]  # fmt: skip


@pytest.fixture
def root(tmp_path):
    """Return a folder with a file of each kind, and whatever is left beside them."""
    for name in [*FILES, *STRAY]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one\n", "utf8")
    package = {"resources": [{"path": "flows.csv"}, {"path": "gone.csv"}]}
    (tmp_path / "data/datapackage.json").write_text(json.dumps(package), "utf8")
    return tmp_path


def named(root, paths):
    """Return paths as they are named in the folder."""
    return [path.relative_to(root).as_posix() for path in paths]


def test_a_site_is_made_from_its_chapters_its_tables_and_its_code(root):
    assert sorted(named(root, made_from.of_site(root))) == sorted(FILES)


def test_a_notebook_needs_the_package_and_the_tables(root):
    assert named(root, made_from.of_notebooks(root)) == [
        "widgets/core/drawing.py", "pins.txt", "data/datapackage.json", "data/flows.csv",
    ]  # fmt: skip


def test_a_broken_description_of_the_tables_is_itself_seen_to_change(root):
    (root / "data/datapackage.json").write_text('{"resources": [', "utf8")
    assert named(root, made_from.of_data(root)) == ["data/datapackage.json"]


@pytest.mark.parametrize("name", FILES)
def test_serve_sees_each_file_that_a_site_is_made_from(root, monkeypatch, name):
    monkeypatch.setattr(serve, "ROOT", root)
    before = serve.last_changes()
    (root / name).write_text((root / name).read_text("utf8") + " ", "utf8")
    assert serve.last_changes() != before


@pytest.mark.parametrize("name", STRAY)
def test_a_stray_file_changes_nothing(root, monkeypatch, name):
    monkeypatch.setattr(serve, "ROOT", root)
    before = serve.last_changes(), made_from.digest(root, made_from.of_site(root))
    (root / name).write_text("two\n", "utf8")
    assert (serve.last_changes(), made_from.digest(root, made_from.of_site(root))) == before


def test_the_outputs_of_the_chapters_depend_on_all_but_the_chapters(root):
    chapters = {"_config.yml", "_toc.yml", "book/index.md"}
    assert set(named(root, made_from.of_outputs(root))) == set(FILES) - chapters


def test_a_digest_tells_a_moved_line_from_a_moved_file(tmp_path):
    def digest(*texts):
        paths = [tmp_path / str(number) for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf8")
        return made_from.digest(tmp_path, paths)

    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")
