"""Telling people things in tests, as the worker would."""
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from portal.base.database import db
from portal.notices.notification import Notification

_BEGAN = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def tell(user, entry=None, kind="state", *, project=None, message=None, lane="shared", actor=None, read=False, **facts):
    """One notification, the newest of this person about this entry."""
    about = entry or project
    mine = (Notification.user_id == user.id, Notification.entry_id == (entry.id if entry else None),
            Notification.project_id == (entry.project_id if entry else project.id))
    db.session.execute(update(Notification).where(*mine).values(newest=False))
    facts.setdefault("at", _BEGAN + timedelta(minutes=db.session.query(Notification).count()))
    told = Notification(user_id=user.id, workspace_id=about.workspace_id, entry_id=entry.id if entry else None,
                        project_id=entry.project_id if entry else project.id, kind=kind, lane=lane,
                        message_id=message.id if message else None, actor_id=actor.id if actor else message and message.author_id,
                        read_at=_BEGAN if read else None, **facts)
    db.session.add(told)
    db.session.flush()
    return told
