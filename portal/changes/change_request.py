from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.entries.entry import Entry
from portal.people.user import User

#: It is worked out, the client was asked, and how it ended. What ended stays, with its reason.
STATES = ("draft", "asked", "accepted", "declined", "withdrawn")


class ChangeRequest(Entry):
    """A proposed change of a project's plan and budget, raised by either side, which the client accepts or declines."""

    __tablename__ = "change_requests"
    __table_args__ = (Index(None, "approval_id"),)
    __mapper_args__ = {"polymorphic_identity": "change_request"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    why: Mapped[str] = mapped_column(Text, default="")
    #: The side that raised it.
    side: Mapped[str] = mapped_column(String(6), default="staff")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    #: The approval by which the client is or was asked; none in a draft. It is about this entry, which is what binds the two.
    approval_id: Mapped[UUID | None]
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Why it was declined or withdrawn.
    reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Before and after as they stood when it ended: afterwards the plan is another.
    kept: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))

    ended_by: Mapped[User | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[ended_by_id])

    #: Whether it says already what it would do, where a page has read that.
    is_worked_out = False
    #: What the turn asks of any entry, and a change request never is: nobody is named for one.
    stage_kind = start = stuck_at = stuck_reason = None
    hands = ()

    @property
    def is_open(self) -> bool:
        """Whether it may still come to something."""
        return self.state in ("draft", "asked")

    def become(self, state: str) -> None:
        """Stand so from now on. What the client raised is the team's move until the client was asked or it has ended."""
        self.state = state
        self.move = "staff" if state == "draft" and self.side == "client" else None

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"
