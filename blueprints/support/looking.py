"""As the client sees it: pages below ``/as/<look>`` are shown through a contact's eyes, in this tab only.

The look stands in the address, so each link that a page makes stays within it, and another tab knows nothing of it.
It is bound to the staff member and the day. While looking, nothing can be changed, only projects and the overview
exist, and nothing is kept.
"""
from datetime import timedelta
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, request
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.support.door import viewer
from blueprints.support.errors import sorry
from blueprints.support.noted import asked, noted
from portal.base.clock import now
from portal.people.tokens import link_token, subject_of
from portal.projects.looking import look_as
from portal.projects.viewer import Viewer

PREFIX = "/as/"
SAFE = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask) -> None:
    app.wsgi_app = Within(app.wsgi_app)
    app.before_request(_look)
    app.after_request(_never_kept)
    app.context_processor(lambda: {"looking": looking(), "way_out": way_out})


class Within:
    """Takes ``/as/<look>`` off the path, for the routes, and puts it before every address they make."""

    def __init__(self, inner):
        self._inner = inner

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        token, slash, rest = path.removeprefix(PREFIX).partition("/")
        if not path.startswith(PREFIX) or not slash:
            return self._inner(environ, start_response)
        # One leading slash and no more: a path is never to be read as an address of another host.
        within = {"PATH_INFO": "/" + rest.lstrip("/\\"), "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + PREFIX + token,
                  "portico.look": token}
        return self._inner({**environ, **within}, start_response)


def looking() -> Viewer | None:
    """The look of this request, or None: its ``user`` is looked through, its ``behind`` looks."""
    me = noted().get("viewer")
    return me if me is not None and me.behind is not None else None


def can_be_looked_at(path: str) -> bool:
    """The overview and the projects; what is somebody's own, or the team's, does not exist in a look."""
    return path == "/" or f"{path}/".startswith("/projects/")


def look_address(membership_id: UUID, path: str) -> str:
    """Where a page is, as this contact sees it, for the staff member who asks."""
    return f"{PREFIX}{link_token(_key(), _purpose(now()), membership_id)}{path}"


def way_out() -> str:
    """Where the same page is for the staff member."""
    return request.full_path.rstrip("?")


def _look():
    token = asked().environ.get("portico.look")
    if token is None:
        return None
    if not current_user.is_authenticated:
        # The door asks at the plain address, where its own pages are.
        return redirect(way_out())
    if not can_be_looked_at(request.path):
        abort(404)
    g.viewer = _through(token) or abort(404)
    if request.method not in SAFE:
        return sorry(403, _("You are only looking"), _("Leave the client’s view to change anything."))
    return None


def _through(token: str) -> Viewer | None:
    for moment in (now(), now() - timedelta(days=1)):
        membership_id = subject_of(_key(), _purpose(moment), token)
        if membership_id is not None:
            return look_as(viewer(), membership_id)
    return None


def _purpose(moment) -> str:
    return f"look:{current_user.id}:{moment.date()}"


def _key() -> str:
    return current_app.config["SETTINGS"].secret_key


def _never_kept(response):
    if "portico.look" in asked().environ:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Portico-Look"] = "1"
    return response
