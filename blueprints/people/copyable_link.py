"""The address of an open invitation, for staff to hand on themselves where mail does not work."""
from flask import current_app, url_for

from portal.people.invitation import Invitation
from portal.people.tokens import link_token


def copyable_link(invitation: Invitation) -> str:
    settings = current_app.config["SETTINGS"]
    token = link_token(settings.secret_key, "invitation", invitation.id)
    return settings.base_url + url_for("invitations.show", token=token)
