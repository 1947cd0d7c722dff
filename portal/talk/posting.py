"""Posting a message."""
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.clock import now
from portal.base.hydrating import known
from portal.base.prepared import Said, prepared
from portal.base.together import moment_of_writing
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client
from portal.history.recording import record_post
from portal.projects.standing import Standing
from portal.talk.access import lanes_of
from portal.talk.folding import tidy_folded
from portal.talk.message import Message
from portal.talk.reading import set_mark
from portal.talk.wording import mention, word


class NotThisLane(ValueError):
    """No such lane, or none that this side writes in."""


class NoLongerShared(Exception):
    """A shared message reached an entry that is internal by now; nothing is kept of it here."""


def post_message(*, entry: Entry, by: Standing, message_id: UUID, body: str, lane: str,
                 attachments: int = 0, folded: str | None = None, letter_id: UUID | None = None) -> Message:
    """Write a message into a lane of an entry's thread, tell history, and mark the thread read by its author.

    The id is made where the words were typed; a second message under it violates the key. Raises NotThisLane,
    NoLongerShared, and NoWords or TooManyWords of ``portal.talk.wording``. With ``attachments``, files that the caller
    adds in the same transaction, it needs no words. What came by mail (``letter_id``) may bring text to be ``folded``, and
    does not say that its author has read the thread.
    Where it waits (``portal.base.together``) its number is not known yet, and NoLongerShared comes with the writing.
    """
    if lane not in lanes_of(by):
        raise NotThisLane(lane)
    if lane == "shared" and not reaches_client(entry):
        raise NoLongerShared(entry.id)
    wording = word(body, entry=entry, by=by, lane=lane, may_be_empty=attachments > 0)
    moment = _claim(entry, lane)
    message = _stored(id=message_id, workspace_id=entry.workspace_id, entry_id=entry.id, author_id=by.viewer.user_id,
                      side=by.side, lane=lane, body=wording.body, html=wording.html, created_at=moment,
                      shared_at=moment if lane == "shared" else None, attachments=attachments,
                      folded=tidy_folded(folded), letter_id=letter_id)
    record_post(workspace_id=entry.workspace_id, project_id=entry.project_id, entry_id=entry.id, message_id=message_id,
                actor_id=by.viewer.user_id, lane=lane, at=moment)
    mention(message, wording.mentioned)
    set_mark(entry, by.viewer.user_id, None if letter_id else message_id, wrote_shared=lane == "shared")
    return message


def _stored(**facts) -> Message:
    rows = _insert.write(*(Said(fact) if isinstance(fact, str) else fact for fact in facts.values()))
    return known(Message, number=rows.scalar(), **facts) if rows else Message(id=facts["id"], author_id=facts["author_id"])


@prepared
def _insert(id, workspace_id, entry_id, author_id, side, lane, body, html, created_at, shared_at, attachments, folded, letter_id):
    messages = Message.__table__
    return insert(messages).values(id=id, workspace_id=workspace_id, entry_id=entry_id, author_id=author_id, side=side,
                                   lane=lane, body=body, html=html, created_at=created_at,
                                   shared_at=shared_at, attachments=attachments, folded=folded,
                                   letter_id=letter_id).returning(messages.c.number)


def _claim(entry: Entry, lane: str) -> datetime:
    """Move the last activity, and with it lock the thread: its messages are numbered in the order they commit."""
    _touch.write(entry.id, lane == "shared", moment_of_writing(), otherwise=NoLongerShared(entry.id))
    for key in ("last_activity_at", "last_shared_activity_at")[:1 + (lane == "shared")]:
        set_committed_value(entry, key, now())
    # After the wait for whoever writes here too, so that times and numbers run alike.
    return moment_of_writing()


@prepared
def _touch(entry_id: UUID, shared: bool, moment: datetime):
    entries = Entry.__table__
    touched = update(entries).where(entries.c.id == entry_id).values(last_activity_at=moment)
    if shared:
        touched = touched.where(entries.c.audience != "internal").values(last_shared_activity_at=moment)
    return touched
