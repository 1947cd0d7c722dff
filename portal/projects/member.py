from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.people.membership import Membership


class ProjectMember(db.Model):
    """A membership's place on one project."""

    __tablename__ = "project_members"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        Index(None, "membership_id", "project_id"),
    )

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    added_at: Mapped[datetime] = mapped_column(default=now)

    membership: Mapped[Membership] = relationship(lazy="raise_on_sql", viewonly=True)
