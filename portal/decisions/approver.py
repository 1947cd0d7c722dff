from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.database import Key, db
from portal.people.membership import Membership


class Approver(db.Model):
    """Somebody who is asked, in their place of the sequence.

    ``waits`` and ``verdict`` are copies of what the decisions say, kept by ``portal.decisions.settling`` alone.
    """

    __tablename__ = "approvers"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "approval_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "membership_id"], ["memberships.workspace_id", "memberships.id"]),
        ForeignKeyConstraint(["workspace_id", "handed_to_id"], ["approvers.workspace_id", "approvers.id"]),
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("approval_id", "membership_id"),
        Index("ix_approvers_waiting", "membership_id", "approval_id",
              sqlite_where=db.text("waits = 1"), postgresql_where=db.text("waits")),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    approval_id: Mapped[UUID]
    membership_id: Mapped[UUID]
    position: Mapped[int]
    #: Who was asked in their place.
    handed_to_id: Mapped[UUID | None]
    #: Whether they will not decide and named nobody: the team is to ask somebody in their place.
    declined: Mapped[bool] = mapped_column(default=False)
    #: Since when their answer is awaited; of a sequence the later ones are not asked yet.
    asked_at: Mapped[datetime | None]
    #: Whether their answer is awaited now.
    waits: Mapped[bool] = mapped_column(default=False)
    #: What counts of theirs in this round: approve, remarks, changes.
    verdict: Mapped[str | None] = mapped_column(String(10))

    membership: Mapped[Membership] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def is_handed_on(self) -> bool:
        return self.handed_to_id is not None

    @property
    def gave_up(self) -> bool:
        """Whether they decide no more, whoever does instead."""
        return self.declined or self.is_handed_on
