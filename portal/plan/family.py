"""What stands around an item for a reader: above it the ancestors they see, below it what hangs under it for them."""
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_

from portal.base.database import db
from portal.plan.hand import Hand
from portal.plan.item import WorkItem
from portal.plan.outline import heads_of, in_branch
from portal.plan.rows import PlanRow, hands_of, rows_visible_to
from portal.projects.project import Project
from portal.projects.viewer import Viewer

MOST = 50


@dataclass(frozen=True, slots=True)
class Family:
    """Ancestors from the top down, the rows below with their depth counted from the item, and who is named for it."""

    above: list[PlanRow]
    below: list[PlanRow]
    #: Whether more stand below than are shown.
    more: bool
    hands: tuple[Hand, ...]


def family_of(viewer: Viewer, project: Project, item: WorkItem) -> Family:
    """The item's visible surroundings, put-away ones apart. Two statements."""
    near = or_(WorkItem.path.in_(heads_of(item.path)), in_branch(item.path, WorkItem))
    wanted = (rows_visible_to(viewer, project).where(near, WorkItem.id != item.id, WorkItem.archived_at.is_(None))
              .order_by(WorkItem.path).limit(MOST + len(heads_of(item.path)) + 1))
    rows = [PlanRow(project.id, *found) for found in db.session.execute(wanted)]
    above = [row for row in rows if len(row.path) < len(item.path)]
    below = [row for row in rows if len(row.path) > len(item.path)]
    hands = hands_of([item.id, *(row.id for row in below[:MOST])])
    _hang(below, hands)
    return Family(above, below[:MOST], len(below) > MOST, hands.get(item.id, ()))


def _hang(rows: list[PlanRow], hands: dict[UUID, tuple[Hand, ...]]) -> None:
    shown = {row.path for row in rows}
    for row in rows:
        row.hands = hands.get(row.id, ())
        row.depth = sum(head in shown for head in heads_of(row.path))
