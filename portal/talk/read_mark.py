from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial
from portal.people.user import User


class ReadMark(db.Model):
    """How far a user has read a thread: the number of the last message that was on their screen."""

    __tablename__ = "read_marks"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),)

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    workspace_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(Serial, default=0)
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True)
