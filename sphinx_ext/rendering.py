"""HTML and other files that the book makes itself, each from a template in ``templates/``."""

from pathlib import Path

import jinja2
from markupsafe import Markup

ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def render(template: str, **values) -> Markup:
    """Return a template with its values, which are text and no markup unless they say so."""
    return Markup(ENVIRONMENT.get_template(template).render(**values))
