from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial
from portal.people.user import User


class ReadMark(db.Model):
    """How far a user has read a thread: the number of the last message that was on their screen.

    It also notes whether they ever wrote in its shared lane, which makes them known to the client.
    """

    __tablename__ = "read_marks"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        # What is new to somebody is counted over the threads they have read; their last ones are kept on devices.
        Index("ix_read_marks_latest", "user_id", "at"),
        Index("ix_read_marks_wrote", "user_id", "project_id",
              sqlite_where=db.text("wrote_shared = 1"), postgresql_where=db.text("wrote_shared")),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(Serial, default=0)
    wrote_shared: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True)
