"""Once a transaction that wrote into history commits, whoever watches is woken, in every process.

Nothing depends on it: the log itself is looked at every few seconds. On PostgreSQL a notification goes out with the
commit, on SQLite the file shows that it changed, and Redis carries the word where it is set.
"""
import logging
from collections.abc import Callable

from sqlalchemy import event, func, select

from portal.base.away import log_failure
from portal.base.database import db
from portal.base.prepared import prepared

log = logging.getLogger("portico.live")
CHANNEL = "portico_live"
TOLD = "portico_told"

#: What this process does beside that, right after such a commit.
wakers: list[Callable[[], None]] = []


def told() -> None:
    """This transaction writes something that open pages should hear of."""
    db.session().info[TOLD] = True


@event.listens_for(db.session, "before_commit")
def _notify(session) -> None:
    if session.info.get(TOLD) and session.get_bind().dialect.name == "postgresql":
        _word("")


@prepared
def _word(nothing: str):
    return select(func.pg_notify(CHANNEL, ""))


@event.listens_for(db.session, "after_commit")
def _wake(session) -> None:
    if not session.info.pop(TOLD, None):
        return
    for wake in wakers:
        try:
            wake()
        except Exception as error:
            # A word that is lost is found in the log.
            log_failure(log, "wake-up lost", error)


@event.listens_for(db.session, "after_rollback")
def _forget(session) -> None:
    session.info.pop(TOLD, None)
