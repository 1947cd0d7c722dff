"""The address of an open invitation, for staff to hand on themselves where mail does not work."""
from flask import current_app, url_for

from portal.people.invitation import Invitation
from portal.people.tokens import link_token


def copyable_link(invitation: Invitation, host: str | None) -> str:
    """At the host of the room it invites to."""
    settings = current_app.config["SETTINGS"]
    token = link_token(settings.secret_key, "invitation", invitation.id)
    return settings.origin_of(host) + url_for("invitations.show", token=token)
