"""Updates: a dated word on how a project stands, for the team or for the client too."""
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.sharing import audience_changed
from portal.entries.telling import tell
from portal.entries.visible import entries_visible_to
from portal.plan.update import Update
from portal.projects.project import HEALTHS, Project
from portal.projects.viewer import Viewer


def post_update(*, project: Project, by, day: date, health: str, reason: str = "", text: str = "", next_milestone: str = "",
                shared: bool = False, update_id: UUID | None = None) -> Update:
    """Say how a project stands. It becomes the project's health for the team, and, shared, for the client."""
    if health not in HEALTHS:
        raise ValueError(health)
    at = now() if shared else None
    update = Update(id=update_id or new_id(), workspace_id=project.workspace_id, project_id=project.id,
                    title=(reason or text)[:300],
                    audience="client" if shared else "internal", created_by_id=by.id, day=day, health=health,
                    reason=reason, text=text, next_milestone=next_milestone, first_shared_at=at, last_shared_activity_at=at)
    db.session.add(update)
    db.session.flush()
    before = project.shared_health if shared else project.health
    tell(update, actor_id=by.id, verb="updated", field="health", old=before, new=health)
    settle_health(project)
    return update


def settle_health(project: Project) -> None:
    """Take a project's health from its newest update, and the client's from the newest that is shared with them all."""
    db.session.flush()
    newest, told = _newest(project), _newest(project, Entry.audience == "client")
    project.health, project.health_reason = (newest.health, newest.reason) if newest else (None, "")
    project.shared_health, project.shared_health_reason = (told.health, told.reason) if told else (None, "")


def _settle_after(entries: list[Entry]) -> None:
    """An update that was shared or hidden changes what the client was told."""
    for project_id in {entry.project_id for entry in entries if isinstance(entry, Update)}:
        settle_health(db.session.get(Project, project_id))


audience_changed.append(_settle_after)


def updates_for(viewer: Viewer, project: Project, *, before: UUID | None = None, limit: int = 20) -> list[Update]:
    """The updates the viewer may read, newest first, with their writers; from behind one of them on."""
    return list(_told(viewer, project.id, before, limit).scalars())


def newest_update(viewer: Viewer, project: Project) -> Update | None:
    """The one that heads the project's page."""
    return next(iter(updates_for(viewer, project, limit=1)), None)


@prepared
def _told(viewer, project_id, before, limit):
    wanted = (entries_visible_to(viewer, Update).where(Update.project_id == project_id, Update.archived_at.is_(None))
              .options(joinedload(Update.created_by)).order_by(Update.created_at.desc(), Update.id.desc()).limit(limit))
    if before is None:
        return wanted
    return wanted.where(Update.created_at < select(Entry.created_at).where(Entry.id == before).scalar_subquery())


def find_update(viewer: Viewer, project_id: UUID, update_id: UUID) -> Update | None:
    """One visible update of that project with its writer, or None."""
    return db.session.scalar(entries_visible_to(viewer, Update).options(joinedload(Update.created_by))
                             .where(Update.project_id == project_id, Update.id == update_id))


def _newest(project, *conditions) -> Update | None:
    return db.session.scalar(
        select(Update).where(Update.project_id == project.id, Update.archived_at.is_(None), *conditions)
        .order_by(Update.created_at.desc(), Update.id.desc()).limit(1))
