"""My devices: where I am signed in, and closing any of them."""
from uuid import UUID

from flask import Blueprint, abort, url_for

from blueprints.notices.subscriptions import push_here
from blueprints.people.full_session import full_session_only
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import this_session, viewer
from blueprints.support.hosts import host_here
from blueprints.support.render import render
from portal.notices.subscribing import subscriptions_by_session
from portal.people.sessions import close_session, find_session, living_sessions

bp = Blueprint("devices", __name__, url_prefix="/me/devices")


@bp.get("")
@full_session_only
def index():
    subscriptions = subscriptions_by_session(viewer().user_id)
    return render("people/devices.html", devices=living_sessions(viewer().user_id, at=host_here()), here=this_session().id,
                  push=push_here(subscriptions), subscriptions=subscriptions)


@bp.delete("/<uuid:session_id>")
@act("device.close")
@full_session_only
def destroy(session_id: UUID):
    """The device is signed out on its next request; another person's does not exist."""
    session = find_session(viewer().user_id, session_id, at=host_here()) or abort(404)
    close_session(session)
    commit(url_for("devices.index"))
    return answer()
