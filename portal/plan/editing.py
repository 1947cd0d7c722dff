"""Changing what an item says of itself."""
from decimal import Decimal

from portal.base.database import db
from portal.entries.telling import tell
from portal.plan.completing import complete, reopen
from portal.plan.item import WorkItem
from portal.plan.move import settle_moves
from portal.plan.stage import Stage

#: What may be edited in place; promises, done, stuck and who is named have verbs of their own.
FIELDS = ("title", "description", "level", "start", "due", "estimate_hours", "cost", "percent")


def edit_item(*, item: WorkItem, by, **changes) -> list[str]:
    """Change some of FIELDS, one line of history each; returns what was different. The same values change nothing."""
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    changed = [field for field, value in changes.items() if getattr(item, field) != value]
    for field in changed:
        old, value = getattr(item, field), changes[field]
        setattr(item, field, value)
        tell(item, actor_id=by.id, verb="edited", field=field, old=in_words(old), new=in_words(value))
    if "level" in changed:
        settle_moves([item.id])
    return changed


def set_percent(*, item: WorkItem, by, percent: int) -> bool:
    """Say how far it is, 0-100. 100 is not yet done: that is its own word. The same figure changes nothing."""
    return bool(edit_item(item=item, by=by, percent=percent))


def set_stage(*, item: WorkItem, by, stage: Stage) -> bool:
    """Put an item in a stage of its project's workflow; one for what is done marks it done, leaving it takes that back."""
    if item.stage_id == stage.id:
        return False
    if stage.project_id != item.project_id:
        raise ValueError("a stage belongs to the item's project")
    old = db.session.get(Stage, item.stage_id) if item.stage_id else None
    if stage.kind == "done":
        complete(item=item, by=by)
    elif item.is_done:
        reopen(item=item, by=by)
    item.stage_id = stage.id
    tell(item, actor_id=by.id, verb="staged", field="stage", old=_named(old), new=_named(stage))
    settle_moves([item.id])
    db.session.expire(item, ["stage"])
    return True


def _named(stage: Stage | None) -> dict | None:
    return stage and {"kind": stage.kind, "name": stage.name}


def in_words(value):
    """A value as history keeps it."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
