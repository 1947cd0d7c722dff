"""Pages of a version: the picture of one, what is written on it, and the next few of a long document that is read on."""
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for

from blueprints.files.finding import found_or_404, open_version_or_refuse, opened_or_refuse
from blueprints.files.sending import send
from blueprints.files.store_texts import shown_text
from blueprints.files.viewing import page_asked, viewing_of
from blueprints.support.asking import wants_fragment
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.talk.composing import audience_words
from portal.files.blob import picture_name
from portal.talk.people import contacts_who_read

bp = Blueprint("version_pages", __name__,
               url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions/<uuid:version_id>/pages")

#: What is asked for: the next few pages; those that are shown, with the pins; or the viewer with all around it.
PARTS = {"further": "files/leaves.htmx.html", "pages": "files/shown.htmx.html", "all": "files/viewer.htmx.html"}


@bp.get("")
def index(project_id: UUID, document_id: UUID, version_id: UUID):
    """Pages of a version from ``first`` on, for a page that stands already."""
    first = page_asked("first")
    document, standing = found_or_404(project_id, document_id)
    viewing = viewing_of(document, standing, version_id=version_id, first=first) or abort(404)
    if not wants_fragment():
        return redirect(url_for("documents.show", project_id=project_id, document_id=document_id, version=version_id, page=first))
    show = request.args.get("show", "further")
    audience = audience_words(contacts_who_read(document), standing) if show == "all" else ""
    return render(PARTS.get(show, PARTS["further"]), viewing=viewing, audience=audience)


@bp.get("/<int:number>")
@kept
def show(project_id: UUID, document_id: UUID, version_id: UUID, number: int):
    version = open_version_or_refuse(project_id, document_id, version_id)
    if not 1 <= number <= (version.pages or 0):
        abort(404)
    made = f"page-{number}"
    return send(picture_name(version.workspace_id, version.sha256, made), media_type="image/webp",
                tag=f"{version.sha256.hex()}-{made}")


@bp.get("/<int:number>/text")
@kept
def text(project_id: UUID, document_id: UUID, version_id: UUID, number: int):
    """What is written on a page, for whoever does not see its picture; fenced and scanned as that is."""
    document, _standing, version = opened_or_refuse(project_id, document_id, version_id)
    if not 1 <= number <= len(version.page_words or ()) or not version.page_words[number - 1]:
        abort(404)
    return render("files/page_text.html", fragment="files/page_text.htmx.html", document=document, version=version, number=number,
                  words=shown_text(version, f"words-{number}"))
