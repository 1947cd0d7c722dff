"""Which messages come along when an entry is shared: none but the chosen ones, and what the client had seen before."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.projects.standing import Standing
from portal.talk.message import LANES, Message
from portal.talk.read_mark import ReadMark
from portal.talk.reading import set_mark
from portal.talk.wording import mention_anew, word

#: How many internal messages the sharing dialog offers at once, and how many may be chosen in all.
WINDOW = 30
MOST = 100


class NoSuchMessage(LookupError):
    """A chosen message is none of the entry's living internal ones."""


def bring_along(*, entry: Entry, by: Standing, messages: Collection[UUID] = ()) -> int:
    """Let the client side read these internal messages of a shared entry from now on.

    Their names are marked anew for the lane they come to, and who wrote them is known to the client from now on. Twice,
    or where a message is shared already: nothing more happens. Returns how many came along. Raises NoSuchMessage for an
    id that is not a living message of this entry, or for more than MOST.
    """
    if not messages:
        return 0
    chosen = db.session.scalars(_living(entry).where(Message.id.in_(list(messages)[:MOST + 1])).with_for_update()).all()
    if len(chosen) != len(set(messages)) or len(chosen) > MOST:
        raise NoSuchMessage(entry.id)
    coming = [message for message in chosen if message.lane == "internal"]
    for message in coming:
        _bring(message, entry, by)
    for author_id in {message.author_id for message in coming}:
        set_mark(entry, author_id, 0, wrote_shared=True)
    if coming:
        tell(entry, actor_id=by.viewer.user_id, verb="brought_along", field="message", new=len(coming))
    return len(coming)


def hold_back(*, entry: Entry, by: Standing) -> int:
    """Make the team's own what the client had seen of a thread before. Returns how many messages. Twice: none are left.

    Their revisions go with them: shared once more later, contacts see only the revisions made since.
    """
    held = db.session.execute(
        update(Message).where(Message.entry_id == entry.id, Message.lane == "shared")
        .values(lane="internal", shared_at=None)).rowcount
    if held:
        db.session.execute(update(ReadMark).where(ReadMark.entry_id == entry.id).values(wrote_shared=False))
        tell(entry, actor_id=by.viewer.user_id, verb="held_back", field="message", new=held, internal=True)
    return held


def _bring(message: Message, entry: Entry, by: Standing) -> None:
    wording = word(message.body, entry=entry, by=by, lane="shared")
    message.lane, message.shared_at, message.html = "shared", now(), wording.html
    mention_anew(message, wording.mentioned)


def internal_messages(entry: Entry, before: int | None = None) -> list[Message]:
    """A window of the thread's internal messages, newest first; older ones than the number given."""
    wanted = _living(entry).where(Message.lane == "internal")
    if before is not None:
        wanted = wanted.where(Message.number < before)
    return list(db.session.scalars(wanted.order_by(Message.number.desc()).limit(WINDOW).options(joinedload(Message.author))))


def count_lanes(entry: Entry) -> dict[str, int]:
    """How many living messages of the thread are in each lane; those in the shared one the client has seen before."""
    counted = dict(db.session.execute(
        select(Message.lane, func.count()).where(Message.entry_id == entry.id, Message.deleted_at.is_(None))
        .group_by(Message.lane)).all())
    return {lane: counted.get(lane, 0) for lane in LANES}


def _living(entry: Entry):
    return select(Message).where(Message.entry_id == entry.id, Message.deleted_at.is_(None))
