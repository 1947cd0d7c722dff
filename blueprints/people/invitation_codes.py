"""An accepted link in another browser: a code goes to the invited address, and the usual sign-in follows."""
from flask import Blueprint, current_app, redirect, url_for

from blueprints.people.at_invitation import invitation_or_404, state_page, where_its_code_leads
from blueprints.people.browser import browser_to_be, remember_browser
from blueprints.people.knocking import knock_to_ask
from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.door import public
from blueprints.support.hosts import host_here
from portal.base.database import db
from portal.people.challenges import ask
from portal.people.doors import TooManyKnocks

bp = tell_nobody(Blueprint("invitation_codes", __name__, url_prefix="/i/<token>/code"))


@bp.post("")
@public
def create(token: str):
    invitation = invitation_or_404(token)
    if invitation.state != "accepted":
        return redirect(url_for("invitations.show", token=token), 303)
    if not was_deliberate(riddle("invitation", invitation.id)):
        return state_page(invitation, token, status=422, error="undecided")
    try:
        knock_to_ask(invitation.email)
    except TooManyKnocks as error:
        db.session.commit()
        response = state_page(invitation, token, status=429, error="too_often")
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    browser = browser_to_be()
    ask(key=current_app.config["SETTINGS"].secret_key, email=invitation.email, browser=browser,
        goes_to=where_its_code_leads(invitation), host=host_here())
    db.session.commit()
    return remember_browser(redirect(url_for("sign_in_codes.new"), 303), browser)
