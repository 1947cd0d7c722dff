from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class DoorCount(db.Model):
    """How often one door was knocked at within a window: a row, so that it holds across processes."""

    __tablename__ = "door_counts"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    window: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
