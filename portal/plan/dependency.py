from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db

#: Finish to start, start to start, finish to finish, start to finish.
LINK_KINDS = ("FS", "SS", "FF", "SF")


class Dependency(db.Model):
    """An item waits for another one of its project. Lag in days, negative to overlap."""

    __tablename__ = "dependencies"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "project_id", "waits_for_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        Index(None, "waits_for_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    waits_for_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(2), default="FS")
    lag_days: Mapped[Decimal] = mapped_column(Numeric(8, 2), default=0)
