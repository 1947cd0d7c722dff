"""Keeping a plan file between upload and apply, a day at most."""
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from portal.base.clock import now
from portal.base.database import db
from portal.plan.plan_import import PlanImport
from portal.projects.project import Project

KEPT = timedelta(days=1)


def keep_file(*, import_id: UUID, project: Project, by, filename: str, data: bytes, choices: dict) -> PlanImport:
    """Keep an uploaded file with how it was read so far."""
    kept = PlanImport(id=import_id, workspace_id=project.workspace_id, project_id=project.id, by_id=by.id,
                      filename=filename[:255], data=data, choices=choices)
    db.session.add(kept)
    return kept


def find_import(project_id: UUID, import_id: UUID) -> PlanImport | None:
    """An import of a project that was found already, with its file if that is still there."""
    return db.session.scalar(select(PlanImport).options(undefer(PlanImport.data)).where(
        PlanImport.project_id == project_id, PlanImport.id == import_id))


def waiting_imports(project_id: UUID, user_id: UUID) -> list[PlanImport]:
    """The files that somebody looked at and neither applied nor gave up, newest first."""
    return list(db.session.scalars(select(PlanImport).where(
        PlanImport.project_id == project_id, PlanImport.by_id == user_id, PlanImport.applied_at.is_(None),
        PlanImport.created_at > now() - KEPT).order_by(PlanImport.created_at.desc()).limit(5)))


def give_up(kept: PlanImport) -> bool:
    """Drop a file that was not applied. Applied, nothing happens."""
    if kept.applied_at is not None:
        return False
    db.session.delete(kept)
    return True


def forget_old_files() -> None:
    """Drop what nobody applied within a day."""
    db.session.execute(delete(PlanImport).where(PlanImport.applied_at.is_(None), PlanImport.created_at < now() - KEPT))
