"""A commit that owes a delivery nudges the worker, so that nobody waits for the next sweep."""
import logging
from math import ceil

from sqlalchemy import event

from portal.base.away import log_failure
from portal.base.clock import now
from portal.base.database import db
from portal.jobs.paying import pay_owed
from portal.notices.delivery import Delivery

log = logging.getLogger("portico.jobs")
OWED = "portico_owed"


@event.listens_for(db.session, "after_flush")
def _note(session, context) -> None:
    for record in (*session.new, *session.dirty):
        # Owed for the first time, or again.
        if isinstance(record, Delivery) and record.ended_at is None:
            session.info.setdefault(OWED, set()).add(_delay(record))


@event.listens_for(db.session, "after_commit")
def _nudge(session) -> None:
    for delay in session.info.pop(OWED, ()):
        try:
            pay_owed.later(delay=delay)
        except Exception as error:
            # What is owed is a row: the sweep finds it.
            log_failure(log, "nudge lost", error)


@event.listens_for(db.session, "after_rollback")
def _forget(session) -> None:
    session.info.pop(OWED, None)


def _delay(delivery: Delivery) -> int:
    return max(0, ceil((delivery.due_at - now()).total_seconds()))
