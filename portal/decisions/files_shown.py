"""The versions that questions are about, as files a reader may look at."""
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.blob import Blob
from portal.files.reading import FACTS, File, file_of, open_to
from portal.files.version import Version
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer


class Leaf(NamedTuple):
    """A version to be looked at, and how many of its pages can be."""

    file: File
    pages: int

    @classmethod
    def of(cls, row) -> "Leaf":
        return cls(file_of(row), row.pages or 0)


def files_shown(standing: Standing, version_ids: Collection[UUID]) -> dict[UUID, Leaf]:
    """Those of these versions that the reader may see, by id. One statement; none for no version."""
    if not version_ids:
        return {}
    return {row.id: Leaf.of(row) for row in _versions(standing.viewer, list(version_ids), standing.is_staff)}


@prepared
def _versions(viewer: Viewer, version_ids, staff_here: bool):
    these = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    return (select(*FACTS).select_from(Version).join(Blob, these).join(Entry, Entry.id == Version.document_id)
            .where(Version.id.in_(version_ids), open_to(staff_here), visible_condition(viewer)))
