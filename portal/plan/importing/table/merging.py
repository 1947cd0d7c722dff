"""Cells merged over several rows hold their value for all of them."""

from portal.plan.importing.table.table import Table

MOST = 200_000


def spread_merged(table: Table, header: int | None, title: int | None):
    """Writes a value merged downwards into each of its rows, but for titles: those are one item on two lines."""
    written = 0
    for top, left, bottom, _ in table.merged:
        if bottom <= top or left == title or top <= (-1 if header is None else header) or top >= len(table.rows):
            continue
        value = table.rows[top].cell(left)
        for row in table.rows[top + 1 : bottom + 1] if value is not None else ():
            written += 1
            if written > MOST:
                return
            if row.cell(left) is None and any(cell is not None for cell in row.cells):
                row.cells.extend([None] * (left + 1 - len(row.cells)))
                row.cells[left] = value
