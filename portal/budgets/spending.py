from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.user import User


class Spending(db.Model):
    """Time or money that went into a project, or into one item of it: the team's own. Struck ones stay, and count no more."""

    __tablename__ = "spendings"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        # Within the project: time on another one's item is impossible.
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        Index(None, "project_id", "day", "id"),
        Index(None, "entry_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    #: The item it went into; None: the project as a whole.
    entry_id: Mapped[UUID | None]
    #: time or cost.
    kind: Mapped[str] = mapped_column(String(4))
    hours: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    #: What it comes to in the project's currency; of time, at the rate it had then (None: it had none).
    amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    day: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    struck_at: Mapped[datetime | None]
    struck_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None
