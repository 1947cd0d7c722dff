"""Predecessors and successors of all rows, looked up once every row is known."""

from dataclasses import replace
from decimal import Decimal
from itertools import islice

from portal.plan.importing.limits import MAX_LINKS
from portal.plan.importing.links.targets import Targets
from portal.plan.importing.links.tokens import Reference, references_in
from portal.plan.importing.plan import Link, PlanItem
from portal.plan.importing.table.cells import Cells
from portal.plan.importing.table.records import Record
from portal.plan.importing.values.durations import neat
from portal.plan.importing.warnings import Warnings

LONGEST_SPAN = 200


def link_items(records: list[Record], items: list[PlanItem], cells: Cells, targets: Targets, language: str, warnings: Warnings):
    """Writes the links into the items (of the same places as the records)."""
    named = (
        (index, one)
        for index, record in enumerate(records)
        for name, turned in (("predecessors", False), ("successors", True))
        if name in cells.mapping
        for cell in cells.every(record.row, name)
        for one in references_in(cell, targets.known, language=language)
        if one.ref
        for one in [one if not turned else turned_about(one)]
    )
    found = list(islice(named, MAX_LINKS))
    if next(named, None):
        warnings.add(None, "links_cut", limit=MAX_LINKS)
    targets.settle([(index, one.ref) for index, one in found], lambda before, after: days_between(items[before], items[after]))
    seen = set()
    for index, one in spread(found, targets):
        connect(index, one, records, items, targets, seen, warnings)


def spread(found: list[tuple[int, Reference]], targets: Targets):
    """Each reference, and for one that means all rows from here to there one for each of them."""
    for index, one in found:
        first, last = (targets.find(end, index) for end in (one.ref, one.until or one.ref))
        if not one.until or first is None or last is None or not 0 < last - first < LONGEST_SPAN:
            yield index, one
        else:
            yield from ((index, replace(one, at=place)) for place in range(first, last + 1) if place != index)


def days_between(before: PlanItem, after: PlanItem) -> int:
    """How far the start of one item is from the end of the other; a month where nobody says."""
    return abs((after.start - before.due).days) if before.due and after.start else 30


def turned_about(one: Reference) -> Reference:
    return replace(one, turned=not one.turned)


def connect(index: int, one: Reference, records, items, targets: Targets, seen: set, warnings: Warnings):
    other = targets.find(one.ref, index) if one.at is None else one.at
    if other is None or other == index:
        warnings.add(records[index].row.number, "link_unknown" if other is None else "link_self", ref=one.ref)
        return
    before, after = (index, other) if one.turned else (other, index)
    if (before, after, one.type) in seen:
        return
    seen.add((before, after, one.type))
    lag = one.lag if one.percent is None else neat((items[before].duration_days or Decimal(0)) * one.percent / 100)
    items[after].predecessors.append(Link(items[before].key, one.type, lag, one.note))
