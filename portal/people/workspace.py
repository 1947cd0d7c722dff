from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.branded import Branded


class Workspace(Branded, db.Model):
    """A provider organisation: the tenant."""

    __tablename__ = "workspaces"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(120))
    brand_color: Mapped[str] = mapped_column(String(7), default="#34508f")
    locale: Mapped[str] = mapped_column(String(12), default="en")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    #: Whether an invitation shows its entry before it is accepted.
    preview_invitations: Mapped[bool] = mapped_column(default=True)
    #: Whether the devices of its people may keep copies of pages.
    offline_copies: Mapped[bool] = mapped_column(default=True)
    #: Whether every new question asks its approvers to type their name.
    typed_names: Mapped[bool] = mapped_column(default=False)
    #: Bytes of files it may keep.
    file_quota: Mapped[int] = mapped_column(BigInteger, default=10 * 2**30)
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]
