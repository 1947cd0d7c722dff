"""Letting somebody in: a fresh session for this browser, in the place of the one it had."""
from datetime import timedelta

from flask import g, redirect, request
from flask import session as form_session

from blueprints.people.browser import forget_browser
from blueprints.people.device_name import device_name
from blueprints.support.door import set_session_cookie, this_session
from blueprints.support.hosts import host_here
from portal.base.database import db
from portal.notices.subscribing import hand_over_subscription
from portal.people.sessions import ABSOLUTE, close_session, open_session
from portal.people.user import User

#: On a computer that others use too, a session ends with the working day or with the browser.
SHARED = timedelta(hours=8)


def enter(user: User, *, assurance: str, goes_to: str = "", shared_computer: bool = False):
    """Open a full session, close the one this browser had (a limited one is so widened), commit, and go on."""
    before = this_session()
    session, token = open_session(user=user, assurance=assurance, device=device_name(request.user_agent.string), host=host_here(),
                                  lasts=SHARED if shared_computer else ABSOLUTE, shared_computer=shared_computer)
    if before is not None:
        if before.user_id == user.id and not shared_computer:
            hand_over_subscription(before=before.id, after=session.id)
        close_session(before)
    # A token of forms from before is not taken over: who planted one could not use it (session fixation).
    form_session.clear()
    changed = before is not None and before.user_id != user.id
    response = redirect(goes_to or "/", 303)
    set_session_cookie(response, session, token, until_closed=shared_computer)
    forget_browser(response)
    if changed:
        response.headers["Clear-Site-Data"] = '"cache"'
    g.session_row = session
    db.session.commit()
    return response
