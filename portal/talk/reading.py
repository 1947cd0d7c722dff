"""Read marks: how far somebody has read."""
from uuid import UUID

from sqlalchemy import case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.database import db
from portal.base.prepared import prepared
from portal.base.together import moment_of_writing
from portal.entries.entry import Entry
from portal.history.signal import signal
from portal.notices.notification import Notification
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark


def mark_read(viewer: Viewer, entry: Entry, message: Message) -> None:
    """Note that a message was on the reader's screen, and with it what they should know of the entry up to there.

    Marks never move back; a look through other eyes leaves none.
    """
    if viewer.read_only or viewer.user is None:
        return
    if _newly_seen(entry, viewer.user_id, message.number).first() is not None:
        signal("seen", project_id=entry.project_id, entry_id=entry.id, user_id=viewer.user_id, lane="shared")
    _read_notices(entry.id, viewer.user_id, message.number)
    set_mark(entry, viewer.user_id, message.id)


def _read_notices(entry_id: UUID, user_id: UUID, number: int) -> None:
    """What somebody should know of an entry they know once they read its thread; later messages' notices stay."""
    if _unread_notices(entry_id, user_id, number).first() is not None:
        _take_as_read.write(entry_id, user_id, number, moment_of_writing())
        signal("inbox", user_id=user_id)


@prepared
def _unread_notices(entry_id, user_id, number):
    return select(Notification.id).where(*_told_by_then(Notification, entry_id, user_id, number)).limit(1)


@prepared
def _take_as_read(entry_id, user_id, number, at):
    notices = Notification.__table__
    return update(notices).where(*_told_by_then(notices.c, entry_id, user_id, number)).values(read_at=at)


def _told_by_then(notices, entry_id, user_id, number) -> tuple:
    later = exists().where(Message.id == notices.message_id, Message.number > number)
    return notices.user_id == user_id, notices.entry_id == entry_id, notices.read_at.is_(None), ~later


@prepared
def _newly_seen(entry: Entry, user_id, number):
    """A shared message up to this one that the reader had not come to: that they saw an internal one is told to nobody."""
    mark = select(ReadMark.number).where(ReadMark.entry_id == entry.id, ReadMark.user_id == user_id).scalar_subquery()
    return select(Message.number).where(Message.entry_id == entry.id, Message.lane == "shared", Message.number <= number,
                                        Message.number > func.coalesce(mark, 0)).limit(1)


def has_read(viewer: Viewer, project_id: UUID, entry_id: UUID) -> bool:
    """Whether the reader has a mark on an entry of a project they still see, so knows that it was there."""
    if find_project(viewer, project_id) is None:
        return False
    mark = db.session.get(ReadMark, (entry_id, viewer.user_id))
    return mark is not None and mark.project_id == project_id


def set_mark(entry: Entry, user_id: UUID, message_id: UUID | None, *, wrote_shared: bool = False) -> None:
    """Move a mark forward to a message; None only notes that they wrote. One statement; twice is once."""
    _move.write(db.engine.dialect.name, entry.id, entry.project_id, entry.workspace_id, user_id, message_id, wrote_shared,
                moment_of_writing())


@prepared
def _move(dialect: str, entry_id, project_id, workspace_id, user_id, message_id, wrote_shared: bool, at):
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    number = 0 if message_id is None else select(Message.number).where(Message.id == message_id).scalar_subquery()
    new = insert(ReadMark.__table__).values(entry_id=entry_id, user_id=user_id, workspace_id=workspace_id, project_id=project_id,
                                  number=number, wrote_shared=wrote_shared, at=at)
    return new.on_conflict_do_update(index_elements=["entry_id", "user_id"], set_={
        "number": case((new.excluded.number > ReadMark.number, new.excluded.number), else_=ReadMark.number),
        "wrote_shared": or_(ReadMark.wrote_shared, new.excluded.wrote_shared),
        "at": new.excluded.at,
    })
