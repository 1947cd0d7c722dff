"""What came with a message and is not shown at once, where it is longer than a thread shows: all of it."""
from uuid import UUID

from flask import Blueprint, abort

from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from portal.talk.finding import find_message
from portal.talk.folding import may_unfold

bp = Blueprint("folds", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/messages/<uuid:message_id>")


@bp.get("/folded")
def show(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    message = find_message(standing, entry, message_id) or abort(404)
    if not message.folded or not may_unfold(message.side, standing.is_staff):
        abort(404)
    return render("talk/folded.html", fragment="talk/folded.htmx.html", entry=entry, message=message)
