"""How far a plan is, over what a reader sees and nothing else."""
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.base.prepared import prepared
from portal.entries.visible import visible_condition
from portal.plan.item import WorkItem
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


def progress_of(viewer: Viewer, project: Project) -> Progress | None:
    """Items done of those the viewer sees, phases apart. None where there are none, or too many."""
    total, done = _counted(viewer, project.id).one()
    return Progress(done, total) if 0 < total <= MOST else None


@prepared
def _counted(viewer, project_id):
    some = (select(WorkItem.done_at).where(WorkItem.project_id == project_id, WorkItem.kind == "work_item",
            WorkItem.archived_at.is_(None), WorkItem.level != "phase", visible_condition(viewer, WorkItem))
            .limit(MOST + 1).subquery())
    return select(func.count(), func.count(some.c.done_at)).select_from(some)
