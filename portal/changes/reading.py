"""Change requests as lists and pages read them."""
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.changes.change_request import ChangeRequest
from portal.changes.waiting import is_worked_out
from portal.entries.visible import visible_condition
from portal.people.user import User
from portal.projects.standing import Standing

PAGE = 30


class Row(NamedTuple):
    """One of a list. ``by`` is None where its reader does not know who raised it; ``move``: the side that is to answer it."""

    id: UUID
    title: str
    state: str
    side: str
    audience: str
    created_at: datetime
    ended_at: datetime | None
    reason: str
    name: str | None
    email: str | None
    move: str | None
    worked_out: bool

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def by(self) -> str | None:
        return self.name or (self.email and self.email.partition("@")[0])

    @property
    def is_shared(self) -> bool:
        return self.audience != "internal"


class Page(NamedTuple):
    rows: list[Row]
    older: UUID | None


def list_changes(standing: Standing, *, before: UUID | None = None, limit: int = PAGE) -> Page:
    """A page of a project's change requests that the reader may see, the newest first. One statement."""
    rows = [Row(*row) for row in _some(standing.viewer, standing.project.id, before, limit + 1)]
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


@prepared
def _some(viewer, project_id, before, limit):
    wanted = (select(ChangeRequest.id, ChangeRequest.title, ChangeRequest.state, ChangeRequest.side, ChangeRequest.audience,
                     ChangeRequest.created_at, ChangeRequest.ended_at, ChangeRequest.reason, User.name, User.email,
                     ChangeRequest.move, is_worked_out(ChangeRequest).label("worked_out"))
              .outerjoin(User, User.id == ChangeRequest.created_by_id)
              .where(ChangeRequest.project_id == project_id, ChangeRequest.kind == "change_request",
                     ChangeRequest.archived_at.is_(None), visible_condition(viewer, ChangeRequest))
              .order_by(ChangeRequest.created_at.desc(), ChangeRequest.id.desc()).limit(limit))
    if before is None:
        return wanted
    other = aliased(ChangeRequest)
    at = (select(other.created_at).where(other.id == before, other.project_id == project_id, visible_condition(viewer, other))
          .scalar_subquery())
    return wanted.where(or_(ChangeRequest.created_at < at, (ChangeRequest.created_at == at) & (ChangeRequest.id < before)))
