from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db


class ReplyAddress(db.Model):
    """The part of an address by which one user answers by mail in one lane of one entry; nobody can guess it."""

    __tablename__ = "reply_addresses"
    __table_args__ = (
        UniqueConstraint("user_id", "entry_id", "lane"),
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
    )

    token: Mapped[str] = mapped_column(String(26), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    lane: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=now)
