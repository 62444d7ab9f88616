"""What `datapackage.json` must say of each table before a table can be read by it."""

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1}
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}  # a row is a named tuple
NAMES = {"type": "array", "items": NAME, "minItems": 1}
NUMBER = {"type": "number"}


def _thing(needed: list[str], **properties) -> dict:
    return {"type": "object", "required": needed, "properties": properties}


FIELD = _thing(
    ["name", "type"],
    name=NAME,
    type={"enum": ["string", "integer", "number"]},
    expected=TEXT,
    rdfType=TEXT,
    asPrinted={"type": "boolean"},
    constraints=_thing(
        [],
        required={"type": "boolean"},
        unique={"type": "boolean"},
        enum=TEXTS,
        pattern={"type": "string", "format": "regex"},
        minimum=NUMBER,
        maximum=NUMBER,
    ),
    refersTo=_thing(["resources"], resources=TEXTS, words=TEXTS, separator=TEXT),
)
FOREIGN_KEY = _thing(
    ["fields", "reference"],
    fields={**NAMES, "maxItems": 1},
    reference=_thing(["resource"], resource={"type": "string"}),
)
SUMS = _thing(
    ["by", "in", "at", "total"],
    **{"in": TEXT},
    by={"type": "array", "items": NAME},
    at=NAME,
    total=NAME,
    whole=TEXT,
    where={"type": "object", "propertyNames": NAME},
)
SCHEMA = _thing(
    ["fields", "primaryKey"],
    fields={"type": "array", "items": FIELD, "minItems": 1},
    primaryKey=NAMES,
    foreignKeys={"type": "array", "items": FOREIGN_KEY},
    idFrom=NAMES,
    addsUpTo={"type": "array", "items": SUMS},
)
RESOURCE = _thing(["name", "path", "schema"], name=TEXT, path=TEXT, schema=SCHEMA)
YEAR = {"type": "string", "pattern": "^[0-9]{4}$"}
PACKAGE = _thing(
    ["resources"],
    resources={"type": "array", "items": RESOURCE, "minItems": 1},
    dates=_thing(["earliest", "latest"], earliest=YEAR, latest=YEAR),
)
