"""Signing out: this device's session ends. Works without one too, so that it never fails."""
from flask import Blueprint, redirect, url_for
from flask import session as form_session

from blueprints.support.door import drop_session_cookie, public, this_session
from portal.base.database import db
from portal.people.sessions import close_session

bp = Blueprint("sign_out", __name__, url_prefix="/sign-out")


@bp.post("")
@public
def create():
    session = this_session()
    if session is not None:
        close_session(session)
        db.session.commit()
    form_session.clear()
    response = drop_session_cookie(redirect(url_for("sign_in.new"), 303))
    # What the browser kept of pages goes; what waits to be sent stays: it may be another person's. On a computer that
    # others use too nothing stays.
    shared = session is not None and session.shared_computer
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if shared else '"cache"'
    return response
