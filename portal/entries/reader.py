from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class EntryReader(db.Model):
    """A contact named as a reader of an entry whose audience is ``named``."""

    __tablename__ = "entry_readers"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        Index(None, "membership_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
