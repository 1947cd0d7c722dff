from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db


class SigningKey(db.Model):
    """The public half of a key that receipts were ever signed with: they are checked long after another one took its place."""

    __tablename__ = "signing_keys"

    key_id: Mapped[str] = mapped_column(String(43), primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    since: Mapped[datetime] = mapped_column(default=now)
