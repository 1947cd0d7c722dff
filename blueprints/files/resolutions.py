"""Whether a pin is settled."""
from uuid import UUID

from flask import Blueprint, url_for

from blueprints.files.finding import found_or_404
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.finding import entry_or_404
from portal.files.pin import Pin
from portal.files.resolving import reopen, resolve
from portal.talk.access import may_reply

bp = Blueprint("resolutions", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:pin_id>/resolution")


@bp.post("")
@act("pin.resolve")
def create(project_id: UUID, pin_id: UUID):
    return _settled(project_id, pin_id, resolve)


@bp.delete("")
@act("pin.reopen")
def destroy(project_id: UUID, pin_id: UUID):
    return _settled(project_id, pin_id, reopen)


def _settled(project_id: UUID, pin_id: UUID, change):
    pin = entry_or_404(project_id, pin_id, Pin)
    document, standing = found_or_404(project_id, pin.about_id)
    abort_unless(may_reply(standing))
    changed = change(pin, document, standing)
    commit(url_for("pins.show", project_id=project_id, pin_id=pin_id), changed=changed)
    return answer()
