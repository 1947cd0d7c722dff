"""What sharing or hiding entries would mean, before anybody decides."""
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.entries.branch import Below, count_below
from portal.entries.entry import Entry
from portal.entries.reach import hidden_above, shared_about
from portal.entries.readers import contacts_on, named_readers
from portal.people.membership import Membership

#: How many titles are told by name.
NAMED = 10


@dataclass(frozen=True)
class Prospect:
    """Who would see it, what keeps it hidden all the same, and what would be hidden with it."""

    contacts: list[Membership]
    readers: frozenset[UUID]
    hidden_above: list[Entry]
    #: Shared entries about it, the first NAMED of them, and how many there are.
    about: list[Entry]
    about_count: int
    below: Below | None = None


def prospect_of(entry: Entry) -> Prospect:
    """For one entry. At most six statements; nothing stands below what is no item of a plan."""
    below = count_below(entry) if entry.kind == "work_item" else None
    return _prospect([entry], readers=named_readers([entry]).get(entry.id, ()), below=below)


def prospect_of_many(entries: Sequence[Entry]) -> Prospect:
    """For a selection of entries of one project."""
    return _prospect(entries, readers=(), below=None)


def _prospect(entries: Sequence[Entry], readers, below) -> Prospect:
    about, count = _about([entry.id for entry in entries if entry.is_shared])
    return Prospect(contacts_on(entries[0].project_id), frozenset(readers), hidden_above(entries), about, count, below)


def _about(ids: list[UUID]) -> tuple[list[Entry], int]:
    if not ids:
        return [], 0
    about = shared_about(ids)
    first = list(db.session.scalars(about.limit(NAMED)))
    if len(first) < NAMED:
        return first, len(first)
    return first, db.session.scalar(select(func.count()).select_from(about.order_by(None).subquery()))
