"""Taking back a version that one brought by mistake: asked with its name, and with what ends with it."""
from uuid import UUID

from flask import Blueprint, abort, flash, url_for
from flask_babel import gettext as _

from blueprints.files.finding import found_or_404
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.render import render
from portal.decisions.unsharing import open_approvals_asking, open_approvals_on, seen_of
from portal.entries.visible import find_entry
from portal.files.document import Document
from portal.files.out_of_sight import those_kept
from portal.files.reading import find_record, is_only_one
from portal.files.taking_back import Decided, may_take_back, take_back
from portal.files.version import Version
from portal.projects.standing import Standing

bp = Blueprint("version_withdrawals", __name__,
               url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions/<uuid:version_id>/withdrawal")


@bp.get("")
def new(project_id: UUID, document_id: UUID, version_id: UUID):
    return _dialog(*_mine(project_id, document_id, version_id))


@bp.post("")
@act("version.take_back")
def create(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing, version = _mine(project_id, document_id, version_id)
    above = document.about_id and find_entry(viewer(), project_id, document.about_id)
    try:
        taken = take_back(version, document=document, by=standing)
    except Decided:
        return _dialog(document, standing, version, status=422, reason="decided", trouble=decided_sentence())
    stays = document.archived_at is None and (standing.is_staff or document.is_shared)
    commit(entry_url(document) if stays else entry_url(above) if above else url_for("documents.index", project_id=project_id),
           changed=taken)
    flash(_("Taken back."))
    return answer()


def decided_sentence() -> str:
    return _("Somebody has answered about exactly this version: it stays, so that it can be read what was decided. Upload a "
             "newer one instead.")


def _mine(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing = found_or_404(project_id, document_id)
    version = find_record(document.id, version_id, staff_here=standing.is_staff) or abort(404)
    abort_unless(may_take_back(standing, version))
    return document, standing, version


def _dialog(document: Document, standing: Standing, version: Version, *, status: int = 200, reason: str | None = None,
            trouble: str | None = None):
    stays = bool(those_kept([version.id]))
    return render("files/version_withdrawal.html", fragment="files/version_withdrawal.htmx.html", status=status,
                  document=document, version=version, reason=reason, trouble=trouble or (decided_sentence() if stays else None),
                  stays=stays, is_last=is_only_one(version, staff_here=standing.is_staff),
                  questions=[] if stays else _ending(document, version), back=entry_url(document))


def _ending(document: Document, version: Version) -> list:
    """The open questions that end with it, as far as its reader sees them."""
    hides = version.is_shared and is_only_one(version, staff_here=False)
    asking = open_approvals_asking([version.id], from_all=True)
    return seen_of([*asking, *(open_approvals_on([document]) if hides else ())], viewer())
