"""Sharing one version of a document with the client side, with its document where that is the team's own; hiding it again."""
from uuid import UUID

from flask import Blueprint, abort, flash
from flask_babel import gettext as _

from blueprints.entries.choice import Choice, clash, read_choice
from blueprints.files.showing import card_of
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from portal.decisions.unsharing import open_approvals_asking, open_approvals_on
from portal.entries.access import may_share
from portal.entries.prospect import Prospect, prospect_of
from portal.entries.sharing import share_all
from portal.files.document import Document
from portal.files.out_of_sight import those_kept
from portal.files.reading import file_of, find_record, find_version, is_only_one, place_for_contacts
from portal.files.sharing_versions import share_version, unshare_version
from portal.projects.standing import Standing

bp = Blueprint("version_sharing", __name__,
               url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions/<uuid:version_id>/sharing")


@bp.get("")
def edit(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing = _shareable(project_id, document_id)
    prospect = prospect_of(document)
    return _dialog(document, version_id, standing, prospect, Choice.of(document, prospect))


@bp.put("")
@act("version.share")
def update(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing = _shareable(project_id, document_id)
    version = find_record(document.id, version_id, staff_here=True) or abort(404)
    choice, prospect = read_choice(), prospect_of(document)
    wrong = None if document.is_shared else choice.trouble(prospect.contacts)
    changed = None if wrong else clash(document, prospect)
    if wrong or changed:
        return _dialog(document, version_id, standing, prospect, choice, status=422 if wrong else 409, trouble=wrong or changed)
    shared = share_version(version, document=document, by=standing)
    if not document.is_shared:
        share_all(entries=[document], by=viewer().user, audience=choice.audience, readers=choice.readers)
    commit(entry_url(document), changed=shared)
    flash(_("Shared."))
    return answer()


@bp.delete("")
@act("version.unshare")
def destroy(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing = _shareable(project_id, document_id)
    version = find_record(document.id, version_id, staff_here=True) or abort(404)
    prospect = prospect_of(document)
    if changed := clash(document, prospect):
        return _dialog(document, version_id, standing, prospect, Choice.of(document, prospect), status=409, trouble=changed)
    hidden = unshare_version(version, document=document, by=standing)
    commit(entry_url(document), changed=hidden)
    flash(_("The version is hidden from the client."))
    return answer()


def _shareable(project_id: UUID, document_id: UUID) -> tuple[Document, Standing]:
    document = entry_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    abort_unless(may_share(standing))
    return document, standing


def _dialog(document: Document, version_id: UUID, standing: Standing, prospect: Prospect, choice: Choice, *, status: int = 200,
            trouble: str | None = None):
    found = find_version(standing, document.id, version_id) or abort(404)
    hiding = _hiding(document, found) if found.lane == "shared" else None
    return render("files/version_sharing.html", fragment="files/version_sharing.htmx.html", status=status, document=document,
                  version=card_of(document.project_id, file_of(found)), version_id=version_id, prospect=prospect, choice=choice,
                  trouble=trouble, place=None if hiding else place_for_contacts(document.id, version_id),
                  back=entry_url(document), hiding=hiding)


def _hiding(document: Document, version) -> dict:
    """What hiding a version would mean: whether it is the last that contacts see, which questions end, whether it was decided."""
    is_last = is_only_one(version, staff_here=False)
    ends = {approval.id: approval for approval in (*open_approvals_asking([version.id], from_all=False),
                                                   *(open_approvals_on([document]) if is_last else ()))}
    return {"is_last": is_last, "questions": list(ends.values()), "is_decided": bool(those_kept([version.id]))}
