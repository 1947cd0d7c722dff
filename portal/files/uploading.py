"""Uploads: a file comes in pieces, each of them once, and is usable when it is whole."""
import secrets
from collections.abc import Iterable, Iterator
from itertools import chain
from uuid import UUID

from sqlalchemy import func, select, update

from portal.base.alone import go_alone
from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.files.kinds import HEAD, check_name, kind_of
from portal.files.limits import MOST_BYTES, MOST_PIECES, MOST_UPLOADS
from portal.files.names import tidy_name
from portal.files.quota import check_room, room_of
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.people.user import User
from portal.people.workspace import Workspace


class UploadTaken(ValueError):
    """This id names another upload, whoever's it is."""


class OtherOffset(ValueError):
    """The next piece begins elsewhere; another arrival of this one was first, or one is missing."""


def begin_upload(*, upload_id: UUID, by: User, workspace: Workspace, name: str, length: int) -> Upload:
    """Expect a file. The same again: the one that is expected already. Raises UploadTaken and FileRefused."""
    name = tidy_name(name)
    known = db.session.get(Upload, upload_id)
    if known is not None:
        if (known.user_id, known.workspace_id, known.name, known.length) != (by.id, workspace.id, name, length):
            raise UploadTaken(upload_id)
        return known
    check_size(name, length)
    check_name(name)
    if db.session.scalar(select(func.count()).where(Upload.user_id == by.id)) >= MOST_UPLOADS:
        raise FileRefused("too_many", name)
    go_alone(room_of(workspace.id))
    check_room(workspace, length, name)
    upload = Upload(id=upload_id, user_id=by.id, workspace_id=workspace.id, name=name, length=length, offset=0, pieces=[])
    db.session.add(upload)
    return upload


def check_size(name: str, length: int) -> None:
    """Raises FileRefused for an empty file and for one that is too big."""
    if length <= 0:
        raise FileRefused("empty", name)
    if length > MOST_BYTES:
        raise FileRefused("too_big", name)


def find_upload(user_id: UUID | None, upload_id: UUID) -> Upload | None:
    """One's own upload, or None: somebody else's is like one that does not exist."""
    return db.session.scalar(select(Upload).where(Upload.id == upload_id, Upload.user_id == user_id))


def keep_piece(upload: Upload, data: Iterable[bytes], store):
    """Keep what comes next, before anything is noted of it: a crash in between leaves bytes that nobody asks for."""
    return store.put(f"uploads/{upload.id}/{secrets.token_hex(8)}", data)


def joined(upload: Upload, piece, store):
    """The whole of an upload, made of its pieces with this last one. Raises FileRefused where it is not what its name says."""
    whole = piece
    if upload.pieces:
        names = [*upload.pieces, piece.name]
        whole = store.put(f"uploads/{upload.id}/{secrets.token_hex(8)}", chain.from_iterable(map(store.read, names)))
    return whole, _kind_or_gone(upload.name, whole.name, store)


def _kind_or_gone(name: str, kept: str, store):
    """What a file is. Its bytes go where that is refused: no row would ever tell of them."""
    try:
        return kind_of(name, head_of(kept, store))
    except FileRefused:
        store.delete(kept)
        raise


def head_of(name: str, store) -> bytes:
    with store.open(name) as file:
        return file.read(HEAD)


def note_piece(upload: Upload, piece) -> None:
    """Note a piece that is kept. Raises OtherOffset where another one was noted meanwhile; twice is not once more."""
    if len(upload.pieces) >= MOST_PIECES:
        raise FileRefused("too_many", upload.name)
    _move_on(upload, upload.offset + piece.size, pieces=[*upload.pieces, piece.name])


def note_whole(upload: Upload, whole, kind) -> None:
    """Note that an upload is whole. Raises OtherOffset like ``note_piece``."""
    _move_on(upload, upload.length, pieces=[whole.name], sha256=whole.sha256, media_type=kind.media_type,
             is_picture=kind.is_picture)


def _move_on(upload: Upload, offset: int, **facts) -> None:
    moved = db.session.execute(
        update(Upload).where(Upload.id == upload.id, Upload.user_id == upload.user_id, Upload.offset == upload.offset,
                             Upload.sha256.is_(None))
        .values(offset=offset, touched_at=now(), **facts), execution_options={"synchronize_session": False})
    if moved.rowcount == 0:
        raise OtherOffset(upload.id)
    db.session.refresh(upload)


def taken_in(*, by: User, workspace: Workspace, name: str, data: Iterator[bytes], length: int, store,
             beside: Iterable[Upload] = ()) -> Upload:
    """A file that came at once with a form, as an upload that is whole and not noted yet. Raises FileRefused.

    ``beside``: others that came with it and are not noted yet, which take room, too.
    """
    name = tidy_name(name)
    check_size(name, length)
    check_name(name)
    check_room(workspace, length + sum(other.length for other in beside), name)
    upload = Upload(id=new_id(), user_id=by.id, workspace_id=workspace.id, name=name, length=length, offset=length)
    kept = keep_piece(upload, data, store)
    upload.pieces, upload.sha256 = [kept.name], kept.sha256
    kind = _kind_or_gone(name, kept.name, store)
    upload.media_type, upload.is_picture, upload.touched_at = kind.media_type, kind.is_picture, now()
    return upload


def whole_uploads(*, by: User, workspace_id: UUID, ids: list[UUID]) -> list[Upload]:
    """One's own uploads for a workspace, in this order, each of them whole. Raises FileRefused."""
    known = {upload.id: upload for upload in db.session.scalars(
        select(Upload).where(Upload.id.in_(ids), Upload.user_id == by.id, Upload.workspace_id == workspace_id))} if ids else {}
    for upload_id in ids:
        if upload_id not in known:
            raise FileRefused("unknown")
        if not known[upload_id].is_whole:
            raise FileRefused("not_whole", known[upload_id].name)
    return [known[upload_id] for upload_id in dict.fromkeys(ids)]
