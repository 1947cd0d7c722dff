"""In whose place somebody answers: their own, or that of who is away."""
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from portal.base.database import db
from portal.decisions.access import may_decide
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.deputies import stood_in_for
from portal.people.membership import Membership
from portal.projects.standing import Standing


class Place(NamedTuple):
    """An approver's place, and for whom (user id) it is taken by a deputy."""

    approver: Approver
    for_id: UUID | None = None


def place_of(approval: Approval, by: Standing, approvers: Sequence[Approver], answers: Collection[Decision],
             away: Collection[UUID] | None = None) -> Place | None:
    """Where somebody stands among those who are asked, or None. Their own place counts first, even one they handed on.

    Else that of somebody who is away today; the first that is open. Who asked, or has answered in this round, answers
    for nobody else: where four eyes shall see it, four do. ``away`` are those (membership ids) they stand in for today, where
    that is known. At most two statements.
    """
    if not may_decide(by, approval):
        return None
    own = next((approver for approver in approvers if approver.membership_id == by.seat.id), None)
    if own is not None:
        return Place(own)
    if any(decision.by_id == by.viewer.user_id for decision in answers):
        return next((Place(approver, decision.for_id) for decision in answers if decision.by_id == by.viewer.user_id
                     for approver in approvers if approver.id == decision.approver_id), None)
    if approval.created_by_id == by.viewer.user_id:
        return None
    if away is None:
        away = stood_in_for([by.seat.id], by.project, approval.role)
    places = sorted((approver for approver in approvers if approver.membership_id in away and not approver.gave_up),
                    key=lambda approver: (not approver.waits, approver.position))
    return Place(places[0], db.session.get(Membership, places[0].membership_id).user_id) if places else None
