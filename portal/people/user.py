import secrets
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db
from portal.history.signal import signal


def fresh_epoch() -> str:
    return secrets.token_urlsafe(9)


class User(UserMixin, db.Model):
    """One human: one e-mail address and one login for every workspace and client they belong to."""

    __tablename__ = "users"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    locale: Mapped[str | None] = mapped_column(String(12))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When somebody first proved to read this address; None while it was only written down.
    proven_at: Mapped[datetime | None]
    #: Opaque; changes in the transaction of any loss of access, and kept pages go with it.
    access_epoch: Mapped[str] = mapped_column(String(16), default=fresh_epoch)
    #: Whether their devices may keep copies of pages, to be read without a network.
    offline_copies: Mapped[bool] = mapped_column(default=True)

    @property
    def called(self) -> str:
        """The name others read; before one is given, the part of the address before the @."""
        return self.name or self.email.partition("@")[0]

    @property
    def initials(self) -> str:
        words = self.called.replace(".", " ").split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def lose_access(self) -> None:
        """Mark that something this user could see is gone, for copies kept on devices; what streams to them ends."""
        self.access_epoch = fresh_epoch()
        signal("access", user_id=self.id)


def tidy_email(text: str) -> str:
    """The form in which addresses are kept and compared."""
    return text.strip().lower()
