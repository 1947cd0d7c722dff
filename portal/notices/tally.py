from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db
from portal.base.types import Serial


class Tally(db.Model):
    """How many deliveries ended how, by channel, since the beginning: rows of deliveries go after a while, this only grows."""

    __tablename__ = "tallies"

    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    #: As outcomes are called, and "later" for a try that has to be made again.
    outcome: Mapped[str] = mapped_column(String(12), primary_key=True)
    count: Mapped[int] = mapped_column(Serial, default=0)
