"""Inviting addresses, sending their links again, taking them back."""
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import false, or_, select, update
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.notices.cancelling import cancel_owed
from portal.notices.owing import owe_mail
from portal.people.address_lists import Problem
from portal.people.invitation import Invitation
from portal.people.membership import Membership
from portal.people.person import Person, person_of
from portal.people.roles import at_least
from portal.people.user import User

LASTS = timedelta(days=14)


class InvitingRefused(ValueError):
    """Some of the addresses cannot be invited; none was."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(", ".join(f"{each.address}: {each.code}" for each in problems))


@dataclass(frozen=True)
class Offer:
    """What an invitation offers: a role on the staff (no client), or at a client, with a project and perhaps an entry."""

    workspace_id: UUID
    role: str
    client_id: UUID | None = None
    project_id: UUID | None = None
    entry_id: UUID | None = None
    lead: bool = False
    line: str = ""
    #: Somebody who may not take away what a stronger hand offered before, only add to it.
    adds_only: bool = False


def invite(*, addresses: list[str], offer: Offer, by: User) -> list[Invitation]:
    """Invite each address and owe it a mail. An address whose link is still open keeps it, under the new offer."""
    return [_invite_one(address, offer, by) for address in addresses]


def send_again(*, invitation: Invitation, by: User | None = None) -> Invitation:
    """Owe the mail once more, to the same address. A link that has run out stays so: its successor has a new one.

    ``by`` is None where the invited person asks. Raises ValueError for an invitation that was accepted or revoked.
    """
    if invitation.state not in ("pending", "expired"):
        raise ValueError(invitation.state)
    sent = invitation if invitation.is_pending else _successor(invitation)
    if by is not None:
        sent.expires_at = now() + LASTS
    owe_mail(kind="invitation", address=sent.email, subject_id=sent.id)
    _tell(sent, by, "invitation.sent_again")
    return sent


def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Take an open link back. Twice, or once it was accepted: nothing."""
    if invitation.state in ("pending", "expired"):
        invitation.revoke()
        _tell(invitation, by, "invitation.revoked")


def take_back_links(seat: Membership, *, to_them: bool = True, project_id: UUID | None = None) -> None:
    """Revoke the links, waiting or run out, that go with a membership, to one project or to all.

    Those to the person (if ``to_them``); and those that a contact sent, as their client's lead: they vouch for nobody
    any more. Staff invite for the house.
    """
    theirs, sent = Invitation.email == seat.user.email, Invitation.inviter_id == seat.user_id
    whose = [*([theirs] if to_them else ()), *(() if seat.is_staff else [sent])]
    ids = list(db.session.scalars(select(Invitation.id).where(
        Invitation.workspace_id == seat.workspace_id, Invitation.client_id == seat.client_id,
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), or_(false(), *whose),
        *([Invitation.project_id == project_id] if project_id else ()))))
    db.session.execute(update(Invitation).where(Invitation.id.in_(ids)).values(revoked_at=now()))
    cancel_owed(subject_ids=ids)


def find_invitation(invitation_id: UUID) -> Invitation | None:
    """An invitation with what its page names, or None."""
    loaded = (joinedload(Invitation.workspace), joinedload(Invitation.client), joinedload(Invitation.inviter))
    return db.session.scalar(select(Invitation).options(*loaded).where(Invitation.id == invitation_id))


def inviter_of(invitation: Invitation) -> Person:
    """Who invites, as the invited sees them: of the provider, or a colleague."""
    on_staff = db.session.scalar(select(Membership.id).where(
        Membership.user_id == invitation.inviter_id, Membership.workspace_id == invitation.workspace_id,
        Membership.client_id.is_(None)))
    return person_of(invitation.inviter, "staff" if on_staff else "client")


def _invite_one(address: str, offer: Offer, by: User) -> Invitation:
    open_one = _open_one(address, offer.workspace_id, offer.client_id, offer.project_id)
    invitation = open_one or _new(address, offer, by)
    if open_one is not None:
        _replace(open_one, offer, by)
    owe_mail(kind="invitation", address=address, subject_id=invitation.id)
    _tell(invitation, by, "invitation.sent")
    return invitation


def _open_one(address: str, workspace_id: UUID, client_id: UUID | None, project_id: UUID | None) -> Invitation | None:
    return db.session.scalar(select(Invitation).where(
        Invitation.email == address, Invitation.workspace_id == workspace_id, Invitation.client_id == client_id,
        Invitation.project_id == project_id, Invitation.revoked_at.is_(None), Invitation.accepted_at.is_(None),
        Invitation.expires_at > now()).order_by(Invitation.created_at.desc()).limit(1).with_for_update())


def _new(address: str, offer: Offer, by: User) -> Invitation:
    invitation = Invitation(
        workspace_id=offer.workspace_id, client_id=offer.client_id, project_id=offer.project_id,
        entry_id=offer.entry_id, email=address, role=offer.role, lead=offer.lead, line=offer.line, inviter_id=by.id,
        expires_at=now() + LASTS)
    db.session.add(invitation)
    db.session.flush()
    return invitation


def _replace(invitation: Invitation, offer: Offer, by: User) -> None:
    kept = offer.adds_only and at_least(invitation.role, offer.role)
    invitation.role = invitation.role if kept else offer.role
    invitation.lead = offer.lead or (offer.adds_only and invitation.lead)
    invitation.entry_id = offer.entry_id or invitation.entry_id
    invitation.line, invitation.inviter_id, invitation.expires_at = offer.line, by.id, now() + LASTS


def _successor(expired: Invitation) -> Invitation:
    open_one = _open_one(expired.email, expired.workspace_id, expired.client_id, expired.project_id)
    if open_one is not None:
        return open_one
    fields = ("workspace_id", "client_id", "project_id", "entry_id", "email", "role", "lead", "line", "inviter_id")
    successor = Invitation(**{name: getattr(expired, name) for name in fields}, expires_at=now() + LASTS)
    db.session.add(successor)
    db.session.flush()
    return successor


def _tell(invitation: Invitation, by: User | None, verb: str) -> None:
    record_event(workspace_id=invitation.workspace_id, project_id=invitation.project_id, entry_id=invitation.entry_id,
                 actor_id=by.id if by else None, verb=verb,
                 new={"email": invitation.email, "role": invitation.role, "lead": invitation.lead})
