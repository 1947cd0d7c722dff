"""Changing what somebody is in a workspace, and ending it."""
from collections.abc import Callable

from sqlalchemy import update

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.inviting import take_back_links
from portal.people.membership import Membership
from portal.people.rosters import owners_of
from portal.people.session import Session
from portal.people.user import User

#: What follows when somebody's role has changed: rooms above add theirs.
role_changed: list[Callable[[Membership, User], None]] = []


class LastOwner(ValueError):
    """A workspace keeps an owner: make somebody else one first."""


def change_role(*, seat: Membership, by: User, role: str, lead: bool = False) -> None:
    """Give a membership another role of its side. Twice: nothing. Raises LastOwner."""
    if (seat.role, seat.lead) == (role, lead):
        return
    if seat.role == "owner" and role != "owner":
        _keep_an_owner(seat)
    record_event(workspace_id=seat.workspace_id, actor_id=by.id, verb="role.changed", field="role",
                 old=_told(seat.role, seat.lead), new={**_told(role, lead), "user": str(seat.user_id)})
    if seat.lead and not lead:
        take_back_links(seat, to_them=False)
    seat.role, seat.lead = role, lead
    seat.user.lose_access()
    for follow in role_changed:
        follow(seat, by)


def remove_seat(*, seat: Membership, by: User) -> None:
    """End a membership: it opens nothing from the next request on. Twice: it stays ended. Raises LastOwner.

    What the person holds is handed over before, by the rooms that know of it.
    """
    if seat.removed_at is not None:
        return
    if seat.role == "owner":
        _keep_an_owner(seat)
    seat.removed_at = now()
    seat.user.lose_access()
    record_event(workspace_id=seat.workspace_id, actor_id=by.id, verb="member.removed",
                 old={**_told(seat.role, seat.lead), "user": str(seat.user_id)})
    db.session.execute(update(Session).where(Session.membership_id == seat.id, Session.revoked_at.is_(None))
                       .values(revoked_at=now()))
    take_back_links(seat)


def _keep_an_owner(seat: Membership) -> None:
    if not any(other.id != seat.id for other in owners_of(seat.workspace_id)):
        raise LastOwner


def _told(role: str, lead: bool) -> dict:
    return {"role": role, "lead": lead}
