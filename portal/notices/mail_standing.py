from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db


class MailStanding(db.Model):
    """What mail servers said of an address: refusals and bounces since something last arrived there."""

    __tablename__ = "mail_standings"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    hard: Mapped[int] = mapped_column(default=0)
    soft: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(default=now)
    #: From when on nothing but what lets people in is sent there.
    stopped_at: Mapped[datetime | None]
