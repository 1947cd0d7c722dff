"""Putting a letter aside, and back."""
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from blueprints.letters.finding import line_or_404
from blueprints.letters.showing import letter_page
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from portal.letters.dealing import AlreadyDealt, put_aside, put_back

bp = Blueprint("drops", __name__, url_prefix="/w/<uuid:workspace_id>/tray/<uuid:letter_id>/drop")


@bp.post("")
@act("letter.drop")
def create(workspace_id: UUID, letter_id: UUID):
    seat, line = line_or_404(workspace_id, letter_id)
    try:
        put_aside(line.letter, by=viewer().user)
    except AlreadyDealt:
        return letter_page(seat, line, status=409, trouble=_("Somebody was quicker."))
    commit(url_for("tray.index", workspace_id=workspace_id))
    flash(_("Put aside. It is kept, and can be put back."), "done")
    return answer()


@bp.delete("")
@act("letter.restore")
def destroy(workspace_id: UUID, letter_id: UUID):
    seat, line = line_or_404(workspace_id, letter_id)
    try:
        put_back(line.letter)
    except AlreadyDealt:
        return letter_page(seat, line, status=409, trouble=_("Somebody was quicker."))
    commit(url_for("tray.show", workspace_id=workspace_id, letter_id=letter_id))
    return answer()
