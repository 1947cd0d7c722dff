"""A project's workflow: its stages, in order."""
from uuid import UUID

from sqlalchemy import select, update

from portal.base.database import db
from portal.history.recording import record_event
from portal.plan.item import WorkItem
from portal.plan.move import settle_moves
from portal.plan.stage import STAGE_KINDS, Stage
from portal.projects.project import Project


class LastStage(Exception):
    """A workflow keeps at least one stage of the team's and one for what is done."""


def stages_of(project_id: UUID) -> list[Stage]:
    """The stages of a project in their order."""
    return list(db.session.scalars(select(Stage).where(Stage.project_id == project_id).order_by(Stage.position, Stage.id)))


def ensure_stages(project: Project) -> list[Stage]:
    """The stages of a project; the four usual ones are made where it has none yet."""
    stages = stages_of(project.id)
    if not stages:
        stages = [Stage(workspace_id=project.workspace_id, project_id=project.id, kind=kind, position=position)
                  for position, kind in enumerate(STAGE_KINDS)]
        db.session.add_all(stages)
        db.session.flush()
    return stages


def first_of(stages: list[Stage], *kinds: str) -> Stage:
    """The first stage of the first of these kinds that the workflow has; else its very first."""
    return next((stage for kind in kinds for stage in stages if stage.kind == kind), stages[0])


def add_stage(*, project: Project, by, name: str, kind: str) -> Stage:
    """Add a stage before those for what is done, or at the end where it is one of them."""
    stages = ensure_stages(project)
    at = len(stages) if kind == "done" else next((n for n, s in enumerate(stages) if s.kind == "done"), len(stages))
    stage = Stage(workspace_id=project.workspace_id, project_id=project.id, name=name, kind=kind, position=at)
    db.session.add(stage)
    _number(stages[:at] + [stage] + stages[at:])
    _told(project, by, "stage_added", new=name)
    return stage


def rename_stage(*, project: Project, by, stage: Stage, name: str) -> bool:
    """Give a stage a name; an empty one brings the usual name of its kind back. The name it has changes nothing."""
    if stage.name == name:
        return False
    _told(project, by, "stage_renamed", old=stage.name, new=name)
    stage.name = name
    return True


def reorder_stages(*, project: Project, by, stage: Stage, position: int) -> bool:
    """Put a stage at a position, counted from 0. Where it stands already, nothing happens."""
    stages = stages_of(project.id)
    ordered = [other for other in stages if other.id != stage.id]
    ordered.insert(max(0, position), stage)
    if [s.id for s in ordered] == [s.id for s in stages]:
        return False
    _number(ordered)
    _told(project, by, "stages_reordered", new=stage.name or stage.kind)
    return True


def remove_stage(*, project: Project, by, stage: Stage) -> Stage:
    """Delete a stage; its items go to the stage of the same kind, else to the neighbour, which is returned.

    Raises LastStage where the team would have none left, or what is done.
    """
    rest = [other for other in stages_of(project.id) if other.id != stage.id]
    if not _works(rest):
        raise LastStage(stage.id)
    heir = _heir(stage, rest)
    ids = list(db.session.scalars(select(WorkItem.id).where(WorkItem.stage_id == stage.id)))
    for column in (WorkItem.stage_id, WorkItem.stage_before_id):
        _hand_over(column, stage, heir)
    db.session.delete(stage)
    _number(rest)
    settle_moves(ids)
    _told(project, by, "stage_removed", old=stage.name or stage.kind, new=heir.name or heir.kind)
    return heir


def _works(stages) -> bool:
    kinds = {stage.kind for stage in stages}
    return "done" in kinds and bool(kinds & {"todo", "doing"})


def _heir(stage, rest):
    same = next((other for other in rest if other.kind == stage.kind), None)
    if same:
        return same
    # What was open must not count as done because its stage went.
    unfinished = [other for other in rest if other.kind != "done"]
    return next((other for other in reversed(unfinished) if other.position < stage.position), unfinished[0])


def _hand_over(column, stage, heir) -> None:
    table = WorkItem.__table__
    db.session.execute(update(table).where(table.c[column.key] == stage.id).values({column.key: heir.id}))
    for record in list(db.session.identity_map.values()):
        if isinstance(record, WorkItem):
            db.session.expire(record, [column.key, "stage"])


def _number(stages) -> None:
    for position, stage in enumerate(stages):
        stage.position = position
    db.session.flush()


def _told(project, by, verb, **facts) -> None:
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb=verb, field="workflow", **facts)
