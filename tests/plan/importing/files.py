"""Small plan files, written from a peculiarity each."""

import io
from textwrap import dedent

from openpyxl import Workbook
from openpyxl.styles import Alignment

from portal.plan.importing import PlanRefused, read_plan

MSPDI = "http://schemas.microsoft.com/project"


def csv_file(text: str, encoding: str = "utf-8") -> bytes:
    return dedent(text).lstrip("\n").encode(encoding)


def xlsx_file(rows, *, indents=None, groups=None, merged=(), others=None, formats=None) -> bytes:
    """A workbook; `indents` and `groups` go from row number (from 1) to indent of its first cell or outline group."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for row in rows:
        sheet.append(row)
    for number, indent in (indents or {}).items():
        sheet.cell(number, 1).alignment = Alignment(indent=indent)
    for number, group in (groups or {}).items():
        sheet.row_dimensions[number].outlineLevel = group
    for reference in merged:
        sheet.merge_cells(reference)
    for reference, pattern in (formats or {}).items():
        sheet[reference].number_format = pattern
    for name, more in (others or {}).items():
        other = book.create_sheet(name)
        for row in more:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def task(uid, name, level=1, more="", *, start="2025-03-03T08:00:00", finish="2025-03-07T17:00:00"):
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Start>{start}</Start><Finish>{finish}</Finish>{more}</Task>"
    )


def mspdi_file(tasks: str, *, head: str = "", tail: str = "", space: str = f' xmlns="{MSPDI}"') -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><Project{space}>{head}<Tasks>{tasks}</Tasks>{tail}</Project>'.encode()


def plan_of(data: bytes, name: str = "plan", **how):
    return read_plan(data, name, **how)


def tree_of(plan) -> list[tuple[int, str]]:
    return [(item.depth, item.title) for item in plan.items]


def by_title(plan) -> dict:
    return {item.title: item for item in plan.items}


def codes(plan) -> list[str]:
    return [warning.code for warning in plan.warnings]


def links_of(plan) -> set[tuple]:
    """(before, after, type, days) by titles."""
    names = {item.key: item.title for item in plan.items}
    return {(names[link.key], item.title, link.type, float(link.lag_days)) for item in plan.items for link in item.predecessors}


def refused(data: bytes, name: str = "plan", **how) -> PlanRefused:
    try:
        plan = read_plan(data, name, **how)
    except PlanRefused as refusal:
        return refusal
    raise AssertionError(f"read {plan.counts()} instead of refusing")
