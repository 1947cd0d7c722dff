"""Opening, finding and closing sessions."""
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.history.signal import signal
from portal.notices.subscribing import end_of_session
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.tokens import hashed, random_token
from portal.people.user import User
from portal.people.workspace import Workspace

#: OWASP ASVS 5.0 7.3: an idle and an absolute end.
IDLE = timedelta(days=30)
ABSOLUTE = timedelta(days=180)
SEEN_EVERY = timedelta(minutes=5)


def open_session(*, user: User, assurance: str, device: str = "", membership_id: UUID | None = None,
                 lasts: timedelta = ABSOLUTE, shared_computer: bool = False, host: str | None = None) -> tuple[Session, str]:
    """A new session and its token, which is told once and never kept. Twice: two sessions."""
    token = random_token()
    session = Session(user_id=user.id, token_hash=hashed(token), assurance=assurance, device=device[:120],
                      membership_id=membership_id, expires_at=now() + lasts, shared_computer=shared_computer, host=host)
    db.session.add(session)
    db.session.flush()
    return session, token


def living_session(token: str) -> Session | None:
    """The session a token opens, with its user, unless it ended, idled out or was closed. One statement."""
    return _living(hashed(token), now(), now() - IDLE).scalar()


@prepared
def _living(token_hash: bytes, moment: datetime, idle_since: datetime):
    return select(Session, User).join(User, User.id == Session.user_id).where(
        Session.token_hash == token_hash, Session.revoked_at.is_(None), Session.expires_at > moment,
        Session.last_seen_at > idle_since)


def session_with_seats(token: str) -> tuple[Session | None, tuple[Membership, ...]]:
    """The session a token opens, with its user, and the memberships that it reaches and that still open something,
    each with its workspace and client; (None, ()) for a dead one. One statement: every page begins with it."""
    found = _entering(hashed(token), now(), now() - IDLE).all()
    seats = tuple(seat for _session, _user, seat, workspace, client in found
                  if workspace is not None and (seat.client_id is None or client is not None))
    return (found[0][0] if found else None), seats


@prepared
def _entering(token_hash: bytes, moment: datetime, idle_since: datetime):
    reached = and_(Membership.user_id == Session.user_id, Membership.removed_at.is_(None),
                   or_(Session.membership_id.is_(None), Session.membership_id == Membership.id))
    return (
        select(Session, User, Membership, Workspace, Client).select_from(Session).join(User, User.id == Session.user_id)
        .outerjoin(Membership, reached)
        .outerjoin(Workspace, and_(Workspace.id == Membership.workspace_id, Workspace.archived_at.is_(None)))
        .outerjoin(Client, and_(Client.id == Membership.client_id, Client.archived_at.is_(None)))
        .where(Session.token_hash == token_hash, Session.revoked_at.is_(None), Session.expires_at > moment,
               Session.last_seen_at > idle_since)
        .order_by(Membership.created_at, Membership.id)
    )


def living_sessions(user_id: UUID, *, at: str | None = None) -> list[Session]:
    """The user's signed-in devices, last seen first; ``at`` a host of a room only those of that host."""
    return list(db.session.scalars(
        select(Session).where(Session.user_id == user_id, Session.revoked_at.is_(None), Session.expires_at > now(),
                              Session.last_seen_at > now() - IDLE, *([Session.host == at] if at else []))
        .order_by(Session.last_seen_at.desc()).limit(100)))


def close_session(session: Session) -> None:
    """End a session, what streams to it and what is pushed to it; a closed one stays closed."""
    if session.revoked_at is None:
        session.revoked_at = now()
        end_of_session(session.id)
        signal("access", user_id=session.user_id, session_id=session.id)


def is_stale(session: Session) -> bool:
    """Whether its last-seen time is old enough to be worth a write."""
    return session.last_seen_at < now() - SEEN_EVERY


def seen_now(session_id: UUID):
    """The statement that moves a session's last-seen time."""
    return update(Session).where(Session.id == session_id).values(last_seen_at=now())


def find_session(user_id: UUID, session_id: UUID, *, at: str | None = None) -> Session | None:
    """One of the user's own living sessions, or None; ``at`` a host of a room only one of that host."""
    return db.session.scalar(select(Session).where(Session.id == session_id, Session.user_id == user_id,
                                                   Session.revoked_at.is_(None), Session.expires_at > now(),
                                                   *([Session.host == at] if at else [])))
