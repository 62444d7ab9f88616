"""One small style sheet for the site: of all that the theme brings, the rules that a page can use.

A rule stays if every name in one of its selectors (element, class, id, attribute) occurs in the
pages or in the scripts that they load. That keeps a little too much and nothing too little,
except where a script puts a name together from parts.
"""

import re
from collections.abc import Iterable

import tinycss2
from tinycss2 import ast

NESTED = ("media", "supports", "layer", "container")
TAG = re.compile(r"<([a-z][\w-]*)([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
NAME = re.compile(r"[A-Za-z_][\w-]*")
QUOTED = re.compile(r"""(["'`])(.*?)\1""")
SPACE = re.compile(r"""("[^"]*"|'[^']*'|url\([^)]*\))|\s*([;{},])\s*|\s+""")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))""")


def names(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Return what a selector could name, as it would: "main", ".term", "#top", "[hidden]".

    A script may use any word of its texts for any of these.
    """
    tags = {found.groups() for page in pages for found in TAG.finditer(page)}
    quoted = (found[2] for script in scripts for found in QUOTED.finditer(script))
    words = {word for text in quoted for word in NAME.findall(text)}
    return {name for tag in tags for name in names_of(*tag)} | {
        form.format(word) for word in words for form in ("{}", ".{}", "#{}", "[{}]")
    }


def names_of(element: str, attributes: str) -> Iterable[str]:
    """Yield what a selector could name of one tag."""
    yield element
    for name, value in ATTRIBUTE.findall(attributes):
        yield f"[{name}]"
        if name in ("class", "id"):
            yield from (f"{'.' if name == 'class' else '#'}{each}" for each in value.split())


def purge(css: str, used: set[str]) -> str:
    """Return a style sheet without the rules and variables that nothing uses.

    Parameters
    ----------
    css : str
        One style sheet, or several one after the other.
    used : set of str
        The names that :func:`names` gives.

    Returns
    -------
    str
        The rules that stay, in their order, without comments.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return drop_variables(drop_animations("\n".join(kept(rules, used))))


def kept(rules: list, used: set[str]) -> Iterable[str]:
    """Yield the text of each rule that stays."""
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            selectors = [part for part in split(rule.prelude) if can_match(part, used)]
            if selectors and (body := squeeze(rule.content)):
                yield f"{','.join(map(squeeze, selectors))}{{{body}}}"
        elif isinstance(rule, ast.AtRule):
            yield from kept_at(rule, used)


def kept_at(rule: ast.AtRule, used: set[str]) -> Iterable[str]:
    """Yield the text of an at-rule, if it stays: fonts and imports do not."""
    name, about = rule.lower_at_keyword, squeeze(rule.prelude)
    if name in NESTED and rule.content is not None:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        if body := "\n".join(kept(inner, used)):
            yield f"@{name} {about}{{{body}}}"
    elif name in ("keyframes", "page"):
        yield f"@{name} {about}{{{squeeze(rule.content)}}}"


def split(prelude: list) -> list[list]:
    """Return the selectors of a rule, which commas set apart."""
    selectors = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def can_match(selector: list, used: set[str]) -> bool:
    """Tell whether a selector could match: all that it names outside brackets is in use.

    What stands in ``:not()``, ``:is()`` and the like may be missing without harm.
    """
    before = ""
    for token in selector:
        if isinstance(token, ast.SquareBracketsBlock):
            named = next((f"[{each.value}]" for each in token.content if each.type == "ident"), "")
        elif isinstance(token, ast.HashToken):
            named = f"#{token.value}"
        elif isinstance(token, ast.IdentToken) and before != ":":
            named = f".{token.value}" if before == "." else token.value
        else:
            named = ""
        if named and named not in used:
            return False
        before = token.value if isinstance(token, ast.LiteralToken) else ""
    return True


def squeeze(tokens: list) -> str:
    """Return tokens as text, on one line, without comments and needless spaces."""
    text = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return SPACE.sub(lambda found: found[1] or found[2] or " ", text).strip(" ;")


def drop_animations(css: str) -> str:
    """Return a style sheet without the animations that no rule left in it names."""
    moving = " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", css))
    return re.sub(
        r"@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?",
        lambda found: found[0] if re.search(rf"\b{found[1]}\b", moving) else "",
        css,
    )


def drop_variables(css: str) -> str:
    """Return a style sheet without the custom properties that no rule left in it asks for."""
    asked = set(VARIABLE.findall(css))
    smaller = SET.sub(lambda found: found[0] if found[1] in asked else "", css)
    if smaller == css:
        return re.sub(r"[^{}\n]+\{\}\n?", "", css)
    return drop_variables(smaller)  # what a dropped one asked for may go too
