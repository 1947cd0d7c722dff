"""Documents and versions of whole uploads: what all ways of adding files have in common."""
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.about import set_all_about
from portal.entries.entry import Entry
from portal.files.blob import Blob, blob_name
from portal.files.document import Document
from portal.files.quota import check_room_of
from portal.files.scanning import check_harmless, scan_of_new
from portal.files.upload import Upload
from portal.files.version import Version


def keep_ahead(workspace_id: UUID, uploads: Iterable[Upload], store) -> None:
    """Let the bytes of whole uploads stand under their hash before anybody writes.

    A store may be far away, and on SQLite whoever writes meanwhile would wait for it. Where no row says so afterwards nobody
    asks for them. Raises FileNotFoundError where another form took an upload.
    """
    for upload in uploads:
        if not upload.stands:
            store.copy(upload.pieces[0], blob_name(workspace_id, upload.sha256))
            upload.stands = True


def keep_bytes(workspace_id: UUID, uploads: Sequence[Upload], store) -> None:
    """The bytes stand under their hash before a row says so: a crash in between leaves bytes that nobody asks for.

    Raises FileRefused where harm was found in them before, and where there is no room for them any more.
    """
    check_room_of(workspace_id, uploads)
    keep_ahead(workspace_id, uploads, store)
    write = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    for upload in {upload.sha256: upload for upload in uploads}.values():
        db.session.execute(write(Blob.__table__).values(
            workspace_id=workspace_id, sha256=upload.sha256, size=upload.length, at=now(), tries=0,
            picture="waiting" if upload.is_picture else "none", **scan_of_new(store.scans)).on_conflict_do_nothing())
    check_harmless(workspace_id, uploads)


def made_documents(workspace_id: UUID, project_id: UUID, about: Entry | None, by_id: UUID, uploads: Sequence[Upload], *,
                   shared: bool) -> list[Document]:
    """A document for each upload, about an entry, which counts them, or the project's own."""
    moment = now()
    since = moment if shared else None
    documents = [Document(id=new_id(), workspace_id=workspace_id, project_id=project_id, title=upload.name,
                          audience="client" if shared else "internal", created_by_id=by_id, created_at=moment,
                          first_shared_at=since, last_activity_at=moment, last_shared_activity_at=since)
                 for upload in uploads]
    db.session.add_all(documents)
    if about is None:
        db.session.flush()
        return documents
    set_all_about(documents, about)
    db.session.execute(update(Entry).where(Entry.id == about.id).values(files=Entry.files + len(documents)),
                       execution_options={"synchronize_session": False})
    set_committed_value(about, "files", about.files + len(documents))
    return documents


def made_versions(rows: Sequence[tuple[Document, Upload]], by_id: UUID, lane: str, *, number: int = 1, note: str = "",
                  at: datetime | None = None) -> list[Version]:
    """A version of each document, consisting of its upload."""
    moment = at or now()
    versions = [Version(id=new_id(), workspace_id=document.workspace_id, document_id=document.id, number=number, lane=lane,
                        sha256=upload.sha256, size=upload.length, media_type=upload.media_type, name=upload.name, by_id=by_id,
                        note=note, at=moment, shared_at=moment if lane == "shared" else None)
                for document, upload in rows]
    db.session.add_all(versions)
    db.session.flush()
    return versions


def used_up(uploads: Sequence[Upload]) -> None:
    """The uploads became versions: as uploads they are over. Raises FileNotFoundError where another form was first."""
    noted = [upload.id for upload in uploads if not inspect(upload).transient]
    gone = db.session.execute(delete(Upload).where(Upload.id.in_(noted)), execution_options={"synchronize_session": False})
    if gone.rowcount < len(noted):
        raise FileNotFoundError(noted)

