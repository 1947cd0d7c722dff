from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class Version(db.Model):
    """One state of a document: exactly these bytes, under this name, in one of the two lanes. It never changes but in lane.

    Numbers count all versions and are the team's: what a contact is told counts the shared ones only.
    """

    __tablename__ = "versions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "document_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "sha256"], ["blobs.workspace_id", "blobs.sha256"]),
        UniqueConstraint("document_id", "number"),
        UniqueConstraint("workspace_id", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    document_id: Mapped[UUID]
    number: Mapped[int]
    lane: Mapped[str] = mapped_column(String(8))
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: Why it was made, in words of who brought it; it goes where the version goes.
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)
    #: When contacts could first see it.
    shared_at: Mapped[datetime | None]
    #: When it was taken back, by itself or with its message: nobody reaches it any more.
    withdrawn_at: Mapped[datetime | None]

    @property
    def is_shared(self) -> bool:
        return self.lane == "shared" and self.withdrawn_at is None
