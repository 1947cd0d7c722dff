"""Predecessor links of all tasks."""

from portal.plan.importing.mspdi.figures import TYPES, lag_of
from portal.plan.importing.plan import Link, PlanItem
from portal.plan.importing.values.durations import WorkingTime
from portal.plan.importing.warnings import Warnings


def link_tasks(tasks: list[dict], items: list[PlanItem], working: WorkingTime, warnings: Warnings):
    """Writes the links into the items of the same places."""
    places = {}
    for place, task in enumerate(tasks):
        places.setdefault(task.get("UID", "").strip(), place)
    for task, item in zip(tasks, items, strict=False):
        seen = set()
        for link in task["links"]:
            uid, kind = link.get("PredecessorUID", ""), TYPES.get(link.get("Type") or link.get("PredecessorType", "1"), "FS")
            if link.get("CrossProject") == "1" or uid not in places:
                warnings.add(item.row, "link_elsewhere" if link.get("CrossProject") == "1" else "link_unknown", ref=uid)
                continue
            other = items[places[uid]]
            if other is item or (uid, kind) in seen:
                warnings.add(item.row, "link_self" if other is item else "link_twice", ref=uid)
                continue
            seen.add((uid, kind))
            item.predecessors.append(Link(other.key, kind, *lag_of(link, other.duration_days, working)))
