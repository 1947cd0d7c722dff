"""Files that come with a message: each becomes a document about the entry, in the lane of the message."""
from collections.abc import Sequence

from sqlalchemy import insert

from portal.base.database import db
from portal.entries.entry import Entry
from portal.files.attachment import Attachment
from portal.files.limits import MOST_FILES
from portal.files.making import keep_bytes, made_documents, made_versions, used_up
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.version import Version
from portal.history.recording import record_events
from portal.projects.standing import Standing
from portal.talk.message import Message


def check_count(uploads: Sequence, most: int = MOST_FILES) -> None:
    """Raises FileRefused for more files than a message, or another form, takes."""
    if len(uploads) > most:
        raise FileRefused("too_many" if most == MOST_FILES else "one_only" if most == 1 else "too_many_here")


def attach(*, message: Message, entry: Entry, by: Standing, uploads: Sequence[Upload], store) -> list[Version]:
    """Make documents of whole uploads, in the lane of their message, and let go of the uploads.

    Who posts the message has checked that the lane is open; a second arrival of its act posts nothing.
    """
    keep_bytes(entry.workspace_id, uploads, store)
    documents = made_documents(entry.workspace_id, entry.project_id, entry, by.viewer.user_id, uploads, shared=message.is_shared)
    versions = made_versions(list(zip(documents, uploads, strict=True)), message.author_id, message.lane, at=message.created_at)
    db.session.execute(insert(Attachment.__table__), [
        {"message_id": message.id, "position": at, "version_id": version.id, "workspace_id": entry.workspace_id}
        for at, version in enumerate(versions)])
    record_events([{"workspace_id": entry.workspace_id, "project_id": entry.project_id, "entry_id": document.id,
                    "message_id": message.id, "actor_id": by.viewer.user_id, "verb": "document_added",
                    "lane": message.lane, "new": document.title} for document in documents])
    used_up(uploads)
    return versions


def staged(uploads: Sequence[Upload]) -> list[str]:
    """The names in the store that are of no use once the uploads became documents."""
    return [name for upload in uploads for name in upload.pieces]
