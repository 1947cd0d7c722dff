from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db

#: all: whatever counts; moves: only when it is their move; mute: nothing.
LEVELS = ("all", "moves", "mute")
WHYS = ("author", "assignee", "mentioned", "approver", "lead", "choice")


class Follow(db.Model):
    """That a user follows an entry, how closely, and why. What they chose themselves is never overwritten."""

    __tablename__ = "follows"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        Index(None, "user_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    level: Mapped[str] = mapped_column(String(5), default="all")
    why: Mapped[str] = mapped_column(String(9))
    at: Mapped[datetime] = mapped_column(default=now)
