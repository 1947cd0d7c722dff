from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.user import User


class OperatorLink(db.Model):
    """A way in that whoever runs the portal made by command: one use, its secret derived and never kept."""

    __tablename__ = "operator_links"

    id: Mapped[Key]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: sign-in, demo.
    kind: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def alive(self) -> bool:
        return self.used_at is None and self.expires_at > now()
