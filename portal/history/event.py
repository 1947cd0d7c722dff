from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial
from portal.history.settled import Settling, settling_index

if TYPE_CHECKING:
    from portal.people.user import User


class Event(Settling, db.Model):
    """One line of history: who did what to what, when. Append-only, with the lane it was written in."""

    __tablename__ = "events"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        Index(None, "entry_id", "id"),
        Index(None, "project_id", "id"),
        Index(None, "workspace_id", "id"),
        # Read on as a whole by those who tell of it: without it PostgreSQL would look through all of history each time.
        settling_index("events"),
        settling_index("events", "workspace_id"),
        settling_index("events", "project_id"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    project_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    verb: Mapped[str] = mapped_column(String(32))
    lane: Mapped[str] = mapped_column(String(8))
    field: Mapped[str | None] = mapped_column(String(32))
    old: Mapped[Any | None] = mapped_column(JSON)
    new: Mapped[Any | None] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(Text)

    actor: Mapped["User | None"] = relationship(lazy="raise_on_sql", viewonly=True)
