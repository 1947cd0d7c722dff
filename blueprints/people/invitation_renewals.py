"""A new link for who comes too late: mailed to the invited address, whoever asks."""
from datetime import timedelta

from flask import Blueprint, current_app, redirect, request, url_for

from blueprints.people.at_invitation import invitation_or_404, masked, shown, state_page
from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.door import public
from portal.base.database import db
from portal.people.doors import TooManyKnocks, knock, network_of
from portal.people.inviting import send_again

bp = tell_nobody(Blueprint("invitation_renewals", __name__, url_prefix="/i/<token>/renewal"))

EACH, EACH_WITHIN = 3, timedelta(hours=1)
NETWORK, NETWORK_WITHIN = 30, timedelta(minutes=10)


@bp.post("")
@public
def create(token: str):
    invitation = invitation_or_404(token)
    if invitation.state != "expired":
        return redirect(url_for("invitations.show", token=token), 303)
    if not was_deliberate(riddle("invitation", invitation.id)):
        return state_page(invitation, token, status=422, error="undecided")
    try:
        knock(f"renew:{invitation.id}", EACH, EACH_WITHIN)
        knock(f"renew:{network_of(request.remote_addr)}", NETWORK, NETWORK_WITHIN)
    except TooManyKnocks as error:
        db.session.commit()
        response = state_page(invitation, token, status=429, error="too_often")
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    send_again(invitation=invitation)
    db.session.commit()
    return shown("people/invitation_sent.html", invitation, token, status=201, masked=masked(invitation.email),
                 mail_works=current_app.config["SETTINGS"].mail_works)
