"""Reading what one was told, and leaving it unread again."""
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, update

from portal.base.clock import now
from portal.base.database import db
from portal.history.signal import signal
from portal.notices.notification import Notification
from portal.projects.viewer import Viewer
from portal.projects.visible import project_condition


def read_about(viewer: Viewer, *, project_id: UUID, entry_id: UUID | None, until: datetime | None = None) -> bool:
    """Mark read what the viewer was told about an entry, or a project itself, up to a moment; whether anything was unread.

    What came later than they saw stays unread. Twice: nothing is left to read.
    """
    return _set(viewer, _about(project_id, entry_id), _unread_until(until), read_at=now())


def read_all(viewer: Viewer, *, until: datetime | None = None) -> bool:
    """Mark read all that the viewer reaches, up to a moment; whether anything was unread. Twice: nothing is left."""
    here = project_condition(viewer, Notification.project_id, Notification.workspace_id)
    return _set(viewer, here, _unread_until(until), read_at=now())


def unread_again(viewer: Viewer, *, project_id: UUID, entry_id: UUID | None) -> bool:
    """Leave the newest word about an entry, or a project itself, unread; whether it was read. Twice: it is so already."""
    return _set(viewer, _about(project_id, entry_id), and_(Notification.newest, Notification.read_at.is_not(None)), read_at=None)


def _about(project_id: UUID, entry_id: UUID | None):
    return and_(Notification.project_id == project_id,
                Notification.entry_id.is_(None) if entry_id is None else Notification.entry_id == entry_id)


def _unread_until(until: datetime | None):
    unread = Notification.read_at.is_(None)
    return unread if until is None else and_(unread, Notification.at <= until)


def _set(viewer: Viewer, *which, read_at: datetime | None) -> bool:
    changed = db.session.execute(update(Notification).where(Notification.user_id == viewer.user_id, *which)
                                 .values(read_at=read_at).execution_options(synchronize_session=False)).rowcount
    if changed:
        signal("inbox", user_id=viewer.user_id)
    return changed > 0
