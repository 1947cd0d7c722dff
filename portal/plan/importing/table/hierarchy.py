"""Choosing what tells the hierarchy of a table, in the order of how much it can be trusted."""

from dataclasses import dataclass

from portal.plan.importing.links.targets import Targets
from portal.plan.importing.table.records import Body, Record
from portal.plan.importing.tree.indents import indent_levels, indent_of
from portal.plan.importing.tree.levels import parents_by_group, parents_by_level
from portal.plan.importing.tree.outline import mended, numbers_in_titles, outline_parts, parents_by_outline
from portal.plan.importing.tree.parents import without_cycles
from portal.plan.importing.values.flags import kind_of
from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.text import folded, is_blank, label_of, text_of
from portal.plan.importing.values.words import words
from portal.plan.importing.warnings import Warnings

HEADS = set(words("phase summary group section fase etapa etape etapp sammelvorgang sammelaufgabe hauptaufgabe projektphase"))


@dataclass(slots=True)
class Hierarchy:
    """By what the parents were found, and each record's parent as an index."""

    method: str
    parents: list[int | None]


def hierarchy_of(body: Body, mapping: dict[str, int], targets: Targets, warnings: Warnings) -> Hierarchy:
    """The first of parent, level, outline number, groups, indents, sections that says anything about these rows."""
    records = body.records
    for method, find in (
        ("parent", by_parent),
        ("level", by_level),
        ("outline", by_outline),
        ("group", by_group),
        ("indent", by_cell_indent),
        ("staircase", by_offset),
        ("indent", by_text_indent),
        ("numbered titles", by_title_numbers),
        ("kind", by_kind),
    ):
        parents = find(records, mapping, targets, warnings)
        if parents is not None:
            return Hierarchy(method, parents)
    if (parents := by_sections(body)) is not None:
        return Hierarchy("section", parents)
    return Hierarchy("flat", [None] * len(records))


def column(records: list[Record], mapping: dict[str, int], name: str) -> list | None:
    if name not in mapping:
        return None
    return [record.row.cell(mapping[name]) for record in records]


def by_parent(records, mapping, targets, warnings):
    """By the parent's id, number, title or row, wherever it stands."""
    cells = column(records, mapping, "parent")
    if not cells or all(map(is_blank, cells)):
        return None
    wanted = [
        (index, label_of(cell))
        for index, cell in enumerate(cells)
        if not is_blank(cell) and text_of(cell).strip() not in ("0", "-1")
    ]
    targets.settle_parents(wanted, [outline_parts(cell) for cell in column(records, mapping, "outline") or cells])
    parents = [None] * len(records)
    for index, ref in wanted:
        found = targets.find(ref, index)
        parents[index] = found if found != index else None
        if found is None or found == index:
            warnings.add(records[index].row.number, "parent_unknown" if found is None else "parent_self", parent=ref)
    if all(parent is None for parent in parents):
        return None
    parents, opened = without_cycles(parents)
    for index in opened:
        warnings.add(records[index].row.number, "parent_circle", title=label_of(records[index].title))
    return parents


def by_level(records, mapping, targets, warnings):
    for name in ("level", "indent"):
        cells = column(records, mapping, name)
        levels = [level_of(cell) for cell in cells] if cells else []
        if len({level for level in levels if level is not None}) < 2:
            continue
        kinds = column(records, mapping, "kind") or []
        above = min(level for level in levels if level is not None) - 1
        levels = [
            above if level is None and index < len(kinds) and kind_of(kinds[index]) == "phase" else level
            for index, level in enumerate(levels)
        ]
        parents, jumps = parents_by_level(levels)
        for index in jumps:
            warnings.add(records[index].row.number, "level_jump", level=levels[index])
        return parents
    return None


def level_of(cell) -> int | None:
    """`2`, `2.0`, `Level 2`, `Ebene 2`."""
    digits = "".join(char for char in text_of(cell) if char in "0123456789.").strip(".")
    number = None if is_blank(cell) else number_of(digits)
    return int(number) if number is not None and 0 <= number < 1000 else None


def by_outline(records, mapping, targets, warnings):
    cells = column(records, mapping, "outline") or column(records, mapping, "id")
    codes = [outline_parts(cell) for cell in cells] if cells else []
    if not any(code and len(code) > 1 for code in codes):
        return None
    if (
        "outline" not in mapping
        and sum(bool(code) and text_of(cell).count(".") > 0 for code, cell in zip(codes, cells, strict=False)) < len(codes) * 0.3
    ):
        return None
    codes, touched = mended(codes)
    for index in touched:
        warnings.add(records[index].row.number, "outline_mended", outline=".".join(codes[index]))
    parents = parents_by_outline(codes)
    return parents if any(parent is not None for parent in parents) else None


def by_group(records, mapping, targets, warnings):
    groups = [record.row.group for record in records]
    return parents_by_group(groups) if len(set(groups)) > 1 else None


def by_cell_indent(records, mapping, targets, warnings):
    if "title" not in mapping:
        return None
    levels = [record.row.indents.get(mapping["title"], 0) + indent_of(record.title) for record in records]
    some = any(record.row.indents.get(mapping["title"]) for record in records)
    return parents_by_level(levels)[0] if some and len(set(levels)) > 1 and levels[0] == min(levels) else None


def by_offset(records, mapping, targets, warnings):
    offsets = [record.offset for record in records]
    return parents_by_level(offsets)[0] if any(offsets) else None


def by_text_indent(records, mapping, targets, warnings):
    levels = indent_levels([record.title for record in records if record.title])
    if not levels:
        return None
    widths = iter(levels)
    return parents_by_level([next(widths) if record.title else None for record in records])[0]


def by_title_numbers(records, mapping, targets, warnings):
    codes = numbers_in_titles([record.title for record in records])
    return parents_by_outline(codes) if codes else None


def by_kind(records, mapping, targets, warnings):
    """Rows that call themselves phases, each before its tasks."""
    cells = column(records, mapping, "kind")
    flags = [folded(text_of(cell)) in HEADS for cell in cells] if cells and "parent" not in mapping else []
    return under_heads(flags) if any(flags) and flags[0] and not all(flags) else None


def under_heads(flags: list[bool]) -> list[int | None]:
    """Each row below a head hangs under it."""
    parents, current = [], None
    for index, head in enumerate(flags):
        parents.append(None if head else current)
        current = index if head else current
    return parents


def by_sections(body: Body):
    """Rows with a title and nothing else, followed by rows with more: headings that somebody typed between the tasks."""
    flags = [record.section for record in body.records]
    if not any(flags) or all(flags) or not (body.repeated or body.sections or typed_between(flags)):
        return None
    return under_heads(flags)


def typed_between(flags: list[bool]) -> bool:
    """Headings begin the list and never stand together; a last row alone is rather a note than a heading."""
    return flags[0] and not any(a and b for a, b in zip(flags[:-1], flags[1:-1], strict=False))
