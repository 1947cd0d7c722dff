from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Key, db

#: What a stage means for the turn: to do and doing are the team's move, client is the client's, done is nobody's.
STAGE_KINDS = ("todo", "doing", "client", "done")


class Stage(db.Model):
    """A step of a project's workflow."""

    __tablename__ = "stages"
    __table_args__ = (
        UniqueConstraint("workspace_id", "project_id", "id"),
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        Index(None, "project_id", "position"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID]
    project_id: Mapped[UUID]
    #: Empty for the four default stages, which are named in the reader's language by their kind.
    name: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(8))
    position: Mapped[int] = mapped_column(default=0)

    @property
    def side(self) -> str | None:
        """Whose move an item in this stage is with nobody named."""
        return {"client": "client", "done": None}.get(self.kind, "staff")
