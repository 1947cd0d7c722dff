from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Key, db


class ImportedItem(db.Model):
    """What a plan file said of an item, so that a later version of the file finds it again and only differences count."""

    __tablename__ = "imported_items"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        Index(None, "source_id"),
        Index(None, "entry_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("plan_imports.id"))
    #: None once somebody deleted the item here: it is not brought back.
    entry_id: Mapped[UUID | None]
    key: Mapped[str] = mapped_column(Text)
    #: The file's values, and how the item stood once they were applied: where it stands otherwise now, a person did that.
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    applied: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Whether it has values rolled up from below that nobody confirmed yet: the item itself does not carry them.
    held: Mapped[bool] = mapped_column(default=False)
