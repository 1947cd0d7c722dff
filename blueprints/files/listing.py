"""The files of an entry: those on its page, and the pages behind."""
from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, request

from blueprints.files.showing import lines_of
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from blueprints.talk.composing import audience_words
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.files.reading import files_about
from portal.projects.standing import Standing
from portal.talk.access import may_reply
from portal.talk.people import contacts_who_read

bp = Blueprint("entry_files", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/files")


@bp.get("")
def index(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    return render("files/index.html", fragment="files/index.htmx.html", entry=entry,
                  audience=adding_audience(standing, contacts_who_read, entry),
                  **files_context(entry, standing, before=parse_id(request.args.get("before"))))


def adding_audience(standing: Standing, readers: Callable, of) -> str | None:
    """Who sees the files that a contact adds, in words; None for the team, whose files are its own until they are shared.

    At most one statement.
    """
    return None if standing.is_staff or not may_reply(standing) else audience_words(readers(of), standing)


def files_context(entry: Entry, standing: Standing, *, before: UUID | None = None) -> dict:
    """A page of an entry's files for its template. At most one statement, and none where no file was ever posted."""
    page = files_about(standing, entry, before=before)
    return {"files": lines_of(entry.project_id, page.lines), "older_files": page.older, "may_add_files": may_reply(standing)}
