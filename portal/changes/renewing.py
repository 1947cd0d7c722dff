"""Finding changes that sponsors are asked about and that may come to something else by now, whatever of the plan has moved."""
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.changes.change_request import ChangeRequest
from portal.decisions.approval import OPEN, Approval
from portal.decisions.renewing import elsewhere
from portal.history.event import Event

#: After these a plan or a budget is another, or seen by others.
MOVING = ("edited", "promised", "linked", "unlinked", "moved", "added", "deleted", "archived", "restored", "completed",
          "reopened", "staged", "shared", "unshared", "narrowed", "plan.imported", "budget.agreed")
ASKED = ("approval_asked", "approval_renewed", "approval_asked_again")

_asked, _change = aliased(Event), ChangeRequest.__table__.alias("asked_change")


def perhaps_moved() -> list[UUID]:
    """Open questions about changes on whose project something moved since they were asked: what follows may be anywhere.

    One statement; it looks at no line of history from before the question.
    """
    since = (select(func.max(_asked.id)).where(_asked.entry_id == Approval.id, _asked.verb.in_(ASKED))
             .correlate(Approval).scalar_subquery())
    moved = exists().where(Event.project_id == Approval.project_id, Event.id > since,
                           Event.verb.in_(MOVING)).correlate_except(Event)
    return list(db.session.scalars(
        select(Approval.id).join(_change, _change.c.approval_id == Approval.id)
        .where(OPEN, _change.c.state == "asked", moved)))


elsewhere.append(perhaps_moved)
