"""How far the reader has read a thread. Only this moves a mark: looking at a page never writes."""
from uuid import UUID

from flask import Blueprint, abort, request

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import this_session, viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.transactions import begin_writing_together, looks_first
from portal.base.ids import parse_id
from portal.entries.visible import OutOfReach, stay_visible
from portal.talk.finding import find_message
from portal.talk.reading import mark_read

bp = Blueprint("read_marks", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/read-mark")


@bp.put("")
@looks_first
@act("thread.read")
def update(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    abort_unless(not viewer().read_only)
    message = find_message(standing_or_404(entry.project), entry, parse_id(request.form.get("message"))) or abort(404)
    try:
        if begin_writing_together():
            stay_visible(viewer(), this_session().id, entry.id)
        mark_read(viewer(), entry, message)
        commit(entry_url(entry, _anchor=f"m-{message.id}"))
    except OutOfReach:
        abort(404)
    return answer(fragment="talk/read.htmx.html")
