"""What each table must hold, as `data/datapackage.json` says it and nothing else does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem, nearest
from . import description

PACKAGE = "datapackage.json"

# The types that a column may have, as pandas calls them.
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64"}


class TableError(ValueError):
    """What in the tables is not as the data package says it must be.

    Attributes
    ----------
    problems : list of Problem
        What was found, in the order of the files; at least one.
    """

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self):
        return "\n".join(problem.message for problem in self.problems)


@dataclass(frozen=True)
class Package:
    """The description of the tables in one folder.

    Parameters
    ----------
    folder : str
        The name of the folder, with which the name of each file begins.
    resources : dict
        The tables by name, in their order.
    dates : dict
        The earliest and the latest year that a date may have.
    """

    folder: str
    resources: dict[str, dict]
    dates: dict[str, str]

    def file(self, name: str) -> str:
        """Return the file of a table, such as "data/footprints.csv"."""
        return f"{self.folder}/{self.resources[name]['path']}"

    def files(self) -> list[str]:
        """Return the names of all files that belong in the folder."""
        return [PACKAGE, *(resource["path"] for resource in self.resources.values())]

    def fields(self, name: str) -> list[dict]:
        """Return the columns of a table."""
        return self.resources[name]["schema"]["fields"]

    def columns(self, name: str) -> list[str]:
        """Return the names of the columns of a table."""
        return [field["name"] for field in self.fields(name)]

    def key(self, name: str) -> list[str]:
        """Return the columns that together are the key of a table."""
        return self.resources[name]["schema"]["primaryKey"]

    def reach(self, name: str) -> list[str]:
        """Return the names of a table and of all that it refers to, however far away."""
        if name not in self.resources:
            expected = f"the name of a table{nearest(name, self.resources)}"
            raise TableError([Problem(f"{self.folder}/{PACKAGE}", None, "name", name, expected)])
        found = [name]
        for each in found:
            schema = self.resources[each]["schema"]
            targets = [target for _, some, *_ in links(each, schema) for target in some]
            targets += [sums["in"] for sums in schema.get("addsUpTo", [])]
            found += dict.fromkeys(target for target in targets if target not in found)
        return [each for each in self.resources if each in found]


def links(name: str, schema: dict) -> Iterator[tuple[str, list[str], list[str], str | None]]:
    """Yield `(column, tables, words, separator)` for each column that holds ids of rows."""
    for key in schema.get("foreignKeys", []):
        yield key["fields"][0], [key["reference"]["resource"] or name], [], None
    for field in schema["fields"]:
        if to := field.get("refersTo"):
            yield field["name"], to["resources"], to.get("words", []), to.get("separator")


@lru_cache(maxsize=8)
def read_package(folder: str, content: bytes | None) -> Package:
    """Return the package that a file describes.

    Raises
    ------
    TableError
        If the file is not there, is no JSON or lacks what the tables are read by.
    """
    try:
        package = json.loads((content or b"").decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _refused(folder, f"broken JSON ({error.msg})", "JSON", error.lineno) from None
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02X}"
        raise _refused(folder, found, "text in UTF-8") from None
    for found, expected in _shape_faults(package) or _link_faults(package):
        raise _refused(folder, found, expected)
    resources = {resource["name"]: resource for resource in package["resources"]}
    return Package(folder, resources, package.get("dates", {}))


def _refused(folder: str, found: str, expected: str, row: int | None = None) -> TableError:
    return TableError([Problem(f"{folder}/{PACKAGE}", row, None, found, expected, "package")])


def _shape_faults(package) -> list[tuple[str, str]]:
    """Return the first part that is not shaped as a table needs it, as (found, expected)."""
    import jsonschema  # here, because most who read a table have its package checked already

    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(description.PACKAGE, format_checker=checker)
    error = next(validator.iter_errors(package), None)
    return [] if error is None else [(error.message[:200], f"what {_part(error, package)} needs")]


def _part(error, package) -> str:
    """Return the name of the table, and the part of it, in which an error stands."""
    path = list(error.absolute_path)
    if path[:1] != ["resources"] or len(path) < 2:
        return "a data package"
    resource = package["resources"][path[1]]
    name = resource.get("name") if isinstance(resource, dict) else None
    return " ".join(["the table", str(name or path[1]), *map(str, path[2:])])


def _link_faults(package: dict) -> Iterator[tuple[str, str]]:
    """Find names of tables and columns that are not there, in a package of a sound shape."""
    schemas = {each["name"]: each["schema"] for each in package["resources"]}
    columns = {
        name: [field["name"] for field in schema["fields"]] for name, schema in schemas.items()
    }
    if len(columns) < len(package["resources"]):
        yield "two tables of one name", "each table once"
    for name, schema in schemas.items():
        if len(set(columns[name])) < len(columns[name]):
            yield f"two columns of one name in {name}", "each column once"
        for table, column in _named(name, schema, schemas):
            if column not in columns.get(table, []):
                yield f'the column "{column}" of {table}, which {name} names', "one that is there"


def _named(name: str, schema: dict, schemas: dict[str, dict]) -> Iterator[tuple[str, str]]:
    """Yield the table and the column, for each column that the schema of a table names."""
    yield from ((name, column) for column in [*schema["primaryKey"], *schema.get("idFrom", [])])
    for column, targets, *_ in links(name, schema):
        key = schemas.get(targets[0], schema)["primaryKey"][0]
        yield from [(name, column), *((target, key) for target in targets)]
    for sums in schema.get("addsUpTo", []):
        yield from ((name, column) for column in [*sums["by"], "population"])
        other = [sums["at"], sums["total"], *sums.get("where", {})]
        yield from ((sums["in"], column) for column in other)
