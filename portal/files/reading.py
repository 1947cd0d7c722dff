"""Files as one reader sees them: through the fence of their documents, and by their lane."""
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.attachment import Attachment
from portal.files.blob import Blob
from portal.files.lanes import open_to
from portal.files.newest import newest_number, place_of
from portal.files.scan import awaits_scanner, is_open
from portal.files.version import Version
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer
from portal.talk.people import known_to, on_staff_of

PAGE = 10
#: So many versions of a document at once.
VERSIONS = 20


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
    #: Whether the reader sees a newer version of its document.
    is_outdated: bool = False
    #: Whether it was taken back: only its place is left.
    is_gone: bool = False


class Line(NamedTuple):
    """A version in a list: who brought it, when, why, and which one it is among those that its reader sees."""

    file: File
    by: str
    at: datetime
    place: int = 1
    note: str = ""
    by_id: UUID | None = None


class Page(NamedTuple):
    lines: list[Line]
    older: UUID | None


def files_of(standing: Standing, message_ids: Collection[UUID]) -> dict[UUID, tuple[File, ...]]:
    """The files that came with messages a reader sees, by message, in their order, those that were taken back as their place.

    One statement; none for no message.
    """
    found: dict[UUID, tuple[File, ...]] = {}
    if message_ids:
        for row in _of_messages(standing.viewer, list(message_ids), standing.is_staff):
            file = File(row.id, row.document_id, "", 0, row.lane, False, None, None, is_gone=True) if row.gone else file_of(row)
            found[row.message_id] = (*found.get(row.message_id, ()), file)
    return found


def files_about(standing: Standing, entry: Entry, *, before: UUID | None = None, limit: int = PAGE) -> Page:
    """A page of the documents about an entry, the newest first. One statement; none where no file was ever posted."""
    if not entry.files:
        return Page([], None)
    rows = _about(standing.viewer, standing.project, entry.id, standing.is_staff, before, limit + 1).all()
    lines = [line_of(row, standing) for row in rows[:limit]]
    return Page(lines, lines[-1].file.id if len(rows) > limit else None)


def versions_of(standing: Standing, document: Entry, *, before: UUID | None = None) -> list[Line]:
    """A page of the versions of a document that a reader sees, the newest first, or those before one. One statement.

    Older ones are left where the place of the last one is not the first.
    """
    rows = _all_of(standing.viewer, standing.project, document.id, standing.is_staff, before, VERSIONS)
    return [line_of(row, standing) for row in rows]


def find_version(standing: Standing, document_id: UUID, version_id: UUID):
    """One version of a document that was found already, with its bytes' facts, or None. One statement."""
    return _one(document_id, version_id, standing.is_staff).first()


def find_record(document_id: UUID, version_id: UUID, *, staff_here: bool) -> Version | None:
    """A version as a record, to be changed, of a document that was found already."""
    return db.session.scalar(select(Version).where(
        Version.document_id == document_id, Version.id == version_id, open_to(staff_here)))


def is_only_one(version: Version, *, staff_here: bool = True) -> bool:
    """Whether there is no other version of its document that a side may see."""
    return not db.session.scalar(select(exists().where(
        Version.document_id == version.document_id, Version.id != version.id, open_to(staff_here))))


def place_for_contacts(document_id: UUID, version_id: UUID) -> int:
    """Which one contacts will call a version once they see it: those they see now, up to it, and itself."""
    of = select(Version.number).where(Version.document_id == document_id, Version.id == version_id).scalar_subquery()
    other = aliased(Version)
    return 1 + db.session.scalar(select(func.count()).select_from(other).where(
        other.document_id == document_id, other.number < of, open_to(False, other)))


def line_of(row, standing: Standing) -> Line:
    """A version in a list, of the row that lists bring. Staff whom a contact does not know are told as the provider."""
    return Line(file_of(row), name_of(row, standing), row.at, row.place, row.note, row.by_id)


def name_of(row, standing: Standing) -> str:
    """Who brought a version, of a row with ``known``, ``called`` and ``email``: for who may not know them, the provider."""
    return (row.called or row.email.partition("@")[0]) if row.known else standing.project.workspace.name


_STATE = (Version.id, Version.document_id, Version.size, Version.lane, Blob.picture, Blob.width, Blob.height, Blob.pages,
          Blob.scan)
