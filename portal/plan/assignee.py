from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.people.membership import Membership


class Assignee(db.Model):
    """A member of either side whose move a work item is."""

    __tablename__ = "assignees"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        Index(None, "membership_id", "entry_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("work_items.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=now)

    membership: Mapped[Membership] = relationship(lazy="raise_on_sql", viewonly=True)
