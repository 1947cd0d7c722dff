"""The files of an entry: those on its page, and the pages behind."""
from uuid import UUID

from flask import Blueprint, request

from blueprints.files.showing import lines_of
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.files.reading import files_about
from portal.projects.standing import Standing

bp = Blueprint("entry_files", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/files")


@bp.get("")
def index(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    return render("files/index.html", fragment="files/index.htmx.html", entry=entry,
                  **files_context(entry, standing_or_404(entry.project), before=parse_id(request.args.get("before"))))


def files_context(entry: Entry, standing: Standing, *, before: UUID | None = None) -> dict:
    """A page of an entry's files for its template. At most one statement, and none where no file was ever posted."""
    page = files_about(standing, entry, before=before)
    return {"files": lines_of(entry.project_id, page.lines), "older_files": page.older}
