from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db
from portal.base.types import Serial


class ReadingPlace(db.Model):
    """Up to which place somebody who reads the log on has read it (``portal.history.settled``)."""

    __tablename__ = "reading_places"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    place: Mapped[int] = mapped_column(Serial, default=0)
