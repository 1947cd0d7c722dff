"""One task to one item."""

import re

from portal.plan.importing.mspdi.figures import days_of, hours_of, integer_of, is_elapsed, money_of, says_yes
from portal.plan.importing.plan import PlanItem
from portal.plan.importing.values.dates import date_of
from portal.plan.importing.values.durations import WorkingTime
from portal.plan.importing.values.markup import plain_note
from portal.plan.importing.values.text import label_of
from portal.plan.importing.warnings import Warnings


def item_of(task: dict, place: int, working: WorkingTime, warnings: Warnings) -> PlanItem:
    """An item with everything the task says about itself alone."""
    row = integer_of(task.get("ID"))
    row = place if row is None else row
    title = label_of(task.get("Name"))
    if not title:
        warnings.add(row, "title_missing")
    item = PlanItem(
        key="", row=row, title=title or f"#{row}", outline=task.get("OutlineNumber", task.get("WBS", "")).strip()[:60]
    )
    item.start, item.due = (
        day(task, item, ("Start", "ManualStart"), warnings),
        day(task, item, ("Finish", "ManualFinish"), warnings),
    )
    item.promised, item.done_on = day(task, item, ("Deadline",), warnings), day(task, item, ("ActualFinish",), warnings)
    item.description = plain_note(task.get("Notes"))
    item.cost = money_of(task.get("Cost"))
    item.estimate_hours = hours_of(task.get("Work"), working) or None
    duration = hours_of(task.get("Duration"), working)
    item.duration_days = None if duration is None else days_of(duration, is_elapsed(task.get("DurationFormat")), working)
    return progress(item, task)


def day(task: dict, item: PlanItem, names: tuple[str, ...], warnings: Warnings):
    text = next((task[name].strip() for name in names if task.get(name, "").strip()), "")
    if not text or text.startswith("1984-01-01"):
        return None
    # This format has one way to write a day; others would be read in an order that nobody said.
    found = date_of(text[:10]) if re.match(r"\d{4}-?\d", text) else None
    if not found:
        warnings.add(item.row, "bad_date", column=names[0], value=text)
    return found


def progress(item: PlanItem, task: dict) -> PlanItem:
    percent = integer_of(task.get("PercentComplete"))
    item.percent = None if percent is None else min(max(percent, 0), 100)
    item.done = item.percent == 100
    item.done_on = item.done_on if item.done else None
    return item


def settle_kind(item: PlanItem, task: dict, parent: bool):
    """Flagged as milestone; or something stands below; or takes no time and nobody said that it is no milestone."""
    item.summary = parent or says_yes(task, "Summary")
    if says_yes(task, "Milestone"):
        item.kind = "milestone"
    elif item.summary:
        item.kind = "phase"
    elif not task.get("Milestone", "").strip() and item.duration_days == 0:
        item.kind = "milestone"


def key_of(task: dict, used: set[str], place: int) -> str:
    """The task's unique id, which Project keeps when rows are moved."""
    uid, number = task.get("UID", "").strip(), task.get("ID", "").strip()
    for key in (f"uid:{uid}" if uid else "", f"id:{number}" if number else "", f"row:{place}"):
        if key and key not in used:
            used.add(key)
            return key[:60]
    return f"row:{place}#{len(used)}"
