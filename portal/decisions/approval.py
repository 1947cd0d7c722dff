from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db
from portal.entries.entry import Entry
from portal.plan.hand import Hand

#: Who must say yes: the one who is asked, the first who answers, more than half, all, or one after the other.
RULES = ("one", "any", "majority", "all", "sequence")
STATES = ("open", "approved", "changes", "cancelled")


class Approval(Entry):
    """A question to named approvers about exact things. What it asks for by when is ``promised``, as of any entry.

    Asked again after changes, or because something newer exists, it counts another round: an answer counts for the
    round whose things it names.
    """

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_open", "id", sqlite_where=db.text("state = 'open'"),
                            postgresql_where=db.text("state = 'open'")),)
    __mapper_args__ = {"polymorphic_identity": "approval"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="open")
    #: The least role of a contact that may decide here.
    role: Mapped[str] = mapped_column(String(16), default="approver")
    typed_name: Mapped[bool] = mapped_column(default=False)
    round: Mapped[int] = mapped_column(default=1)
    #: Why it was cancelled, in somebody's words and by its kind.
    reason: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(String(10), default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    #: Whose answer is awaited now, where a page has read that (``portal.decisions.awaiting``): the turn goes by it.
    known_hands = ()
    #: What the turn asks of any entry, and an approval never is.
    stage_kind = start = stuck_at = stuck_reason = None

    @property
    def hands(self) -> tuple[Hand, ...]:
        return self.known_hands

    @property
    def is_for_client(self) -> bool:
        """Whether the client was to see it when it was asked: then it asks about shared versions only, for ever."""
        return self.first_shared_at is not None

    @property
    def may_be_shared(self) -> bool:
        """The team's own questions may be about what the client must not see; who reads the sponsors' is settled by asking."""
        return self.is_for_client and self.role != "sponsor"

    @property
    def is_open(self) -> bool:
        return self.state == "open"


#: As its index says it: a plan for any value does not use what holds a part only.
OPEN = Approval.state == literal_column("'open'")
