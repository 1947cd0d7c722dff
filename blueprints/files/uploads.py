"""Uploads: a file is expected under an id made on the device, comes in pieces, and waits for the message that uses it."""
from functools import wraps
from uuid import UUID

from flask import Blueprint, abort, current_app, g, jsonify, make_response, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from blueprints.files import tus
from blueprints.files.sentences import file_sentence
from blueprints.support.acts import abort_unless, check_sender
from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.store import drop, in_store, is_full, store
from blueprints.support.transactions import begin_writing, looks_first
from portal.base.database import db
from portal.base.ids import parse_id
from portal.files.quota import keep_room
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.uploading import OtherOffset, UploadTaken, begin_upload, find_upload, joined, keep_piece, note_piece, note_whole
from portal.people.workspace import Workspace
from portal.talk.access import may_reply

bp = Blueprint("uploads", __name__, url_prefix="/uploads")


def repeatable(view):
    """Mark a route that may arrive twice without an act: an upload happens once by its own id, a piece by its offset."""
    @looks_first
    @wraps(view)
    def once(**ids):
        tus.check_version()
        check_sender()
        try:
            return view(**ids)
        except IntegrityError:
            # Its twin was first: now it is known. What was read before is read anew.
            db.session.rollback()
            g.pop("viewer", None)
            g.pop("session_row", None)
            return view(**ids)
        except FileRefused as refused:
            return tus.not_taken(413 if refused.code == "too_big" else 422, f"file_{refused.code}", file_sentence(refused))
        except OSError as trouble:
            if not is_full(trouble):
                raise
            current_app.logger.error("the disk is full: a file was not taken")
            return tus.not_taken(507, "no_room_here", "")
    once.is_repeatable = True
    return once


@bp.route("", methods=["OPTIONS"], provide_automatic_options=False)
@bp.route("/<uuid:upload_id>", methods=["OPTIONS"], provide_automatic_options=False)
def abilities(upload_id: UUID | None = None):
    return tus.abilities()


@bp.post("")
@repeatable
def create():
    said = tus.metadata()
    upload_id, project_id, length = parse_id(said.get("id")), parse_id(said.get("project")), tus.number("Upload-Length")
    if None in (upload_id, project_id, length):
        return tus.not_taken(422, "upload_unclear", _("Say which file comes, how long it is and where it belongs."))
    workspace = _workspace(project_id)
    begin_writing()
    try:
        upload = begin_upload(upload_id=upload_id, by=viewer().user, workspace=workspace, name=said.get("filename", ""),
                              length=length)
    except UploadTaken:
        return tus.not_taken(422, "upload_taken", _("This file was not taken. Choose it again."))
    db.session.commit()
    if tus.brings_bytes() and upload.offset == 0:
        refused = _take(upload)
        if refused is not None:
            return refused
    response = make_response(_facts(upload), 201)
    response.headers["Location"] = url_for(".show", upload_id=upload.id)
    return tus.told(upload, response)


@bp.get("/<uuid:upload_id>")
def show(upload_id: UUID):
    upload = _mine(upload_id)
    return tus.told(upload, make_response(_facts(upload)))


@bp.patch("/<uuid:upload_id>")
@repeatable
def update(upload_id: UUID):
    upload = _mine(upload_id)
    if not tus.brings_bytes():
        abort(415)
    if tus.number("Upload-Offset") != upload.offset:
        return _elsewhere(upload)
    if not upload.has_room:
        begin_writing()
        keep_room(upload)
    return _take(upload) or tus.told(upload, make_response("", 204))


@bp.delete("/<uuid:upload_id>")
@repeatable
def destroy(upload_id: UUID):
    begin_writing()
    _forget(_mine(upload_id))
    return tus.ended()


def _workspace(project_id: UUID) -> Workspace:
    project = project_or_404(project_id)
    abort_unless(may_reply(standing_or_404(project)))
    return project.workspace


def _mine(upload_id: UUID) -> Upload:
    return find_upload(viewer().user_id, upload_id) or abort(404)


def _take(upload: Upload):
    """Keep what this request brings and note it; the refusal, or None. Nothing of the database is held while it comes."""
    db.session.commit()
    room = upload.length - upload.offset
    body = tus.Body(room)
    piece = keep_piece(upload, body, store())
    if body.is_damaged or not piece.size:
        store().delete(piece.name)
        return tus.not_taken(tus.DAMAGED, "damaged", _("This piece arrived damaged. Send it again.")) if body.is_damaged else None
    return _noted(upload, piece, room)


def _noted(upload: Upload, piece, room: int):
    old, whole = list(upload.pieces), None
    try:
        if piece.size == room:
            whole, kind = in_store(joined, upload, piece, store())
        begin_writing()
        note_whole(upload, whole, kind) if whole else note_piece(upload, piece)
        db.session.commit()
    except FileRefused:
        begin_writing()
        _forget(upload, piece.name)
        raise
    except (OtherOffset, FileNotFoundError):
        drop({piece.name, whole.name if whole else piece.name})
        db.session.expire(upload)
        return _elsewhere(_mine(upload.id))
    if whole:
        drop({*old, piece.name} - {whole.name})
    return None


def _forget(upload: Upload, *more: str) -> None:
    names = {*upload.pieces, *more}
    db.session.delete(db.session.merge(upload))
    db.session.commit()
    drop(names)


def _elsewhere(upload: Upload):
    return tus.told(upload, tus.not_taken(409, "offset", _("The next piece begins elsewhere.")))


def _facts(upload: Upload):
    return jsonify(outcome="stored", id=str(upload.id), name=upload.name, length=upload.length, offset=upload.offset,
                   whole=upload.is_whole, location=url_for(".show", upload_id=upload.id))


