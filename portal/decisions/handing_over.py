"""Declining to decide: somebody else is asked in one's place, or the team is told to find one. Staff may ask another one in
anybody's place."""
from collections.abc import Container
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.decisions.answering import NotAsked, write
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.candidates import contacts_seeing, could_approve
from portal.decisions.decision import Decision
from portal.decisions.place import place_of
from portal.decisions.settling import approvers_of, counting, lock, settle
from portal.entries.telling import tell
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing


class CannotHandOver(ValueError):
    """Why the other one is not asked, as a code: ``person`` (may not decide there), ``not_seen``, ``asked`` (is already)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


class Over(Exception):
    """There is nothing to decide any more: it ended, or this place is answered or somebody else's."""


def could_take_over(approval: Approval, approvers: list[Approver]) -> list[Membership]:
    """Who may be asked in somebody's place: of those who may decide and see it, who was never asked. With their users."""
    asked_once = {approver.membership_id for approver in approvers}
    seeing = contacts_seeing(approval.project, [approval]) if approval.is_shared else set()
    return [seat for seat in could_approve(approval.project, role=approval.role)
            if seat.id not in asked_once and (seat.is_staff or seat.id in seeing)]


def hand_over(*, decision_id: UUID, approval: Approval, by: Standing, to_id: UUID | None, words: str = "", device: str = "",
              assurance: str = "", made_at: datetime | None = None) -> Decision:
    """Let a colleague of one's own side (a membership id) decide in one's place.

    Naming nobody leaves it to the team to ask somebody: until they do, nobody answers in this place.
    Where that is late it is stored with why it does not count, as an answer is. Raises NotAsked, CannotHandOver.
    """
    lock(approval)
    approvers, answers = approvers_of(approval), counting(approval)
    place = place_of(approval, by, approvers, list(answers.values()))
    if place is None or place.for_id is not None:
        raise NotAsked(approval.id)
    old = place.approver
    why_not = _too_late(approval, old, answers)
    to = _checked(approval, by.project, approvers, to_id) if to_id and not why_not else None
    if to is not None and to.is_staff is not by.seat.is_staff:
        raise CannotHandOver("person")
    decision = write(approval, by, place, decision_id=decision_id, verdict="hand_over", round=approval.round, seen=[],
                     words=words.strip(), why_not=why_not, device=device, assurance=assurance, made_at=made_at,
                     tells="approval_handed_over" if to_id or why_not else "approval_declined",
                     told={"old": {"user": str(by.viewer.user_id)}, "new": _facts(decision_id, to, why_not),
                           "reason": words.strip() or None})
    if to is not None:
        _replace(approval, old, to, by.viewer.user)
    elif not why_not:
        old.declined = True
        settle(approval, by.viewer.user)
    return decision


def hand_on(*, approval: Approval, by: Standing, approver_id: UUID, to_id: UUID, reason: str = "") -> bool:
    """Ask somebody else in the place of one who was asked. In that place already: nothing happens.

    Raises Over, and CannotHandOver.
    """
    lock(approval)
    approvers, answers = approvers_of(approval), counting(approval)
    old = next((approver for approver in approvers if approver.id == approver_id), None)
    if old is not None and old.is_handed_on and any(
            each.id == old.handed_to_id and each.membership_id == to_id for each in approvers):
        return False
    if old is None or not approval.is_open or old.is_handed_on or old.id in answers:
        raise Over(approval.id)
    to = _checked(approval, by.project, approvers, to_id)
    tell(approval, actor_id=by.viewer.user_id, verb="approval_handed_on", field="decision",
         old={"user": str(_user_of(old))}, new={"user": str(to.user_id)}, reason=reason.strip() or None)
    _replace(approval, old, to, by.viewer.user)
    return True


def _too_late(approval: Approval, place: Approver, answers: Container[UUID]) -> str | None:
    if not approval.is_open:
        return "ended"
    if place.gave_up:
        return "handed_on" if place.is_handed_on else "declined"
    return "already" if place.id in answers else None


def _checked(approval: Approval, project: Project, approvers: list[Approver], to_id: UUID) -> Membership:
    if any(approver.membership_id == to_id for approver in approvers):
        raise CannotHandOver("asked")
    to = next((seat for seat in could_approve(project, role=approval.role) if seat.id == to_id), None)
    if to is None:
        raise CannotHandOver("person")
    if not to.is_staff and to.id not in contacts_seeing(project, [approval]):
        raise CannotHandOver("not_seen")
    return to


def _replace(approval: Approval, old: Approver, to: Membership, by: User) -> None:
    new = Approver(workspace_id=approval.workspace_id, approval_id=approval.id, membership_id=to.id, position=old.position)
    db.session.add(new)
    db.session.flush()
    old.handed_to_id = new.id
    settle(approval, by)


def _facts(decision_id: UUID, to: Membership | None, why_not: str | None) -> dict:
    told = {"decision": str(decision_id), "counted": why_not is None}
    return told | ({"user": str(to.user_id)} if to else {"why_not": why_not})


def _user_of(approver: Approver) -> UUID:
    return db.session.scalar(select(Membership.user_id).where(Membership.id == approver.membership_id))
