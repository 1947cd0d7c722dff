"""Which messages come along when an entry is shared: none but the chosen ones, and what the client had seen before."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.people.user import User
from portal.talk.message import Message

#: How many internal messages the sharing dialog offers at once, and how many may be chosen in all.
WINDOW = 30
MOST = 500


class NoSuchMessage(LookupError):
    """A chosen message is none of the entry's living internal ones."""


def bring_along(*, entry: Entry, by: User, messages: Collection[UUID] = ()) -> int:
    """Let the client side read these internal messages of a shared entry from now on.

    Twice, or where a message is shared already: nothing more happens. Returns how many came along. Raises
    NoSuchMessage for an id that is not a message of this entry, or of a deleted one.
    """
    chosen = db.session.scalars(_living(entry).where(Message.id.in_(list(messages)[:MOST + 1])).with_for_update()).all()
    if len(chosen) != len(set(messages)):
        raise NoSuchMessage(entry.id)
    coming = [message for message in chosen if message.lane == "internal"]
    for message in coming:
        message.lane, message.shared_at = "shared", now()
    if coming:
        tell(entry, actor_id=by.id, verb="brought_along", field="message", new=len(coming))
    return len(coming)


def hold_back(*, entry: Entry, by: User) -> int:
    """Make the team's own what the client had seen of a thread before. Returns how many messages. Twice: none are left.

    Their revisions go with them: shared once more later, contacts see only the revisions made since.
    """
    held = db.session.execute(
        update(Message).where(Message.entry_id == entry.id, Message.lane == "shared")
        .values(lane="internal", shared_at=None)).rowcount
    if held:
        tell(entry, actor_id=by.id, verb="held_back", field="message", new=held, internal=True)
    return held


def internal_messages(entry: Entry, before: int | None = None) -> list[Message]:
    """A window of the thread's internal messages, newest first; older ones than the number given."""
    wanted = _living(entry).where(Message.lane == "internal")
    if before is not None:
        wanted = wanted.where(Message.number < before)
    return list(db.session.scalars(wanted.order_by(Message.number.desc()).limit(WINDOW)))


def seen_before(entry: Entry) -> int:
    """How many messages of the thread are in its shared lane: the client had seen them, if it is hidden now."""
    return db.session.scalar(select(func.count()).where(
        Message.entry_id == entry.id, Message.lane == "shared", Message.deleted_at.is_(None)))


def _living(entry: Entry):
    return select(Message).where(Message.entry_id == entry.id, Message.deleted_at.is_(None))
