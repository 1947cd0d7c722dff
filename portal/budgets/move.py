from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial

#: agreed: by word; change_request: with an accepted one; correction: it was written down wrongly.
MOVE_KINDS = ("agreed", "change_request", "correction")


class BudgetMove(db.Model):
    """Each budget a project ever had, with the reason it moved. Never changed, never deleted."""

    __tablename__ = "budget_moves"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        ForeignKeyConstraint(["workspace_id", "cause_id"], ["entries.workspace_id", "entries.id"]),
        Index(None, "project_id", "id"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    #: None: none before, or one in another unit.
    old: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    new: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    unit: Mapped[str] = mapped_column(String(8))
    currency: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(16), default="agreed")
    reason: Mapped[str] = mapped_column(Text, default="")
    #: The change request it came with.
    cause_id: Mapped[UUID | None]
    #: Whether the client's sponsors could see the budget when this was agreed.
    shared: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=now)
