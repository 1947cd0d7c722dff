"""What of a plan a change request touches: the items it names, what is below those it drops, what waits for those it moves."""
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, literal, null, or_, select
from sqlalchemy.orm import aliased

from portal.base.database import db, writes
from portal.base.prepared import prepared
from portal.changes.following import Link
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.plan.dependency import Dependency
from portal.plan.item import WorkItem
from portal.plan.outline import lock_plan
from portal.projects.viewer import Viewer


class Row(NamedTuple):
    """An item as it stands, and whether the viewer may see it."""

    id: UUID
    path: str
    title: str
    level: str
    description: str
    audience: str
    promised: date | None
    start: date | None
    due: date | None
    done_at: datetime | None
    archived_at: datetime | None
    seen: bool

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.archived_at is None


@dataclass(frozen=True, slots=True)
class Around:
    rows: dict[UUID, Row]
    links: list[Link]


def around(viewer: Viewer | None, project_id: UUID, named: Collection[UUID], moved: Collection[UUID],
           dropped: Collection[UUID]) -> Around:
    """The items and the links among those that may follow. One statement; none where nothing is named.

    For whoever writes, they stay as they are until the commit.
    """
    if not named:
        return Around({}, [])
    asked = viewer, project_id, list(named), list(moved), list(dropped)
    if writes.get():
        _hold(project_id, {row[0] for row in _items(*asked)})
    rows, links = {}, []
    for row in _items(*asked):
        rows[row[0]] = Row(*row[:-3])
        if row[-3] is not None:
            links.append(Link(row[0], *row[-3:]))
    return Around(rows, links)


def _hold(project_id: UUID, ids: Collection[UUID]) -> None:
    """Always in the same order, so that two never wait for each other."""
    lock_plan(project_id)
    db.session.execute(select(Entry.id).where(Entry.id.in_(ids)).order_by(Entry.id).with_for_update())


@prepared
def _items(viewer, project_id, named, moved, dropped):
    """Each item once for each of its links, or once."""
    near = [select(Entry.id).where(Entry.project_id == project_id, Entry.kind == "work_item", Entry.id.in_(named))]
    reached = _reached(project_id, moved) if len(moved) else None
    if reached is not None:
        near.append(select(reached.c.id))
    if len(dropped):
        head = aliased(Entry)
        below = exists().where(head.id.in_(dropped), head.project_id == project_id,
                               Entry.path.between(head.path, head.path + "~"))
        near.append(select(Entry.id).where(Entry.project_id == project_id, Entry.kind == "work_item",
                                           Entry.archived_at.is_(None), below))
    seen = literal(True) if viewer is None else visible_condition(viewer, WorkItem)
    link = ([null().label(name) for name in Link._fields[1:]] if reached is None
            else (Dependency.waits_for_id, Dependency.kind, Dependency.lag_days))
    found = (select(WorkItem.id, WorkItem.path, WorkItem.title, WorkItem.level, WorkItem.description, WorkItem.audience,
                    WorkItem.promised, WorkItem.start, WorkItem.due, WorkItem.done_at, WorkItem.archived_at,
                    seen.label("seen"), *link)
             .where(or_(*(WorkItem.id.in_(ids) for ids in near))).order_by(WorkItem.path))
    return found if reached is None else found.outerjoin_from(WorkItem, Dependency, and_(
        Dependency.entry_id == WorkItem.id, Dependency.project_id == project_id, WorkItem.id.in_(select(reached.c.id))))


def _reached(project_id, moved):
    """What waits for these, however many steps away."""
    begin = select(Dependency.entry_id.label("id")).where(Dependency.project_id == project_id,
                                                          Dependency.waits_for_id.in_(moved))
    reached = begin.cte("waiting", recursive=True)
    return reached.union(select(Dependency.entry_id).join(reached, Dependency.waits_for_id == reached.c.id))
