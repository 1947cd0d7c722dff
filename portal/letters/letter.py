from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class Letter(db.Model):
    """A mail that arrived, kept whole, and what became of it."""

    __tablename__ = "letters"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        Index("ix_letters_tray", "workspace_id", "received_at",
              sqlite_where=db.text("state = 'tray'"), postgresql_where=db.text("state = 'tray'")),
        Index("ix_letters_posted", "workspace_id", "received_at",
              sqlite_where=db.text("state = 'posted'"), postgresql_where=db.text("state = 'posted'")),
        Index(None, "posted_message_id"),
    )

    id: Mapped[Key]
    #: Of the mail's Message-ID and recipient, or of its bytes where it has none: it is taken once.
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    message_id: Mapped[str | None] = mapped_column(String(300))
    received_at: Mapped[datetime] = mapped_column(default=now)
    #: imap, lmtp, http.
    way: Mapped[str] = mapped_column(String(4))
    sender: Mapped[str] = mapped_column(String(254), default="")
    recipient: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    size: Mapped[int] = mapped_column(default=0)
    #: The blob that holds it as it came.
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    #: posted; tray: staff look at it; filed: they made it a message; dropped: they put it aside; bounce.
    state: Mapped[str] = mapped_column(String(9))
    #: Why it was not posted, as a word of ours.
    reason: Mapped[str | None] = mapped_column(String(24))
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspaces.id"))
    #: Whose address it reached.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    entry_id: Mapped[UUID | None]
    posted_message_id: Mapped[UUID | None]
    filed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    filed_at: Mapped[datetime | None]
