from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db
from portal.base.types import Serial


class Carried(db.Model):
    """A notification that a delivery carries: a bundle or digest pays many."""

    __tablename__ = "carried"
    __table_args__ = (Index(None, "notification_id"),)

    delivery_id: Mapped[int] = mapped_column(Serial, ForeignKey("deliveries.id"), primary_key=True)
    notification_id: Mapped[int] = mapped_column(Serial, ForeignKey("notifications.id"), primary_key=True)
