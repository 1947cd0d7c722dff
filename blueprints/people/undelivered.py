"""What did not arrive: mails and pushes of a workspace that were given up, for its admins."""
from uuid import UUID

from flask import Blueprint, abort, flash, url_for
from flask_babel import gettext as _

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.people.access import may_administer
from portal.people.membership import Membership
from portal.people.undelivered import find_undelivered, try_again, undelivered

bp = Blueprint("undelivered", __name__, url_prefix="/w/<uuid:workspace_id>/undelivered")


@bp.get("")
def index(workspace_id: UUID):
    seat = _administering(workspace_id)
    return render("people/undelivered.html", workspace=seat.workspace, window=window(undelivered(workspace_id), rows=True))


@bp.post("/<int:delivery_id>/tries")
@act("delivery.retry")
def create(workspace_id: UUID, delivery_id: int):
    _administering(workspace_id)
    delivery = find_undelivered(workspace_id, delivery_id) or abort(404)
    changed = try_again(delivery=delivery)
    commit(url_for(".index", workspace_id=workspace_id), changed=changed)
    flash(_("It is tried again now. If it fails once more it comes back to this page."), "done")
    return answer()


def _administering(workspace_id: UUID) -> Membership:
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat) and not viewer().read_only)
    return seat
