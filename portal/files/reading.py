"""Files as one reader sees them: through the fence of their documents, and by their lane."""
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.attachment import Attachment
from portal.files.blob import Blob
from portal.files.scan import awaits_scanner, is_open
from portal.files.version import Version
from portal.people.user import User
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

PAGE = 10


class File(NamedTuple):
    """A version as it is shown. Width and height are those of its picture, where there is one."""

    id: UUID
    document_id: UUID
    name: str
    size: int
    lane: str
    has_picture: bool
    width: int | None
    height: int | None
    #: Whether its picture is being made.
    is_waiting: bool = False
    #: What the virus scanner said of it.
    scan: str = "none"


class Line(NamedTuple):
    """A document in a list: its newest version for this reader, who brought it, when."""

    file: File
    by: str
    at: datetime


class Page(NamedTuple):
    lines: list[Line]
    older: UUID | None


def files_of(standing: Standing, message_ids: Collection[UUID]) -> dict[UUID, tuple[File, ...]]:
    """The files that came with messages a reader sees, by message, in their order. One statement; none for no message."""
    found: dict[UUID, tuple[File, ...]] = {}
    if message_ids:
        for row in _of_messages(standing.viewer, list(message_ids), standing.is_staff):
            found[row.message_id] = (*found.get(row.message_id, ()), file_of(row))
    return found


def files_about(standing: Standing, entry: Entry, *, before: UUID | None = None, limit: int = PAGE) -> Page:
    """A page of the documents about an entry, the newest first. One statement; none where no file was ever posted."""
    if not entry.files:
        return Page([], None)
    rows = _about(standing.viewer, entry.id, standing.is_staff, before, limit + 1).all()
    lines = [Line(file_of(row), row.called or row.email.partition("@")[0], row.at) for row in rows[:limit]]
    return Page(lines, lines[-1].file.id if len(rows) > limit else None)


def versions_of(standing: Standing, document: Entry) -> list[Line]:
    """The versions of a document that a reader sees, the newest first. One statement."""
    return [Line(file_of(row), row.called or row.email.partition("@")[0], row.at)
            for row in _all_of(document.id, standing.is_staff)]


def find_version(standing: Standing, document_id: UUID, version_id: UUID):
    """One version of a document that was found already, with its bytes' facts, or None. One statement."""
    return _one(document_id, version_id, standing.is_staff).first()


FACTS = (Version.id, Version.document_id, Version.name, Version.size, Version.lane, Blob.picture, Blob.width, Blob.height,
         Blob.pages, Blob.scan)


def file_of(row) -> File:
    """A version as it is shown, of the row that ``find_version`` and the lists bring."""
    # The first page of a PDF is shown while its others are being made.
    ready = (row.picture == "ready" or bool(row.pages)) and is_open(row.scan)
    return File(row.id, row.document_id, row.name, row.size, row.lane, ready, row.width if ready else None,
                row.height if ready else None, (row.picture == "waiting" or awaits_scanner(row.scan)) and not ready, row.scan)


def open_to(staff_here: bool, version=Version):
    """The versions that this side may see: the lanes' half of the fence."""
    there = version.withdrawn_at.is_(None)
    return there if staff_here else and_(there, version.lane == "shared")


def _with_bytes(*columns):
    these = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    return select(*columns).select_from(Version).join(Blob, these)


@prepared
def _of_messages(viewer: Viewer, message_ids, staff_here: bool):
    return (_with_bytes(Attachment.message_id, *FACTS).join(Attachment, Attachment.version_id == Version.id)
            .join(Entry, Entry.id == Version.document_id)
            .where(Attachment.message_id.in_(message_ids), open_to(staff_here), visible_condition(viewer))
            .order_by(Attachment.message_id, Attachment.position))


@prepared
def _about(viewer: Viewer, entry_id: UUID, staff_here: bool, before, limit: int):
    other = aliased(Version)
    newest = (select(func.max(other.number)).where(other.document_id == Entry.id, open_to(staff_here, other))
              .correlate(Entry).scalar_subquery())
    wanted = (_with_bytes(*FACTS, Version.at, User.name.label("called"), User.email)
              .join(Entry, Entry.id == Version.document_id).join(User, User.id == Version.by_id)
              .where(Entry.about_id == entry_id, Entry.kind == "document", Entry.archived_at.is_(None),
                     Version.number == newest, open_to(staff_here), visible_condition(viewer))
              .order_by(Version.id.desc()).limit(limit))
    return wanted if before is None else wanted.where(Version.id < before)


@prepared
def _all_of(document_id: UUID, staff_here: bool):
    return (_with_bytes(*FACTS, Version.at, User.name.label("called"), User.email).join(User, User.id == Version.by_id)
            .where(Version.document_id == document_id, open_to(staff_here)).order_by(Version.number.desc()).limit(100))


@prepared
def _one(document_id: UUID, version_id: UUID, staff_here: bool):
    return _with_bytes(*FACTS, Version.workspace_id, Version.sha256, Version.media_type).where(
        Version.document_id == document_id, Version.id == version_id, open_to(staff_here))
