"""Who of the client reads a question about a change that is for those who are asked only: as long as they are sponsors.

Where the change is about money, as long as they see the budget, too.
"""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import exists, or_, select

from portal.base.database import db
from portal.budgets.agreeing import shown_or_hidden
from portal.changes.effect import Effect
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.cancelling import cancel
from portal.decisions.thing import Thing
from portal.entries.reader import EntryReader
from portal.entries.readers import contacts_on, name_readers
from portal.notices.cancelling import cancel_owed
from portal.people.membership import Membership
from portal.people.seats import role_changed
from portal.people.user import User
from portal.projects.project import Project

#: How a canonical form tells money; in a text of somebody's the quotes would be escaped.
MONEY = '"budget":{'


def follow_budget(project: Project, by: User) -> None:
    """Nobody is asked about a budget that is hidden from them, nor reads what they were asked. Shown again: they read it."""
    for approval in db.session.scalars(_narrow(Approval.project_id == project.id, _about_money())).all():
        if not project.budget_shared and approval.is_open:
            cancel(approval=approval, by=by, cause="unshared")
        _name(approval, _sponsors_asked(approval) if project.budget_shared else set())


def follow_role(seat: Membership, by: User) -> None:
    """Who is no sponsor any more reads no sponsors' questions; who is one again reads what they were asked."""
    if seat.client_id is None:
        return
    db.session.flush()
    for approval in db.session.scalars(_narrow(_asked(seat.id))).all():
        hidden = not db.session.scalar(select(Project.budget_shared).where(Project.id == approval.project_id)) and (
            db.session.scalar(select(Approval.id).where(Approval.id == approval.id, _about_money())))
        _name(approval, set() if hidden else _sponsors_asked(approval))


def _narrow(*conditions):
    return select(Approval).where(Approval.role == "sponsor", Approval.audience == "named", *conditions).order_by(Approval.id)


def _asked(seat_id: UUID):
    return exists().where(Approver.approval_id == Approval.id, Approver.membership_id == seat_id)


def _about_money():
    """Whether it asked for another budget, in its change or in what it told in any round."""
    wished = exists().where(Effect.change_request_id == Approval.about_id, Effect.kind == "budget")
    told = exists().where(Thing.approval_id == Approval.id, Thing.canonical.contains(MONEY))
    return or_(wished, told)


def _sponsors_asked(approval: Approval) -> set[UUID]:
    asked = set(db.session.scalars(select(Approver.membership_id).where(Approver.approval_id == approval.id)))
    return {seat.id for seat in contacts_on(approval.project_id) if seat.id in asked and seat.may("sponsor")}


def _name(approval: Approval, wanted: Iterable[UUID]) -> None:
    wanted = set(wanted)
    known = set(db.session.scalars(select(EntryReader.membership_id).where(EntryReader.entry_id == approval.id)))
    name_readers(approval, wanted, known)
    db.session.flush()
    if known - wanted:
        losing = db.session.scalars(select(Membership.user_id).where(Membership.id.in_(known - wanted))).all()
        cancel_owed(subject_ids=[approval.id], user_ids=losing)


shown_or_hidden.append(follow_budget)
role_changed.append(follow_role)
