"""Files follow the messages they came with: shared later with them, held back with them, taken back when they are deleted."""
from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.sharing import audience_changed
from portal.files.attachment import Attachment
from portal.files.document import Document
from portal.files.pin_following import hide_pins_of
from portal.files.version import Version
from portal.history.recording import record_events
from portal.projects.standing import Standing
from portal.talk.following import message_deleted, message_shared, messages_held_back
from portal.talk.message import Message


def share_along(message: Message, entry: Entry, by: Standing) -> None:
    """Contacts see the files of a message from when they see the message. Twice is once."""
    moment = now()
    ours = _came_with([message.id])
    _change(Version, Version.id.in_(ours), Version.lane == "internal", lane="shared", shared_at=moment)
    documents = _documents_of(ours, Document.audience == "internal")
    for document in documents:
        document.audience = "client"
        document.first_shared_at = document.first_shared_at or moment
        document.last_activity_at = document.last_shared_activity_at = moment
    _tell(documents, by, verb="document_shared", lane="shared", message_id=message.id)


def hold_back_along(entry: Entry, by: Standing) -> None:
    """Where the messages of an entry became the team's own again, so did their files."""
    ours = _came_with(select(Message.id).where(Message.entry_id == entry.id))
    _change(Version, Version.id.in_(ours), lane="internal", shared_at=None)
    hide_pins_of(by.viewer.user, Version.id.in_(ours))
    for document in _documents_of(ours, Document.audience != "internal", ~_still_shared()):
        document.audience = "internal"


def take_back_along(message: Message, entry: Entry, by: Standing) -> None:
    """Nobody of either side reaches the files of a deleted message any more. The bytes stay: a record for the operator."""
    ours = _came_with([message.id])
    _change(Version, Version.id.in_(ours), Version.withdrawn_at.is_(None), withdrawn_at=now())
    hide_pins_of(by.viewer.user, Version.id.in_(ours))
    left = exists().where(Version.document_id == Document.id, Version.withdrawn_at.is_(None))
    gone = _documents_of(ours, ~left)
    # Told without its name, as the words of a deleted message are.
    _tell(gone, by, verb="document_withdrawn", lane="internal", message_id=message.id, new=None)
    for document in gone:
        document.audience, document.archived_at = "internal", now()
    for document in _documents_of(ours, Document.audience != "internal", ~_still_shared()):
        # What is left of it is the team's own.
        document.audience = "internal"


def share_newest(entries: list[Entry]) -> None:
    """A document that is shared by itself, and had nothing to see yet, shows its newest version; else what was shared."""
    for document in entries:
        if isinstance(document, Document) and document.is_shared:
            there = Version.document_id == document.id, Version.withdrawn_at.is_(None)
            newest = select(Version.id).where(*there).order_by(Version.number.desc()).limit(1).scalar_subquery()
            other = aliased(Version)
            shared = exists().where(other.document_id == document.id, other.withdrawn_at.is_(None), other.lane == "shared")
            _change(Version, Version.id == newest, ~shared, lane="shared", shared_at=now())


message_shared.append(share_along)
messages_held_back.append(hold_back_along)
message_deleted.append(take_back_along)
audience_changed.append(share_newest)


def _came_with(messages):
    return select(Attachment.version_id).where(Attachment.message_id.in_(messages))


def _still_shared():
    return exists().where(Version.document_id == Document.id, Version.lane == "shared", Version.withdrawn_at.is_(None))


def _documents_of(versions, *conditions) -> list[Document]:
    db.session.flush()
    return list(db.session.scalars(select(Document).where(
        Document.id.in_(select(Version.document_id).where(Version.id.in_(versions))), *conditions).order_by(Document.id)))


def _change(record, *conditions, **facts) -> None:
    db.session.execute(update(record).where(*conditions).values(**facts), execution_options={"synchronize_session": False})


def _tell(documents: list[Document], by: Standing, **facts) -> None:
    record_events([{"workspace_id": document.workspace_id, "project_id": document.project_id, "entry_id": document.id,
                    "actor_id": by.viewer.user_id, "new": document.title, **facts} for document in documents])
