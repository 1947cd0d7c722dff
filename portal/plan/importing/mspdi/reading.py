"""An MSPDI file to a plan."""

import re

from portal.plan.importing.fields import COMPARED
from portal.plan.importing.inspection import Inspection
from portal.plan.importing.limits import MAX_ROWS
from portal.plan.importing.mspdi.document import Document, document_of
from portal.plan.importing.mspdi.figures import currency_of, says_yes, working_time
from portal.plan.importing.mspdi.levels import level_of, parents_of, sorted_out
from portal.plan.importing.mspdi.linking import link_tasks
from portal.plan.importing.mspdi.people import assignees_by_task, named_resources
from portal.plan.importing.mspdi.tasks import item_of, key_of, settle_kind
from portal.plan.importing.plan import Plan, PlanItem
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.tree.order import in_tree_order
from portal.plan.importing.values.text import label_of
from portal.plan.importing.warnings import Warnings

UNNAMED = re.compile(r"(project|projekt|projet|proyecto|projeto|untitled|unbenannt|sans titre)\s*\d*", re.I)
FLAGS = {
    "title",
    "parent",
    "kind",
    "start",
    "due",
    "promised",
    "estimate_hours",
    "percent",
    "done",
    "assignees",
    "predecessors",
    "description",
    "cost",
}


def inspect_mspdi(data: bytes, filename: str) -> Inspection:
    """There is nothing to map in this format: fields have names and days one order."""
    document = document_of(data)
    rows, top, _ = sorted_out(document)
    return Inspection(format="xml", title=title_of(document, top, filename), rows=len(rows))


def title_of(document: Document, top: dict | None, filename: str) -> str:
    """The title somebody gave the project, else the name of task 0, else a file name."""
    stem = re.sub(r"\.(xml|mpp|mpt|pod|gan)$", "", re.split(r"[/\\]", filename or "")[-1], flags=re.I)
    name = re.sub(r"\.(xml|mpp|mpt|pod|gan)$", "", document.project.get("Name", ""), flags=re.I)
    offers = [document.project.get("Title"), (top or {}).get("Name"), stem.replace("_", " "), name]
    given = [label_of(offer)[:120] for offer in offers if label_of(offer)]
    return next((offer for offer in given if not UNNAMED.fullmatch(offer)), given[0] if given else "")


def read_mspdi(data: bytes, filename: str) -> Plan:
    """The plan in an MSPDI file. Raises PlanRefused."""
    document = document_of(data)
    rows, top, found = sorted_out(document)
    if not rows:
        raise PlanRefused("no_tasks_xml", tasks=len(document.tasks))
    if len(rows) > MAX_ROWS:
        raise PlanRefused("too_many_rows", limit=MAX_ROWS)
    warnings, working = Warnings(), working_time(document.project)
    items = built(rows, document, working, warnings)
    if not any(item.dated for item in items):
        raise PlanRefused("no_dates_xml", tasks=len(rows))
    for name in ("inactive", "external"):
        if found[name]:
            warnings.add(None, f"{name}_skipped", count=found[name])
    found |= {
        "summaries": sum(says_yes(task, "Summary") for task in document.tasks),
        "milestones": sum(says_yes(task, "Milestone") for task in document.tasks),
        "links": sum(len(task["links"]) for task in document.tasks),
        "resources": len(named_resources(document)),
    }
    return Plan(
        title=title_of(document, top, filename),
        format="xml",
        items=items,
        warnings=warnings,
        fields=frozenset(FLAGS & set(COMPARED)),
        currency=currency_of(document.project),
        hierarchy="level",
        found=found,
    )


def built(rows: list[dict], document: Document, working, warnings: Warnings) -> list[PlanItem]:
    """Items in the order of the tree, with parents, links and people."""
    items = [item_of(task, place, working, warnings) for place, task in enumerate(rows, 1)]
    parents, jumps = parents_of(rows)
    for index in jumps:
        warnings.add(items[index].row, "level_jump", level=level_of(rows[index]))
    order, depths, flattened = in_tree_order(parents)
    for index in flattened:
        warnings.add(items[index].row, "too_deep")
    complete(items, rows, parents, depths, assignees_by_task(document), warnings)
    link_tasks(rows, items, working, warnings)
    return [items[index] for index in order]


def complete(items: list[PlanItem], rows: list[dict], parents, depths: list[int], people: dict, warnings: Warnings):
    """What an item is only among the others: key, parent, depth, kind, people."""
    used, above = set(), {parent for parent in parents if parent is not None}
    for place, (task, item) in enumerate(zip(rows, items, strict=True)):
        item.key, item.depth = key_of(task, used, place), depths[place]
        item.assignees = people.get(task.get("UID", "").strip(), [])
        settle_kind(item, task, place in above)
        if item.start and item.due and item.start > item.due:
            warnings.add(item.row, "dates_reversed", start=item.start.isoformat(), due=item.due.isoformat())
    for item, parent in zip(items, parents, strict=True):
        item.parent = None if parent is None else items[parent].key
