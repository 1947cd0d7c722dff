from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class Receipt(db.Model):
    """The proof of a finished approval: everything it says as one text, and our signature over it. Never changed.

    A later one of the same approval takes its place, and says so; both stay. Numbers count within one approval: over a
    workspace they would tell a client how much others decide.
    """

    __tablename__ = "receipts"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "approval_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "supersedes_id"], ["receipts.workspace_id", "receipts.id"]),
        UniqueConstraint("approval_id", "number"),
        UniqueConstraint("workspace_id", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    approval_id: Mapped[UUID]
    number: Mapped[int]
    #: Whether the client could see the approval when this was written.
    lane: Mapped[str] = mapped_column(String(8))
    supersedes_id: Mapped[UUID | None]
    #: Canonical JSON.
    body: Mapped[str] = mapped_column(Text)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.key_id"))
    at: Mapped[datetime] = mapped_column(default=now)
    #: Until when a decision in it may be taken back; None where none may.
    final_at: Mapped[datetime | None]
