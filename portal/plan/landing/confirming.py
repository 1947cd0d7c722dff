"""Confirming what parents said of themselves in a file: rolled up from below, it may tell of items that are hidden."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.plan.completing import complete
from portal.plan.editing import edit_item
from portal.plan.imported_item import ImportedItem
from portal.plan.item import WorkItem
from portal.plan.promising import promise


def held_count(source_id: UUID) -> int:
    """How many parents of a plan have values that wait to be confirmed."""
    return db.session.scalar(select(func.count()).select_from(_held(source_id).subquery()))


def confirm_summaries(*, source_id: UUID, by, reason: str) -> int:
    """Give parents the dates and progress that the file told of them; what a person set here stays. Twice: nothing more."""
    rows = db.session.execute(_held(source_id)).all()
    for kept, item in rows:
        _confirm(kept, item, by, reason)
    return len(rows)


def _held(source_id: UUID):
    return (
        select(ImportedItem, WorkItem)
        .join(WorkItem, WorkItem.id == ImportedItem.entry_id)
        .where(ImportedItem.source_id == source_id, ImportedItem.held, WorkItem.archived_at.is_(None))
        .order_by(WorkItem.path)
    )


def _confirm(kept: ImportedItem, item: WorkItem, by, reason: str) -> None:
    said, set_here = kept.values, {"start": item.start is not None, "percent": item.percent != 0}
    facts = {"start": _day(said["start"]), "percent": said["percent"] or 0}
    edit_item(item=item, by=by, **{name: value for name, value in facts.items() if not set_here[name]})
    if item.promised is None and said["promised"]:
        promise(item=item, by=by, day=_day(said["promised"]), reason=reason)
    if said["done"]:
        complete(item=item, by=by)
    kept.held = False


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
