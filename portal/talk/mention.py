from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class Mention(db.Model):
    """Somebody named in a message, who may read the lane it is in."""

    __tablename__ = "mentions"
    __table_args__ = (Index(None, "user_id"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
