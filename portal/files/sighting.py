from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db


class VersionSeen(db.Model):
    """That somebody had a version before them: when first, and when they first saved its file. Later times are not kept."""

    __tablename__ = "versions_seen"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "version_id"], ["versions.workspace_id", "versions.id"]),)

    version_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    workspace_id: Mapped[UUID]
    seen_at: Mapped[datetime] = mapped_column(default=now)
    downloaded_at: Mapped[datetime | None]
