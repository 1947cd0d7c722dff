from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.user import User

#: Two ways to say yes, one to say not yet; to let somebody else decide, and to take an own word back.
ANSWERS = ("approve", "remarks", "changes")
VERDICTS = (*ANSWERS, "hand_over", "take_back")
#: Why an answer was kept and does not count: something newer exists, it had ended, it was put away, its giver had
#: answered already, is not asked yet, somebody else was asked in their place, they would not decide, or a file could not
#: be opened.
WHY_NOT = ("stale", "ended", "away", "already", "not_yet", "handed_on", "declined", "unopened")


class Decision(db.Model):
    """One answer of one person, as it was given. Append-only: what is taken back is said by another one."""

    __tablename__ = "decisions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "approval_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "approver_id"], ["approvers.workspace_id", "approvers.id"]),
        ForeignKeyConstraint(["workspace_id", "of_id"], ["decisions.workspace_id", "decisions.id"]),
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("approval_id", "number"),
    )

    #: That of the act: made where it was decided.
    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    approval_id: Mapped[UUID]
    #: Its place among all of the approval: 1, 2, 3.
    number: Mapped[int]
    approver_id: Mapped[UUID]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: For whom a deputy decided.
    for_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
    #: The round whose things were seen; 0 where they were those of none.
    round: Mapped[int]
    #: The SHA-256 of each thing that was seen, in hex, in their order.
    seen: Mapped[list[str]] = mapped_column(JSON)
    counted: Mapped[bool]
    #: Where it does not count, why.
    why_not: Mapped[str | None] = mapped_column(String(10))
    #: Which one is taken back.
    of_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=now)
    #: When it was made, as the device says.
    made_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(80), default="")
    assurance: Mapped[str] = mapped_column(String(8), default="")
    typed_name: Mapped[str] = mapped_column(String(120), default="")
    #: What they were there: their side and role when they decided.
    side: Mapped[str] = mapped_column(String(6))
    role: Mapped[str] = mapped_column(String(16))

    by: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])

    @property
    def is_answer(self) -> bool:
        return self.verdict in ANSWERS

    @property
    def is_yes(self) -> bool:
        return self.verdict in ("approve", "remarks")
