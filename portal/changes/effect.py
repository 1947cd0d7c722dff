from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Key, db

KINDS = ("add", "change", "drop", "move_promise", "budget")


class Effect(db.Model):
    """One thing a change request would do. What follows from it through dependencies is never kept: it is reckoned anew.

    ``before`` is what its writer saw, ``after`` what it asks for: dates as ISO text, amounts as decimal text. What is
    added becomes an item of the effect's own id, below ``entry_id`` where that is given.
    """

    __tablename__ = "change_effects"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id", "change_request_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "project_id", "entry_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"]),
        Index(None, "change_request_id"),
        Index(None, "entry_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    change_request_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(12))
    entry_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[int] = mapped_column(default=0)
