"""Taking an own answer back: visibly, within a day, and not once something was done because of it."""
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.answering import write
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.place import Place
from portal.decisions.settling import approvers_of, asked, counting, depends, lock, open_again, reopened, settle
from portal.projects.standing import Standing

WITHIN = timedelta(hours=24)


class CannotTakeBack(Exception):
    """Why it stays, as a code: ``not_yours``, ``not_counted``, ``late``, ``depended``, ``ended``."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def take_back(*, decision_id: UUID, decision: Decision, approval: Approval, by: Standing, words: str = "",
              device: str = "", assurance: str = "", made_at: datetime | None = None) -> Decision:
    """Say by another decision that one holds no longer; an approval that it had ended is open again.

    Taken back already: the decision that did so. Raises CannotTakeBack.
    """
    lock(approval)
    done = db.session.scalar(select(Decision).where(Decision.approval_id == approval.id, Decision.of_id == decision.id))
    if done is not None:
        return done
    why_not = why_it_stays(decision, approval, by)
    if why_not:
        raise CannotTakeBack(why_not)
    approver = next(each for each in approvers_of(approval) if each.id == decision.approver_id)
    was_open = approval.is_open
    # Who takes back what a deputy said for them stands in for nobody.
    for_id = decision.for_id if decision.for_id != by.viewer.user_id else None
    taken = write(approval, by, Place(approver, for_id), decision_id=decision_id, verdict="take_back",
                  round=decision.round, words=words.strip(), seen=decision.seen, of_id=decision.id, device=device,
                  assurance=assurance, made_at=made_at, tells="approval_taken_back",
                  told={"old": {"verdict": decision.verdict, "decision": str(decision.id)}})
    if not was_open:
        open_again(approval)
    settle(approval, by.viewer.user)
    if not was_open and approval.is_open:
        for follow in reopened:
            follow(approval, by.viewer.user)
    return taken


def final_at(decision: Decision) -> datetime:
    """Until when it may be taken back."""
    return decision.at + WITHIN


def why_it_stays(decision: Decision, approval: Approval, by: Standing, *, answers: dict | None = None,
                 approvers: Sequence[Approver] | None = None) -> str | None:
    """None where somebody may take it back now. Of whom is asked, and what counts, it is told or reads it itself."""
    if not is_theirs(decision, by):
        return "not_yours"
    if approval.state == "cancelled":
        return "ended"
    if not decision.is_answer or not decision.counted:
        return "not_counted"
    if now() >= final_at(decision):
        return "late"
    if decision.round != approval.round or any(did(approval) for did in depends):
        return "depended"
    counted = counting(approval) if answers is None else answers
    if getattr(counted.get(decision.approver_id), "id", None) != decision.id:
        return "not_counted"
    return "depended" if approval.rule == "sequence" and _was_followed(
        decision, approvers_of(approval) if approvers is None else approvers, counted) else None


def is_theirs(decision: Decision, by: Standing) -> bool:
    """Whether somebody gave it, or it was given for them; whether it may still be taken back is another question."""
    if by.viewer.read_only or by.project.archived_at is not None:
        return False
    return by.viewer.user_id is not None and by.viewer.user_id in (decision.by_id, decision.for_id)


def _was_followed(decision: Decision, approvers: Sequence[Approver], counted: dict) -> bool:
    """Whether somebody later in the sequence has answered after it."""
    order = [approver.id for approver in asked(approvers)]
    later = order[order.index(decision.approver_id) + 1:] if decision.approver_id in order else []
    return any(approver_id in counted for approver_id in later)
