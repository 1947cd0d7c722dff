"""What waits for what within a plan."""
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.entries.visible import visible_condition
from portal.plan.dependency import LINK_KINDS, Dependency
from portal.plan.item import WorkItem
from portal.plan.moving import Cycle
from portal.plan.outline import lock_plan
from portal.projects.viewer import Viewer


def link(*, item: WorkItem, by, waits_for: WorkItem, kind: str = "FS", lag_days: Decimal = Decimal(0)) -> bool:
    """Let an item wait for another of its project. The same link again changes nothing; another kind or lag replaces it.

    Raises Cycle where the other waits for this one already, is this one, or one stands below the other.
    """
    if kind not in LINK_KINDS:
        raise ValueError(kind)
    if item.project_id != waits_for.project_id:
        raise ValueError("both ends stand in one plan")
    lock_plan(item.project_id)
    _refuse_cycle(item, waits_for)
    kept = db.session.get(Dependency, (item.id, waits_for.id))
    old = kept and _words(kept)
    if kept is None:
        kept = Dependency(entry_id=item.id, waits_for_id=waits_for.id, workspace_id=item.workspace_id, project_id=item.project_id)
        db.session.add(kept)
    kept.kind, kept.lag_days = kind, lag_days
    if old == _words(kept):
        return False
    tell(item, actor_id=by.id, verb="linked", field="dependency", old=old, new=_words(kept))
    db.session.flush()
    return True


def unlink(*, item: WorkItem, by, waits_for_id: UUID) -> bool:
    """Let an item wait for another no longer. Not waiting, nothing happens."""
    kept = db.session.get(Dependency, (item.id, waits_for_id))
    if kept is None:
        return False
    tell(item, actor_id=by.id, verb="unlinked", field="dependency", old=_words(kept))
    db.session.delete(kept)
    db.session.flush()
    return True


def links_of(item: WorkItem, viewer: Viewer) -> list[tuple[Dependency, Entry, bool]]:
    """The links of an item whose other end the viewer may see as well; True where this item is the one that waits."""
    return [(kept, end, kept.entry_id == item.id) for kept, end in _ends(viewer, item.id)]


@prepared
def _ends(viewer, item_id):
    other = aliased(Entry)
    ends = ((Dependency.entry_id == item_id) & (other.id == Dependency.waits_for_id)
            | (Dependency.waits_for_id == item_id) & (other.id == Dependency.entry_id))
    return (select(Dependency, other).join(other, ends)
            .where(visible_condition(viewer, other), other.archived_at.is_(None)).order_by(other.path))


def _refuse_cycle(item, waits_for) -> None:
    db.session.refresh(item, ["path"])
    db.session.refresh(waits_for, ["path"])
    if item.path.startswith(waits_for.path) or waits_for.path.startswith(item.path):
        raise Cycle(waits_for.id)
    if db.session.scalar(select(Dependency.entry_id).where(_waits_for_all(waits_for.id, item.id)).limit(1)):
        raise Cycle(waits_for.id)


def _waits_for_all(start_id, goal_id):
    """That the goal is among what the start waits for, however many steps away."""
    reached = select(Dependency.waits_for_id.label("id")).where(Dependency.entry_id == start_id).cte("reached", recursive=True)
    reached = reached.union(select(Dependency.waits_for_id).join(reached, Dependency.entry_id == reached.c.id))
    return select(reached.c.id).where(reached.c.id == goal_id).exists()


def _words(kept: Dependency) -> dict:
    return {"waits_for": str(kept.waits_for_id), "kind": kept.kind, "lag_days": str(Decimal(kept.lag_days).normalize())}
