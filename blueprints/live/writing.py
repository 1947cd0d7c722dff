"""Somebody is writing: told to those who may read that lane, for some seconds, kept by nobody.

No act: it changes nothing that stands, so a second arrival is only somebody who still writes.
"""
from uuid import UUID

from flask import Blueprint, request

from blueprints.support.acts import abort_unless
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.transactions import begin_writing, looks_first
from portal.base.database import db
from portal.history.signal import signal
from portal.live.pace import Pace
from portal.talk.access import lanes_to_write

bp = Blueprint("writing", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/writing")

#: Pages tell every four seconds while somebody types.
pace = Pace(3)


@bp.post("")
@looks_first
def create(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    lanes = lanes_to_write(standing, entry)
    abort_unless(bool(lanes))
    lane = request.form.get("lane")
    if lane in lanes and pace.allows(viewer().user_id, entry.id, lane):
        begin_writing()
        signal("writing", project_id=project_id, entry_id=entry_id, user_id=viewer().user_id, lane=lane, side=standing.side)
        db.session.commit()
    return "", 204


create.is_repeatable = True
