"""Updates: a dated word on how a project stands, for the team or for the client too."""
from dataclasses import dataclass
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
from portal.entries.visible import entries_visible_to, visible_condition
from portal.people.user import User
from portal.plan.update import Update
from portal.projects.project import HEALTHS, Project
from portal.projects.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Told:
    """An update as it is shown: what was said, to whom, by whom."""

    id: UUID
    project_id: UUID
    audience: str
    day: date
    health: str
    reason: str
    text: str
    next_milestone: str
    name: str | None
    email: str | None

    kind = "update"

    @property
    def is_shared(self) -> bool:
        return self.audience != "internal"

    @property
    def writer(self) -> str | None:
        return self.name or (self.email and self.email.partition("@")[0])


FACTS = (Update.id, Update.project_id, Update.audience, Update.day, Update.health, Update.reason, Update.text,
         Update.next_milestone)


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
    """Take how a project stands and what comes next from its newest update; for the client, from the newest they all may read."""
    db.session.flush()
    newest, told = _newest(project), _newest(project, Entry.audience == "client")
    project.health, project.health_reason, project.next_milestone = _word(newest)
    project.shared_health, project.shared_health_reason, project.shared_next_milestone = _word(told)


def _word(update: Update | None) -> tuple[str | None, str, str]:
    return (update.health, update.reason, update.next_milestone) if update else (None, "", "")


def _settle_after(entries: list[Entry]) -> None:
    """An update that was shared or hidden changes what the client was told."""
    for project_id in {entry.project_id for entry in entries if entry.kind == "update"}:
        settle_health(db.session.get(Project, project_id))


audience_changed.append(_settle_after)


def updates_for(viewer: Viewer, project: Project, *, before: UUID | None = None, limit: int = 20) -> list[Told]:
    """The updates the viewer may read, newest first, with their writers; from behind one of them on."""
    return [Told(*row) for row in _told(viewer, project.id, before, limit)]


def newest_update(viewer: Viewer, project: Project) -> Told | None:
    """The one that heads the project's page."""
    return next(iter(updates_for(viewer, project, limit=1)), None)


@prepared
def _told(viewer, project_id, before, limit):
    wanted = (select(*FACTS, User.name, User.email).select_from(Update).outerjoin(User, User.id == Update.created_by_id)
              .where(Update.project_id == project_id, Update.kind == "update", Update.archived_at.is_(None),
                     visible_condition(viewer, Update))
              .order_by(Update.created_at.desc(), Update.id.desc()).limit(limit))
    if before is None:
        return wanted
    return wanted.where(Update.created_at < _written_at(viewer, project_id, before))


def _written_at(viewer, project_id, update_id):
    """When an update was written, if the viewer may see it: what is hidden leads nowhere, like what is not there."""
    return select(Entry.created_at).where(Entry.id == update_id, Entry.project_id == project_id,
                                          visible_condition(viewer)).scalar_subquery()


def told_of(update: Update) -> Told:
    """An update that was found, as it is shown."""
    by = update.created_by
    return Told(*(getattr(update, fact.key) for fact in FACTS), by and by.name, by and by.email)


def find_update(viewer: Viewer, project_id: UUID, update_id: UUID) -> Update | None:
    """One visible update of that project with its writer, or None."""
    return db.session.scalar(entries_visible_to(viewer, Update).options(joinedload(Update.created_by))
                             .where(Update.project_id == project_id, Update.id == update_id))


def _newest(project, *conditions) -> Update | None:
    return db.session.scalar(
        select(Update).where(Update.project_id == project.id, Update.archived_at.is_(None), *conditions)
        .order_by(Update.created_at.desc(), Update.id.desc()).limit(1))
