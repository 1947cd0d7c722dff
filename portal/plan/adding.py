"""Adding an item to a plan."""
from uuid import UUID

from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.telling import tell
from portal.plan.item import LEVELS, WorkItem
from portal.plan.move import move_of
from portal.plan.outline import lock_plan, place_after, place_last
from portal.plan.stages import ensure_stages, first_of
from portal.projects.project import Project

LAST = object()


def add_item(*, project: Project, by, title: str, level: str = "task", parent: WorkItem | None = None, after_id=LAST,
             item_id: UUID | None = None, stage_id: UUID | None = None, **facts) -> WorkItem:
    """Add an internal item below a parent (None: at the top), as its last child or behind ``after_id``.

    Facts are columns: description, start, due, estimate_hours, percent, cost. Nothing is inherited from the parent,
    its audience least of all. Raises TooDeep, and ValueError for a parent in another project.
    """
    if level not in LEVELS:
        raise ValueError(level)
    if parent is not None and parent.project_id != project.id:
        raise ValueError("a parent stands in the same plan")
    lock_plan(project.id)
    stage = _stage(project, stage_id)
    parent_id = parent.id if parent else None
    place = place_last(project.id, parent_id) if after_id is LAST else place_after(project.id, parent_id, after_id)
    item = WorkItem(id=item_id or new_id(), workspace_id=project.workspace_id, project_id=project.id, title=title, level=level,
                    audience="internal", parent_id=place.parent_id, position=place.position, path=place.path,
                    stage_id=stage.id, created_by_id=by.id, move=_move(stage, level), **facts)
    db.session.add(item)
    db.session.flush()
    tell(item, actor_id=by.id, verb="added", new=title)
    return item


def _stage(project, stage_id):
    stages = ensure_stages(project)
    return next((stage for stage in stages if stage.id == stage_id), None) or first_of(stages, "todo", "doing")


def _move(stage, level):
    return move_of(stage_kind=stage.kind, level=level, named=False, done=False, archived=False)
