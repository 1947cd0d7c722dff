"""Boards that print the parts of an item below it, under headings of their own: `Subitems | Name | Owner | Status`."""

from portal.plan.importing.table.matching import meanings
from portal.plan.importing.values.text import folded, is_blank, label_of, text_of


def unfold_subitems(rows, headings: list[str], mapping: dict[str, int]):
    """Writes the parts into the columns of the items; the column that lists their names says nothing then."""
    title, part = mapping.get("title"), mapping.get("subtitle")
    if title is None or part is None or not any(begins_parts(row, headings, title, part) for row in rows):
        return
    own = {}
    for row in rows:
        if begins_parts(row, headings, title, part):
            own, row.cells[:] = columns_of(row, title), []
        elif is_blank(row.cell(title)) and not is_blank(row.cell(own.get("title"))):
            row.cells[:] = moved(row, own, mapping, part, len(headings))
        elif not is_blank(row.cell(title)) and part < len(row.cells):
            row.cells[part] = None


def begins_parts(row, headings: list[str], title: int, part: int) -> bool:
    """The heading of the parts stands where items have their names, with other headings beside it."""
    return folded(text_of(row.cell(title))) == folded(headings[part]) and len(columns_of(row, title)) > 1


def columns_of(row, title: int) -> dict[str, int]:
    found = {}
    for column, cell in enumerate(row.cells):
        if column != title and (fields := meanings(label_of(cell))):
            found.setdefault(max(fields, key=fields.get), column)
    return found if "title" in found else {}


def moved(row, own: dict[str, int], mapping: dict[str, int], part: int, width: int) -> list:
    cells = [None] * width
    for field, column in own.items():
        if field in mapping:
            cells[part if field == "title" else mapping[field]] = row.cell(column)
    return cells
