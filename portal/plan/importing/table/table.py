"""Rows and columns, whatever they were read from."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells, its outline group, cells' indents by column."""

    number: int
    cells: list
    group: int = 0
    indents: dict[int, int] = field(default_factory=dict)

    def cell(self, column: int | None):
        return self.cells[column] if column is not None and column < len(self.cells) else None


@dataclass(slots=True)
class Table:
    """All rows of one sheet, `rows[0]` being the first row of the file; `merged` are (top, left, bottom, right), from 0;
    `unsolved` counts the formulas without a result in a column."""

    rows: list[Row]
    name: str | None = None
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsolved: dict[int, int] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)
