from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial
from portal.people.user import User

#: promised: for the first time; slip: it moved; change_request: with an accepted one; correction: it was written down wrongly.
PROMISE_KINDS = ("promised", "slip", "change_request", "correction")


class Promise(db.Model):
    """Each promised date an item ever had, with the reason it moved. Never changed, never deleted."""

    __tablename__ = "promises"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "cause_id"], ["entries.workspace_id", "entries.id"]),
        Index(None, "entry_id", "id"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    workspace_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    old: Mapped[date | None]
    new: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(16), default="promised")
    reason: Mapped[str] = mapped_column(Text, default="")
    #: The change request it moved with.
    cause_id: Mapped[UUID | None]
    #: Whether the client side could see the item when this was promised.
    shared: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[User | None] = relationship(lazy="raise_on_sql", viewonly=True)
