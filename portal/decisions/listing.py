"""The questions of a project in a list: those that wait first, the most urgent of them first, then what has ended."""
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, exists, false, select

from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.entries.visible import visible_condition
from portal.people.membership import Membership
from portal.people.person import Person, person_of
from portal.people.user import User
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

PAGE = 30


class Line(NamedTuple):
    """One question: how it stands, whether the reader is asked now, and who else is."""

    id: UUID
    project_id: UUID
    title: str
    audience: str
    state: str
    until: date | None
    ended_at: datetime | None
    asked: bool
    waiting: tuple[Person, ...] = ()


class Page(NamedTuple):
    lines: list[Line]
    more: bool


def list_approvals(standing: Standing, *, page: int = 1, size: int = PAGE) -> Page:
    """A page of a project's questions as this reader sees them. Two statements; one where none is open."""
    viewer = standing.viewer
    rows = _listed(viewer, standing.project.id, viewer.seats, size + 1, (page - 1) * size).all()
    waiting = waiting_for([row.id for row in rows[:size] if row.state == "open"])
    return Page([Line(*row, waiting.get(row.id, ())) for row in rows[:size]], len(rows) > size)


def open_ids(standing: Standing, *, most: int = 200) -> list[UUID]:
    """Those that wait, in the order of the list. One statement."""
    viewer = standing.viewer
    return [row.id for row in _listed(viewer, standing.project.id, viewer.seats, most, 0) if row.state == "open"]


def waiting_for(ids: list[UUID]) -> dict[UUID, tuple[Person, ...]]:
    """Whose answer each of these questions, seen already, awaits now. One statement; none for no question."""
    found: dict[UUID, tuple[Person, ...]] = {}
    for row in _waiting(ids) if ids else ():
        found[row.approval_id] = (*found.get(row.approval_id, ()), person_of(row, "client" if row.client_id else "staff"))
    return found


@prepared
def _listed(viewer: Viewer, project_id: UUID, seats, limit: int, offset: int):
    asked = exists().where(Approver.approval_id == Approval.id, Approver.waits,
                           Approver.membership_id.in_(seats)).correlate_except(Approver) if seats else false()
    is_open = Approval.state == "open"
    return (select(Approval.id, Approval.project_id, Approval.title, Approval.audience, Approval.state, Approval.promised,
                   Approval.ended_at, asked.label("asked"))
            .where(Approval.project_id == project_id, Approval.kind == "approval", Approval.archived_at.is_(None),
                   visible_condition(viewer, Approval))
            .order_by(case((is_open, 0), else_=1), case((is_open, case((asked, 0), else_=1)), else_=0),
                      case((is_open, Approval.promised.is_(None)), else_=False), case((is_open, Approval.promised)),
                      Approval.ended_at.desc(), Approval.id.desc())
            .limit(limit).offset(offset))


@prepared
def _waiting(ids):
    return (select(Approver.approval_id, Membership.client_id, User.id, User.name, User.email)
            .join(Membership, Membership.id == Approver.membership_id).join(User, User.id == Membership.user_id)
            .where(Approver.approval_id.in_(ids), Approver.waits).order_by(Approver.approval_id, Approver.position))
