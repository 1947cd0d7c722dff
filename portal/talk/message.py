from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial
from portal.people.user import User

LANES = ("shared", "internal")


class Message(db.Model):
    """One post in the thread of an entry, in one of its two lanes. Ordered by ``number``, named by ``id``."""

    __tablename__ = "messages"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        Index("ix_messages_thread", "entry_id", "number"),
        Index("ix_messages_lane", "entry_id", "lane", "number"),
    )

    number: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    #: Made where the words were typed; the act's id.
    id: Mapped[UUID] = mapped_column(unique=True)
    workspace_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: Which side the author wrote from.
    side: Mapped[str] = mapped_column(String(6))
    lane: Mapped[str] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(Text)
    #: The body as clean HTML, rendered once when written.
    html: Mapped[str] = mapped_column(Text)
    #: What a mail held besides the words that were written for it, quotes and a signature; it goes where the body goes.
    folded: Mapped[str | None] = mapped_column(Text)
    #: The mail it came by, kept whole in a room above.
    letter_id: Mapped[UUID | None]
    #: How many files came with it: where none did, nothing is asked.
    attachments: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When contacts could first see it; its revisions before that stay the team's.
    shared_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    author: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_shared(self) -> bool:
        return self.lane == "shared"
