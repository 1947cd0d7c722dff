from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.user import User


class Session(db.Model):
    """A signed-in device. Only a hash of its token is kept, and any of them can be closed."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user_id", "revoked_at"),)

    id: Mapped[Key]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    #: How sure we are who it is: link (an accepted invitation), code, operator.
    assurance: Mapped[str] = mapped_column(String(12))
    #: A session that an invitation opened reaches this membership only, until a sign-in code widens it.
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("memberships.id"))
    #: On a computer that others use too: nothing is kept there.
    shared_computer: Mapped[bool] = mapped_column(default=False)
    #: The host of a room that it was opened at, and that it is good for; None: the portal's own address.
    host: Mapped[str | None] = mapped_column(String(253))
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql")

    @property
    def limited(self) -> bool:
        return self.membership_id is not None
