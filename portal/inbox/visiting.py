"""Marking visits: one ends when nobody looked for half an hour."""
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.history.event import Event
from portal.history.settled import settled_place
from portal.inbox.visit import Visit
from portal.people.membership import Membership
from portal.projects.viewer import Viewer

PAUSE = timedelta(minutes=30)


def visit_of(viewer: Viewer) -> Visit | None:
    """The visit as last marked, or None for somebody who was never here."""
    return _visit(viewer.user_id, _reach(viewer)).scalar()


@prepared
def _visit(user_id, reach):
    return select(Visit).where(Visit.user_id == user_id, Visit.reach == reach)


def mark_visit(viewer: Viewer) -> None:
    """The viewer is here. After a pause a new visit begins where the one before ended. A look marks nothing."""
    if viewer.read_only or viewer.user is None:
        return
    visit, place = visit_of(viewer), settled_place(Event)
    if visit is None:
        db.session.execute(_begun(viewer.user_id, _reach(viewer), place))
        return
    if visit.last_at < now() - PAUSE:
        visit.since_place, visit.began_at = visit.last_place, now()
    visit.last_at, visit.last_place = now(), place


def _begun(user_id: UUID, reach: UUID, place: int):
    """The first visit; two pages that open at once begin one."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(Visit).values(user_id=user_id, reach=reach, began_at=now(), last_at=now(),
                                last_place=place).on_conflict_do_nothing()


def mark_all_seen(viewer: Viewer) -> None:
    """Nothing is new any more: as if the visit before had ended now."""
    mark_visit(viewer)
    db.session.flush()
    visit = visit_of(viewer)
    if visit is not None and not viewer.read_only:
        visit.since_place = visit.last_place


def _reach(viewer: Viewer) -> UUID:
    """A session that reaches one of several memberships, or of several rooms, visits that one: of others it has seen nothing."""
    one = viewer.memberships[0].id if viewer.limited and len(viewer.memberships) == 1 else viewer.room
    if one is None or not _has_others(viewer.user_id, viewer.seats).scalar():
        return viewer.user_id
    return one


@prepared
def _has_others(user_id, seats):
    return select(Membership.id).where(Membership.user_id == user_id, Membership.id.not_in(seats),
                                       Membership.removed_at.is_(None)).limit(1)
