"""Files that come with a message: each becomes a document about the entry, in the lane of the message."""
from collections.abc import Sequence

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.about import set_about
from portal.entries.entry import Entry
from portal.files.attachment import Attachment
from portal.files.blob import Blob, blob_name
from portal.files.document import Document
from portal.files.limits import MOST_FILES
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.version import Version
from portal.history.recording import record_events
from portal.projects.standing import Standing
from portal.talk.message import Message


def check_count(uploads: Sequence) -> None:
    """Raises FileRefused for more files than a message takes."""
    if len(uploads) > MOST_FILES:
        raise FileRefused("too_many")


def attach(*, message: Message, entry: Entry, by: Standing, uploads: Sequence[Upload], store) -> list[Version]:
    """Make documents of whole uploads, in the lane of their message, and let go of the uploads.

    The bytes stand under their hash before a row says so: a crash in between leaves bytes that nobody asks for. Who
    posts the message has checked that the lane is open; a second arrival of its act posts nothing.
    """
    for upload in uploads:
        store.copy(upload.pieces[0], blob_name(entry.workspace_id, upload.sha256))
    _keep_blobs(entry, uploads)
    documents = _documents(entry, message, by, uploads)
    versions = [_version(document, message, upload) for document, upload in zip(documents, uploads, strict=True)]
    db.session.add_all(versions)
    db.session.flush()
    db.session.execute(insert(Attachment.__table__), [
        {"message_id": message.id, "position": at, "version_id": version.id, "workspace_id": entry.workspace_id}
        for at, version in enumerate(versions)])
    db.session.execute(update(Entry).where(Entry.id == entry.id).values(files=Entry.files + len(versions)),
                       execution_options={"synchronize_session": False})
    set_committed_value(entry, "files", entry.files + len(versions))
    record_events([{"workspace_id": entry.workspace_id, "project_id": entry.project_id, "entry_id": document.id,
                    "message_id": message.id, "actor_id": by.viewer.user_id, "verb": "document_added",
                    "lane": message.lane, "new": document.title} for document in documents])
    db.session.execute(delete(Upload).where(Upload.id.in_([upload.id for upload in uploads])),
                       execution_options={"synchronize_session": False})
    return versions


def _keep_blobs(entry: Entry, uploads: Sequence[Upload]) -> None:
    write = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    for upload in {upload.sha256: upload for upload in uploads}.values():
        db.session.execute(write(Blob.__table__).values(
            workspace_id=entry.workspace_id, sha256=upload.sha256, size=upload.length, at=now(), tries=0,
            picture="waiting" if upload.is_picture else "none").on_conflict_do_nothing())


def _documents(entry: Entry, message: Message, by: Standing, uploads: Sequence[Upload]) -> list[Document]:
    moment = now()
    shared = moment if message.is_shared else None
    documents = [Document(id=new_id(), workspace_id=entry.workspace_id, project_id=entry.project_id, title=upload.name,
                          audience="client" if shared else "internal", created_by_id=by.viewer.user_id, created_at=moment,
                          first_shared_at=shared, last_activity_at=moment, last_shared_activity_at=shared)
                 for upload in uploads]
    db.session.add_all(documents)
    for document in documents:
        set_about(document, entry)
    return documents


def _version(document: Document, message: Message, upload: Upload) -> Version:
    return Version(id=new_id(), workspace_id=document.workspace_id, document_id=document.id, number=1, lane=message.lane,
                   sha256=upload.sha256, size=upload.length, media_type=upload.media_type, name=upload.name,
                   by_id=message.author_id, at=message.created_at, shared_at=message.shared_at)


def staged(uploads: Sequence[Upload]) -> list[str]:
    """The names in the store that are of no use once the uploads became documents."""
    return [name for upload in uploads for name in upload.pieces]


