"""Saying that an item is done, and that it is not."""
from portal.base.clock import now
from portal.base.database import db
from portal.entries.telling import tell
from portal.plan.item import WorkItem
from portal.plan.move import settle_moves
from portal.plan.stages import ensure_stages, first_of
from portal.projects.project import Project


def complete(*, item: WorkItem, by) -> bool:
    """Mark an item done: it stands in the stage for that, and is stuck no more. Already done, nothing happens."""
    if item.is_done:
        return False
    item.done_at, item.done_by_id = now(), by.id
    item.stuck_at = item.stuck_reason = None
    _to_done_stage(item)
    tell(item, actor_id=by.id, verb="completed", field="done", old=False, new=True)
    settle_moves([item.id])
    return True


def reopen(*, item: WorkItem, by) -> bool:
    """Mark an item not done: it goes back to the stage it came from. Not done yet, nothing happens."""
    if not item.is_done:
        return False
    item.done_at = item.done_by_id = None
    _back_to_stage(item)
    tell(item, actor_id=by.id, verb="reopened", field="done", old=True, new=False)
    settle_moves([item.id])
    return True


def _to_done_stage(item) -> None:
    done = first_of(ensure_stages(_project(item)), "done")
    if item.stage_id != done.id:
        item.stage_before_id, item.stage_id = item.stage_id, done.id
        db.session.expire(item, ["stage"])


def _back_to_stage(item) -> None:
    stages = ensure_stages(_project(item))
    before = next((stage for stage in stages if stage.id == item.stage_before_id and stage.kind != "done"), None)
    item.stage_id, item.stage_before_id = (before or first_of(stages, "doing", "todo")).id, None
    db.session.expire(item, ["stage"])


def _project(item) -> Project:
    return db.session.get(Project, item.project_id)
