"""By when an answer is asked for: moved with a reason, as any day that people go by."""
from datetime import date

from portal.decisions.approval import Approval
from portal.decisions.cancelling import Over, ReasonMissing
from portal.decisions.settling import lock
from portal.entries.telling import tell
from portal.people.user import User


def move_day(*, approval: Approval, by: User, day: date, reason: str = "") -> bool:
    """Ask for an answer by another day: whoever is asked hears of it, and is reminded by the new one.

    The day it has: nothing happens. Raises ReasonMissing where there was one before, and Over where it has ended.
    """
    lock(approval)
    if not approval.is_open:
        raise Over(approval.id)
    old, reason = approval.promised, reason.strip()
    if old == day:
        return False
    if old is not None and not reason:
        raise ReasonMissing
    approval.promised = day
    tell(approval, actor_id=by.id, verb="approval_moved", field="promised", old=old and old.isoformat(), new=day.isoformat(),
         reason=reason or None)
    return True
