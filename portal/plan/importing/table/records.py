"""The rows of a table that are items of the plan, and why the others are not."""

import re
from dataclasses import dataclass, field

from portal.plan.importing.table.headers import heading_score, is_data
from portal.plan.importing.table.rungs import path_of, rungs_of
from portal.plan.importing.table.table import Row, Table
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.text import folded, is_blank, label_of, text_of
from portal.plan.importing.warnings import Warnings

TOTAL = (
    "total|summe|totalt|somme|suma|soma|sum|totaux|totals|summa|delsumma|subtotal|gesamt|totais|totales|total geral|total general"
)
OF_WHAT = (
    "general|geral|projekt|project|projet|proyecto|projeto|cost|kosten|budget|duration|dauer|h|eur|sek|usd|phase( \\d+)?|\\d+"
)
TOTALS = re.compile(rf"(sub |grand |sous |zwischen|gesamt|end)?({TOTAL})( ({OF_WHAT}))*")

SUBTOTAL = re.compile(
    r"(sub ?total|sous total|zwischensumme|teilsumme|gesamtsumme|delsumma|grand total|soma parcial)( .{0,60})?$"
)
# What templates write into the last row of their tables.
PLACEHOLDER = re.compile(
    r"(insert|add) (new )?(rows?|lines?|tasks?) (above|below|here)( .*)?|(neue )?zeilen? (hier|oberhalb) .*einfugen( .*)?"
)
FOOTER = re.compile(
    r"(prepared|created|printed|exported|generated|(last )?updated|source|page|version|erstellt|gedruckt|stand|quelle|seite"
    r"|exportiert|aktualisiert|bearbeiter|imprime|mis a jour|etabli|elabore|preparado|elaborado|actualizado|fuente|fonte|pagina"
    r"|skapad|utskriven|uppdaterad|kalla|sida)\b"
)
LEGEND = re.compile(
    r"(legend|legende|leyenda|legenda|forklaring|key|hinweise?|notes?|remarks?|anmerkung(en)?|bemerkung(en)?)( .{0,20})?$"
)


@dataclass(slots=True)
class Record:
    """One row that will be an item: its raw title (indent kept), how far right of the title column it stood."""

    row: Row
    title: str
    offset: int = 0
    section: bool = False
    ladder: tuple[str, ...] = ()


@dataclass(slots=True)
class Body:
    """What `records_of` found between the headings and the end of the plan."""

    records: list[Record] = field(default_factory=list)
    blank: int = 0
    repeated: int = 0
    totals: int = 0
    untitled: int = 0
    sections: bool = False
    rungs: list[int] = field(default_factory=list)


def records_of(table: Table, header: int | None, headings: list[str], mapping: dict[str, int], warnings: Warnings) -> Body:
    """Walks the rows below the headings. Blank rows, repeated headings and totals are left out; a second, other table ends it."""
    below = table.rows[0 if header is None else header + 1 :]
    body, before = Body(rungs=rungs_of(headings, mapping, below)), True
    steps = staircase(table, header, headings, mapping)
    last = max((row.number for row in below if sum(not is_blank(cell) for cell in row.cells) > 1), default=0)
    above = lone_text(table.rows[header - 1]) if header else None
    for row in below:
        if all(map(is_blank, row.cells)):
            body.blank, before = body.blank + 1, True
            continue
        if repeats(row, headings):
            body.repeated += 1
        elif before and (ends(row, headings, mapping, body) or row.number > last and is_footer(row)):
            warnings.add(row.number, "table_ended", text=label_of(next(cell for cell in row.cells if not is_blank(cell))))
            break
        else:
            take(row, body, mapping, steps, warnings)
        before = False
    if body.repeated and above:
        body.records.insert(0, Record(table.rows[header - 1], above, section=True))
    while body.blank and table.rows and all(map(is_blank, table.rows[-1].cells)):
        table.rows.pop()
        body.blank -= 1
    return body


def staircase(table: Table, header: int | None, headings: list[str], mapping: dict[str, int]) -> list[int]:
    """Columns right of the title without a heading: titles that are moved in by whole columns."""
    title, steps = mapping.get("title"), []
    if title is None or header is None:
        return steps
    for column in range(title + 1, min(len(headings), title + 9)):
        if headings[column] or column in mapping.values():
            break
        steps.append(column)
    return steps


def lone_text(row: Row) -> str | None:
    """The text of a row that holds nothing else."""
    filled = [cell for cell in row.cells if not is_blank(cell)]
    words = len(filled) == 1 and isinstance(filled[0], str) and any(char.isalpha() for char in filled[0])
    return filled[0].strip() if words and not looks_like_date(filled[0]) else None


def repeats(row: Row, headings: list[str]) -> bool:
    """The row of headings again, as page breaks and groups print it."""
    known = {heading.casefold() for heading in headings if heading}
    if sum(isinstance(cell, str) and cell.strip().casefold() in known for cell in row.cells) < 2:
        return False
    shown = [(label_of(row.cell(column)), heading) for column, heading in enumerate(headings) if heading]
    same = sum(text.casefold() == heading.casefold() for text, heading in shown)
    return bool(shown) and same >= 2 and same >= 0.6 * sum(bool(text) for text, _ in shown)


