"""The bytes of a version, to be saved; and the pictures we made of it, to be shown."""
from uuid import UUID

from flask import Blueprint, abort, request

from blueprints.files.finding import open_version_or_refuse, opened_or_refuse, version_or_404
from blueprints.files.sending import brings_the_end, send
from blueprints.files.showing import card_of
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.transactions import begin_writing
from portal.base.database import db
from portal.files.blob import blob_name, picture_name
from portal.files.reading import file_of
from portal.files.seeing import is_new_to, note_saved

bp = Blueprint("versions", __name__,
               url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/versions/<uuid:version_id>")


@bp.get("")
def show(project_id: UUID, document_id: UUID, version_id: UUID):
    document, standing, version = opened_or_refuse(project_id, document_id, version_id)
    response = send(blob_name(version.workspace_id, version.sha256), media_type=version.media_type,
                    tag=version.sha256.hex(), download_name=version.name)
    if request.method == "GET" and brings_the_end(response) and is_new_to(version, standing, saved=True):
        # History is told of the first time only. Nobody changes anything by it: it says that bytes left the house.
        begin_writing()
        note_saved(version, document, standing)
        db.session.commit()
    return response


@bp.get("/card")
def card(project_id: UUID, document_id: UUID, version_id: UUID):
    """One file of a message again, for a page that waits for its picture."""
    version = version_or_404(project_id, document_id, version_id)
    return render("files/card.htmx.html", card=card_of(project_id, file_of(version)))


@bp.get("/thumbnail")
@kept
def thumbnail(project_id: UUID, document_id: UUID, version_id: UUID):
    return _picture(open_version_or_refuse(project_id, document_id, version_id), "small")


@bp.get("/screen")
@kept
def screen(project_id: UUID, document_id: UUID, version_id: UUID):
    return _picture(open_version_or_refuse(project_id, document_id, version_id), "screen")


def _picture(version, size: str):
    if version.picture != "ready" and not version.pages:
        abort(404)
    return send(picture_name(version.workspace_id, version.sha256, size), media_type="image/webp",
                tag=f"{version.sha256.hex()}-{size}")
