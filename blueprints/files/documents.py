"""The documents of a project: its list, adding some, and the page of one."""
from uuid import UUID

from flask import Blueprint, request, url_for

from blueprints.files.adding import take_files
from blueprints.files.choosing import keep_chosen
from blueprints.files.listing import adding_audience
from blueprints.files.rows import rows_of
from blueprints.files.sentences import file_sentence
from blueprints.files.showing import kept_files
from blueprints.files.version_rows import document_context
from blueprints.support.acts import abort_unless, act
from blueprints.support.fields import tidy
from blueprints.support.finding import entry_or_404, project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.sizes import takes_files
from blueprints.support.store import store
from blueprints.support.transactions import looks_first
from portal.base.ids import parse_id
from portal.entries.access import may_share
from portal.entries.entry import Entry
from portal.files.adding import add_documents
from portal.files.limits import MOST_AT_ONCE, MOST_DOCUMENTS
from portal.files.listing import list_documents
from portal.files.refusal import FileRefused
from portal.projects.standing import Standing
from portal.talk.access import may_reply
from portal.talk.people import contacts_of, contacts_who_read

bp = Blueprint("documents", __name__, url_prefix="/projects/<uuid:project_id>/documents")


@bp.get("")
@kept
def index(project_id: UUID):
    return _index(standing_or_404(project_or_404(project_id)))


@bp.post("")
@takes_files(MOST_AT_ONCE)
@looks_first
@act("documents.add")
def create(project_id: UUID):
    standing, about = _adding(project_id)
    try:
        return take_files(standing.project.workspace, most=MOST_DOCUMENTS, find=lambda: _adding(project_id), add=_add)
    except FileRefused as refused:
        why = {"status": 422, "reason": f"file_{refused.code}", "trouble": file_sentence(refused),
               "kept": kept_files(keep_chosen())}
        return _index(standing, **why) if about is None else _of_entry(about, standing, **why)


@bp.get("/<uuid:document_id>")
@kept
def show(project_id: UUID, document_id: UUID):
    context = document_context(project_id, document_id)
    return render("files/show.html" if context["rows"] else "files/taken_back.html", **context)


def _index(standing: Standing, *, status: int = 200, **why):
    q = tidy(request.args.get("q", "")[:80])
    page = list_documents(standing, q=q, before=parse_id(request.args.get("before")))
    return render("files/documents.html", fragment="files/documents.htmx.html", status=status, project=standing.project,
                  standing=standing, rows=rows_of(standing, page.lines), older=page.older, q=q, may_add=may_reply(standing),
                  selecting=may_share(standing), audience=adding_audience(standing, contacts_of, standing.project),
                  **{"reason": None, "trouble": None, "kept": "", **why})


def _of_entry(about: Entry, standing: Standing, **why):
    return render("files/new.html", entry=about, audience=adding_audience(standing, contacts_who_read, about), **why)


def _adding(project_id: UUID) -> tuple[Standing, Entry | None]:
    """To what files are added: to an entry of the project, where one is named, else to the project."""
    named = request.form.get("about")
    about = entry_or_404(project_id, parse_id(named) or UUID(int=0)) if named else None
    standing = standing_or_404(about.project if about else project_or_404(project_id))
    abort_unless(may_reply(standing))
    return standing, about


def _add(standing: Standing, about: Entry | None, files) -> str:
    add_documents(project=standing.project, about=about, by=standing, uploads=files, store=store())
    if about is None:
        return url_for("documents.index", project_id=standing.project.id)
    return url_for("entry_files.index", project_id=about.project_id, entry_id=about.id)
