"""Inspecting and reading files of rows and columns."""

from portal.plan.importing.inspection import Column, Inspection
from portal.plan.importing.limits import MAX_ROWS
from portal.plan.importing.plan import Plan
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.table.assembling import assemble
from portal.plan.importing.table.cells import Cells
from portal.plan.importing.table.layout import DAYS, Layout, dates_of, layout_of, rejoin_last, samples_of, title_of
from portal.plan.importing.table.matching import language_of
from portal.plan.importing.table.merging import spread_merged
from portal.plan.importing.table.records import records_of
from portal.plan.importing.table.subitems import unfold_subitems
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.dates import date_of, period_of
from portal.plan.importing.values.text import is_blank, label_of, text_of
from portal.plan.importing.warnings import Warnings


def inspect_table(data: bytes, filename: str, kind: str, mapping=None, sheet=None, header_row=None) -> Inspection:
    """What the file holds and how it would be read."""
    layout = layout_of(data, kind, sheet, header_row, mapping)
    order, _, samples = dates_of(layout)
    table = layout.table
    columns = [Column(index, heading, samples_of(layout, index)) for index, heading in enumerate(layout.headings)]
    return Inspection(
        format=kind,
        title=title_of(layout, filename),
        sheets=layout.source.sheets,
        sheet=table.name,
        header_row=layout.header,
        delimiter=table.delimiter,
        encoding=table.encoding,
        columns=[column for column in columns if column.header or column.samples],
        mapping=layout.mapping,
        guessed=layout.guessed,
        date_order=order,
        date_samples=samples,
        rows=sum(not all(map(is_blank, row.cells)) for row in layout.below),
    )


def read_table(data: bytes, filename: str, kind: str, mapping=None, date_order=None, sheet=None, header_row=None) -> Plan:
    """The plan in a CSV or XLSX file. Raises PlanRefused."""
    layout = layout_of(data, kind, sheet, header_row, mapping)
    rejoin_last(layout)
    unfold_subitems(layout.below, layout.headings, layout.mapping)
    order, used, _ = dates_of(layout)
    if date_order in ("ymd", "dmy", "mdy"):
        order = used = date_order
    warnings = Warnings()
    spread_merged(layout.table, layout.header, layout.mapping.get("title"))
    body = records_of(layout.table, layout.header, layout.headings, layout.mapping, warnings)
    check(layout, body, used)
    if order == "ambiguous":
        warnings.add(None, "dates_ambiguous")
    if unsolved := sum(layout.table.unsolved.get(column, 0) for column in {*layout.mapping.values(), *body.rungs}):
        warnings.add(None, "formulas_unsolved", count=unsolved)
    say_where(layout, warnings)
    cells = Cells([record.row for record in body.records], layout.headings, layout.mapping, used, warnings)
    items, method = assemble(body, cells, language_of(layout.headings), warnings)
    if not any(item.dated for item in items) and not unsolved:
        warnings.add(None, "dates_empty")
    return Plan(
        title=title_of(layout, filename),
        format=kind,
        items=items,
        warnings=warnings,
        fields=spoken(layout),
        currency=cells.currency,
        date_order=order,
        date_order_used=used,
        hierarchy=method,
        sheet=layout.table.name,
        header_row=layout.header,
        mapping=layout.mapping,
        found={
            "rows": len(body.records) + body.totals + body.untitled,
            "blank": body.blank,
            "totals": body.totals,
            "repeated_headings": body.repeated,
            "untitled": body.untitled,
        },
    )


def say_where(layout: Layout, warnings: Warnings):
    others = [sheet.name for sheet in layout.source.sheets if sheet.plan and sheet.name != layout.table.name]
    if others:
        warnings.add(None, "other_sheets", sheet=layout.table.name, sheets=", ".join(others[:5]))
    if "title" in layout.guessed:
        warnings.add(None, "title_guessed", column=layout.headings[layout.mapping["title"]] or str(layout.mapping["title"] + 1))


def check(layout: Layout, body, order: str):
    """Refuses what is no plan: no title column, no rows, too many, no day anywhere."""
    first = next((row.cells for row in layout.below if not all(map(is_blank, row.cells))), [])
    shown = ", ".join(filter(None, layout.headings) if any(layout.headings) else filter(None, map(label_of, first)))[:200]
    if not {"title", "subtitle", "phase"} & set(layout.mapping):
        raise PlanRefused("no_title_column", columns=shown)
    if not body.records:
        raise PlanRefused("no_tasks", columns=shown)
    if len(body.records) > MAX_ROWS:
        raise PlanRefused("too_many_rows", limit=MAX_ROWS)
    days = [name for name in DAYS if name in layout.mapping]
    if not days:
        raise PlanRefused("no_date_column", columns=shown)
    filled = [cell for record in body.records for name in days if not is_blank(cell := record.row.cell(layout.mapping[name]))]
    if not filled and any(layout.table.unsolved.get(layout.mapping[name]) for name in days):
        raise PlanRefused("formulas_unsolved")
    if (
        filled
        and not any(date_of(cell, order=order) or period_of(cell, order=order) for cell in filled)
        and not any(map(looks_like_date, filled))
    ):
        raise PlanRefused("no_dates", column=layout.headings[layout.mapping[days[0]]], value=text_of(filled[0])[:60])


def spoken(layout: Layout) -> frozenset[str]:
    """What this file says anything about; on a later reading only this may change."""
    names = set(layout.mapping) - {
        "subtitle",
        "phase",
        "outline",
        "level",
        "indent",
        "id",
        "uid",
        "milestone",
        "duration",
        "successors",
        "estimate",
    }
    names |= {"title", "parent", "kind"}
    names |= {"estimate_hours"} if "estimate" in layout.mapping else set()
    names |= {"start", "due"} if "duration" in layout.mapping and {"start", "due"} & names else set()
    names |= {"predecessors"} if "successors" in layout.mapping else set()
    names |= {"done"} if {"percent", "status"} & names else set()
    return frozenset(names)
