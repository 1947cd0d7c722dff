"""The person at the door: which session the cookie opens, and what it reaches."""
from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import LoginManager

from blueprints.support.asking import wants_json
from blueprints.support.hosts import host_here, room_here
from blueprints.support.noted import asked, here, noted, view_asked_for
from portal.base.database import db, writes
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.sessions import is_stale, living_session, seen_now, session_with_seats
from portal.projects.viewer import Viewer, viewer_of

login = LoginManager()


def install(app: Flask) -> None:
    # Sessions are rows of our own: Flask-Login keeps nothing in its cookie, and guards nothing there.
    login.session_protection = None
    login.init_app(app, add_context_processor=False)
    app.config["SESSION_COOKIE_NAME"] = cookie_name("portico_form", app)
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_PATH="/",
                      SESSION_COOKIE_SECURE=app.config["SETTINGS"].secure)
    app.before_request(_closed_unless_public)
    app.after_request(_epoch)


def cookie_name(name: str, app: Flask | None = None) -> str:
    """``__Host-`` binds a cookie to this very host; plain http beyond loopback cannot have it."""
    secure = (app or here()).config["SETTINGS"].secure
    return f"__Host-{name}" if secure else name


def public(view):
    """Mark a route that answers without a session. Everything else is closed."""
    view.is_public = True
    return view


def viewer() -> Viewer:
    """Who is asking. Only behind the door: a public route asks ``current_user`` first."""
    kept = noted()
    if "viewer" not in kept:
        session = this_session()
        found = viewer_of(session.user, only_membership=session.membership_id)
        kept.viewer = found.narrowed(**_reached(found.memberships))
    return kept.viewer


def this_session() -> Session | None:
    """The session of this request, or None."""
    kept = noted()
    if "session_row" not in kept:
        token = request.cookies.get(cookie_name("portico"))
        kept.session_row = _good_here(living_session(token) if token else None)
    return kept.session_row


def _good_here(session: Session | None) -> Session | None:
    """The session, if it was opened under the name this request came by."""
    return session if session is not None and session.host == host_here() else None


def _reached(seats: tuple[Membership, ...]) -> dict:
    """Those of the memberships that are reached by the name this request came by: at the host of a room only that room's."""
    if host_here() is None:
        return {"memberships": seats}
    # The name may be gone since the request was let in.
    room = room_here() or abort(404)
    return {"memberships": tuple(filter(room.reaches, seats)), "room": room.client_id or room.workspace_id}


def set_session_cookie(response, session: Session, token: str, *, until_closed: bool = False):
    """Hand a session's token to the browser, which may be told to drop it when it is closed."""
    response.set_cookie(cookie_name("portico"), token, expires=None if until_closed else session.expires_at, path="/",
                        httponly=True, samesite="Lax", secure=current_app.config["SETTINGS"].secure)
    return response


def drop_session_cookie(response):
    response.delete_cookie(cookie_name("portico"), path="/", httponly=True, samesite="Lax",
                           secure=current_app.config["SETTINGS"].secure)
    return response


@login.request_loader
def _user_of(_request):
    session = this_session()
    return session.user if session else None


def is_public_route() -> bool:
    return bool(getattr(view_asked_for(), "is_public", False))


def _closed_unless_public():
    if asked().endpoint is None or is_public_route():
        return None
    if _entered() is None:
        return _turned_away()
    _touch()
    return None


def _entered() -> Session | None:
    """The session of this request, with the viewer it makes: behind the door both are always asked for."""
    kept = noted()
    if "session_row" not in kept:
        token = asked().cookies.get(cookie_name("portico"))
        session, seats = session_with_seats(token) if token else (None, ())
        kept.session_row = session = _good_here(session)
        if session is not None:
            kept.viewer = Viewer(user=session.user, **_reached(seats), limited=session.limited)
    return kept.session_row


def _turned_away():
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request") and not wants_json():
        return redirect(url_for("sign_in.new", next=request.full_path.rstrip("?")))
    return abort(401)


def _touch() -> None:
    session = this_session()
    if not is_stale(session):
        return
    if writes.get():
        db.session.execute(seen_now(session.id))
        return
    # A reading request stays a reading one: its snapshot goes on, this line is written beside it.
    intent = writes.set(True)
    try:
        with db.engine.begin() as connection:
            connection.execute(seen_now(session.id))
    finally:
        writes.reset(intent)


def _epoch(response):
    session = noted().get("session_row")
    if session is not None and not is_public_route():
        response.headers["X-Access-Epoch"] = session.user.access_epoch
    return response
