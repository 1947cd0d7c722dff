"""The questions of a project in a list: those that wait first, the most urgent of them first, then what has ended."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, exists, false

from portal.base.prepared import prepared
from portal.decisions.approval import OPEN, Approval
from portal.decisions.approver import Approver
from portal.decisions.awaiting import give_hands
from portal.entries.visible import in_their_rooms
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

PAGE = 30


class Page(NamedTuple):
    approvals: list[Approval]
    more: bool


def list_approvals(standing: Standing, *, page: int = 1, size: int = PAGE) -> Page:
    """A page of a project's questions as this reader sees them, with whose answer is awaited. Two statements.

    First what awaits the reader's own answer, by its day; then what awaits others'; then what has ended, the latest first.
    """
    found = _of(standing, size + 1, (page - 1) * size)
    give_hands(standing.viewer, found[:size])
    return Page(found[:size], len(found) > size)


def taken_on(viewer: Viewer, project: Project, *, most: int) -> list[Approval]:
    """What was decided on a project, as far as this reader sees the questions, the latest first. One statement."""
    return _taken(viewer, project.id, most).scalars().all()


def open_ids(standing: Standing, *, most: int = 200) -> list[UUID]:
    """Those that wait, in the order of the list. One statement."""
    return [approval.id for approval in _of(standing, most, 0) if approval.is_open]


def _of(standing: Standing, limit: int, offset: int) -> list[Approval]:
    return _listed(standing.viewer, standing.project.id, standing.viewer.seats, limit, offset).scalars().all()


@prepared
def _taken(viewer: Viewer, project_id: UUID, most: int):
    return (in_their_rooms(viewer, Approval)
            .where(Approval.project_id == project_id, Approval.kind == "approval", Approval.archived_at.is_(None),
                   Approval.state.in_(("approved", "changes")))
            .order_by(Approval.ended_at.desc(), Approval.id.desc()).limit(most))


@prepared
def _listed(viewer: Viewer, project_id: UUID, seats, limit: int, offset: int):
    asked = exists().where(Approver.approval_id == Approval.id, Approver.waits,
                           Approver.membership_id.in_(seats)).correlate_except(Approver) if seats else false()
    return (in_their_rooms(viewer, Approval)
            .where(Approval.project_id == project_id, Approval.kind == "approval", Approval.archived_at.is_(None))
            .order_by(case((OPEN, 0), else_=1), case((OPEN & asked, 0), else_=1),
                      case((OPEN & Approval.promised.is_(None), 1), else_=0), case((OPEN, Approval.promised)),
                      Approval.ended_at.desc(), Approval.id.desc())
            .limit(limit).offset(offset))
