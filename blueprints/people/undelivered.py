"""What did not arrive: mails and pushes of a workspace that were given up, for its admins."""
from uuid import UUID

from flask import Blueprint, abort, flash, request, url_for
from flask_babel import gettext as _

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.places import opened, sealed
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.people.access import may_administer
from portal.people.membership import Membership
from portal.people.undelivered import find_undelivered, try_again, undelivered

bp = Blueprint("undelivered", __name__, url_prefix="/w/<uuid:workspace_id>/undelivered")


@bp.get("")
def index(workspace_id: UUID):
    seat = _administering(workspace_id)
    page = window(undelivered(workspace_id), rows=True)
    # Deliveries are counted over all workspaces.
    return render("people/undelivered.html", workspace=seat.workspace, window=page,
                  places={delivery.id: sealed(delivery.id) for delivery, _name in page})


@bp.post("/tries")
@act("delivery.retry")
def create(workspace_id: UUID):
    """Try one again, named by its place in the list as this reader got it."""
    _administering(workspace_id)
    place = opened(request.form.get("delivery"))
    if place is None:
        abort(422)
    delivery = find_undelivered(workspace_id, place) or abort(404)
    changed = try_again(delivery=delivery)
    commit(url_for(".index", workspace_id=workspace_id), changed=changed)
    flash(_("It is tried again now. If it fails once more it comes back to this page."), "done")
    return answer()


def _administering(workspace_id: UUID) -> Membership:
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat) and not viewer().read_only)
    return seat
