"""A branch of the plan's tree: an entry and all below it, as it is now."""
from uuid import UUID

from sqlalchemy import CTE, func, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.entries.entry import Entry


def branch_of(entry: Entry) -> list[Entry]:
    """The entry and everything below it, archived ones too. Nothing that is added or moved in later belongs to it."""
    tree = _below(entry.id)
    return [entry, *db.session.scalars(select(Entry).join(tree, tree.c.id == Entry.id).order_by(Entry.path, Entry.id))]


def count_below(entry: Entry, *conditions) -> int:
    """How many entries are below this one (of those that meet the conditions)."""
    tree = _below(entry.id)
    return db.session.scalar(select(func.count()).select_from(Entry).join(tree, tree.c.id == Entry.id).where(*conditions))


def _below(entry_id: UUID) -> CTE:
    # UNION, not UNION ALL: were there ever a cycle, the walk would still end.
    top = select(Entry.id).where(Entry.parent_id == entry_id).cte("branch", recursive=True)
    child = aliased(Entry)
    return top.union(select(child.id).join(top, child.parent_id == top.c.id))
