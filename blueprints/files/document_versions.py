"""The versions of a document: older ones, and a new one."""
from uuid import UUID

from flask import Blueprint, request, url_for

from blueprints.files.adding import take_files
from blueprints.files.choosing import keep_chosen
from blueprints.files.finding import document_or_404
from blueprints.files.listing import adding_audience
from blueprints.files.sentences import file_sentence
from blueprints.files.showing import kept_files
from blueprints.files.version_rows import version_rows
from blueprints.support.acts import abort_unless, act
from blueprints.support.fields import tidy
from blueprints.support.render import render
from blueprints.support.sizes import takes_files
from blueprints.support.store import store
from blueprints.support.transactions import looks_first
from portal.base.ids import parse_id
from portal.entries.access import may_share
from portal.files.adding import LONGEST_NOTE, add_version
from portal.files.document import Document
from portal.files.limits import MOST_BYTES
from portal.files.refusal import FileRefused
from portal.files.taking_back import taken_back_of
from portal.projects.standing import Standing
from portal.talk.access import may_reply
from portal.talk.people import contacts_who_read

bp = Blueprint("document_versions", __name__, url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions")


@bp.get("")
def index(project_id: UUID, document_id: UUID):
    before = parse_id(request.args.get("before"))
    document, standing, versions = document_or_404(project_id, document_id, before=before)
    return render("files/versions.html", fragment="files/versions.htmx.html", document=document, standing=standing, older=before,
                  rows=version_rows(standing, document, versions), may_share=may_share(standing),
                  gone=[] if before else taken_back_of(standing, document))


@bp.get("/new")
def new(project_id: UUID, document_id: UUID):
    return _form(*_adding(project_id, document_id))


@bp.post("")
@takes_files(MOST_BYTES)
@looks_first
@act("version.add")
def create(project_id: UUID, document_id: UUID):
    document, standing = _adding(project_id, document_id)
    try:
        return take_files(document.project.workspace, most=1, find=lambda: _adding(project_id, document_id), add=_add)
    except FileRefused as refused:
        return _form(document, standing, status=422, reason=f"file_{refused.code}", trouble=file_sentence(refused),
                     kept=kept_files(keep_chosen()))


def _adding(project_id: UUID, document_id: UUID) -> tuple[Document, Standing]:
    document, standing, _versions = document_or_404(project_id, document_id)
    abort_unless(may_reply(standing))
    return document, standing


def _add(document: Document, standing: Standing, files) -> str:
    add_version(document=document, by=standing, upload=files[0], note=tidy(request.form.get("note"))[:LONGEST_NOTE],
                store=store())
    return url_for("documents.show", project_id=document.project_id, document_id=document.id)


def _form(document: Document, standing: Standing, *, status: int = 200, **why):
    return render("files/new_version.html", status=status, document=document,
                  note=tidy(request.form.get("note")), audience=adding_audience(standing, contacts_who_read, document),
                  **{"reason": None, "trouble": None, "kept": "", **why})
