"""Words of threads as a mail repeats them, for many readers at once: messages, and what was said right before.

Whoever asks has been through the fence: they were told of these messages in this lane. Beside a shared message only shared
ones are repeated, whoever reads it: a mail is passed on in no time.
"""
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.files.attachment import Attachment
from portal.files.lanes import open_to
from portal.files.version import Version
from portal.people.user import User
from portal.talk.markdown import plain_words
from portal.talk.message import Message

#: So many messages before the first one are repeated.
BEFORE = 2
#: Signs of a message that a mail repeats; of one that was before.
LONG, GLIMPSE = 6000, 280


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message in a mail."""

    id: UUID
    entry_id: UUID
    number: int
    lane: str
    by: str
    side: str
    at: datetime
    body: str
    html: str
    files: tuple[str, ...] = ()

    @property
    def glimpse(self) -> str:
        """The beginning of its words, on one line."""
        words = plain_words(self.html)
        return words if len(words) <= GLIMPSE else words[:GLIMPSE].rsplit(" ", 1)[0] + " …"


def quoted(wanted: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Quoted]:
    """These messages, each as somebody sees it who was told of it in that lane. Three statements at most.

    One that was deleted, or held back since from those who know of the shared lane only, is missing.
    """
    ids = {message_id for message_id, _lane in wanted}
    rows = {row.id: row for row in _messages(ids)} if ids else {}
    with_files = {row.id for row in rows.values() if row.attachments}
    found = {}
    for lane in ("shared", "internal"):
        here = {id for id, told in wanted if told == lane and id in rows and (lane == "internal" or rows[id].lane == "shared")}
        names = _files(here & with_files, lane)
        found |= {(id, lane): _said(rows[id], names.get(id, ())) for id in here}
    return found


def said_before(first: Quoted, lane: str) -> tuple[Quoted, ...]:
    """The messages right before this one, oldest first: shared ones only beside what was told in the shared lane."""
    rows = _before(first.entry_id, first.number, lane == "internal", BEFORE).all()
    return tuple(_said(row) for row in reversed(rows))


def _said(row, files: tuple[str, ...] = ()) -> Quoted:
    return Quoted(row.id, row.entry_id, row.number, row.lane, row.name or row.email.partition("@")[0], row.side,
                  row.created_at, *_shortened(row.body, row.html), files)


def _shortened(body: str, html: str) -> tuple[str, str]:
    """The words, or their beginning: mail programs cut long mails anywhere."""
    if len(body) <= LONG:
        return body, html
    return body[:LONG].rstrip() + " …", f"<p>{escape(plain_words(html[:LONG]))} …</p>"


COLUMNS = (Message.id, Message.entry_id, Message.number, Message.lane, Message.side, Message.created_at, Message.body,
           Message.html, Message.attachments, User.name, User.email)


def _visible():
    return select(*COLUMNS).join(User, User.id == Message.author_id).where(Message.deleted_at.is_(None))


@prepared
def _messages(ids):
    return _visible().where(Message.id.in_(ids))


@prepared
def _before(entry_id: UUID, number: int, both_lanes: bool, most: int):
    here = _visible().where(Message.entry_id == entry_id, Message.number < number)
    return (here if both_lanes else here.where(Message.lane == "shared")).order_by(Message.number.desc()).limit(most)


def _files(message_ids: set[UUID], lane: str) -> dict[UUID, tuple[str, ...]]:
    """The names of the files that came with messages, for everybody who may read this lane."""
    found: dict[UUID, tuple[str, ...]] = {}
    for message_id, name in _names(message_ids, lane == "internal") if message_ids else ():
        found[message_id] = (*found.get(message_id, ()), name)
    return found


@prepared
def _names(message_ids, staff_here: bool):
    wanted = (select(Attachment.message_id, Version.name).join(Version, Version.id == Attachment.version_id)
              .join(Entry, Entry.id == Version.document_id)
              .where(Attachment.message_id.in_(message_ids), open_to(staff_here), Entry.archived_at.is_(None))
              .order_by(Attachment.message_id, Attachment.position))
    # Of a document shared with named people only, a mail that goes to others as well says nothing.
    return wanted if staff_here else wanted.where(Entry.audience == "client")
