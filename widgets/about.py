"""Which areas the rows of the tables are about, by the ids of ``data/footprints.csv``."""

import functools
import itertools

from . import tables

# The column of a table that says which areas a row is about.
ABOUT = {"claims": "about", "events": "area", "findings": "area", "places": "area",
         "populations": "footprint"}  # fmt: skip


@functools.lru_cache(maxsize=2)
def areas_of_rows(snapshot: tables.Snapshot) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the areas that each row is about, by the name of its table and its id.

    A claim about a place or an organisation is about the area that ``places`` has it in.
    """
    areas = {row["id"] for row in snapshot.records("footprints")}
    of_places = {row["id"]: (row["area"] or "").split() for row in snapshot.records("places")}

    def found(cell: str | None) -> tuple[str, ...]:
        ids = (cell or "").split()
        some = ([each] if each in areas else of_places.get(each, []) for each in ids)
        return tuple(dict.fromkeys(itertools.chain.from_iterable(some)))

    return {
        name: {row["id"]: found(row[column]) for row in snapshot.records(name)}
        for name, column in ABOUT.items()
    }
