from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial


class Visit(db.Model):
    """A user's visit that goes on, and up to which place in history all was there to see before it began."""

    __tablename__ = "visits"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    #: The membership a limited session reaches, or the room whose own host it was at; for all that a person sees, the user.
    reach: Mapped[UUID] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)
    #: Where history was settled to when the visit before this one ended; None during the first.
    since_place: Mapped[int | None] = mapped_column(Serial)
    #: Where it was settled to when this visit was last marked.
    last_place: Mapped[int] = mapped_column(Serial, default=0)
