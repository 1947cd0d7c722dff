"""That somebody had a version on their screen. Only this, and saving its file, says so: looking at a page never writes."""
from uuid import UUID

from flask import Blueprint, abort, url_for

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from portal.files.document import Document
from portal.files.reading import find_version
from portal.files.seeing import note_seen

bp = Blueprint("sightings", __name__,
               url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions/<uuid:version_id>/sighting")


@bp.put("")
@act("version.see")
def update(project_id: UUID, document_id: UUID, version_id: UUID):
    document = entry_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    abort_unless(not viewer().read_only)
    version = find_version(standing, document.id, version_id) or abort(404)
    changed = note_seen(version, document, standing)
    commit(url_for("documents.show", project_id=project_id, document_id=document_id), changed=changed)
    return answer(fragment="talk/read.htmx.html")
