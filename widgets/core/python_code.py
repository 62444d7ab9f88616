"""How a figure writes the Python that makes it anew; ``bind.js`` writes the call alike."""

import json
from collections.abc import Iterable

# Longer calls are written with one argument a line.
LINE = 79


def call(topic: str, arguments: Iterable[str]) -> str:
    """Return the call of a topic's function with arguments as code."""
    arguments = list(arguments)
    line = f"widgets.{topic}({', '.join(arguments)})"
    if len(line) <= LINE:
        return line
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"widgets.{topic}(\n{lines})"


def literal(value: bool | float | str | list | None) -> str:
    """Return how Python writes the value of an input."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value) if isinstance(value, bool) or value is None else f"{value:_}"
