from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db

KINDS = ("version", "item", "text")


class Thing(db.Model):
    """What one round of an approval asks about, exactly: a version, an entry as it stood, or a text. It never changes.

    ``sha256`` is that of a version's bytes, else of the canonical form.
    """

    __tablename__ = "approval_things"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "approval_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "version_id"], ["versions.workspace_id", "versions.id"]),
        UniqueConstraint("approval_id", "round", "position"),
        Index(None, "entry_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    approval_id: Mapped[UUID]
    round: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    entry_id: Mapped[UUID | None]
    version_id: Mapped[UUID | None]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    #: Of an entry or a text, in full: what was seen can be read for ever.
    canonical: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(default=now)

    @property
    def hex(self) -> str:
        return self.sha256.hex()
