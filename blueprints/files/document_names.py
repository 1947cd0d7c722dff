"""What a document is called, by who brought it or a manager: its versions keep the names they came with."""
from uuid import UUID

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from blueprints.files.finding import document_or_404
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.conflicts import differs
from blueprints.support.fields import tidy
from blueprints.support.render import render
from portal.files.document import Document
from portal.files.retitling import NoName, may_rename, rename

bp = Blueprint("document_names", __name__, url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/name")


@bp.get("")
def edit(project_id: UUID, document_id: UUID):
    document, _standing = _nameable(project_id, document_id)
    return _form(document, document.title)


@bp.put("")
@act("document.rename")
def update(project_id: UUID, document_id: UUID):
    document, standing = _nameable(project_id, document_id)
    typed = tidy(request.form.get("name"))
    if differs("name", document.title, label=_("Name")):
        return _form(document, typed, status=409,
                     trouble=_("Somebody has renamed it meanwhile: “%(title)s”.", title=document.title))
    try:
        changed = rename(document=document, by=standing, name=typed)
    except NoName:
        return _form(document, typed, status=422, reason="no_name", trouble=_("Please fill this in."))
    commit(entry_url(document), changed=changed)
    flash(_("Renamed."))
    return answer()


def _nameable(project_id: UUID, document_id: UUID):
    document, standing, _versions = document_or_404(project_id, document_id)
    abort_unless(may_rename(standing, document))
    return document, standing


def _form(document: Document, typed: str, *, status: int = 200, **why):
    return render("files/name.html", fragment="files/name.htmx.html", status=status, document=document, typed=typed,
                  back=entry_url(document), **{"reason": None, "trouble": None, **why})
