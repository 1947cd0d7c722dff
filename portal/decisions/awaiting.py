"""Whose answers are awaited: for Needs you, for turns, and for who is told."""
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, false, null, or_, select
from sqlalchemy.orm import aliased

from portal.base.clock import today
from portal.base.prepared import prepared
from portal.decisions.access import decides
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.deputies import could_decide
from portal.decisions.deputy import Deputy
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.visible import in_their_rooms
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.hand import Hand
from portal.projects.viewer import Viewer

#: Of who stands in for nobody.
NOBODY = (null().label("deputy_id"), null().label("from_day"), null().label("until_day"))
#: Under names of their own: around these conditions may stand a statement over entries or approvers.
_above, _own, _asked = aliased(Entry), aliased(Approver), aliased(Approval.__table__)


def deciders(viewer: Viewer, role: str = "approver") -> tuple[UUID, ...]:
    """The viewer's memberships that decide at all, or where a contact needs at least this role."""
    return tuple(seat.id for seat in viewer.memberships if decides(seat, role))


def have_the_role(seat_id, deciding, accepting, role):
    """Whether a membership (a column) is one of these who decide, and may do so where the question asks for this role."""
    of_sponsors = seat_id.in_(accepting) if len(accepting) else false()
    return and_(seat_id.in_(deciding), or_(role != "sponsor", of_sponsors))


def nothing_away(entry):
    """Whether nothing that an approval asks about was put away, as a condition."""
    return ~exists().where(AboutLink.entry_id == entry.id, _above.id == AboutLink.about_id,
                           _above.archived_at.is_not(None)).correlate_except(AboutLink, _above)


def may_stand_in(are_theirs: Callable, user_id, entry):
    """Whether somebody may answer for another, as a condition; ``are_theirs`` says of a column whether it names their seats.

    Who is asked too, or answered already, answers once. Who asked decides nothing in the name of whom they asked.
    """
    asked_too = exists().where(_own.approval_id == entry.id, are_theirs(_own.membership_id)).correlate_except(_own)
    answered = exists().where(Decision.approval_id == entry.id, Decision.by_id == user_id, Decision.counted,
                              Decision.verdict.in_(("approve", "remarks", "changes")), _asked.c.id == entry.id,
                              Decision.round == _asked.c.round, ~_taken_back()).correlate_except(Decision, _asked)
    return and_(~asked_too, ~answered, entry.created_by_id != user_id)


def how_deputies_stand_in(deciding, accepting, user_id):
    """What ties a deputy to an approver in whose place one of these seats may answer, on whatever days, as a condition."""
    return and_(Deputy.membership_id == Approver.membership_id,
                have_the_role(Deputy.deputy_id, deciding, accepting, Approval.role),
                could_decide(Membership, Approval.project_id, Approval.role),
                may_stand_in(lambda seat: seat.in_(deciding), user_id, Approval))


def _taken_back():
    back = aliased(Decision)
    return exists().where(back.approval_id == Decision.approval_id, back.of_id == Decision.id).correlate_except(back)


def asked_for(viewer: Viewer, ids: list[UUID]) -> dict[UUID, Approval]:
    """Those of these approvals that the viewer may see, with their rooms and whose answer is awaited. Two statements."""
    if not ids:
        return {}
    found = {approval.id: approval for approval in _approvals(viewer, ids).scalars()}
    give_hands(viewer, found.values())
    return found


def give_hands(viewer: Viewer, approvals: Iterable[Approval]) -> None:
    """Say of approvals whose project is loaded whose answer is awaited; of who is away also the viewer's, who stands in.

    One statement; none where all have ended.
    """
    known = {approval.id: approval for approval in approvals}
    hands = defaultdict(tuple)
    open_ones = [id for id, approval in known.items() if approval.is_open]
    able = deciders(viewer), deciders(viewer, "sponsor"), viewer.user_id
    for row in _awaited(open_ones, *able) if open_ones else ():
        hands[row.approval_id] += _hands(row, viewer, known[row.approval_id])
    for id, approval in known.items():
        approval.known_hands = hands[id]


def _hands(row, viewer: Viewer, approval: Approval) -> tuple[Hand, ...]:
    side = "client" if row.client_id else "staff"
    own = Hand(row.membership_id, row.user_id, side, row.name or row.email.partition("@")[0])
    if viewer.user is None or not stands_in(row, today(approval.project.workspace.time_zone)):
        return (own,)
    return own, Hand(row.deputy_id, viewer.user_id, side, viewer.user.called)


def stands_in(row, day: date) -> bool:
    """Whether somebody is a deputy on a day, of a row with who and from when until when."""
    return row.deputy_id is not None and row.from_day <= day <= row.until_day


def who_is_away(viewer: Viewer, approval_id: UUID, day: date) -> str | None:
    """What somebody is called in whose place the viewer may answer a question today. At most one statement."""
    able = deciders(viewer), deciders(viewer, "sponsor"), viewer.user_id
    rows = _awaited([approval_id], *able) if able[0] else ()
    return next((row.name or row.email.partition("@")[0] for row in rows if stands_in(row, day)), None)


@prepared
def _approvals(viewer, ids):
    return in_their_rooms(viewer, Approval).where(Approval.id.in_(ids))


@prepared
def _awaited(ids, deciding, accepting, user_id):
    wanted = (select(Approver.approval_id, Approver.membership_id, Membership.user_id, Membership.client_id, User.name,
                     User.email, *(Deputy.deputy_id, Deputy.from_day, Deputy.until_day) if len(deciding) else NOBODY)
              .join(Membership, Membership.id == Approver.membership_id).join(User, User.id == Membership.user_id)
              .where(Approver.approval_id.in_(ids), Approver.waits).order_by(Approver.position, Approver.id))
    if not len(deciding):
        return wanted
    return (wanted.join(Approval, Approval.id == Approver.approval_id)
            .outerjoin(Deputy, how_deputies_stand_in(deciding, accepting, user_id)))
