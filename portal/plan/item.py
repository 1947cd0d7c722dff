from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.entries.entry import Entry
from portal.people.user import User
from portal.plan.hand import Hand
from portal.plan.stage import Stage

LEVELS = ("phase", "milestone", "deliverable", "task")


class WorkItem(Entry):
    """One node of the project's single plan. One item, two clocks: ``due`` is the team's, ``promised`` the client's."""

    __tablename__ = "work_items"
    __mapper_args__ = {"polymorphic_identity": "work_item"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), default="task")
    description: Mapped[str] = mapped_column(Text, default="")
    start: Mapped[date | None]
    estimate_hours: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    percent: Mapped[int] = mapped_column(default=0)
    cost: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    stage_id: Mapped[UUID | None] = mapped_column(ForeignKey("stages.id"))
    #: Where it came from when it was marked done, so that marking it not done gives it back.
    stage_before_id: Mapped[UUID | None] = mapped_column(ForeignKey("stages.id"))
    stuck_reason: Mapped[str | None] = mapped_column(Text)
    stuck_at: Mapped[datetime | None]
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    stage: Mapped[Stage | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[stage_id])
    done_by: Mapped[User | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[done_by_id])
    assignees: Mapped[list["Assignee"]] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def stage_kind(self) -> str | None:
        return self.stage.kind if self.stage else None

    #: Who is named for it, where a page has read that together with others.
    known_hands = None

    @property
    def hands(self) -> tuple[Hand, ...]:
        """Who is named for it and still belongs here."""
        if self.known_hands is not None:
            return self.known_hands
        return tuple(Hand.of(named.membership) for named in self.assignees if named.membership.removed_at is None)

    @property
    def is_stuck(self) -> bool:
        return self.stuck_at is not None

    @property
    def state(self) -> str:
        """What a report on it goes by: ``done``, ``archived``, ``open``, or ``stuck`` with why."""
        if self.is_done:
            return "done"
        if self.is_archived:
            return "archived"
        return f"stuck {self.stuck_reason or ''}".rstrip() if self.is_stuck else "open"


from portal.plan.assignee import Assignee  # noqa: E402  (the relationship above needs its name)
