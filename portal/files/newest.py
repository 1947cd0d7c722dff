"""The newest version of documents, for those who see all of them and for those who see the shared ones only."""
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.files.lanes import open_to
from portal.files.version import Version


class Newest(NamedTuple):
    """The newest version of a document that a side may see."""

    document_id: UUID
    id: UUID
    number: int
    lane: str
    sha256: bytes
    name: str


def newest_of(document_ids: Collection[UUID], *, staff_here: bool) -> dict[UUID, Newest]:
    """By document; one without any version for this side is missing. One statement; none for no document."""
    if not document_ids:
        return {}
    return {row.document_id: Newest(*row) for row in _newest(list(document_ids), staff_here)}


def newest_number(document_id, staff_here: bool):
    """The number of the newest version of a document (a column, or an id) for a side, as a scalar subquery."""
    other = aliased(Version)
    return (select(func.max(other.number)).where(other.document_id == document_id, open_to(staff_here, other))
            .correlate_except(other).scalar_subquery())


def place_of(version, staff_here: bool):
    """Which one it is among those of its document that a side may see, counted from one, as a scalar subquery."""
    other = aliased(Version)
    return (select(func.count()).select_from(other)
            .where(other.document_id == version.document_id, other.number <= version.number, open_to(staff_here, other))
            .correlate_except(other).scalar_subquery())


@prepared
def _newest(document_ids, staff_here: bool):
    return select(Version.document_id, Version.id, Version.number, Version.lane, Version.sha256, Version.name).where(
        Version.document_id.in_(document_ids), Version.number == newest_number(Version.document_id, staff_here))
