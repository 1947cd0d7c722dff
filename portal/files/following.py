"""Files follow the messages they came with: shared later with them, held back with them, taken back when they are deleted."""
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import parts
from portal.entries.entry import Entry
from portal.entries.sharing import audience_changed, unshare_all
from portal.files.attachment import Attachment
from portal.files.document import Document
from portal.files.lanes import open_to
from portal.files.newest import newest_number
from portal.files.out_of_sight import put_out_of_sight, those_kept
from portal.files.pin_following import hide_pins_of
from portal.files.retitling import call_as_shared, call_nothing
from portal.files.version import Version
from portal.history.recording import record_events
from portal.notices.cancelling import cancel_owed
from portal.projects.standing import Standing
from portal.talk.following import message_deleted, message_shared, messages_held_back
from portal.talk.message import Message


def share_along(message: Message, entry: Entry, by: Standing) -> None:
    """Contacts see the files of a message from when they see the message, but those taken back before. Twice is once."""
    moment = now()
    ours = _came_with([message.id]).join(Version, Version.id == Attachment.version_id).where(open_to(True))
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
    _hide_what_is_left_unshared(ours, by)


def take_back_along(message: Message, entry: Entry, by: Standing) -> None:
    """Nobody of either side reaches the files of a deleted message any more, but those that somebody answered about.

    As if each was taken back by itself. The bytes stay: a record for the operator.
    """
    ours = db.session.scalars(select(Version).where(Version.id.in_(going_with(message)), Version.withdrawn_at.is_(None))).all()
    for version in ours:
        version.withdrawn_at = now()
    ids = [version.id for version in ours]
    theirs = {document.id: document for document in _documents_of(ids)}
    gone = _documents_of(ids, ~exists().where(Version.document_id == Document.id, open_to(True)))
    # Told without its name, as the words of a deleted message are.
    _tell(gone, by, verb="document_withdrawn", lane="internal", message_id=message.id, new=None)
    for document in gone:
        document.archived_at = now()
    cancel_owed(subject_ids=[document.id for document in gone])
    for version in ours:
        put_out_of_sight([version], theirs[version.document_id], by.viewer.user, from_all=True)
    for document in gone:
        call_nothing(document)


def left_by(message: Message) -> list[Document]:
    """The documents of which contacts see nothing any more once a message is deleted. Three statements; none without a file."""
    ours = going_with(message)
    stays = _still_shared(Version.id.not_in(ours))
    return _documents_of(ours, Document.audience != "internal", ~stays) if ours else []


def going_with(message: Message) -> list[UUID]:
    """The versions that go when a message is deleted. Two statements; none without a file."""
    came = db.session.scalars(_came_with([message.id])).all() if message.attachments else []
    return sorted(set(came) - those_kept(came))


def share_newest(entries: list[Entry]) -> None:
    """Documents that are shared by themselves, and had nothing to see yet, show their newest version; else what was shared.

    Three statements for hundreds of them.
    """
    documents = {entry.id: entry for entry in entries if isinstance(entry, Document) and entry.is_shared}
    for part in parts(sorted(documents)):
        rows = db.session.execute(_newest_of_unseen(part)).all()
        _change(Version, Version.id.in_([row.id for row in rows]), lane="shared", shared_at=now())
        call_as_shared((documents[row.document_id], row.name) for row in rows)


message_shared.append(share_along)
messages_held_back.append(hold_back_along)
message_deleted.append(take_back_along)
audience_changed.append(share_newest)


def _came_with(messages):
    return select(Attachment.version_id).where(Attachment.message_id.in_(messages))


def _newest_of_unseen(document_ids: list[UUID]):
    other = aliased(Version)
    seen = exists().where(other.document_id == Version.document_id, open_to(False, other))
    return select(Version.id, Version.document_id, Version.name).where(
        Version.document_id.in_(document_ids), Version.number == newest_number(Version.document_id, True), ~seen)


def _hide_what_is_left_unshared(versions, by: Standing) -> None:
    """Documents without anything for contacts are the team's own, with all that follows: kept copies go, open questions end."""
    unshare_all(entries=_documents_of(versions, Document.audience != "internal", ~_still_shared()), by=by.viewer.user)


def _still_shared(*conditions):
    return exists().where(Version.document_id == Document.id, Version.lane == "shared", Version.withdrawn_at.is_(None),
                          *conditions)


def _documents_of(versions, *conditions) -> list[Document]:
    db.session.flush()
    return list(db.session.scalars(select(Document).where(
        Document.id.in_(select(Version.document_id).where(Version.id.in_(versions))), *conditions).order_by(Document.id)))


def _change(record, *conditions, **facts) -> None:
    db.session.execute(update(record).where(*conditions).values(**facts), execution_options={"synchronize_session": False})


def _tell(documents: list[Document], by: Standing, **facts) -> None:
    record_events([{"workspace_id": document.workspace_id, "project_id": document.project_id, "entry_id": document.id,
                    "actor_id": by.viewer.user_id, "new": document.title, **facts} for document in documents])
