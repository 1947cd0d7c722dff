"""Who belongs to a workspace's staff, or to a client."""
from uuid import UUID

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.membership import Membership
from portal.people.roles import CONTACT_ROLES, STAFF_ROLES
from portal.people.user import User

_strength = case({role: rank for rank, role in enumerate(STAFF_ROLES + CONTACT_ROLES)}, value=Membership.role)


def roster(workspace_id: UUID, client_id: UUID | None) -> Select:
    """The staff (client None) or a client's contacts, strongest role first, with their users. Composable."""
    return (select(Membership).join(User, User.id == Membership.user_id)
            .where(Membership.workspace_id == workspace_id, Membership.client_id == client_id,
                   Membership.removed_at.is_(None))
            .order_by(_strength.desc(), User.name, User.email)
            .options(joinedload(Membership.user)))


def find_seat(workspace_id: UUID, membership_id: UUID) -> Membership | None:
    """A living membership of that workspace with its user, or None."""
    return db.session.scalar(
        select(Membership).options(joinedload(Membership.user), joinedload(Membership.client))
        .where(Membership.workspace_id == workspace_id, Membership.id == membership_id,
               Membership.removed_at.is_(None)))


def owners_of(workspace_id: UUID) -> list[Membership]:
    """The owners; a workspace always keeps one. The rows are locked, so that two cannot step down at once."""
    return list(db.session.scalars(
        select(Membership).where(Membership.workspace_id == workspace_id, Membership.role == "owner",
                                 Membership.client_id.is_(None), Membership.removed_at.is_(None)).with_for_update()))
