"""Inviting people of the client to a project."""
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.address_lists import Problem
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused, Offer, invite
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.access import leads_allowed, roles_to_give
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.standing import Standing


def invite_to_project(*, standing: Standing, addresses: list[str], role: str, lead: bool = False, line: str = "",
                      entry_id: UUID | None = None) -> list[Invitation]:
    """Invite addresses to a project of their client, all or none. Again: the open link is sent anew.

    Raises InvitingRefused for people who are here already, PermissionError for a role beyond the inviter's power.
    """
    if role not in roles_to_give(standing) or (lead and not leads_allowed(standing)):
        raise PermissionError(role)
    if problems := _problems(standing, addresses):
        raise InvitingRefused(problems)
    project = standing.project
    offer = Offer(workspace_id=project.workspace_id, client_id=project.client_id, project_id=project.id,
                  entry_id=entry_id, role=role, lead=lead, line=line, adds_only=not standing.is_staff)
    return invite(addresses=addresses, offer=offer, by=standing.viewer.user)


def invitations_of(project: Project) -> Select:
    """A project's invitations with who sent them, newest first. Composable."""
    return (select(Invitation).options(joinedload(Invitation.inviter))
            .where(Invitation.workspace_id == project.workspace_id, Invitation.project_id == project.id)
            .order_by(Invitation.created_at.desc(), Invitation.id.desc()))


def _problems(standing: Standing, addresses: Sequence[str]) -> list[Problem]:
    project = standing.project
    here = _emails(select(User.email).join(Membership, Membership.user_id == User.id)
                   .join(ProjectMember, ProjectMember.membership_id == Membership.id)
                   .where(ProjectMember.project_id == project.id, Membership.client_id == project.client_id),
                   addresses)
    # Only staff may learn who else is staff; for a client's lead such an address is one like any other.
    staff = _emails(select(User.email).join(Membership, Membership.user_id == User.id)
                    .where(Membership.workspace_id == project.workspace_id, Membership.client_id.is_(None)),
                    addresses) if standing.is_staff else set()
    return [Problem(address, "here" if address in here else "staff")
            for address in addresses if address in here | staff]


def _emails(people: Select, addresses: Sequence[str]) -> set[str]:
    return set(db.session.scalars(people.where(User.email.in_(addresses), Membership.removed_at.is_(None))))
