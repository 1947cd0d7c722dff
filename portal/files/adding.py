"""Files that are put somewhere by themselves: documents of an item or a project, and new versions of a document."""
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.files.document import Document
from portal.files.making import keep_bytes, made_documents, made_versions, used_up
from portal.files.upload import Upload
from portal.files.version import Version
from portal.history.recording import record_events
from portal.projects.project import Project
from portal.projects.standing import Standing

#: Of words that say why a version was made.
LONGEST_NOTE = 1000


def lane_of(by: Standing) -> str:
    """What staff bring is the team's own until somebody shares it; what contacts bring everybody on the project sees."""
    return "internal" if by.is_staff else "shared"


def add_documents(*, project: Project, about: Entry | None, by: Standing, uploads: Sequence[Upload], store) -> list[Document]:
    """Make a document of each upload, about an entry or the project's own, and let go of the uploads.

    A second arrival of its act adds nothing.
    """
    lane = lane_of(by)
    keep_bytes(project.workspace_id, uploads, store)
    documents = made_documents(project.workspace_id, project.id, about, by.viewer.user_id, uploads, shared=lane == "shared")
    made_versions(list(zip(documents, uploads, strict=True)), by.viewer.user_id, lane)
    record_events([{"workspace_id": project.workspace_id, "project_id": project.id, "entry_id": document.id,
                    "actor_id": by.viewer.user_id, "verb": "document_uploaded", "lane": lane, "new": document.title}
                   for document in documents])
    used_up(uploads)
    return documents


def add_version(*, document: Document, by: Standing, upload: Upload, note: str, store) -> Version:
    """Make an upload the newest version of a document; the thread, the history and the older versions stay as they are.

    Numbers follow one another also where two arrive at once. A second arrival of its act adds nothing.
    """
    lane = lane_of(by)
    keep_bytes(document.workspace_id, [upload], store)
    number = _next_number(document.id)
    version, = made_versions([(document, upload)], by.viewer.user_id, lane, number=number, note=note[:LONGEST_NOTE])
    tell(document, actor_id=by.viewer.user_id, verb="version_added", internal=lane != "shared", new=version.name,
         reason=version.note or None)
    used_up([upload])
    return version


def _next_number(document_id: UUID) -> int:
    db.session.execute(select(Entry.id).where(Entry.id == document_id).with_for_update())
    return db.session.scalar(select(func.coalesce(func.max(Version.number), 0) + 1).where(Version.document_id == document_id))
