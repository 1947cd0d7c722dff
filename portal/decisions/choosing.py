"""What somebody may ask about on a project, by name: its items as they stand, and the newest versions of its documents."""
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from portal.base.folded import folded
from portal.base.prepared import prepared
from portal.decisions.asking import Asked
from portal.decisions.canonical import FORMS, SPONSORED
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.lanes import open_to
from portal.files.listing import list_documents
from portal.files.newest import newest_number
from portal.files.version import Version
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

#: So many of each kind are offered at once.
MOST = 8

_above = aliased(Entry)


class Choice(NamedTuple):
    """One thing that can be asked about, and what it stands below where that tells it from its namesakes."""

    kind: str
    entry_id: UUID
    version_id: UUID | None
    name: str
    below: str | None = None
    #: Whether the client does not see it, or not this version.
    internal: bool = False


def sought(standing: Standing, q: str) -> list[Choice]:
    """What is called so, or where nothing is looked for what was last active. Three statements."""
    documents = [line.id for line in list_documents(standing, q=q, limit=MOST).lines]
    return [*_items_called(standing, folded(q)), *_versions(standing, documents)]


def named(standing: Standing, things: Collection[Asked]) -> list[Choice]:
    """Those of these things that the reader sees, in their order; versions also where a newer one came. Two statements."""
    items = [thing.entry_id for thing in things if thing.kind == "item"]
    versions = [thing.version_id for thing in things if thing.kind == "version"]
    found = {(each.entry_id, each.version_id): each for each in (
        *map(_item, _named_items(standing.viewer, standing.project.id, items) if items else ()),
        *map(_version, _named_versions(standing.viewer, standing.project.id, standing.is_staff, versions) if versions else ()))}
    return [found[key] for key in ((thing.entry_id, thing.version_id) for thing in things) if key in found]


def _items_called(standing: Standing, wanted: str) -> list[Choice]:
    # Names are compared here: databases fold letters beyond English differently, or not at all.
    return _first(row for row in _items(standing.viewer, standing.project.id) if wanted in folded(row.title))


def _first(rows: Iterable) -> list[Choice]:
    return [_item(row) for row, _place in zip(rows, range(MOST), strict=False)]


def _versions(standing: Standing, documents: list[UUID]) -> list[Choice]:
    """In the order of the documents, of each the newest first."""
    found = [_version(row) for row in _newest(documents, standing.is_staff)] if documents else []
    return sorted(found, key=lambda each: documents.index(each.entry_id))


def _item(row) -> Choice:
    return Choice("item", row.id, None, row.title, row.below, row.audience == "internal")


def _version(row) -> Choice:
    return Choice("version", row.document_id, row.id, row.name, internal=row.lane == "internal")


@prepared
def _items(viewer: Viewer, project_id: UUID):
    return (_with_above(viewer).where(Entry.project_id == project_id, Entry.kind == "work_item", Entry.archived_at.is_(None))
            .order_by(Entry.last_activity_at.desc(), Entry.id))


@prepared
def _named_items(viewer: Viewer, project_id: UUID, ids):
    return _with_above(viewer).where(Entry.project_id == project_id, Entry.id.in_(ids), Entry.archived_at.is_(None),
                                     Entry.kind.in_(sorted(FORMS.keys() - SPONSORED)))


def _with_above(viewer: Viewer):
    above = and_(_above.id == Entry.parent_id, visible_condition(viewer, _above))
    return (select(Entry.id, Entry.title, Entry.audience, _above.title.label("below"))
            .outerjoin(_above, above).where(visible_condition(viewer)))


@prepared
def _newest(documents, staff_here: bool):
    """Of each the newest of all, and the newest that the client sees: about one of the two one can ask."""
    newest = or_(Version.number == newest_number(Version.document_id, staff_here),
                 Version.number == newest_number(Version.document_id, False))
    return (select(Version.document_id, Version.id, Version.name, Version.lane)
            .where(Version.document_id.in_(documents), open_to(staff_here), newest).order_by(Version.number.desc()))


@prepared
def _named_versions(viewer: Viewer, project_id: UUID, staff_here: bool, ids):
    return (select(Version.document_id, Version.id, Version.name, Version.lane)
            .join(Entry, Entry.id == Version.document_id)
            .where(Entry.project_id == project_id, Version.id.in_(ids), open_to(staff_here), visible_condition(viewer)))
