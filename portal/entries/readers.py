"""Who of the client side reads an entry."""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.base.many import parts
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.member import ProjectMember


def contacts_on(project_id: UUID) -> list[Membership]:
    """The client's people on a project, by name, each with its user. At most a few dozen."""
    return list(db.session.scalars(
        select(Membership).join(ProjectMember, ProjectMember.membership_id == Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(ProjectMember.project_id == project_id, Membership.client_id.is_not(None), Membership.removed_at.is_(None))
        .order_by(User.name, User.email).options(joinedload(Membership.user))))


def named_readers(entries: Iterable[Entry]) -> dict[UUID, set[UUID]]:
    """The memberships named as readers of those entries that are shared with named people."""
    named = {entry.id: set() for entry in entries if entry.audience == "named"}
    for part in parts(named):
        rows = select(EntryReader.entry_id, EntryReader.membership_id).where(EntryReader.entry_id.in_(part))
        for entry_id, membership_id in db.session.execute(rows):
            named[entry_id].add(membership_id)
    return named


def name_readers(entry: Entry, wanted: set[UUID], known: set[UUID]) -> None:
    """Make these the named readers of an entry that had the known ones."""
    gone = known - wanted
    if gone:
        db.session.execute(delete(EntryReader).where(EntryReader.entry_id == entry.id, EntryReader.membership_id.in_(gone)))
    db.session.add_all(EntryReader(entry_id=entry.id, membership_id=seat, workspace_id=entry.workspace_id)
                       for seat in sorted(wanted - known))
