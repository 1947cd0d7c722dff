"""Where in its plan an item could go."""
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.plan.item import WorkItem
from portal.plan.outline import in_branch, level_of

MOST = 500


def possible_parents(item: WorkItem) -> list[tuple[UUID, str, int]]:
    """Id, title and level of what the item could stand below: everything that is not below itself, in the plan's order."""
    rows = db.session.execute(
        select(Entry.id, Entry.title, Entry.path)
        .where(Entry.project_id == item.project_id, Entry.kind == "work_item", Entry.archived_at.is_(None), ~in_branch(item.path))
        .order_by(Entry.path).limit(MOST))
    return [(id, title, level_of(path)) for id, title, path in rows]


def neighbours(item: WorkItem, step: int) -> tuple[UUID | None, UUID | None] | None:
    """Parent and the one to stand behind, to go one place up (-1) or down (1) among its siblings; None at the end."""
    beside = (select(Entry.id).where(Entry.project_id == item.project_id, Entry.kind == "work_item", Entry.archived_at.is_(None),
                                     Entry.parent_id == item.parent_id))
    if step > 0:
        later = db.session.scalar(beside.where(Entry.position > item.position).order_by(Entry.position).limit(1))
        return (item.parent_id, later) if later else None
    earlier = list(db.session.scalars(beside.where(Entry.position < item.position).order_by(Entry.position.desc()).limit(2)))
    return (item.parent_id, earlier[1] if len(earlier) > 1 else None) if earlier else None


def last_below(item: WorkItem, parent_id: UUID | None) -> UUID | None:
    """The last child of a parent, the item itself apart: whom to stand behind in order to come last."""
    return db.session.scalar(select(Entry.id).where(
        Entry.project_id == item.project_id, Entry.kind == "work_item", Entry.parent_id == parent_id, Entry.id != item.id)
        .order_by(Entry.position.desc()).limit(1))
