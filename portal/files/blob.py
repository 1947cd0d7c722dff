from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db

#: Pages were drawn, and what is written on them was not looked for.
UNREAD = "pages IS NOT NULL AND page_words IS NULL"


class Blob(db.Model):
    """Bytes that are kept once in a workspace, however many versions consist of them, named by their SHA-256."""

    __tablename__ = "blobs"
    __table_args__ = (
        Index("ix_blobs_size", "workspace_id", "size"),
        Index("ix_blobs_waiting", "at", sqlite_where=db.text("picture = 'waiting'"),
              postgresql_where=db.text("picture = 'waiting'")),
        Index("ix_blobs_scanning", "scan_due_at", sqlite_where=db.text("scan_due_at IS NOT NULL"),
              postgresql_where=db.text("scan_due_at IS NOT NULL")),
        Index("ix_blobs_unread", "at", sqlite_where=db.text(UNREAD), postgresql_where=db.text(UNREAD)),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(default=now)
    #: What has become of what is shown of it: none (there is nothing to show), waiting, ready, text (its first lines are
    #: shown), refused.
    picture: Mapped[str] = mapped_column(String(8), default="none")
    #: How often it was tried to make one.
    tries: Mapped[int] = mapped_column(default=0)
    #: Of the picture, upright, in pixels.
    width: Mapped[int | None]
    height: Mapped[int | None]
    #: What the virus scanner said: none (it was not asked), pending, clean, infected, unavailable (it could not say yet).
    scan: Mapped[str] = mapped_column(String(12), default="none")
    #: When it last said something of these bytes.
    scanned_at: Mapped[datetime | None]
    #: The name of the harm, or why nobody can say.
    scan_words: Mapped[str | None] = mapped_column(String(200))
    #: When it is asked next; while it is being asked, until when nobody else asks.
    scan_due_at: Mapped[datetime | None]
    #: Of a PDF: so many of its pages are pictures by now, and so many it has.
    pages: Mapped[int | None]
    pages_in_all: Mapped[int | None]
    #: And the width and height of each page's picture.
    page_sizes: Mapped[list | None] = mapped_column(JSON)
    #: And how many signs of text each page has, for whoever does not see the picture.
    page_words: Mapped[list | None] = mapped_column(JSON)

    @property
    def name(self) -> str:
        return blob_name(self.workspace_id, self.sha256)


def blob_name(workspace_id: UUID, sha256: bytes) -> str:
    """The name of these bytes in the store."""
    digest = sha256.hex()
    return f"blobs/{workspace_id}/{digest[:2]}/{digest}"


def picture_name(workspace_id: UUID, sha256: bytes, size: str) -> str:
    """The name of what we made of these bytes to be shown: ``small``, ``screen``; of a PDF ``page-3``, ``words-3``; ``text``."""
    return f"pictures/{workspace_id}/{sha256.hex()[:2]}/{sha256.hex()}-{size}"
