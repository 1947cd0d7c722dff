"""XLSX: which sheets there are, and the cells of one."""

import io

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from portal.plan.importing.archive import open_workbook_archive
from portal.plan.importing.limits import MAX_COLUMNS, MAX_ROWS
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.table.sheet_facts import SheetFacts, facts_of
from portal.plan.importing.table.sheet_parts import sheet_parts
from portal.plan.importing.table.styles import indents_by_style
from portal.plan.importing.table.table import Row, Table


class Workbook:
    """A workbook opened once; `tables()` gives each visible sheet. Raises PlanRefused for anything unreadable."""

    def __init__(self, data: bytes):
        self.archive = open_workbook_archive(data)
        self.parts = sheet_parts(self.archive)
        self.styles = indents_by_style(self.archive)
        self.book = guarded(lambda: CalamineWorkbook.from_object(io.BytesIO(data)))
        self.names = [
            sheet.name
            for sheet in self.book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        if not self.names:
            raise PlanRefused("no_sheets")

    def table(self, name: str) -> Table:
        """The cells of a sheet, with outline groups and indents from its own XML."""
        part = self.parts.get(name)
        facts = facts_of(self.archive, part, self.styles) if part else SheetFacts()
        facts.check()
        sheet = guarded(lambda: self.book.get_sheet_by_name(name))
        cells = guarded(lambda: sheet.to_python(skip_empty_area=True))
        top, left = sheet.start or (0, 0)
        rows = [Row(number, [], 0, {}) for number in range(1, top + 1)]
        for number, row in enumerate(cells, top + 1):
            trimmed = ([None] * left + [None if cell == "" else cell for cell in row])[:MAX_COLUMNS]
            rows.append(Row(number, trimmed, facts.groups.get(number, 0), facts.indents.get(number, {})))
        return Table(rows, name=name, merged=merged_ranges(sheet), unsolved=facts.unsolved)


def merged_ranges(sheet) -> list[tuple[int, int, int, int]]:
    return [(*first, *last) for first, last in (sheet.merged_cell_ranges or [])[:MAX_ROWS]]


def guarded(read):
    """What the reader written in Rust says, its panics included, as a refusal."""
    try:
        return read()
    except PasswordError as error:
        raise PlanRefused("encrypted") from error
    except Exception as error:
        raise PlanRefused("broken_workbook") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise PlanRefused("broken_workbook") from error
        raise
