from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import Key, db


class Question(db.Model):
    """A question of a workspace to be asked again and again, with how it is asked: a beginning for an approval."""

    __tablename__ = "questions"
    __table_args__ = (Index(None, "workspace_id", "archived_at", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(10), default="one")
    typed_name: Mapped[bool] = mapped_column(default=False)
    #: So many days there are to answer, where any.
    due_days: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]
