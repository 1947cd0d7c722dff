from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db

#: So long an upload waits for its next piece, or for the message that uses it.
LASTS = timedelta(days=7)
#: So long room is kept for what did not come yet; from then on only what came takes room.
RESERVED = timedelta(hours=1)


class Upload(db.Model):
    """A file on its way here, piece by piece, under an id made on the device. Only who sends it sees it."""

    __tablename__ = "uploads"
    __table_args__ = (Index(None, "user_id"), Index(None, "workspace_id"), Index(None, "touched_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: Where it will belong: its bytes count there.
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(String(200))
    length: Mapped[int] = mapped_column(BigInteger)
    #: So many bytes have come.
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    #: The names of its pieces in the store, in order; of the whole once it is.
    pieces: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: What it is, once it is whole.
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    media_type: Mapped[str | None] = mapped_column(String(100))
    is_picture: Mapped[bool] = mapped_column(default=False)
    touched_at: Mapped[datetime] = mapped_column(default=now)

    #: Whether its bytes stand under their hash by now, as whoever has it in hand knows; nothing of the record.
    stands = False

    @property
    def is_whole(self) -> bool:
        return self.sha256 is not None

    @property
    def has_room(self) -> bool:
        """Whether room is kept for the rest of it."""
        return self.is_whole or self.touched_at > now() - RESERVED

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + LASTS
