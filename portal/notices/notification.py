from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial

#: turn: your move now; share: newly shared with you; moved: a promised date moved; late: late soon, or late;
#: money: of a budget, for those who may see it.
NOTICE_KINDS = ("turn", "mention", "reply", "state", "share", "moved", "late", "money", "invitation")

_newest = {name: db.text("newest" if name.startswith("postgresql") else "newest = 1")
           for name in ("sqlite_where", "postgresql_where")}
_unread = {name: db.text("read_at IS NULL") for name in ("sqlite_where", "postgresql_where")}


class Notification(db.Model):
    """Something a user should know. It names what it is about and holds no words: they are read when they are shown."""

    __tablename__ = "notifications"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        # The inbox has one line for each entry: its newest.
        Index("ix_notifications_newest", "user_id", "id", **_newest),
        Index("ix_notifications_unread", "user_id", "entry_id", **_unread),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    project_id: Mapped[UUID]
    #: None: about the project itself.
    entry_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(12))
    lane: Mapped[str] = mapped_column(String(8))
    event_id: Mapped[int | None] = mapped_column(Serial)
    message_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None]
    #: Plain values of its kind, such as the day it was promised for.
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    #: Whether it is the last one of this user about this entry.
    newest: Mapped[bool] = mapped_column(default=True)
