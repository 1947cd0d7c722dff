"""Changing a project's own facts; archiving and restoring it."""
from datetime import date

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.member import ProjectMember
from portal.projects.project import Project

FIELDS = ("name", "summary", "status", "start", "promised_end", "preview_invitations")
#: What the client side sees of a project, and so reads of in its history.
CLIENT_FIELDS = {"name", "summary", "status", "start", "promised_end"}


class EndReasonMissing(Exception):
    """The promised end of a project moves with a reason only."""


def change_project(*, project: Project, by: User, end_reason: str = "", **values) -> None:
    """Set what differs, each an event with old and new value. Twice: nothing more happens.

    Raises EndReasonMissing where a promised end moves without one.
    """
    end = values.get("promised_end", project.promised_end)
    if project.promised_end is not None and end != project.promised_end and not end_reason.strip():
        raise EndReasonMissing(project.id)
    for field in FIELDS:
        if field in values and values[field] != getattr(project, field):
            _tell(project, by, "project.changed", lane="shared" if field in CLIENT_FIELDS else "internal",
                  field=field, old=_plain(getattr(project, field)), new=_plain(values[field]),
                  reason=(end_reason.strip() or None) if field == "promised_end" else None)
            setattr(project, field, values[field])


def archive_project(*, project: Project, by: User) -> None:
    """Put a project away: everybody on it may still read it, nobody may change it. Twice: it stays away."""
    if project.archived_at is None:
        project.archived_at = now()
        _tell(project, by, "project.archived", lane="shared")
        for user in _people(project):
            user.lose_access()


def restore_project(*, project: Project, by: User) -> None:
    """Take an archived project up again."""
    if project.archived_at is not None:
        project.archived_at = None
        _tell(project, by, "project.restored", lane="shared")


def _tell(project: Project, by: User, verb: str, lane: str, **facts) -> None:
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb=verb, lane=lane,
                 **facts)


def _plain(value):
    return str(value) if isinstance(value, date) else value


def _people(project: Project):
    return db.session.scalars(select(User).join(Membership, Membership.user_id == User.id).join(
        ProjectMember, ProjectMember.membership_id == Membership.id).where(ProjectMember.project_id == project.id))
