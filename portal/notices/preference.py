from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db

CHANNELS = ("push", "mail")
PACES = ("at_once", "bundled", "daily", "weekly", "never")


class Preference(db.Model):
    """How soon a user wants one kind of notification by one channel, where that is not as it is for everybody."""

    __tablename__ = "preferences"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    channel: Mapped[str] = mapped_column(String(4), primary_key=True)
    pace: Mapped[str] = mapped_column(String(8))
