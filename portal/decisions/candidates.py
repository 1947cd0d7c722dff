"""Whom one may ask on a project, and who of them sees what is asked about."""
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.database import db
from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.people.roles import CONTACT_ROLES
from portal.people.user import User
from portal.projects.project import Project
from portal.talk.people import contacts_reading, on_client_side_of, on_staff_of


def could_approve(project: Project, *, role: str = "approver") -> list[Membership]:
    """The people who may decide there, the client's first, with their users. One statement.

    Of both sides; what sponsors accept nobody of the team accepts for them.
    """
    contacts = and_(on_client_side_of(project), Membership.role.in_(CONTACT_ROLES[CONTACT_ROLES.index(role):]))
    seats = db.session.scalars(
        select(Membership).join(User, User.id == Membership.user_id)
        .where(contacts if role == "sponsor" else or_(on_staff_of(project), contacts))
        .options(joinedload(Membership.user)).order_by(User.name, Membership.id)).all()
    return sorted(seats, key=lambda seat: seat.is_staff)


def contacts_seeing(project: Project, entries: Iterable[Entry]) -> set[UUID]:
    """The contacts (membership ids) on the project who see every one of these. One statement for each."""
    found = set(db.session.scalars(select(Membership.id).where(on_client_side_of(project))))
    for entry in entries:
        found &= set(db.session.scalars(select(Membership.id).where(_reading(entry, project))))
    return found


def able(project: Project, approval: Entry, seats: Collection[Membership], role: str) -> set[UUID]:
    """Those of these memberships who can answer it now: still there, with the role for it, and seeing it."""
    there = {seat.id for seat in could_approve(project, role=role)}
    seeing = contacts_seeing(project, [approval])
    return {seat.id for seat in seats if seat.id in there and (seat.is_staff or seat.id in seeing)}


def _reading(entry: Entry, project: Project):
    # The condition asks the entry for its project.
    set_committed_value(entry, "project", project)
    return contacts_reading(entry, entry.audience)
