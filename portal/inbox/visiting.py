"""Marking visits: one ends when nobody looked for half an hour."""
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.history.event import Event
from portal.inbox.visit import Visit
from portal.projects.viewer import Viewer

PAUSE = timedelta(minutes=30)


def visit_of(viewer: Viewer) -> Visit | None:
    """The visit as last marked, or None for somebody who was never here."""
    return _visit(viewer.user_id).scalar()


@prepared
def _visit(user_id):
    return select(Visit).where(Visit.user_id == user_id)


def mark_visit(viewer: Viewer) -> None:
    """The viewer is here. After a pause a new visit begins where the one before ended. A look marks nothing."""
    if viewer.read_only or viewer.user is None:
        return
    visit, newest = visit_of(viewer), db.session.scalar(select(func.max(Event.id))) or 0
    if visit is None:
        db.session.execute(_begun(viewer.user_id, newest))
        return
    if visit.last_at < now() - PAUSE:
        visit.since_event, visit.began_at = visit.last_event, now()
    visit.last_at, visit.last_event = now(), newest


def _begun(user_id, newest: int):
    """The first visit; two pages that open at once begin one."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(Visit).values(user_id=user_id, began_at=now(), last_at=now(), last_event=newest).on_conflict_do_nothing()


def mark_all_seen(viewer: Viewer) -> None:
    """Nothing is new any more: as if the visit before had ended now."""
    mark_visit(viewer)
    db.session.flush()
    visit = visit_of(viewer)
    if visit is not None and not viewer.read_only:
        visit.since_event = visit.last_event
