"""From rows to the plan's tree."""

import re

from portal.plan.importing.links.targets import Targets
from portal.plan.importing.plan import PlanItem
from portal.plan.importing.schedule import counts_weekends, moved
from portal.plan.importing.table.cells import Cells
from portal.plan.importing.table.hierarchy import hierarchy_of
from portal.plan.importing.table.identity import keys_of
from portal.plan.importing.table.ladders import Nodes, with_ladders
from portal.plan.importing.table.linking import link_items
from portal.plan.importing.table.records import Body
from portal.plan.importing.tree.indents import without_indent
from portal.plan.importing.tree.order import in_tree_order
from portal.plan.importing.tree.outline import without_number
from portal.plan.importing.tree.parents import without_cycles
from portal.plan.importing.values.flags import KIND_OF
from portal.plan.importing.values.text import folded, label_of
from portal.plan.importing.warnings import Warnings

MILESTONE = re.compile(r"(?:milestone|meilenstein|jalon|milstolpe|hito|marco)\s*[:–-]\s*\S", re.I)


def assemble(body: Body, cells: Cells, language: str, warnings: Warnings) -> tuple[list[PlanItem], str]:
    """(items in tree order, by what the hierarchy was told)."""
    targets = targets_of(body, cells)
    hierarchy = hierarchy_of(body, cells.mapping, targets, warnings)
    nodes = with_ladders(body.records, hierarchy.parents, hierarchy.method, bool(body.rungs))
    nodes.parents, _ = without_cycles(nodes.parents)
    order, depths, flattened = in_tree_order(nodes.parents)
    for index in flattened:
        warnings.add(nodes.records[index].row.number, "too_deep")
    titles = [clean_title(record.title, hierarchy.method) for record in nodes.records]
    keys = keys_of(nodes, cells, order, titles, nodes.parents)
    items = build(nodes, titles, keys, depths, cells, warnings)
    link_items(body.records, items, cells, targets, language, warnings)
    phases = bool(nodes.made or nodes.phases or body.rungs) and hierarchy.method == "flat"
    return [items[index] for index in order], "phase" if phases else hierarchy.method


def targets_of(body: Body, cells: Cells) -> Targets:
    rows = [record.row for record in body.records]
    return Targets(
        ids=[cells.get(row, "id") for row in rows],
        uids=[cells.get(row, "uid") for row in rows],
        outlines=[cells.get(row, "outline") for row in rows],
        titles=[clean_title(record.title, "") for record in body.records],
        numbers=[row.number for row in rows],
    )


def clean_title(title: str, method: str) -> str:
    """The title without what only showed its place."""
    title = without_indent(title) or title
    return label_of(without_number(title) if method == "numbered titles" else title)


def build(nodes: Nodes, titles, keys, depths, cells: Cells, warnings: Warnings) -> list[PlanItem]:
    """An item for each node; nodes without a row of their own carry a title only."""
    above = {parent for parent in nodes.parents if parent is not None}
    usual = usual_kind(cells.heading("title"))
    items, durations = [], {}
    for index, record in enumerate(nodes.records):
        parent = nodes.parents[index]
        item = PlanItem(
            keys[index],
            record.row.number,
            titles[index],
            None if parent is None else keys[parent],
            depths[index],
            summary=index in above,
        )
        if index in nodes.made:
            item.kind = "phase"
        else:
            durations[index] = cells.fill(item, record.row)
            item.outline = label_of(cells.get(record.row, "outline"))
            item.kind = kind_of_item(item, durations[index], *cells.kind(record.row), index in nodes.phases.values())
            item.kind = usual if item.kind == "task" and usual else item.kind
        items.append(item)
    complete_dates(items, durations, warnings)
    return items


def kind_of_item(item: PlanItem, duration, named: str | None, flagged: bool | None, phase: bool) -> str:
    """A flag or a telling type first, then what stands below, then no duration on a single day, or a title that says it."""
    if flagged or named == "milestone":
        return "milestone"
    if named in ("phase", "deliverable"):
        return named
    if item.summary or phase:
        return "phase"
    moment = item.dated and (not item.start or not item.due or item.start == item.due)
    if flagged is None and moment and (duration and not duration.hours or named is None and MILESTONE.match(item.title)):
        return "milestone"
    return "task"


def usual_kind(heading: str) -> str | None:
    """What a list is a list of, where the heading over its titles says so: `Milestone`, `Deliverables`."""
    kind = KIND_OF.get(folded(heading)) or KIND_OF.get(folded(heading).removesuffix("s"))
    return kind if kind in ("milestone", "deliverable") else None


def complete_dates(items: list[PlanItem], durations: dict, warnings: Warnings):
    """Where a duration and one date are given the other follows."""
    full = [(item.start, item.due, item.duration_days) for item in items if item.start and item.due and item.duration_days]
    weekends = counts_weekends(full[:2_000])
    for index, duration in durations.items():
        item = items[index]
        if item.start and item.due and item.start > item.due:
            warnings.add(item.row, "dates_reversed", start=item.start.isoformat(), due=item.due.isoformat())
        if not duration or duration.hours < 0 or bool(item.start) == bool(item.due):
            continue
        whole = weekends or duration.elapsed
        if item.start:
            item.due = moved(item.start, duration.days, whole)
        else:
            item.start = moved(item.due, -duration.days, whole)
