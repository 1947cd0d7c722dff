from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial


class Revision(db.Model):
    """What a message said before it was edited or deleted."""

    __tablename__ = "revisions"
    __table_args__ = (Index(None, "message_id", "id"),)

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    #: When these words were written, and when they were replaced.
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime] = mapped_column(default=now)
