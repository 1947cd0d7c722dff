"""Whose answer a change waits for."""
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import today
from portal.base.prepared import prepared
from portal.changes.change_request import ChangeRequest
from portal.decisions.access import decides
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.awaiting import NOBODY, deciders, how_deputies_stand_in, stands_in
from portal.decisions.decision import Decision
from portal.decisions.deputy import Deputy
from portal.entries.visible import visible_condition
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.standing import Standing


@dataclass(frozen=True, slots=True)
class Question:
    """The approval by which the client was asked last, as far as the reader sees it, and whom it waits for."""

    approval_id: UUID
    names: tuple[str, ...]
    is_mine: bool
    #: Why it was declined, in the words of the answer.
    words: str


def question_of(standing: Standing, change: ChangeRequest) -> Question | None:
    """None where nobody was asked, or the reader does not see it. One statement."""
    if change.approval_id is None:
        return None
    rows = _asked(standing.viewer, change.project_id, change.approval_id, deciders(standing.viewer, "sponsor"),
                  standing.viewer.user_id).all()
    if not rows:
        return None
    waiting, day = [row for row in rows if row.waits], today(standing.project.workspace.time_zone)
    is_mine = decides(standing.seat, "sponsor") and any(
        row.user_id == standing.viewer.user_id or stands_in(row, day) for row in waiting)
    return Question(change.approval_id, tuple(row.name or row.email.partition("@")[0] for row in waiting), is_mine,
                    rows[0].words or "")


@prepared
def _asked(viewer, project_id, approval_id, accepting, user_id):
    words = (select(Decision.words).where(Decision.approval_id == approval_id, Decision.verdict == "changes", Decision.counted)
             .order_by(Decision.number.desc()).limit(1).scalar_subquery())
    deputy = (Deputy.deputy_id, Deputy.from_day, Deputy.until_day) if len(accepting) else NOBODY
    found = (select(Approver.waits, Membership.user_id, User.name, User.email, words.label("words"), *deputy)
             .select_from(Approval).join(Approver, Approver.approval_id == Approval.id)
             .join(Membership, Membership.id == Approver.membership_id).join(User, User.id == Membership.user_id)
             .where(Approval.id == approval_id, Approval.project_id == project_id, visible_condition(viewer, Approval))
             .order_by(Approver.position))
    return found.outerjoin(Deputy, how_deputies_stand_in(accepting, accepting, user_id)) if len(accepting) else found
