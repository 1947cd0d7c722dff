from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from portal.base.folded import folded
from portal.entries.entry import Entry


class Document(Entry):
    """A file with its versions, about the entry it was posted on or the project's own. Its title is the name
    of its first version, or from when contacts see one, of the first that they see; or what somebody called it."""

    __tablename__ = "documents"
    __mapper_args__ = {"polymorphic_identity": "document"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    #: Its title as it is looked for: without case and accents.
    sought: Mapped[str] = mapped_column(String(600), default="")
    #: Whether somebody called it so: then no version gives it another name.
    is_named: Mapped[bool] = mapped_column(default=False)

    @validates("title")
    def _seek(self, _key, title: str) -> str:
        self.sought = folded(title)[:600]
        return title
