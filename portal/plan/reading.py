"""What a page reads along with its items, so that nothing is fetched row by row."""
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.prepared import prepared
from portal.entries.visible import entries_visible_to, in_their_rooms, visible_condition
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.item import WorkItem
from portal.plan.promise import Promise
from portal.plan.rows import hands_of
from portal.plan.stage import Stage
from portal.projects.project import Project
from portal.projects.viewer import Viewer


def find_item(viewer: Viewer, project_id: UUID, item_id: UUID, *, hands: bool = True) -> WorkItem | None:
    """One visible item of that project with its stage, and who is named; or None."""
    return (_with_hands if hands else _item)(viewer, project_id, item_id).scalar()


def find_items(viewer: Viewer, ids: list[UUID], projects: Iterable[Project] = ()) -> dict[UUID, WorkItem]:
    """Those of these items that the viewer may see, with their project and stage, and who is named. Two statements.

    ``projects``: those that were read already, where the items stand in no others.
    """
    rooms = {project.id: project for project in projects}
    found = (_items if rooms else _items_in_rooms)(viewer, ids).scalars() if ids else ()
    items = {item.id: item for item in found}
    hands = hands_of(list(items))
    for item in items.values():
        item.known_hands = hands.get(item.id, ())
        if rooms:
            set_committed_value(item, "project", rooms[item.project_id])
    return items


class Found(NamedTuple):
    """A visible item with its stage, and what further is to be read of it: whether its promise moved, what it is linked to."""

    item: WorkItem
    moved: bool
    linked: bool


def find_item_to_show(viewer: Viewer, project_id: UUID, item_id: UUID) -> Found | None:
    """One visible item of that project for its own page, or None. Most moved never and are linked to nothing."""
    row = _to_show(viewer, project_id, item_id).first()
    return row and Found(row[0], bool(row.moved), bool(row.linked))


@prepared
def _to_show(viewer, project_id, item_id):
    moved = exists().where(Promise.entry_id == item_id, Promise.old.is_not(None))
    linked = or_(exists().where(Dependency.entry_id == item_id), exists().where(Dependency.waits_for_id == item_id))
    return (_staged(viewer).add_columns(moved.label("moved"), linked.label("linked"))
            .where(WorkItem.project_id == project_id, WorkItem.id == item_id))


@prepared
def _item(viewer, project_id, item_id):
    return _staged(viewer).where(WorkItem.project_id == project_id, WorkItem.id == item_id)


@prepared
def _items(viewer, ids):
    return (select(WorkItem, Stage).select_from(WorkItem).outerjoin(Stage, Stage.id == WorkItem.stage_id)
            .where(visible_condition(viewer, WorkItem), WorkItem.id.in_(ids)))


@prepared
def _items_in_rooms(viewer, ids):
    return _staged(viewer).where(WorkItem.id.in_(ids))


def _staged(viewer):
    return in_their_rooms(viewer, WorkItem).add_columns(Stage).outerjoin(Stage, Stage.id == WorkItem.stage_id)


@prepared
def _with_hands(viewer, project_id, item_id):
    return (entries_visible_to(viewer, WorkItem).where(WorkItem.project_id == project_id, WorkItem.id == item_id)
            .options(*with_hands()))


def with_hands() -> tuple:
    """Loader options for what ``turn_of`` asks of a WorkItem: its stage and who is named. One more statement."""
    people = selectinload(WorkItem.assignees).joinedload(Assignee.membership).joinedload(Membership.user)
    return joinedload(WorkItem.stage), people
