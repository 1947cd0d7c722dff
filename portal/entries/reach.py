"""How far an entry reaches: to the client side at all, and what stands between."""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.about import AboutLink
from portal.entries.entry import Entry


def reaches_client(entry: Entry) -> bool:
    """Whether the client side can see it: it is shared, and so is everything it is about."""
    return entry.is_shared and (entry.about_id is None or not hidden_above([entry]))


def hidden_above(entries: Iterable[Entry]) -> list[Entry]:
    """The hidden entries that these are about, in the order of their titles: sharing does not reach past them."""
    ids = [entry.id for entry in entries if entry.about_id is not None]
    if not ids:
        return []
    above = select(AboutLink.about_id).where(AboutLink.entry_id.in_(ids))
    return list(db.session.scalars(
        select(Entry).where(Entry.id.in_(above), Entry.audience == "internal").order_by(Entry.title, Entry.id)))


def shared_about(entry_ids: Iterable[UUID]):
    """The shared entries about any of these, however long the chain: they are hidden with it. A composable select."""
    below = select(AboutLink.entry_id).where(AboutLink.about_id.in_(list(entry_ids)))
    return select(Entry).where(Entry.id.in_(below), Entry.audience != "internal").order_by(Entry.title, Entry.id)
