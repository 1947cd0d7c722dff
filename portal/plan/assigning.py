"""Naming who does an item, from either side."""
from uuid import UUID

from sqlalchemy import delete, select

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.telling import tell
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.move import settle_moves
from portal.plan.turn import role_acts
from portal.projects.member import ProjectMember


class NotOnTheProject(Exception):
    """Only members of the project whose role may act can be named."""


def assign(*, item: WorkItem, by, seat_id: UUID) -> bool:
    """Name a member of the project. Named already, nothing happens. Raises NotOnTheProject."""
    seat = next((seat for seat in assignable(item) if seat.id == seat_id), None)
    if seat is None:
        raise NotOnTheProject(seat_id)
    if _named(item, seat_id):
        return False
    db.session.add(Assignee(entry_id=item.id, membership_id=seat.id, workspace_id=item.workspace_id))
    tell(item, actor_id=by.id, verb="assigned", field="assignee", new={"user": str(seat.user_id)})
    _settle(item)
    return True


def unassign(*, item: WorkItem, by, seat_id: UUID) -> bool:
    """Take a name off. Not named, nothing happens."""
    named = _named(item, seat_id)
    if named is None:
        return False
    user_id = db.session.scalar(select(Membership.user_id).where(Membership.id == seat_id))
    db.session.delete(named)
    tell(item, actor_id=by.id, verb="unassigned", field="assignee", old={"user": str(user_id)})
    _settle(item)
    return True


def drop_hands(*, seat_id: UUID, project_id: UUID) -> None:
    """Take a leaving member's name off every item of a project; whose move these are is decided anew."""
    ids = list(db.session.scalars(select(Assignee.entry_id).join(WorkItem, WorkItem.id == Assignee.entry_id).where(
        Assignee.membership_id == seat_id, WorkItem.project_id == project_id)))
    db.session.execute(delete(Assignee).where(Assignee.membership_id == seat_id, Assignee.entry_id.in_(ids)))
    settle_moves(ids)


def assignable(item: WorkItem, most: int | None = None) -> list[Membership]:
    """The members of the item's project whose role may act, staff first, with their users.

    Nobody where the project has more than ``most`` members: a short list of a long one would be a wrong one.
    """
    seats = [seat for seat, _user in _seats(item.project_id, most and most + 1)]
    if most and len(seats) > most:
        return []
    return sorted((seat for seat in seats if role_acts(seat)), key=lambda seat: (not seat.is_staff, seat.user.called.lower()))


@prepared
def _seats(project_id: UUID, most: int | None):
    return (select(Membership, User).join(User, User.id == Membership.user_id)
            .join(ProjectMember, ProjectMember.membership_id == Membership.id)
            .where(ProjectMember.project_id == project_id, Membership.removed_at.is_(None))
            .order_by(Membership.created_at, Membership.id).limit(most))


def _named(item, seat_id) -> Assignee | None:
    return db.session.get(Assignee, (item.id, seat_id))


def _settle(item) -> None:
    settle_moves([item.id])
    db.session.expire(item, ["assignees"])
