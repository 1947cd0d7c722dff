"""Posting a message."""
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client
from portal.history.recording import record_event
from portal.projects.standing import Standing
from portal.talk.access import lanes_of
from portal.talk.message import Message
from portal.talk.reading import set_mark
from portal.talk.wording import mention, word


class NotThisLane(ValueError):
    """No such lane, or none that this side writes in."""


class NoLongerShared(Exception):
    """A shared message reached an entry that is internal by now; nothing is kept of it here."""


def post_message(*, entry: Entry, by: Standing, message_id: UUID, body: str, lane: str) -> Message:
    """Write a message into a lane of an entry's thread, tell history, and mark the thread read by its author.

    The id is made where the words were typed; a second message under it violates the key. Raises NotThisLane,
    NoLongerShared, and NoWords or TooManyWords of ``portal.talk.wording``.
    """
    if lane not in lanes_of(by):
        raise NotThisLane(lane)
    if lane == "shared" and not reaches_client(entry):
        raise NoLongerShared(entry.id)
    wording = word(body, entry=entry, by=by, lane=lane)
    moment = _claim(entry, lane)
    message = Message(id=message_id, workspace_id=entry.workspace_id, entry_id=entry.id, author_id=by.viewer.user_id,
                      side=by.side, lane=lane, body=wording.body, html=wording.html, created_at=moment,
                      shared_at=moment if lane == "shared" else None)
    db.session.add(message)
    record_event(workspace_id=entry.workspace_id, project_id=entry.project_id, entry_id=entry.id, at=moment,
                 actor_id=by.viewer.user_id, verb="message_posted", lane=lane, message_id=message_id)
    db.session.flush()
    mention(message, wording.mentioned)
    set_mark(entry, by.viewer.user_id, message.number, wrote_shared=lane == "shared")
    return message


def _claim(entry: Entry, lane: str) -> datetime:
    """Move the last activity, and with it lock the thread: its messages are numbered in the order they commit."""
    if _touch(entry.id, lane == "shared", now()).rowcount == 0:
        raise NoLongerShared(entry.id)
    db.session.expire(entry, ["last_activity_at", "last_shared_activity_at"])
    # After the wait for whoever writes here too, so that times and numbers run alike.
    return now()


@prepared
def _touch(entry_id: UUID, shared: bool, moment: datetime):
    entries = Entry.__table__
    touched = update(entries).where(entries.c.id == entry_id).values(last_activity_at=moment)
    if shared:
        touched = touched.where(entries.c.audience != "internal").values(last_shared_activity_at=moment)
    return touched
