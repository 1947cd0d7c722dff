"""How imported items stand now, in plain values that can be compared with how they stood when they were imported."""
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.history.event import Event
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.imported_item import ImportedItem
from portal.plan.importing import KnownItem
from portal.plan.item import WorkItem
from portal.plan.stage import Stage
from portal.projects.member import ProjectMember

#: What a file calls a field, where we call it otherwise.
OURS = {"status": "stage"}

ITEM = (WorkItem.title, WorkItem.parent_id, WorkItem.level, WorkItem.start, WorkItem.due, WorkItem.promised, WorkItem.done_at,
        WorkItem.percent, WorkItem.stage_id, WorkItem.estimate_hours, WorkItem.cost, WorkItem.description, WorkItem.archived_at)


@dataclass(slots=True)
class Known:
    """An item that an earlier version of the file brought; ``now`` is None where somebody deleted it here."""

    id: UUID
    entry_id: UUID | None
    key: str
    values: dict
    applied: dict
    held: bool
    now: dict | None
    archived: bool

    @property
    def is_away(self) -> bool:
        return self.now is None or self.archived

    @property
    def title(self) -> str:
        return self.now["title"] if self.now else self.values["title"]

    def edited(self, field: str) -> bool:
        """Whether a person changed this here since it was imported."""
        name = OURS.get(field, field)
        return self.now[name] != self.applied.get(name)

    def as_read(self) -> KnownItem:
        return KnownItem(self.key, self.values["title"], self.values["parent"], self.values)


def mark_of_project(project_id: UUID) -> tuple:
    """Differs as soon as anything has happened that an import depends on: history, the people, the stages. Three statements."""
    return tuple(tuple(db.session.execute(wanted)) for wanted in (
        select(func.max(Event.id), func.count(Event.id)).where(Event.project_id == project_id),
        select(ProjectMember.membership_id).where(ProjectMember.project_id == project_id).order_by(ProjectMember.membership_id),
        select(Stage.id, Stage.kind, Stage.name).where(Stage.project_id == project_id).order_by(Stage.id)))


def known_items(project_id: UUID, source_id: UUID | None) -> list[Known]:
    """What earlier versions of a plan brought into a project, in the order of the plan. Three statements."""
    if source_id is None:
        return []
    rows = db.session.execute(
        select(ImportedItem.id, ImportedItem.entry_id, ImportedItem.key, ImportedItem.values, ImportedItem.applied,
               ImportedItem.held, *ITEM)
        .outerjoin(WorkItem, WorkItem.id == ImportedItem.entry_id)
        .where(ImportedItem.project_id == project_id, ImportedItem.source_id == source_id)
        .order_by(WorkItem.path, ImportedItem.id)).all()
    stands = _stands(project_id)
    return [Known(*row[:6], now=stands(row.entry_id, row[6:]) if row.entry_id else None, archived=row.archived_at is not None)
            for row in rows]


def standing_now(project_id: UUID, entry_ids: set[UUID]) -> dict[UUID, dict]:
    """How these items of a project stand. Three statements."""
    rows = db.session.execute(select(WorkItem.id, *ITEM).where(WorkItem.project_id == project_id, WorkItem.kind == "work_item"))
    stands = _stands(project_id)
    return {row.id: stands(row.id, row[1:]) for row in rows if row.id in entry_ids}


def _stands(project_id: UUID):
    """A function that makes plain values of one item's columns, knowing who is named and what waits for what."""
    hands, links = defaultdict(list), defaultdict(list)
    for entry_id, seat_id in db.session.execute(
            select(Assignee.entry_id, Assignee.membership_id).join(WorkItem, WorkItem.id == Assignee.entry_id)
            .where(WorkItem.project_id == project_id)):
        hands[entry_id].append(str(seat_id))
    for entry_id, goal_id, kind, lag in db.session.execute(
            select(Dependency.entry_id, Dependency.waits_for_id, Dependency.kind, Dependency.lag_days)
            .where(Dependency.project_id == project_id)):
        links[entry_id].append([str(goal_id), kind, number(lag)])

    def stand(entry_id, columns) -> dict:
        title, parent, level, start, due, promised, done_at, percent, stage, hours, cost, description, _archived = columns
        return plain(title=title, parent=parent, level=level, start=start, due=due, promised=promised, done=done_at is not None,
                     percent=percent, stage=stage, hours=hours, cost=cost, description=description, hands=hands[entry_id],
                     links=links[entry_id])

    return stand


def plain(*, title, parent, level, start, due, promised, done, percent, stage, hours, cost, description, hands, links) -> dict:
    """Values as JSON holds them; a description by its digest, because it only matters whether it is another."""
    return {"title": title, "parent": parent and str(parent), "kind": level, "start": start and start.isoformat(),
            "due": due and due.isoformat(), "promised": promised and promised.isoformat(), "done": done, "percent": percent,
            "stage": stage and str(stage), "estimate_hours": number(hours), "cost": number(cost),
            "description": sha256(description.encode()).hexdigest()[:16], "assignees": sorted(hands),
            "predecessors": sorted(links)}


def number(value) -> str | None:
    return None if value is None else f"{value.normalize():f}"
