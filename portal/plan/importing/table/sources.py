"""Opening a file of rows and columns, and choosing the sheet that is the plan."""

from dataclasses import dataclass

from portal.plan.importing.inspection import Sheet
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.table.columns import propose
from portal.plan.importing.table.delimited import read_delimited
from portal.plan.importing.table.headers import find_header, heading_score, headings_of
from portal.plan.importing.table.table import Table
from portal.plan.importing.table.workbook import Workbook
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.text import is_blank

SHEETS_LOOKED_AT = 30


@dataclass(slots=True)
class Source:
    """The chosen table, and the sheets it was chosen from (none for CSV)."""

    table: Table
    sheets: list[Sheet]


def open_source(data: bytes, kind: str, sheet: str | None = None) -> Source:
    """The table of a CSV file or of one sheet: the named one, else the one that reads most like a plan."""
    if kind == "csv":
        return Source(read_delimited(data), [])
    book = Workbook(data)
    if sheet is not None and sheet not in book.names:
        raise PlanRefused("no_such_sheet", sheet=sheet, sheets=", ".join(book.names[:10]))
    tables = readable(book, book.names[:SHEETS_LOOKED_AT] if sheet is None else [sheet, *book.names[:SHEETS_LOOKED_AT]], sheet)
    worth = {name: plan_worth(table) for name, table in tables.items()}
    chosen = sheet if sheet is not None else max(tables, key=lambda name: worth[name])
    sheets = [
        Sheet(name, sum(not all(map(is_blank, row.cells)) for row in table.rows), is_plan(table))
        for name, table in tables.items()
    ]
    return Source(tables[chosen], sheets)


def readable(book: Workbook, names: list[str], wanted: str | None) -> dict[str, Table]:
    """The sheets that can be read; a refusal counts only for the wanted sheet, or when no other is left."""
    tables, refusal = {}, None
    for name in dict.fromkeys(names):
        try:
            tables[name] = book.table(name)
        except PlanRefused as refused:
            refusal = refusal or refused
            if name == wanted:
                raise
    if not tables:
        raise refusal
    return dict(sorted(tables.items(), key=lambda pair: book.names.index(pair[0])))


def is_plan(table: Table) -> bool:
    """Whether a sheet has tasks with dates of its own; charts and lists of people do not."""
    header = find_header(table.rows)
    if header is None:
        return False
    mapping, _ = propose(headings_of(table.rows, header, table.width), table.rows[header + 1 :])
    days = [mapping[name] for name in ("start", "due") if name in mapping]
    return "title" in mapping and any(
        looks_like_date(row.cell(column)) for row in table.rows[header + 1 : header + 200] for column in days
    )


def plan_worth(table: Table) -> tuple:
    """How much a sheet looks like a plan: its headings first, then whether anything stands below them."""
    header = find_header(table.rows)
    below = table.rows[header + 1 :] if header is not None else table.rows
    filled = sum(not all(map(is_blank, row.cells)) for row in below)
    score = heading_score(table.rows[header].cells) if header is not None else 0
    return (score if filled else 0, min(filled, 1), 0 if header is None else 1)
