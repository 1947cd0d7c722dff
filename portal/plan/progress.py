"""How far a plan is, over what a reader sees and nothing else."""
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.base.database import db
from portal.entries.visible import visible_condition
from portal.plan.item import WorkItem
from portal.plan.outline import in_branch
from portal.projects.project import Project
from portal.projects.viewer import Viewer

#: Beyond this many the figure is not worth what it costs.
MOST = 1000


@dataclass(frozen=True)
class Progress:
    done: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


def progress_of(viewer: Viewer, project: Project, below: WorkItem | None = None) -> Progress | None:
    """Items done of those the viewer sees, phases apart; of one branch only. None where there are none, or too many."""
    wanted = (select(WorkItem.done_at).where(WorkItem.project_id == project.id, WorkItem.kind == "work_item",
              WorkItem.archived_at.is_(None), WorkItem.level != "phase", visible_condition(viewer, WorkItem)))
    if below is not None:
        wanted = wanted.where(in_branch(below.path, WorkItem), WorkItem.id != below.id)
    some = wanted.limit(MOST + 1).subquery()
    total, done = db.session.execute(select(func.count(), func.count(some.c.done_at)).select_from(some)).one()
    return Progress(done, total) if 0 < total <= MOST else None
