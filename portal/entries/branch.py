"""A branch of the plan's tree: an entry and all below it, as it is now."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CTE, and_, func, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.entries.entry import Entry


class Below(NamedTuple):
    """How many entries are below one: hidden from the client side and not archived, and shared."""

    hidden: int
    shared: int


def hidden_below(entry: Entry) -> list[Entry]:
    """What sharing the branch would add now: the internal entries below. Nothing that comes later belongs to it."""
    return _entries(entry, Entry.audience == "internal", Entry.archived_at.is_(None))


def shared_below(entry: Entry) -> list[Entry]:
    """What hiding the branch would take away now: the shared entries below, archived ones too."""
    return _entries(entry, Entry.audience != "internal")


def count_below(entry: Entry) -> Below:
    """One statement."""
    tree = _below(entry.id)
    hidden = and_(Entry.audience == "internal", Entry.archived_at.is_(None))
    return Below(*db.session.execute(
        select(func.count().filter(hidden), func.count().filter(Entry.audience != "internal"))
        .select_from(Entry).join(tree, tree.c.id == Entry.id)).one())


def _entries(entry: Entry, *conditions) -> list[Entry]:
    tree = _below(entry.id)
    return list(db.session.scalars(
        select(Entry).join(tree, tree.c.id == Entry.id).where(*conditions).order_by(Entry.path, Entry.id)))


def _below(entry_id: UUID) -> CTE:
    # UNION, not UNION ALL: were there ever a cycle, the walk would still end.
    top = select(Entry.id).where(Entry.parent_id == entry_id).cte("branch", recursive=True)
    child = aliased(Entry)
    return top.union(select(child.id).join(top, child.parent_id == top.c.id))
