from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db


class Alarm(db.Model):
    """That one side was warned of something: once for each promised day, and once for each share of an agreed budget."""

    __tablename__ = "alarms"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),)

    #: The item whose date is in danger, or the project whose budget is.
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    #: "promised 2026-05-04", or "80 of 12000.00 EUR".
    about: Mapped[str] = mapped_column(String(48), primary_key=True)
    side: Mapped[str] = mapped_column(String(6), primary_key=True)
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=now)
