from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.entries.entry import Entry


class Pin(Entry):
    """A remark at one place of a page or picture: about the document, made on one version, with a thread of its own.

    What was remarked is the first message of that thread. Its place never changes.
    """

    __tablename__ = "pins"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "version_id"], ["versions.workspace_id", "versions.id"]),
        Index(None, "version_id"),
        CheckConstraint("x >= 0 AND x <= 1 AND y >= 0 AND y <= 1 AND page >= 1", name="on_the_page"),
    )
    __mapper_args__ = {"polymorphic_identity": "pin"}

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: That of the entry once more, taken over by itself: pin and version are of one workspace.
    tenant_id: Mapped[UUID] = mapped_column("workspace_id")
    version_id: Mapped[UUID]
    #: Counted from one; a picture is its own only page.
    page: Mapped[int]
    #: From the left and from the top, as parts of the whole.
    x: Mapped[float] = mapped_column(Float)
    y: Mapped[float] = mapped_column(Float)
    #: In the order they were placed on the document, the team's own counted: never told, but what is told follows it.
    number: Mapped[int]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None
