"""What stands around an item for a reader: above it the ancestors they see, below it what hangs under it for them."""
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_

from portal.base.prepared import Said, prepared
from portal.plan.hand import Hand
from portal.plan.item import WorkItem
from portal.plan.outline import heads_of
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
    heads = [Said(path) for path in heads_of(item.path)]
    found = _near(viewer, project.id, item.id, heads, Said(item.path), Said(item.path + "~"), MOST + len(heads) + 1)
    here, depth = project.id, len(item.path)
    rows = [PlanRow(here, *row) for row in found]
    above = [row for row in rows if len(row.path) < depth]
    below = [row for row in rows if len(row.path) > depth]
    hands = hands_of([item.id, *(row.id for row in below[:MOST])])
    _hang(below, hands)
    return Family(above, below[:MOST], len(below) > MOST, hands.get(item.id, ()))


@prepared
def _near(viewer, project_id, item_id, heads, first, last, limit):
    branch = WorkItem.path.between(first, last)
    near = or_(WorkItem.path.in_(heads), branch) if len(heads) else branch
    return (rows_visible_to(viewer, project_id).where(near, WorkItem.id != item_id, WorkItem.archived_at.is_(None))
            .order_by(WorkItem.path).limit(limit))


def _hang(rows: list[PlanRow], hands: dict[UUID, tuple[Hand, ...]]) -> None:
    shown = {row.path for row in rows}
    for row in rows:
        row.hands = hands.get(row.id, ())
        row.depth = sum(head in shown for head in heads_of(row.path))
