"""What each table must hold, as `data/datapackage.json` says it and nothing else does."""

import json
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem, nearest

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
        resources = {resource["name"]: resource for resource in package["resources"]}
        faults = list(_faults(resources))
    except json.JSONDecodeError as error:
        raise _refused(folder, f"broken JSON ({error.msg})", "JSON", error.lineno) from None
    except (UnicodeDecodeError, LookupError, TypeError, AttributeError, re.error) as error:
        found = f"a description that cannot be read ({type(error).__name__}: {error})"
        raise _refused(folder, found, "a data package as it was before") from None
    if faults:
        raise _refused(folder, *faults[0])
    return Package(folder, resources, package.get("dates", {}))


def _refused(folder: str, found: str, expected: str, row: int | None = None) -> TableError:
    return TableError([Problem(f"{folder}/{PACKAGE}", row, None, found, expected, "package")])


def _faults(resources: dict[str, dict]) -> Iterator[tuple[str, str]]:
    """Find what would stop the tables from being read, as (found, expected)."""
    for name, resource in resources.items():
        schema = resource["schema"]
        columns = [field["name"] for field in schema["fields"]]
        if not isinstance(resource["path"], str):
            yield f"the path of {name}", "the name of its file"
        for field in schema["fields"]:
            yield from _field_faults(field, name)
        for column in schema["primaryKey"]:
            if column not in columns:
                yield f'the key "{column}" of {name}', "one of its columns"
        for column, targets, *_ in links(name, schema):
            if column not in columns or not set(targets) <= set(resources):
                found = f"a link of {name} from {column} to {' or '.join(targets)}"
                yield found, "a column and tables that are there"


def _field_faults(field: dict, name: str) -> Iterator[tuple[str, str]]:
    column = field["name"]
    # A row is a named tuple.
    if not column.isidentifier() or keyword.iskeyword(column) or column[0] == "_":
        yield f'the column "{column}" of {name}', "letters, digits and underscores"
    if field["type"] not in DTYPES:
        yield f'the type "{field["type"]}" of {column}', f"one of {', '.join(DTYPES)}"
    re.compile(field.get("constraints", {}).get("pattern", ""))
