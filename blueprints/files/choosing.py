"""The files that came with a form: those sent before (named by ``upload``), and those inside it (``files``)."""
from collections.abc import Iterator

from flask import current_app, g, request

from blueprints.support.door import viewer
from blueprints.support.store import PIECE, drop, store
from blueprints.support.transactions import begin_writing
from portal.base.away import log_failure
from portal.base.database import db
from portal.base.ids import parse_id
from portal.files.attaching import attach, check_count, staged
from portal.files.limits import MOST_AT_ONCE, MOST_FILES
from portal.files.making import keep_ahead
from portal.files.quota import check_room_of
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.uploading import taken_in, whole_uploads
from portal.jobs.picturing import paint_waiting
from portal.jobs.scanning import scan_waiting
from portal.people.workspace import Workspace


def chosen_files(workspace: Workspace, *, most: int = MOST_FILES) -> list[Upload]:
    """What came with the form, each of it whole; its bytes are kept, and nothing is noted. Raises FileRefused."""
    inside = [file for file in request.files.getlist("files") if file.filename]
    names = [name for name in request.form.getlist("upload") if name]
    if not (inside or names):
        return []
    check_count([*names, *inside], most)
    ids = [parse_id(name) for name in names]
    if None in ids:
        raise FileRefused("unknown")
    before = whole_uploads(by=viewer().user, workspace_id=workspace.id, ids=ids)
    g.chosen_files = chosen = list(before)
    if sum(map(_size, inside)) > MOST_AT_ONCE:
        raise FileRefused("too_many")
    for file in inside:
        chosen.append(taken_in(by=viewer().user, workspace=workspace, name=file.filename, data=_pieces(file), length=_size(file),
                               store=store(), beside=chosen[len(before):]))
    try:
        keep_ahead(workspace.id, chosen, store())
    except FileNotFoundError:
        # Another message took it meanwhile.
        raise FileRefused("unknown") from None
    return chosen


def attach_chosen(message, entry, standing, files: list[Upload]) -> None:
    """Make documents of them, in the transaction of the message. Raises FileRefused."""
    try:
        attach(message=message, entry=entry, by=standing, uploads=files, store=store())
    except FileNotFoundError:
        # Another message took it meanwhile.
        raise FileRefused("unknown") from None


def let_go(files: list[Upload]) -> None:
    """After the commit: what they were while they came is of no use any more."""
    if not files:
        return
    drop(staged(files))
    if any(file.is_picture for file in files):
        nudge(paint_waiting)
    if store().scans:
        nudge(scan_waiting)


def nudge(job) -> None:
    try:
        job.later()
    except Exception as error:
        # What is waited for is a row: the sweep finds it.
        log_failure(current_app.logger, "nudge lost", error)


def keep_chosen() -> list[Upload]:
    """After a refusal: the files that came inside the form wait beside its words, so that nobody chooses them again."""
    chosen = g.get("chosen_files", [])
    if chosen:
        db.session.rollback()
        # What was read before is read anew.
        g.pop("viewer", None)
        g.pop("session_row", None)
        begin_writing()
        known = {upload.id for upload in chosen if upload in db.session}
        new = [upload for upload in chosen if upload.id not in known]
        try:
            check_room_of(chosen[0].workspace_id, new)
        except FileRefused:
            drop(staged(new))
            chosen = [upload for upload in chosen if upload.id in known]
        else:
            db.session.add_all(new)
        db.session.commit()
    return chosen


def _size(file) -> int:
    end = file.stream.seek(0, 2)
    file.stream.seek(0)
    return end


def _pieces(file) -> Iterator[bytes]:
    while piece := file.stream.read(PIECE):
        yield piece
