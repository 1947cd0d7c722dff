from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial


class Visit(db.Model):
    """A user's visit that goes on, and up to which line of history they had seen all before it began."""

    __tablename__ = "visits"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)
    #: The newest event of all when the visit before this one ended; None during the first.
    since_event: Mapped[int | None] = mapped_column(Serial)
    #: The newest event of all when this visit was last marked.
    last_event: Mapped[int] = mapped_column(Serial, default=0)
