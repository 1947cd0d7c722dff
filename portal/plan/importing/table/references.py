"""Finding the column that others refer to, whatever its heading: what predecessors and parents name tells."""

import re

from portal.plan.importing.links.tokens import references_in
from portal.plan.importing.values.text import is_blank, label_of

LOOKED_AT = 400


def guess_id(mapping: dict[str, int], rows, width: int) -> int | None:
    """The first free column whose values are all different, and which nearly all references name; None when there is none.

    Bare numbers are rows of the plan as well, so a column of numbers must stand before the titles."""
    rows = [row for row in rows[:LOOKED_AT] if not all(map(is_blank, row.cells))]
    cells = [row.cell(mapping[name]) for name in ("predecessors", "successors", "parent") if name in mapping for row in rows]
    cells = [cell for cell in cells if not is_blank(cell)]
    free = [column for column in range(width) if column not in mapping.values()] if cells else []
    return next((column for column in free if is_named(values_in(rows, column), cells, column < mapping.get("title", 0))), None)


def values_in(rows, column: int) -> set[str]:
    """The values of a column that could be a key: nearly every row has one, none twice."""
    values = [label_of(row.cell(column)).casefold() for row in rows if not is_blank(row.cell(column))]
    keys = set(values)
    return keys if len(keys) == len(values) > 1 and len(values) >= 0.8 * len(rows) else set()


def is_named(keys: set[str], cells: list, before_titles: bool) -> bool:
    """Whether nearly all references in some cells are among the keys."""
    if not keys:
        return False
    refs = [one.ref for cell in cells for one in references_in(cell, lambda text: text.strip().casefold() in keys)]
    telling = before_titles or not all(re.fullmatch(r"\d+", ref) for ref in refs)
    return bool(refs) and telling and sum(ref.casefold() in keys for ref in refs) >= 0.8 * len(refs)
