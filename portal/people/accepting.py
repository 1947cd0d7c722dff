"""What an accepted invitation makes: the person, and their place in the workspace or at the client."""
from dataclasses import dataclass

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.invitation import Invitation
from portal.people.membership import Membership
from portal.people.roles import at_least
from portal.people.user import User


class NotOpen(ValueError):
    """The invitation is no longer pending; ``args[0]`` is its state."""


@dataclass(frozen=True)
class Acceptance:
    """Who accepted, and the membership it gives."""

    user: User
    seat: Membership
    #: The address had never been used before: nobody was known by it, whether they ever signed in or not.
    first_time: bool
    #: The membership had ended and lives again: what it once reached is not given back by this.
    revived: bool


def accept_invitation(*, invitation: Invitation) -> Acceptance:
    """Accept once: the user where there is none, the membership where there is none, never a weaker one.

    Raises NotOpen for an invitation that was accepted, revoked or ran out, also a moment ago by another request.
    """
    db.session.refresh(invitation, with_for_update={"of": Invitation})
    if not invitation.is_pending:
        raise NotOpen(invitation.state)
    user, first_time = _user(invitation.email)
    seat, revived = _seat(invitation, user)
    invitation.accepted_at, invitation.accepted_by_id = now(), user.id
    record_event(workspace_id=invitation.workspace_id, project_id=invitation.project_id, actor_id=user.id,
                 verb="invitation.accepted", new={"role": seat.role, "lead": seat.lead})
    return Acceptance(user, seat, first_time, revived)


def living_seat(invitation: Invitation, user: User) -> Membership | None:
    """The user's living membership at what the invitation is for."""
    seat = _any_seat(invitation, user)
    return seat if seat is not None and seat.removed_at is None else None


def _user(email: str) -> tuple[User, bool]:
    """Who has the address, and whether they became somebody only now.

    Somebody known who never proved to read it, such as an owner whom the set-up link or a command made, has what
    a link that others may have read must not open.
    """
    user = db.session.scalar(select(User).where(User.email == email))
    if user is not None:
        return user, False
    user = User(email=email, proven_at=now())
    db.session.add(user)
    db.session.flush()
    return user, True


def _seat(invitation: Invitation, user: User) -> tuple[Membership, bool]:
    seat = _any_seat(invitation, user)
    revived = seat is not None and seat.removed_at is not None
    if seat is None:
        seat = Membership(workspace_id=invitation.workspace_id, client_id=invitation.client_id, user_id=user.id,
                          role=invitation.role, lead=invitation.lead)
        db.session.add(seat)
    elif revived:
        seat.removed_at, seat.role, seat.lead = None, invitation.role, invitation.lead
    else:
        seat.role = seat.role if at_least(seat.role, invitation.role) else invitation.role
        seat.lead = seat.lead or invitation.lead
    db.session.flush()
    return seat, revived


def _any_seat(invitation: Invitation, user: User) -> Membership | None:
    return db.session.scalar(select(Membership).where(
        Membership.user_id == user.id, Membership.workspace_id == invitation.workspace_id,
        Membership.client_id == invitation.client_id))
