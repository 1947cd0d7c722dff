"""What an entry is about, and what that is about in turn."""
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db
from portal.entries.entry import Entry


class AboutLink(db.Model):
    """One step or more up an about-chain. Chains never change, so all their pairs are kept."""

    __tablename__ = "about_links"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "entry_id"], ["entries.workspace_id", "entries.id"]),
        ForeignKeyConstraint(["workspace_id", "about_id"], ["entries.workspace_id", "entries.id"]),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    about_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]


def set_about(entry: Entry, about: Entry) -> None:
    """Say once, when an entry is made, what it is about. Raises ValueError over two projects."""
    set_all_about([entry], about)


def set_all_about(entries: Collection[Entry], about: Entry) -> None:
    """Say of many entries, when they are made, that they are about one. Raises ValueError over two projects."""
    if any((about.workspace_id, about.project_id) != (entry.workspace_id, entry.project_id) for entry in entries):
        raise ValueError("an entry is about something in its own project")
    for entry in entries:
        entry.about_id = about.id
    db.session.flush()
    higher = db.session.scalars(select(AboutLink.about_id).where(AboutLink.entry_id == about.id)).all()
    db.session.add_all(AboutLink(entry_id=entry.id, about_id=above, workspace_id=entry.workspace_id)
                       for entry in entries for above in (about.id, *higher))


def also_about(entry: Entry, others: Iterable[UUID]) -> None:
    """Tie an entry to more than the one it is about, and to all that these are about: whoever sees it sees them all.

    Known ones are left out. Raises ValueError over two projects.
    """
    wanted = set(others)
    if not wanted:
        return
    db.session.flush()
    here = select(Entry.id).where(Entry.id.in_(wanted), Entry.workspace_id == entry.workspace_id,
                                  Entry.project_id == entry.project_id)
    if set(db.session.scalars(here)) != wanted:
        raise ValueError("an entry is about something in its own project")
    higher = set(db.session.scalars(select(AboutLink.about_id).where(AboutLink.entry_id.in_(wanted))))
    known = set(db.session.scalars(select(AboutLink.about_id).where(AboutLink.entry_id == entry.id)))
    for above in (wanted | higher) - known:
        db.session.add(AboutLink(entry_id=entry.id, about_id=above, workspace_id=entry.workspace_id))
