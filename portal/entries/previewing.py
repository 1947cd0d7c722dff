"""What an invitation shows before it is accepted: through the same fence, as the contact somebody would be.

The viewer's only seat is one that stands in no table (or a copy of the one the person has already), narrowed to the
one project and entry of the invitation. Where previews are off, nothing of the entry is looked up at all.
"""
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.invitation import Invitation
from portal.people.membership import Membership
from portal.people.roles import at_least
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer


@dataclass(frozen=True)
class Preview:
    """The standing somebody would have on a project, and the entry they may look at already, by id."""

    standing: Standing
    entry_id: UUID | None

    @property
    def project(self) -> Project:
        return self.standing.project

    @property
    def viewer(self) -> Viewer:
        return self.standing.viewer


def preview_of(invitation: Invitation) -> Preview | None:
    """The preview, or None where the project, its client or its workspace is closed or gone."""
    project = _open_project(invitation)
    if project is None:
        return None
    entry_id = invitation.entry_id if shows_entry(project) else None
    viewer = Viewer(user=None, memberships=(_seat_to_be(invitation),), only_projects=frozenset({project.id}),
                    only_entries=frozenset({entry_id} if entry_id else ()), limited=True)
    return Preview(Standing(project, viewer.memberships[0], viewer), entry_id)


def shows_entry(project: Project) -> bool:
    """Whether invitations to this project show their entry before they are accepted."""
    wish = project.preview_invitations
    return project.workspace.preview_invitations if wish is None else wish


def _open_project(invitation: Invitation) -> Project | None:
    project = db.session.scalar(
        select(Project).options(joinedload(Project.workspace), joinedload(Project.client))
        .where(Project.workspace_id == invitation.workspace_id, Project.id == invitation.project_id,
               Project.client_id == invitation.client_id, Project.archived_at.is_(None)))
    closed = project is None or project.workspace.archived_at or project.client.archived_at
    return None if closed else project


def _seat_to_be(invitation: Invitation) -> Membership:
    """The membership that accepting would give. It is never added to a session."""
    has = db.session.scalar(
        select(Membership).join(User, User.id == Membership.user_id).where(
            User.email == invitation.email, Membership.workspace_id == invitation.workspace_id,
            Membership.client_id == invitation.client_id, Membership.removed_at.is_(None)))
    keeps = has is not None and at_least(has.role, invitation.role)
    return Membership(id=has.id if has else uuid4(), user_id=has.user_id if has else None,
                      workspace_id=invitation.workspace_id, client_id=invitation.client_id,
                      role=has.role if keeps else invitation.role, lead=invitation.lead or bool(has and has.lead))
