"""Taking a question back, and asking it once more."""
from datetime import date

from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.current import Away, current_things, things_of
from portal.decisions.settling import asked_anew, end, hindrances, lay_round, lock, open_again, settle
from portal.entries.telling import tell
from portal.people.user import User


class ReasonMissing(ValueError):
    """Who was asked shall read why nobody wants to know any more."""


class Over(Exception):
    """It ended in another way meanwhile."""


class Hindered(ValueError):
    """Why the same people cannot be asked once more, as a code of whoever stands against it."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def cancel(*, approval: Approval, by: User, reason: str = "", cause: str = "asked") -> bool:
    """End it without an answer. Cancelled already: nothing happens. Raises ReasonMissing, and Over where it was decided."""
    lock(approval)
    if approval.state == "cancelled":
        return False
    if not approval.is_open:
        raise Over(approval.id)
    if cause == "asked" and not reason.strip():
        raise ReasonMissing
    end(approval, "cancelled", by, reason=reason.strip(), cause=cause)
    return True


def ask_again(*, approval: Approval, by: User, until: date | None = None) -> bool:
    """After changes were asked for, ask the same people about what there is now: another round.

    Open already: nothing happens. Raises Over where it was approved or cancelled, Hindered, and Away.
    """
    lock(approval)
    if approval.is_open:
        return False
    if approval.state != "changes":
        raise Over(approval.id)
    for hindrance in hindrances:
        if code := hindrance(approval):
            raise Hindered(code)
    current = current_things(things_of(approval), shared=approval.is_for_client)
    open_again(approval)
    approval.promised = until or approval.promised
    lay_round(approval, current)
    tell(approval, actor_id=by.id, verb="approval_asked_again", field="decision", new={"round": approval.round})
    settle(approval, by)
    for follow in asked_anew:
        follow(approval, by)
    db.session.flush()
    return True


__all__ = ["Away", "Hindered", "Over", "ReasonMissing", "ask_again", "cancel"]
