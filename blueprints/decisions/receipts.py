"""The receipt of an approval: its page, its PDF, and the file that is checked. Whoever sees the approval sees them."""
import json
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, url_for

from blueprints.decisions.papers import paper_of
from blueprints.decisions.receipt_pdf import receipt_pdf
from blueprints.decisions.receipt_words import grouped
from blueprints.files.sending import SANDBOX, send
from blueprints.support.errors import sorry
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.language import sentence as _
from blueprints.support.render import render
from blueprints.support.store import store
from portal.base.ids import parse_id
from portal.base.vapid import as_text
from portal.decisions.approval import Approval
from portal.decisions.pictured import pictured
from portal.decisions.printed import NotPrinted
from portal.decisions.receipt import Receipt
from portal.decisions.receipts import as_file, receipts_of
from portal.projects.standing import Standing

bp = Blueprint("receipts", __name__,
               url_prefix="/projects/<uuid:project_id>/decisions/<uuid:entry_id>/receipts/<uuid:receipt_id>")


@bp.get("")
@kept
def show(project_id: UUID, entry_id: UUID, receipt_id: UUID):
    approval, standing, receipt, all_of_them = _found(project_id, entry_id, receipt_id)
    said = json.loads(receipt.body)
    pictures = {str(each.version_id): url_for("versions.thumbnail", project_id=project_id, document_id=each.document_id,
                                              version_id=each.version_id) for each in _pictures(standing, said)}
    return render("decisions/receipt.html", approval=approval, receipt=receipt,
                  paper=paper_of(said, pictures), newest=all_of_them[0],
                  others=[each for each in all_of_them if each is not receipt],
                  here={"project_id": project_id, "entry_id": entry_id, "receipt_id": receipt_id},
                  digest=grouped(receipt.sha256.hex()), signature=as_text(receipt.signature))


@bp.get("/pdf")
def pdf(project_id: UUID, entry_id: UUID, receipt_id: UUID):
    approval, standing, receipt, _all = _found(project_id, entry_id, receipt_id)
    said = json.loads(receipt.body)
    try:
        name = receipt_pdf(receipt, said, approval.project, _pictures(standing, said))
    except NotPrinted as trouble:
        current_app.logger.error("receipt not printed: %s", trouble)
        return sorry(503, _("The PDF cannot be made just now"),
                     _("Try again in a minute. The receipt’s file for checking proves the same."))
    return send(name, media_type="application/pdf", tag=name.rpartition("/")[2], download_name=f"{_called(said)}.pdf")


@bp.get("/file")
def file(project_id: UUID, entry_id: UUID, receipt_id: UUID):
    _approval, _standing, receipt, _all = _found(project_id, entry_id, receipt_id)
    response = Response(as_file(receipt), mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=f"{_called(json.loads(receipt.body))}.json")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _found(project_id: UUID, entry_id: UUID, receipt_id: UUID) -> tuple[Approval, Standing, Receipt, list[Receipt]]:
    """The approval through the fence, then its receipts by their lane."""
    approval = entry_or_404(project_id, entry_id, Approval)
    standing = standing_or_404(approval.project)
    known = receipts_of(standing, approval)
    receipt = next((each for each in known if each.id == receipt_id), None) or abort(404)
    return approval, standing, receipt, known


def _pictures(standing: Standing, said: dict):
    versions = {parse_id(thing["version"]) for thing in said["things"] if thing["version"]}
    return pictured(standing, versions, scans=store().scans)


def _called(said: dict) -> str:
    """What the file is called: letters, digits and blanks of the title, and its number where there are several."""
    title = "".join(letter if letter.isalnum() else " " for letter in said["approval"]["title"])
    number = f" {said['number']}" if said["number"] > 1 else ""
    return f"{_('Receipt')} {' '.join(title.split())[:60]}{number}".strip()
