from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.entries.entry import Entry


class Document(Entry):
    """A file with its versions, about the entry it was posted on. Its title is the name of its first version."""

    __tablename__ = "documents"
    __mapper_args__ = {"polymorphic_identity": "document"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
