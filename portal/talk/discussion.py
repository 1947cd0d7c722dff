from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.entries.entry import Entry


class Discussion(Entry):
    """A thread of a project with a subject and no other purpose."""

    __tablename__ = "discussions"
    __mapper_args__ = {"polymorphic_identity": "discussion"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
