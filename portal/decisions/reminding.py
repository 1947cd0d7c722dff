"""Reminders of open questions, by the day they are asked for: two days before, the day after, and then the client's lead.

They are told in the morning of each workspace, as what is late of a plan is; a day that nobody told of is made up for.
"""
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.decisions.approval import OPEN, Approval
from portal.decisions.awaiting import nothing_away
from portal.projects.project import Project

#: So many days before it is for it is soon; so many days after it was for, and then each week, the client's lead hears.
BEFORE, ESCALATED, AGAIN = 2, 3, 7
#: For so long it is told again.
LONGEST = 60

_project = aliased(Project)


class Reminder(NamedTuple):
    """What is to be told of one approval: ``approval_soon``, ``approval_late`` or ``approval_escalated``, and its day."""

    verb: str
    entry_id: UUID
    project_id: UUID
    day: date
    shared: bool


def reminders(workspace_id: UUID, last: date, day: date) -> list[Reminder]:
    """What is to be told on a day, when the last day that was told of is known. One statement."""
    days = [since + timedelta(days=1) for since in (last + timedelta(days=n) for n in range((day - last).days))]
    wanted = {for_day: verb for told in days for for_day, verb in _told_on(told)}
    rows = db.session.execute(
        select(Approval.id, Approval.project_id, Approval.promised, Approval.audience)
        .join(_project, _project.id == Approval.project_id)
        .where(Approval.workspace_id == workspace_id, OPEN, Approval.archived_at.is_(None),
               _project.archived_at.is_(None), Approval.promised.in_(wanted), nothing_away(Approval))
        .order_by(Approval.promised, Approval.id))
    return [Reminder(wanted[row.promised], row.id, row.project_id, row.promised, row.audience != "internal") for row in rows]


def _told_on(day: date) -> list[tuple[date, str]]:
    """For which days an open question is told of on this one."""
    later = [(day - timedelta(days=n), "approval_escalated") for n in range(ESCALATED, LONGEST, AGAIN)]
    return [*later, (day - timedelta(days=1), "approval_late"), (day + timedelta(days=BEFORE), "approval_soon")]

