"""What the routes below ``/i/<token>`` share: finding the invitation, its brand, the page of its state."""
from uuid import UUID

from flask import abort, current_app, g, url_for

from blueprints.support.addresses import entry_url
from blueprints.support.deliberate import riddle
from blueprints.support.door import this_session, viewer
from blueprints.support.hosts import room_here
from blueprints.support.reader import asked_for, in_room
from blueprints.support.render import render
from portal.base.database import db
from portal.entries.previewing import preview_of
from portal.entries.visible import find_entry
from portal.people.invitation import Invitation
from portal.people.inviting import find_invitation, inviter_of
from portal.people.tokens import subject_of
from portal.people.user import User
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project

#: Statuses of the pages that say why a link opens nothing (RFC 9110, 15.5.11: gone).
GONE = {"expired": 410, "revoked": 410, "closed": 410, "accepted": 200}


def invitation_or_404(token: str) -> Invitation:
    """The invitation of a link; a link we never made is an address like any unknown one."""
    subject = subject_of(current_app.config["SETTINGS"].secret_key, "invitation", token)
    invitation = (find_invitation(subject) if subject else None) or abort(404)
    if (room := room_here()) and not room.reaches(invitation):
        # Under the name of another room it is an address like any unknown one.
        abort(404)
    _enter_room(invitation)
    return invitation


def place_of(invitation: Invitation) -> str | None:
    """Where the signed-in person sees what the invitation is about: the entry, else its project; None for nobody."""
    session = this_session()
    if session is None or session.user.email != invitation.email:
        return None
    if invitation.is_to_staff:
        return url_for("home.show") if viewer().staff_seat(invitation.workspace_id) else None
    return _place_in_project(invitation.project_id, invitation.entry_id)


def where_it_leads(invitation: Invitation) -> str:
    """The address to go on to after signing in; whether anything is shown there is the fence's to say."""
    if invitation.is_to_staff:
        return url_for("home.show")
    return url_for("plans.show", project_id=invitation.project_id)


def where_its_code_leads(invitation: Invitation) -> str:
    """Where somebody goes on who accepted it elsewhere: to what it was about, as long as they see that."""
    entry = None
    if invitation.entry_id:
        accepted_by = db.session.get(User, invitation.accepted_by_id)
        entry = find_entry(viewer_of(accepted_by), invitation.project_id, invitation.entry_id)
    return entry_url(entry) if entry else where_it_leads(invitation)


def state_of(invitation: Invitation) -> str:
    """The state of an invitation, or ``closed`` where there is nothing left to open."""
    if not invitation.is_pending:
        return invitation.state
    if invitation.is_to_staff:
        return "closed" if invitation.workspace.archived_at else "pending"
    return "pending" if preview_of(invitation) else "closed"


def state_page(invitation: Invitation, token: str, *, words: str = "", status: int | None = None, error=None):
    """The page of a link that cannot be accepted (any more). It shows nothing of the entry, only words just typed."""
    state = state_of(invitation)
    return shown("people/invitation_over.html", invitation, token, status=status or GONE.get(state, 409), state=state,
                 words=words, error=error, masked=masked(invitation.email))


def shown(page: str, invitation: Invitation, token: str, *, status: int = 200, **context):
    """A page of an invitation, in the brand of whoever invites."""
    return render(page, status=status, invitation=invitation, token=token, inviter=inviter_of(invitation),
                  riddle=riddle("invitation", invitation.id), **context)


def _enter_room(invitation: Invitation) -> None:
    """The page wears the brand of whoever invites, and speaks their language where the browser asks for none of ours."""
    in_room(invitation.workspace, invitation.client)
    g.reader_locale = asked_for() or (invitation.client and invitation.client.locale) or invitation.workspace.locale
    g.reader_zone = invitation.workspace.time_zone


def masked(email: str) -> str:
    """An address as somebody who knows it recognises it: c•••@acme.example."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def _place_in_project(project_id: UUID, entry_id: UUID | None) -> str | None:
    entry = find_entry(viewer(), project_id, entry_id) if entry_id else None
    if entry is not None:
        return entry_url(entry)
    return url_for("plans.show", project_id=project_id) if find_project(viewer(), project_id) else None
