"""Which messages of a thread a reader sees at once: the newest, or those beside or around one of them."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, literal, select, union_all

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.people.user import User
from portal.projects.viewer import Viewer
from portal.talk.folding import folded_excerpt
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark

#: Counting stops here: "99+" says enough, and a long thread costs no more than a short one.
UNREAD_MOST = 100

COLUMNS = (Message.id, Message.number, Message.author_id, Message.side, Message.lane, Message.html, Message.created_at,
           Message.deleted_at.is_not(None).label("deleted"), Message.letter_id.is_not(None).label("by_mail"),
           and_(Message.attachments > 0, Message.deleted_at.is_(None)).label("has_files"), folded_excerpt(),
           User.name, User.email)


class Cursor(NamedTuple):
    """At most one of them: the message before, after or around which to read."""

    before: UUID | None = None
    after: UUID | None = None
    around: UUID | None = None


class Window(NamedTuple):
    rows: list
    has_older: bool
    has_newer: bool
    unread: int
    first_unread: UUID | None


def read_window(viewer: Viewer, entry: Entry, *, both_lanes: bool, cursor: Cursor, limit: int) -> Window:
    """One window, oldest first, with what is unread in the whole thread. One statement."""
    rows = list(_rows(viewer, entry, both_lanes, *cursor, limit))
    unread, first = (rows[0].unread, rows[0].first_unread) if rows else (0, None)
    return _cut(sorted(rows, key=lambda row: row.number), cursor, limit)._replace(unread=unread, first_unread=first)


def thread_condition(entry: Entry, *, both_lanes: bool):
    """The messages of an entry that this side may see: the lanes' half of the fence."""
    mine = Message.entry_id == entry.id
    return mine if both_lanes else and_(mine, Message.lane == "shared")


@prepared
def _rows(viewer: Viewer, entry: Entry, both_lanes: bool, before, after, around, limit: int):
    here = thread_condition(entry, both_lanes=both_lanes)
    wanted = (select(*COLUMNS, _edited(both_lanes), _source(viewer), *_unread(viewer, entry, here))
              .join(User, User.id == Message.author_id))
    if around is not None:
        return wanted.where(Message.number.in_(_around(here, around, limit)))
    at = Message.number
    if after is not None:
        return wanted.where(here, at > _number(here, after)).order_by(at).limit(limit + 1)
    if before is not None:
        here = and_(here, at < _number(here, before))
    return wanted.where(here).order_by(at.desc()).limit(limit + 1)


def _edited(both_lanes: bool):
    # Of what was changed before it was shared, the client is not told.
    told = Message.edited_at.is_not(None) if both_lanes else func.coalesce(Message.edited_at > Message.shared_at, False)
    return told.label("edited")


def _source(viewer: Viewer):
    # As it was typed, to who may change it: nobody else reads it.
    if viewer.user_id is None:
        return literal("").label("source")
    return case((Message.author_id == viewer.user_id, Message.body), else_=literal("")).label("source")


def _around(here, middle: UUID, limit: int):
    number = _number(here, middle)
    older = select(Message.number).where(here, Message.number < number).order_by(Message.number.desc())
    newer = select(Message.number).where(here, Message.number >= number).order_by(Message.number)
    halves = (older.limit(limit // 2 + 1).subquery(), newer.limit(limit - limit // 2 + 1).subquery())
    return union_all(*(select(half.c.number) for half in halves))


def _number(here, message_id: UUID):
    return select(Message.number).where(here, Message.id == message_id).scalar_subquery()


def _unread(viewer: Viewer, entry: Entry, here):
    if viewer.user_id is None or viewer.read_only:
        return literal(0).label("unread"), literal(None).label("first_unread")
    mark = select(ReadMark.number).where(ReadMark.entry_id == entry.id, ReadMark.user_id == viewer.user_id)
    new = and_(here, Message.author_id != viewer.user_id, Message.deleted_at.is_(None),
               Message.number > func.coalesce(mark.scalar_subquery(), 0))
    some = select(Message.number).where(new).limit(UNREAD_MOST).subquery()
    first = select(Message.id).where(new).order_by(Message.number).limit(1).scalar_subquery()
    return select(func.count()).select_from(some).scalar_subquery().label("unread"), first.label("first_unread")


def _cut(rows: list, cursor: Cursor, limit: int) -> Window:
    if cursor.around:
        middle = next((at for at, row in enumerate(rows) if row.id == cursor.around), 0)
        older, newer = middle > limit // 2, len(rows) - middle > limit - limit // 2
        return Window(rows[older:len(rows) - newer], older, newer, 0, None)
    more = len(rows) > limit
    if cursor.after:
        return Window(rows[:limit], bool(rows), more, 0, None)
    return Window(rows[-limit:], more, bool(rows) and cursor.before is not None, 0, None)
