from datetime import datetime
from hashlib import sha256

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class Branded:
    """What has a brand of its own: a colour, a logo, re-encoded by us and named by its hash, and perhaps a host."""

    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    logo_hash: Mapped[str | None] = mapped_column(String(64), index=True)

    #: The name under which its people come in, where that is not the portal's own.
    host: Mapped[str | None] = mapped_column(String(253), unique=True)
    #: When somebody confirmed, in a browser that had come by it, that it works.
    host_confirmed_at: Mapped[datetime | None]
    #: When links last led to a host that it has no more.
    host_left_at: Mapped[datetime | None]

    @property
    def host_in_use(self) -> str | None:
        """The host that links lead to: one that nobody confirmed may be mistyped, or not set up yet."""
        return self.host if self.host_confirmed_at else None

    def set_logo(self, data: bytes | None) -> None:
        """Keep a re-encoded picture, or none."""
        self.logo, self.logo_hash = data, sha256(data).hexdigest() if data else None


def logo_of(digest: str, *owners: type[Branded]) -> bytes | None:
    """The picture of this hash, whoever's it is: its name is not to be guessed and shows no more than itself."""
    for owner in owners:
        found = db.session.scalar(select(owner.logo).where(owner.logo_hash == digest).limit(1))
        if found:
            return found
    return None
