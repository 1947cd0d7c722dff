"""Mail that does not arrive at somebody's address: forgotten, so that it is tried again."""
from uuid import UUID

from flask import Blueprint, abort, url_for

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.finding import staff_seat_or_404
from portal.notices.standing import note_arrival
from portal.people.access import may_administer
from portal.people.rosters import find_seat

bp = Blueprint("mail_troubles", __name__, url_prefix="/w/<uuid:workspace_id>/people/<uuid:seat_id>/mail-trouble")


@bp.delete("")
@act("mail_trouble.forget")
def destroy(workspace_id: UUID, seat_id: UUID):
    abort_unless(may_administer(staff_seat_or_404(workspace_id)))
    seat = find_seat(workspace_id, seat_id) or abort(404)
    note_arrival(seat.user.email)
    commit(url_for("staff.edit", workspace_id=workspace_id, seat_id=seat_id))
    return answer()
