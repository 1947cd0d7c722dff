"""Signals: what open pages should hear of and history does not keep, in the transaction of whatever caused it."""
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import String, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.base.together import moment_of_writing
from portal.base.types import Serial
from portal.history.settled import Settling, settling_index, this_transaction
from portal.history.telling import told

#: How long a signal stands: a stream that slept longer is told to fetch its pages anew.
LASTS = timedelta(hours=1)
#: seen: somebody has read; writing: somebody writes; access: a user (or one session) lost something;
#: inbox: what a user has not read changed.
KINDS = ("seen", "writing", "access", "inbox")


class Signal(Settling, db.Model):
    """One thing to tell open pages, for an hour. It names rows and holds none: they may be gone meanwhile."""

    __tablename__ = "signals"
    # Lines are pruned, and a place must not come twice.
    __table_args__ = (settling_index("signals"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    kind: Mapped[str] = mapped_column(String(8))
    project_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    #: Who did it; whose access it is.
    user_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    lane: Mapped[str] = mapped_column(String(8), default="internal")
    #: The side of who did it.
    side: Mapped[str | None] = mapped_column(String(6))


def signal(kind: str, *, project_id: UUID | None = None, entry_id: UUID | None = None, user_id: UUID | None = None,
           session_id: UUID | None = None, lane: str = "internal", side: str | None = None) -> None:
    """Tell open pages once this transaction commits. Twice is twice: they only look again."""
    _signalled.write(kind, project_id, entry_id, user_id, session_id, lane, side, moment_of_writing())
    told()


@prepared
def _signalled(kind: str, project_id, entry_id, user_id, session_id, lane, side, at):
    return insert(Signal.__table__).values(kind=kind, project_id=project_id, entry_id=entry_id, user_id=user_id, at=at,
                                           session_id=session_id, lane=lane, side=side, written_in=this_transaction())


def forget_old_signals() -> None:
    """Drop what stood its time."""
    db.session.execute(delete(Signal).where(Signal.at < now() - LASTS))
