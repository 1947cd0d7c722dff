"""Reading notices. What is still owed for them elsewhere is found to be read when it is paid, and cancelled.

All of it may wait until its request is stored (``portal.base.together``). Twice is once.
"""
from uuid import UUID

from sqlalchemy import update

from portal.base.prepared import prepared
from portal.base.together import moment_of_writing
from portal.history.signal import signal
from portal.notices.notification import Notification


def read_entry(user_id: UUID, entry_id: UUID) -> None:
    """Take everything about an entry as read."""
    _read_entry.write(user_id, entry_id, moment_of_writing())
    _tell(user_id)


def read_notice(user_id: UUID, notice_id: int) -> None:
    """Take one as read."""
    _read_one.write(user_id, notice_id, moment_of_writing())
    _tell(user_id)


def unread_entry(user_id: UUID, entry_id: UUID) -> None:
    """Take the newest about an entry as unread again."""
    _unread_newest.write(user_id, entry_id)
    _tell(user_id)


def read_all(user_id: UUID, up_to: int) -> None:
    """Take everything up to a notice as read: what came after the page was shown is not."""
    _read_up_to.write(user_id, up_to, moment_of_writing())
    _tell(user_id)


def _tell(user_id: UUID) -> None:
    signal("inbox", user_id=user_id)


@prepared
def _read_entry(user_id, entry_id, at):
    notices = Notification.__table__
    return update(notices).where(notices.c.user_id == user_id, notices.c.entry_id == entry_id,
                                 notices.c.read_at.is_(None)).values(read_at=at)


@prepared
def _read_one(user_id, notice_id, at):
    notices = Notification.__table__
    return update(notices).where(notices.c.user_id == user_id, notices.c.id == notice_id,
                                 notices.c.read_at.is_(None)).values(read_at=at)


@prepared
def _unread_newest(user_id, entry_id):
    notices = Notification.__table__
    return update(notices).where(notices.c.user_id == user_id, notices.c.entry_id == entry_id,
                                 notices.c.newest).values(read_at=None)


@prepared
def _read_up_to(user_id, up_to, at):
    notices = Notification.__table__
    return update(notices).where(notices.c.user_id == user_id, notices.c.id <= up_to,
                                 notices.c.read_at.is_(None)).values(read_at=at)