#: Of a version by itself; where it stands for its document, it is called as that is.
FACTS = (*_STATE, Version.name)
FACTS_AS_CALLED = (*_STATE, Entry.title.label("name"))


def pages_of(version) -> int:
    """How many pages of a version can be looked at; a picture is its own only page."""
    if not is_open(version.scan):
        return 0
    return version.pages or (1 if version.picture == "ready" else 0)


def file_of(row) -> File:
    """A version as it is shown, of the row that ``find_version`` and the lists bring."""
    # The first page of a PDF is shown while its others are being made.
    ready = (row.picture == "ready" or bool(row.pages)) and is_open(row.scan)
    return File(row.id, row.document_id, row.name, row.size, row.lane, ready, row.width if ready else None,
                row.height if ready else None, (row.picture == "waiting" or awaits_scanner(row.scan)) and not ready, row.scan,
                bool(getattr(row, "outdated", False)))


def _with_bytes(*columns):
    these = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    return select(*columns).select_from(Version).join(Blob, these)


@prepared
def _of_messages(viewer: Viewer, message_ids, staff_here: bool):
    outdated = (newest_number(Version.document_id, staff_here) > Version.number).label("outdated")
    # Whoever saw a file may know that it is missing: one that not all had seen is in the other lane, or still for named ones.
    seen = visible_condition(viewer)
    gone = and_(Version.withdrawn_at.is_not(None), True if staff_here else and_(
        Version.lane == "shared", or_(Entry.audience == "internal", seen)))
    return (_with_bytes(Attachment.message_id, *FACTS_AS_CALLED, outdated, Version.withdrawn_at.is_not(None).label("gone"))
            .join(Attachment, Attachment.version_id == Version.id).join(Entry, Entry.id == Version.document_id)
            .where(Attachment.message_id.in_(message_ids), or_(and_(open_to(staff_here), seen), gone))
            .order_by(Attachment.message_id, Attachment.position))


def in_lists(viewer: Viewer, project: Project, staff_here: bool, *columns, facts=FACTS):
    """Versions with their bytes and who brought them: what ``line_of`` needs."""
    return _with_bytes(*facts, Version.at, Version.note, Version.by_id, place_of(Version, staff_here).label("place"),
                       is_known(viewer, project, staff_here).label("known"), User.name.label("called"), User.email,
                       *columns).join(User, User.id == Version.by_id)


def is_known(viewer: Viewer, project: Project, staff_here: bool):
    """Whether the reader may know who brought a version: the team all, contacts those they may know of.

    Their own colleagues stay so also after they left.
    """
    if staff_here:
        return true()
    colleague = and_(Membership.workspace_id == project.workspace_id, Membership.client_id == project.client_id)
    whom = or_(colleague, and_(on_staff_of(project), known_to(viewer, project)))
    return exists().where(Membership.user_id == Version.by_id, whom).correlate_except(Membership)


@prepared
def _about(viewer: Viewer, project: Project, entry_id: UUID, staff_here: bool, before, limit: int):
    wanted = (in_lists(viewer, project, staff_here, facts=FACTS_AS_CALLED).join(Entry, Entry.id == Version.document_id)
              .where(Entry.about_id == entry_id, Entry.kind == "document", Entry.archived_at.is_(None),
                     Version.number == newest_number(Entry.id, staff_here), open_to(staff_here), visible_condition(viewer))
              .order_by(Version.id.desc()).limit(limit))
    return wanted if before is None else wanted.where(Version.id < before)


@prepared
def _all_of(viewer: Viewer, project: Project, document_id: UUID, staff_here: bool, before, limit: int):
    wanted = (in_lists(viewer, project, staff_here).where(Version.document_id == document_id, open_to(staff_here))
              .order_by(Version.number.desc()).limit(limit))
    if before is None:
        return wanted
    other = aliased(Version)
    # One of another document, or none at all, is before nothing.
    return wanted.where(Version.number < select(other.number).where(
        other.id == before, other.document_id == document_id).scalar_subquery())


@prepared
def _one(document_id: UUID, version_id: UUID, staff_here: bool):
    return _with_bytes(*FACTS, Version.workspace_id, Version.sha256, Version.media_type, Version.by_id, Blob.page_words).where(
        Version.document_id == document_id, Version.id == version_id, open_to(staff_here))
