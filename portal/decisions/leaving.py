"""Whoever leaves answers nothing any more. What they said counts; what they were asked waits for somebody else."""
from sqlalchemy import Select, select

from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.entries.telling import tell_many
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.leaving import held_on, let_go_of
from portal.projects.project import Project


def asked_on(seat: Membership) -> Select:
    """The projects on which an answer of a membership is awaited."""
    return select(Approval.project_id).join(Approver, Approver.approval_id == Approval.id).where(
        Approver.membership_id == seat.id, Approver.waits)


def tell_of_leaving(project: Project, seat: Membership, by: User) -> None:
    """Tell the team which open questions wait for nobody now: somebody else is asked, or they are taken back.

    Nothing is ever approved because somebody left.
    """
    waiting = db.session.scalars(
        select(Approval).join(Approver, Approver.approval_id == Approval.id)
        .where(Approval.project_id == project.id, Approver.membership_id == seat.id, Approver.waits)).all()
    tell_many([(approval, {"verb": "approval_left", "internal": True, "old": {"user": str(seat.user_id)}})
               for approval in waiting], actor_id=by.id)


let_go_of.append(tell_of_leaving)
held_on.append(asked_on)
