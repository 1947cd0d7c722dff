"""Which messages come along when an entry is shared: none but the chosen ones, and what the client had seen before."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.projects.standing import Standing
from portal.talk.following import messages_held_back, tell_followers
from portal.talk.message import LANES, Message
from portal.talk.read_mark import ReadMark
from portal.talk.sharing import SeenAlready, share_message

#: How many internal messages the sharing dialog offers at once, and how many may be chosen in all.
WINDOW = 30
MOST = 100


class NoSuchMessage(LookupError):
    """A chosen message is none of the entry's living internal ones."""


def bring_along(*, entry: Entry, by: Standing, messages: Collection[UUID] = ()) -> int:
    """Let the client side read these internal messages of a shared entry from now on.

    Twice, or where a message is shared already: nothing more happens. Returns how many came along. Raises NoSuchMessage
    for an id that is not a living message of this entry, or for more than MOST.
    """
    if not messages:
        return 0
    chosen = db.session.scalars(_living(entry).where(Message.id.in_(list(messages)[:MOST + 1])).with_for_update()).all()
    if len(chosen) != len(set(messages)) or len(chosen) > MOST:
        raise NoSuchMessage(entry.id)
    coming = [message for message in chosen if not message.is_shared]
    for message in coming:
        share_message(message, entry=entry, by=by)
    return len(coming)


def hold_back(*, entry: Entry, by: Standing) -> int:
    """Make the team's own what the client had seen of an entry that is internal, before it is shared again.

    Returns how many messages. Twice: none are left. Their revisions go with them: shared once more later, contacts see
    only the revisions made since. Raises SeenAlready while the entry is shared.
    """
    if entry.is_shared:
        raise SeenAlready(entry.id)
    held = db.session.execute(
        update(Message).where(Message.entry_id == entry.id, Message.lane == "shared")
        .values(lane="internal", shared_at=None)).rowcount
    if held:
        db.session.execute(update(ReadMark).where(ReadMark.entry_id == entry.id).values(wrote_shared=False))
        tell(entry, actor_id=by.viewer.user_id, verb="held_back", field="message", new=held, internal=True)
        tell_followers(messages_held_back, entry, by)
    return held


def all_internal(entry: Entry, messages: Collection[UUID]) -> bool:
    """Whether these are living internal messages of the entry, and not more than MOST."""
    if not messages:
        return True
    if len(messages) > MOST:
        return False
    return db.session.scalar(select(func.count()).where(
        Message.entry_id == entry.id, Message.deleted_at.is_(None), Message.lane == "internal",
        Message.id.in_(messages))) == len(set(messages))


def internal_messages(entry: Entry, before: UUID | None = None) -> list[Message]:
    """A window of the thread's internal messages, newest first; older ones than the one given."""
    wanted = _living(entry).where(Message.lane == "internal")
    if before is not None:
        of = select(Message.number).where(Message.id == before, Message.entry_id == entry.id).scalar_subquery()
        wanted = wanted.where(Message.number < of)
    return list(db.session.scalars(wanted.order_by(Message.number.desc()).limit(WINDOW).options(joinedload(Message.author))))


def count_lanes(entry: Entry) -> dict[str, int]:
    """How many living messages of the thread are in each lane; those in the shared one the client has seen before."""
    counted = dict(db.session.execute(
        select(Message.lane, func.count()).where(Message.entry_id == entry.id, Message.deleted_at.is_(None))
        .group_by(Message.lane)).all())
    return {lane: counted.get(lane, 0) for lane in LANES}


def _living(entry: Entry):
    return select(Message).where(Message.entry_id == entry.id, Message.deleted_at.is_(None))
