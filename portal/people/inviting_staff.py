"""Inviting people to the staff of a workspace."""
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.access import may_administer, may_own
from portal.people.address_lists import Problem
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused, Offer, invite
from portal.people.membership import Membership
from portal.people.roles import STAFF_ROLES
from portal.people.user import User


def staff_roles_to_give(seat: Membership) -> tuple[str, ...]:
    """Admins invite up to admin, owners also owners, others nobody."""
    if not may_administer(seat):
        return ()
    return STAFF_ROLES if may_own(seat) else STAFF_ROLES[:-1]


def invite_to_staff(*, by: Membership, user: User, addresses: list[str], role: str, line: str = "") -> list[Invitation]:
    """Invite addresses to the staff, all or none. Raises InvitingRefused for colleagues, PermissionError for a role."""
    if role not in staff_roles_to_give(by):
        raise PermissionError(role)
    colleagues = set(db.session.scalars(
        select(User.email).join(Membership, Membership.user_id == User.id).where(
            Membership.workspace_id == by.workspace_id, Membership.client_id.is_(None),
            Membership.removed_at.is_(None), User.email.in_(addresses))))
    if colleagues:
        raise InvitingRefused([Problem(address, "here") for address in addresses if address in colleagues])
    return invite(addresses=addresses, offer=Offer(workspace_id=by.workspace_id, role=role, line=line), by=user)


def staff_invitations(workspace_id: UUID) -> Select:
    """A workspace's invitations to its staff with who sent them, newest first. Composable."""
    return (select(Invitation).options(joinedload(Invitation.inviter))
            .where(Invitation.workspace_id == workspace_id, Invitation.client_id.is_(None))
            .order_by(Invitation.created_at.desc(), Invitation.id.desc()))
