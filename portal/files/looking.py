"""One version to look at: as pages, as a picture, as lines, or not at all."""
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.files.blob import Blob
from portal.files.reading import is_known, name_of, open_to
from portal.files.scan import is_open
from portal.files.version import Version
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer


class Look(NamedTuple):
    """What can be shown of a version."""

    id: UUID
    workspace_id: UUID
    sha256: bytes
    name: str
    lane: str
    #: By the team's count: to know which is later, never shown.
    number: int
    #: pages, picture, text; waiting while it is being made, none where there is nothing or the virus scanner has its doubts.
    kind: str
    pages: int
    pages_in_all: int | None
    sizes: list
    #: Of each page how many signs of text it has.
    words: list
    #: Whether more is being made.
    is_waiting: bool
    #: What the virus scanner said.
    scan: str
    #: Staff whom a contact does not know are told as the provider.
    by: str
    at: datetime
    #: Which one it is of those that the reader sees, and how many these are.
    place: int
    of: int
    older_id: UUID | None
    newer_id: UUID | None

    def size_of(self, page: int) -> tuple[int, int]:
        """The width and height of a page's picture."""
        width, height = self.sizes[page - 1]
        return width, height

    def has_words(self, page: int) -> bool:
        """Whether something is written on a page that can be read out."""
        return page <= len(self.words) and self.words[page - 1] > 0


def look_at(standing: Standing, document_id: UUID, version_id: UUID | None = None) -> Look | None:
    """What a reader may look at of a version of a document that was found already, else of the newest. One statement."""
    row = _one(standing.viewer, standing.project, document_id, version_id, standing.is_staff).first()
    if row is None:
        return None
    kind = _kind(row)
    sizes = {"pages": row.page_sizes, "picture": [[row.width, row.height]]}.get(kind, [])
    return Look(row.id, row.workspace_id, row.sha256, row.name, row.lane, row.number, kind, len(sizes), row.pages_in_all, sizes,
                row.page_words or [], row.picture == "waiting", row.scan, name_of(row, standing), row.at, row.place, row.of,
                row.older_id, row.newer_id)


def _kind(row) -> str:
    if not is_open(row.scan):
        return "none"
    if row.pages:
        return "pages"
    return {"ready": "picture", "text": "text", "waiting": "waiting"}.get(row.picture, "none")


@prepared
def _one(viewer: Viewer, project: Project, document_id: UUID, version_id: UUID | None, staff_here: bool):
    these = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    other = aliased(Version)
    seen = and_(other.document_id == Version.document_id, open_to(staff_here, other))

    def among(what, *conditions):
        return select(what).where(seen, *conditions).correlate(Version)

    older = among(other.id, other.number < Version.number).order_by(other.number.desc()).limit(1).scalar_subquery()
    newer = among(other.id, other.number > Version.number).order_by(other.number).limit(1).scalar_subquery()
    wanted = (select(Version.id, Version.workspace_id, Version.sha256, Version.name, Version.lane, Version.number, Version.at,
                     Blob.picture, Blob.width, Blob.height, Blob.pages, Blob.pages_in_all, Blob.page_sizes, Blob.page_words,
                     Blob.scan, is_known(viewer, project, staff_here).label("known"), User.name.label("called"), User.email,
                     older.label("older_id"), newer.label("newer_id"),
                     among(func.count(), other.number <= Version.number).scalar_subquery().label("place"),
                     among(func.count()).scalar_subquery().label("of"))
              .select_from(Version).join(Blob, these).join(User, User.id == Version.by_id)
              .where(Version.document_id == document_id, open_to(staff_here)))
    return wanted.order_by(Version.number.desc()).limit(1) if version_id is None else wanted.where(Version.id == version_id)
