"""The mail of an invitation: what it is about, and a button that opens that very thing."""
from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.branding.brand import brand_of
from portal.entries.entry import Entry
from portal.entries.previewing import Preview, preview_of
from portal.entries.visible import find_entry
from portal.jobs.mails.kinds import Mail, mail
from portal.notices.delivery import Delivery
from portal.people.invitation import Invitation
from portal.people.inviting import find_invitation, inviter_of
from portal.people.tokens import link_token
from portal.people.user import User


@mail("invitation")
def compose(delivery: Delivery, settings: Settings) -> Mail | None:
    """Nothing goes out once the invitation was accepted, taken back or ran out, or its project is closed."""
    invitation = find_invitation(delivery.subject_id)
    if invitation is None or not invitation.is_pending:
        return None
    preview = None if invitation.is_to_staff else preview_of(invitation)
    if preview is None and not invitation.is_to_staff:
        return None
    locale, zone = _language(invitation)
    return Mail(template="invitation", brand=brand_of(invitation.workspace, invitation.client), locale=locale, zone=zone,
                facts=_facts(invitation, preview, settings))


def _facts(invitation: Invitation, preview: Preview | None, settings: Settings) -> dict:
    entry = _entry(preview)
    return {"token": link_token(settings.secret_key, "invitation", invitation.id), "inviter": inviter_of(invitation).name,
            "workspace": invitation.workspace.name, "project": preview.project.name if preview else None,
            "title": entry.title if entry else None, "promised": entry.promised if entry and not entry.done_at else None,
            "line": invitation.line, "until": invitation.expires_at, "email": invitation.email}


def _entry(preview: Preview | None) -> Entry | None:
    """The entry, if whoever gets this mail may see it now."""
    if preview is None or preview.entry_id is None:
        return None
    return find_entry(preview.viewer, preview.project.id, preview.entry_id)


def _language(invitation: Invitation) -> tuple[str, str]:
    user = db.session.scalar(select(User).where(User.email == invitation.email))
    locale = (user and user.locale) or (invitation.client and invitation.client.locale) or invitation.workspace.locale
    return locale, (user and user.time_zone) or invitation.workspace.time_zone
