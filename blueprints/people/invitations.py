"""The link in an invitation: it opens the very thing it is about. Opening it changes nothing."""
from flask import Blueprint, redirect

from blueprints.people.at_invitation import invitation_or_404, place_of, state_of, state_page
from blueprints.people.invited_page import invited_page
from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.door import public

bp = tell_nobody(Blueprint("invitations", __name__, url_prefix="/i/<token>"))


@bp.get("")
@public
def show(token: str):
    invitation = invitation_or_404(token)
    if state_of(invitation) == "pending":
        return invited_page(invitation, token)
    place = place_of(invitation) if invitation.state in ("accepted", "expired") else None
    return redirect(place, 303) if place else state_page(invitation, token)
