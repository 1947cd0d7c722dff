"""Letting in who has accepted an invitation: a session that reaches its membership, and more only where that is safe."""
from flask import g, request
from flask import session as form_session

from blueprints.people.device_name import device_name
from blueprints.support.door import set_session_cookie, this_session
from blueprints.support.hosts import host_here
from portal.base.database import db
from portal.people.membership import Membership
from portal.people.sessions import close_session, open_session
from portal.people.user import User


def let_in(response, *, user: User, seat: Membership, wide: bool, deed: str = "open"):
    """Open a session (limited to the membership unless ``wide``), commit, and hand it to the browser.

    A session this browser has already stays where it reaches as far; anybody else's is closed. The next page says what
    was done.
    """
    before = this_session()
    if before is not None and before.user_id == user.id and before.membership_id in (None, seat.id):
        db.session.commit()
        return response
    if before is not None:
        close_session(before)
        response.headers["Clear-Site-Data"] = '"cache"'
    session, token = open_session(user=user, assurance="link", device=device_name(request.user_agent.string), host=host_here(),
                                  membership_id=None if wide else seat.id)
    # A token of forms from before is not taken over: who planted one could not use it (session fixation).
    form_session.clear()
    form_session["welcome"] = deed
    g.session_row = session
    db.session.commit()
    return set_session_cookie(response, session, token)
