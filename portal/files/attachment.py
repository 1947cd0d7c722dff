from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class Attachment(db.Model):
    """A version that came with a message, in the order it was chosen."""

    __tablename__ = "attachments"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "version_id"], ["versions.workspace_id", "versions.id"]),
        Index(None, "version_id"),
    )

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[UUID]
    workspace_id: Mapped[UUID]