def ends(row: Row, headings: list[str], mapping: dict[str, int], body: Body) -> bool:
    """After a blank row, headings of another kind: the plan is over, resources or a legend begin."""
    if body.records and LEGEND.match(folded(lone_text(row) or "")):
        return True
    if not body.records or heading_score(row.cells) < 2 and not begins_alike(row, headings) or is_data(row.cells):
        return False
    days = [row.cell(mapping[name]) for name in ("start", "due") if name in mapping]
    return not any(looks_like_date(cell) for cell in days) and all(
        isinstance(cell, str) for cell in row.cells if not is_blank(cell)
    )


def is_footer(row: Row) -> bool:
    """A remark below the plan: who made it, when, from what, or behind an asterisk."""
    text = lone_text(row) or ""
    return bool(re.match(r"\s*[*©†¹]", text) or re.search(r"[:\d]", text) and FOOTER.match(folded(text)))


def begins_alike(row: Row, headings: list[str]) -> bool:
    """The first two headings again and then others, in whatever language: `ID, Name, Role` below `ID, Name, Start`."""
    first = [label_of(row.cell(column)).casefold() for column in range(3)]
    known = [heading.casefold() for heading in headings[:3]]
    return len(known) > 2 and all(known) and all(first) and first[:2] == known[:2] and first[2] != known[2]


def take(row: Row, body: Body, mapping: dict[str, int], steps: list[int], warnings: Warnings):
    """Adds the row's item, if it is one."""
    if is_setting(row, mapping, body) or PLACEHOLDER.fullmatch(folded(lone_text(row) or "")):
        return
    title, offset = titled(row, mapping, steps)
    path = path_of(row, body.rungs)
    title, offset = (next(cell for cell in reversed(path) if cell), 0) if any(path) else (title, offset)
    section = lone_text(row)
    if is_total(row, title or section or text_of(first_filled(row)), mapping):
        body.totals += 1
        warnings.add(row.number, "total_skipped", text=label_of(title or section or first_filled(row)))
    elif title:
        body.records.append(Record(row, title, offset, section is not None, path or ladder_of(row, mapping)))
    elif any(ladder := ladder_of(row, mapping)):
        body.records.append(Record(row, "", 0, section is not None, ladder))
    elif section and not all(map(is_blank, row.cells[: mapping.get("title", 0) + 1])):
        # Further right it heads something else, such as the weeks of a chart.
        body.records.append(Record(row, section, 0, True))
        body.sections = True
    else:
        body.untitled += 1
        warnings.add(row.number, "no_title")


def is_setting(row: Row, mapping: dict[str, int], body: Body) -> bool:
    """In exports of to-do lists, with an indent for each row: settings of the view, and comments, which join the task above."""
    said = folded(text_of(row.cell(mapping["kind"]))) if {"kind", "indent"} <= set(mapping) else ""
    if said == "note" and body.records and "description" in mapping:
        above, column = body.records[-1].row, mapping["description"]
        above.cells.extend([None] * (column + 1 - len(above.cells)))
        said_before = text_of(above.cells[column]).strip()
        above.cells[column] = "\n\n".join(part for part in (said_before, text_of(row.cell(mapping.get("title")))) if part)
    return said in ("meta", "note")


def titled(row: Row, mapping: dict[str, int], steps: list[int]) -> tuple[str, int]:
    """(the title with its indent, how many columns right of the title column it stands)."""
    for offset, column in enumerate([mapping.get("title"), *steps]):
        cell = row.cell(column)
        if not is_blank(cell) and (offset == 0 or isinstance(cell, str)):
            return text_of(cell), offset
    return "", 0


def ladder_of(row: Row, mapping: dict[str, int]) -> tuple[str, ...]:
    """What stands in the columns for phase and subtask."""
    return tuple(
        label_of(row.cell(mapping[name])) if name in mapping and not is_blank(row.cell(mapping[name])) else ""
        for name in ("phase", "subtitle")
    )


def first_filled(row: Row):
    return next((cell for cell in row.cells if not is_blank(cell)), "")


def is_total(row: Row, title: str, mapping: dict[str, int]) -> bool:
    """`Total`, `Zwischensumme`, ... and no number of its own; its values are sums."""
    days = [row.cell(mapping[name]) for name in ("start", "due") if name in mapping]
    partial = SUBTOTAL.match(folded(title)) and not any(looks_like_date(cell) for cell in days)
    if not partial and not TOTALS.fullmatch(folded(title)):
        return False
    others = [row.cell(mapping[name]) for name in ("id", "outline", "assignees", "predecessors") if name in mapping]
    return all(is_blank(cell) or label_of(cell) == label_of(title) for cell in others)
