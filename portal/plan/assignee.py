from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.people.membership import Membership

#: Behind all days there are: where an item has none.
NO_DAY = date.max


class Assignee(db.Model):
    """A member of either side whose move a work item is.

    What needs somebody is found by an index over this table alone: a few facts of the item are copied here by
    ``portal.plan.waiting``, which nobody else writes.
    """

    __tablename__ = "assignees"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        Index(None, "membership_id", "entry_id"),
        Index("ix_assignees_waiting", "membership_id", "day", "project_id",
              sqlite_where=db.text("waits = 1"), postgresql_where=db.text("waits")),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("work_items.id"), primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=now)
    project_id: Mapped[UUID | None]
    #: Whether it is still to do: open, on a living project, and shared where a contact is named.
    waits: Mapped[bool] = mapped_column(default=False)
    #: For staff the earlier of the item's two dates, for a contact the promised one.
    day: Mapped[date] = mapped_column(default=NO_DAY)

    membership: Mapped[Membership] = relationship(lazy="raise_on_sql", viewonly=True)
