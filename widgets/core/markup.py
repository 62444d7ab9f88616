"""How the HTML of a figure is made: templates, style, and JSON."""

import functools
import json
import re
from pathlib import Path

import jinja2

CORE = Path(__file__).parent
WIDGETS = CORE.parent
IMPORT = re.compile('^@import "(.+)";\n', re.MULTILINE)


def as_json(value) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def style_of(*folders: Path) -> str:
    """Return the style of all figures, and of topics by their folders, with the tokens it uses."""
    sheets = [CORE / "tokens.css", CORE / "figure.css", *(each / "style.css" for each in folders)]
    return "\n".join(sheet(path) for path in sheets if path.exists())


def sheet(path: Path) -> str:
    """Return a sheet with those that it imports put in: a figure brings one, and fetches none."""
    return IMPORT.sub(lambda found: sheet(path.parent / found[1]), path.read_text("utf8"))


def style_of_charts() -> str:
    """Return the style of a learner's own charts, with the tokens it uses."""
    return "\n".join((CORE / name).read_text("utf8") for name in ("tokens.css", "chart.css"))


@functools.cache
def environment() -> jinja2.Environment:
    """Return the template environment; everything a table says is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WIDGETS),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.policies["json.dumps_kwargs"] = {  # inputs keep their order, as in the code shown
        "separators": (",", ":"),
    }
    return environment
