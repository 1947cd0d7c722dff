"""Pictures of what was decided about, as far as a reader may see them now: through the fence, and by their lane."""
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.blob import Blob, picture_name
from portal.files.reading import open_to
from portal.files.version import Version
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer


class Pictured(NamedTuple):
    document_id: UUID
    version_id: UUID
    workspace_id: UUID
    sha256: bytes

    @property
    def small(self) -> str:
        """The name of the small picture in the store."""
        return picture_name(self.workspace_id, self.sha256, "small")


def pictured(standing: Standing, version_ids: Collection[UUID], *, scans: bool) -> list[Pictured]:
    """Those of these versions that have a picture for this reader. One statement; none for no version.

    ``scans``: whether a virus scanner is asked here; contacts then get what it called clean.
    """
    if not version_ids:
        return []
    wanted = standing.viewer, standing.project.id, sorted(version_ids), standing.is_staff
    return [Pictured(*row) for row in _pictured(*wanted, scans and not standing.is_staff)]


@prepared
def _pictured(viewer: Viewer, project_id: UUID, version_ids, staff_here: bool, clean_only: bool):
    its = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    is_clean = Blob.scan == "clean" if clean_only else Blob.scan.in_(("none", "clean"))
    is_there = and_(Blob.picture != "text", or_(Blob.picture == "ready", Blob.pages > 0), is_clean)
    return (select(Version.document_id, Version.id, Version.workspace_id, Version.sha256).join(Blob, its)
            .join(Entry, Entry.id == Version.document_id)
            .where(Version.id.in_(version_ids), Entry.project_id == project_id, open_to(staff_here), is_there,
                   visible_condition(viewer)))
