"""Who may do what with approvals.

Staff on a project ask, cancel, and ask others in somebody's place; what sponsors are asked to accept promises something, so
there managers do. Of the client approvers and stronger decide what is addressed to them, of the team whoever is on the
project; so does who stands in for them while they are away. What sponsors accept nobody of the team accepts for them.
"""
from portal.decisions.approval import Approval
from portal.people.membership import Membership
from portal.projects.standing import Standing


def may_ask(standing: Standing) -> bool:
    """Ask for an approval, of either side."""
    return standing.may()


def may_steer(standing: Standing, approval: Approval) -> bool:
    """Say what becomes of a question; whether there is anything to say about it any more is another matter."""
    return standing.may(staff="manager" if approval.role == "sponsor" else "member")


def may_cancel(standing: Standing, approval: Approval) -> bool:
    """Take a question back, or ask somebody else in an approver's place."""
    return may_steer(standing, approval) and approval.is_open


def may_ask_again(standing: Standing, approval: Approval) -> bool:
    return may_steer(standing, approval) and approval.state == "changes"


def may_decide(standing: Standing, approval: Approval) -> bool:
    """Whether the role decides at all; that one is asked, or stands in for who is, is another question."""
    return standing.may(contact=approval.role) and decides(standing.seat, approval.role)


def decides(seat: Membership, role: str = "approver") -> bool:
    """Whether a membership may decide where a contact needs at least this role."""
    return seat.removed_at is None and (role != "sponsor" if seat.is_staff else seat.may(role))


def may_write_questions(seat: Membership) -> bool:
    """Managers and stronger keep the questions of a workspace."""
    return seat.is_staff and seat.may("manager")
