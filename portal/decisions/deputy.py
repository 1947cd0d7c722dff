from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.people.membership import Membership


class Deputy(db.Model):
    """Who decides for somebody while they are away: from a day through another one, in the zone of the workspace."""

    __tablename__ = "deputies"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        ForeignKeyConstraint(["workspace_id", "deputy_id"], ["memberships.workspace_id", "memberships.id"],
                             name="fk_deputies_deputy"),
        Index(None, "deputy_id"),
    )

    #: Whose.
    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    #: The membership that stands in for it.
    deputy_id: Mapped[UUID]
    from_day: Mapped[date]
    until_day: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=now)

    deputy: Mapped[Membership] = relationship(
        lazy="raise_on_sql", viewonly=True, primaryjoin="Deputy.deputy_id == Membership.id",
        foreign_keys="Deputy.deputy_id")
    principal: Mapped[Membership] = relationship(
        lazy="raise_on_sql", viewonly=True, primaryjoin="Deputy.membership_id == Membership.id",
        foreign_keys="Deputy.membership_id")
