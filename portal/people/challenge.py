from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class Challenge(db.Model):
    """A sign-in that one browser asked for: a link and a typed code, hashed, ten minutes, one use."""

    __tablename__ = "challenges"
    __table_args__ = (Index(None, "email", "created_at"),)

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254))
    #: Known once it succeeded. Who has the address is looked up when the mail is made, so that asking takes the
    #: same time for every address.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=0)
    #: The path that was asked for before the sign-in.
    goes_to: Mapped[str] = mapped_column(String(500), default="")
    #: The host of a room that it was asked for at, and that alone it is answered at; None: the portal's own address.
    host: Mapped[str | None] = mapped_column(String(253))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
