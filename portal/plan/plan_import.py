from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class PlanImport(db.Model):
    """A plan file on its way into a project: kept from upload through the corrected mapping until it is applied."""

    __tablename__ = "plan_imports"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        Index(None, "project_id", "created_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    project_id: Mapped[UUID]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: The first import of the same plan: what a later version of a file is compared with.
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_imports.id"))
    filename: Mapped[str] = mapped_column(String(255))
    #: The file itself while it is being looked at; gone once applied or given up.
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    #: The corrected choices: sheet, header row, mapping, date order, and which earlier plan it is a version of.
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: What came of it, once applied: how many of what, and the first remarks on the reading.
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]
