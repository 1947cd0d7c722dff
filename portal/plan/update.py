from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.entries.entry import Entry


class Update(Entry):
    """A dated word on a project: health with its reason, text, next milestone. Internal or shared."""

    __tablename__ = "updates"
    __mapper_args__ = {"polymorphic_identity": "update"}

    id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    day: Mapped[date]
    health: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    #: Named in words, and by id where it is a milestone of the plan; a hidden one is never resolved for a contact.
    next_milestone: Mapped[str] = mapped_column(String(300), default="")
