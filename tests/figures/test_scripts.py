"""The joining of modules: the code stays as it is, and only imports and exports change."""

import pytest

from widgets.core import drawing, scripts

TRAPS = {
    "a comment of several lines": "/* one\n * two\n */\nexport const value = 2 * 3;",
    "a line that begins with a star": "export const value = 2\n* 3;",
    "a comment at the end of a line": "export const value = 6; // six /* not open",
    "a text that looks like a comment": 'export const value = "// not a comment /* nor this */";',
    "a text that looks like an import": "export const value = `\nimport { a } from './b.js';\n\n`;",
    "a regular expression with a slash": 'export const value = "a/b".split(/\\//).length;',
    "a documented function": "/** Six. */\nconst six = () => 6;\nexport const value = six();",
}


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Return a function that writes a module and gives its value, alone and joined."""
    monkeypatch.setattr(scripts, "WIDGETS", tmp_path)

    def write(code, name="module.js"):
        (tmp_path / name).write_text(code, "utf8")
        return tmp_path / name

    return write


ALONE = """async (code) => (await import(URL.createObjectURL(
  new Blob([code], { type: "text/javascript" })))).value"""
JOINED = (
    """(code) => new Function(`const places = {}; ${code}; return places["module.js"].value`)()"""
)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_joined_module_gives_the_value_that_it_gives_alone(module, chromium, trap):
    path = module(TRAPS[trap])
    joined = scripts.joined(scripts.graph(path), "places")
    page = chromium.new_page()
    alone = page.evaluate(ALONE, TRAPS[trap])
    assert page.evaluate(JOINED, joined) == alone
    short = drawing.squeezed(f"globalThis.places = {{}};\n{joined}")
    page.evaluate("(code) => (0, eval)(code)", short)
    assert page.evaluate("places['module.js'].value") == alone
    page.close()


def test_modules_come_after_those_that_they_need_and_each_has_its_own_names(module):
    module('export const name = "b"; const own = 1;', "b.js")
    module('import { name } from "./b.js";\nconst own = 2;\nexport default { name, own };', "a.js")
    last = module(
        'import a from "./a.js";\nimport { name } from "./b.js";\nexport const value = a;'
    )
    names = [each.path.name for each in scripts.graph(last)]
    assert names == ["b.js", "a.js", "module.js"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("const a = ;", "found no JavaScript near line 1"),
        ("\n\nfunction (", "found no JavaScript near line"),
        ('import { a as b } from "./c.js";', "found an import under another name"),
        ("const a = 1;\nexport { a };", "found an export without a declaration"),
    ],
)
def test_a_module_that_cannot_be_joined_says_so(module, code, message):
    with pytest.raises(scripts.ScriptError, match=message):
        scripts.read(module(code))


def test_a_page_and_jupyter_run_one_code(topic):
    model = scripts.read(scripts.WIDGETS / "topics" / topic / "model.js").code
    assert model in scripts.for_jupyter(topic, "{}")
    assert model in scripts.for_topic(topic, "{}")
