"""Staff whom a contact knows from approvals: who asked something the contact sees, and who is asked to approve it."""
from sqlalchemy import exists, or_

from portal.decisions.approver import Approver
from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.talk.people import WAYS_TO_BE_KNOWN


def known_from_approvals(project, visible):
    """A condition over ``Membership``, given which of the project's entries are visible."""
    # Correlated by name: around it may stand a statement over entries or approvers of its own.
    seen = exists().where(Entry.id == Approver.approval_id, visible).correlate(Approver)
    approves = exists().where(Approver.membership_id == Membership.id, seen)
    asked = exists().where(Entry.kind == "approval", Entry.created_by_id == Membership.user_id, visible)
    return or_(approves.correlate(Membership), asked.correlate(Membership))


WAYS_TO_BE_KNOWN.append(known_from_approvals)
