"""Where things stand in a file of rows and columns: sheet, headings, meaning of columns, order of days."""

import re
from dataclasses import dataclass
from itertools import islice

from portal.plan.importing.fields import mapping_of
from portal.plan.importing.limits import MAX_LOOKED_AT
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.table.columns import propose
from portal.plan.importing.table.headers import find_header, headings_of
from portal.plan.importing.table.records import lone_text
from portal.plan.importing.table.sources import Source, open_source
from portal.plan.importing.table.table import Table
from portal.plan.importing.values.date_order import order_of
from portal.plan.importing.values.text import is_blank, label_of, text_of

DAYS = ("start", "due", "promised")


@dataclass(slots=True)
class Layout:
    """Where things stand in the chosen sheet."""

    source: Source
    header: int | None
    headings: list[str]
    mapping: dict[str, int]
    guessed: list[str]

    @property
    def table(self):
        return self.source.table

    @property
    def below(self):
        return self.table.rows[0 if self.header is None else self.header + 1 :]


def layout_of(data: bytes, kind: str, sheet: str | None, header_row: int | None, mapping: dict | None) -> Layout:
    source = open_source(data, kind, sheet)
    rows = source.table.rows
    if not any(not is_blank(cell) for row in rows for cell in row.cells):
        raise PlanRefused("empty")
    header = find_header(rows) if header_row is None else header_row if 0 <= header_row < len(rows) else None
    headings = headings_of(rows, header, source.table.width)
    without_rows_of_headings(source.table, header)
    proposed, guessed = propose(headings, rows[0 if header is None else header + 1 :])
    if mapping is not None:
        proposed, guessed = mapping_of(mapping, len(headings)), []
    return Layout(source, header, headings, proposed, guessed)


def without_rows_of_headings(table: Table, header: int | None):
    """Headings merged downwards stand beside further rows of headings, as `Week 1` and `M T W` over a chart."""
    deep = [bottom for top, left, bottom, right in table.merged if top == header and left == right and bottom - top < 6]
    for row in table.rows[header + 1 : max(deep) + 1] if len(deep) > 1 else ():
        row.cells[:] = []


def samples_of(layout: Layout, column: int) -> list[str]:
    filled = (label_of(row.cell(column))[:60] for row in layout.below[:500] if not is_blank(row.cell(column)))
    return list(islice(dict.fromkeys(filled), 4))


def title_of(layout: Layout, filename: str) -> str:
    """A line above the headings that is a title (`Project: New house`, not `Printed: 3 May`), else the file's name."""
    for row in layout.table.rows[: layout.header or 0]:
        text = label_of(lone_text(row) or "")
        named = re.fullmatch(r"(?:project|projekt|projet|proyecto|projeto|title|titel|titre)[^:]{0,12}:\s*(.+)", text, re.I)
        if named or (text and ":" not in text):
            return (named[1] if named else text)[:120]
    return stem_of(filename)


def stem_of(filename: str) -> str:
    leaf = re.split(r"[/\\]", filename or "")[-1]
    return label_of(re.sub(r"\.(xlsx|xlsm|csv|txt|tsv|xml)$", "", leaf, flags=re.I).replace("_", " "))[:120]


def rejoin_last(layout: Layout):
    """Notes in the last column whose commas nobody quoted run on into columns without a heading."""
    last = max((column for column, heading in enumerate(layout.headings) if heading), default=0)
    if layout.header is None or not layout.table.delimiter or layout.mapping.get("description") != last:
        return
    for row in layout.below:
        if not all(map(is_blank, row.cells[last + 1 :])):
            row.cells[last:] = [layout.table.delimiter.join(map(text_of, row.cells[last:]))]


def dates_of(layout: Layout) -> tuple[str, str, list[str]]:
    """The order of day and month: the columns that are read decide; if they leave it open, all columns with dates do."""
    mapped = {layout.mapping[name] for name in (*DAYS, "done") if name in layout.mapping}
    verdict = order_of(halves(layout, mapped))
    if verdict[0] != "ambiguous":
        others = {column for column in range(len(layout.headings)) if column not in set(layout.mapping.values()) | mapped}
        against = order_of(halves(layout, others))
        clash = {verdict[0], against[0]} == {"dmy", "mdy"} or (
            against[0] == "ambiguous" and against[1] != verdict[1] and verdict[0] == "mdy"
        )
        return ("ambiguous", verdict[1], verdict[2]) if clash and verdict[2] else verdict
    others = {column for column in range(len(layout.headings)) if column not in layout.mapping.values()}
    wider = order_of(halves(layout, others))
    return wider if wider[0] in ("dmy", "mdy") else verdict


def halves(layout: Layout, columns: set[int]):
    """All text that may be a day, both ends of a period apart."""
    looked_at = MAX_LOOKED_AT // max(len(columns), 1) if len(columns) > len(DAYS) + 1 else None
    for row in layout.below[:looked_at]:
        for column in columns:
            cell = row.cell(column)
            if isinstance(cell, str) and len(cell) < 80 and any(char.isdecimal() for char in cell):
                yield from re.split(r"\s+(?:-|–|to|bis)\s+|\s*→\s*", cell) if " " in cell or "→" in cell else (cell,)
