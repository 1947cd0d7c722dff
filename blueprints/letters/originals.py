"""The mail as it came, whole, for staff only and only to be saved: nothing of it is ever run or shown by a browser."""
from uuid import UUID

from flask import Blueprint, abort
from flask_babel import gettext as _

from blueprints.files.sending import send
from blueprints.letters.finding import line_or_404
from blueprints.support.errors import sorry
from blueprints.support.finding import entry_or_404, standing_or_404
from portal.letters.letter import Letter
from portal.letters.originals import original_name
from portal.letters.tray import letter_of
from portal.talk.finding import find_message

bp = Blueprint("originals", __name__)


@bp.get("/w/<uuid:workspace_id>/tray/<uuid:letter_id>/original")
def show(workspace_id: UUID, letter_id: UUID):
    _seat, line = line_or_404(workspace_id, letter_id)
    return _sent(line.letter)


@bp.get("/projects/<uuid:project_id>/entries/<uuid:entry_id>/messages/<uuid:message_id>/original")
def of_message(project_id: UUID, entry_id: UUID, message_id: UUID):
    """Of a message that came by mail, while it stands; to contacts it does not exist."""
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    message = find_message(standing, entry, message_id) if standing.is_staff else None
    if message is None or message.is_deleted:
        abort(404)
    return _sent(letter_of(message) or abort(404))


def _sent(letter: Letter):
    if letter.reason == "virus":
        return sorry(403, _("The virus scanner found something in it."),
                     _("Nobody can open it any more. Ask whoever sent it for another one."), reason="virus")
    name = f"{letter.received_at:%Y-%m-%d} {letter.sender or 'mail'}.eml"
    return send(original_name(letter.sha256), media_type="message/rfc822", tag=letter.sha256.hex(), download_name=name)
