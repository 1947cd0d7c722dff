"""The documents of a project in a list, the one last active first, or those whose name somebody looks for."""
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from portal.base.folded import folded
from portal.base.prepared import Said, prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.document import Document
from portal.files.lanes import open_to
from portal.files.newest import newest_number
from portal.files.reading import File, in_lists, line_of
from portal.files.version import Version
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

PAGE = 30


class DocumentLine(NamedTuple):
    """A document in a list: its newest version for this reader, and what it is about."""

    id: UUID
    title: str
    audience: str
    file: File
    by: str
    at: datetime
    #: How many versions its reader sees.
    versions: int
    about_id: UUID | None
    about_title: str | None
    about_kind: str | None


class Page(NamedTuple):
    lines: list[DocumentLine]
    older: UUID | None


def list_documents(standing: Standing, *, q: str = "", before: UUID | None = None, limit: int = PAGE) -> Page:
    """A page of a project's documents that the reader sees, by the activity they may know of. One statement."""
    sought = f"%{_escaped(folded(q))}%" if q.strip() else ""
    rows = _listed(standing.viewer, standing.project, standing.is_staff, Said(sought), bool(sought), before, limit + 1).all()
    lines = [_line(row, standing) for row in rows[:limit]]
    return Page(lines, lines[-1].id if len(rows) > limit else None)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _line(row, standing: Standing) -> DocumentLine:
    version = line_of(row, standing)
    return DocumentLine(row.document_id, row.title, row.audience, version.file, version.by, version.at, version.place,
                        row.about_id, row.about_title, row.about_kind)


@prepared
def _listed(viewer: Viewer, project: Project, staff_here: bool, sought: Said, seeks: bool, before, limit: int):
    page = _page(viewer, project, staff_here, sought if seeks else None, before).limit(limit).subquery()
    above = aliased(Entry)
    return (in_lists(viewer, project, staff_here, page.c.title, page.c.audience, page.c.about_id,
                     above.title.label("about_title"), above.kind.label("about_kind"))
            .join(page, page.c.id == Version.document_id).outerjoin(above, above.id == page.c.about_id)
            .where(Version.number == newest_number(page.c.id, staff_here), open_to(staff_here))
            .order_by(page.c.active.desc(), page.c.id.desc()))


def _page(viewer: Viewer, project: Project, staff_here: bool, sought: Said | None, before):
    """Which documents stand on it: found first and by themselves, so that nothing is looked up for the thousands beside them.

    Each has a version for who sees it: a document whose last one is taken back is archived, or the team's own again.
    """
    active = _active(Entry, staff_here)
    wanted = (select(Entry.id, Entry.title, Entry.audience, Entry.about_id, active.label("active"))
              .where(Entry.project_id == project.id, Entry.kind == "document", Entry.archived_at.is_(None),
                     visible_condition(viewer))
              .order_by(active.desc(), Entry.id.desc()))
    if sought is not None:
        documents = Document.__table__
        wanted = wanted.join(documents, documents.c.id == Entry.id).where(documents.c.sought.like(sought, escape="\\"))
    return wanted if before is None else wanted.where(_earlier(viewer, project.id, staff_here, active, before))


def _earlier(viewer: Viewer, project_id: UUID, staff_here: bool, active, before: UUID):
    """Those after one in this order; after one the reader does not see, none."""
    other = aliased(Entry)
    at = select(_active(other, staff_here)).where(
        other.id == before, other.project_id == project_id, visible_condition(viewer, other)).scalar_subquery()
    # Said so that the index is read from there on, and not from its beginning.
    return and_(active <= at, or_(active < at, Entry.id < before))


def _active(entry, staff_here: bool):
    return entry.last_activity_at if staff_here else entry.last_shared_activity_at
