"""The documents of many pages that questions ask about: whoever is to decide turns them over before."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, case

from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.thing import Thing
from portal.entries.entry import Entry
from portal.entries.visible import in_their_rooms
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.newest import newest_number
from portal.files.version import Version
from portal.projects.viewer import Viewer

#: So many at most.
MOST = 10
_asked, _shared = Approval.__table__, Entry.__table__.alias("asked")


def asked_to_read(viewer: Viewer, approval_ids: Collection[UUID]) -> list[tuple[Document, UUID]]:
    """Those that the viewer may see, each with the version that is asked about: the newest, where clients are asked the newest
    shared. One statement; none for no question.
    """
    return [(row[0], row.version_id) for row in _documents(viewer, list(approval_ids), MOST)] if approval_ids else []


@prepared
def _documents(viewer: Viewer, approval_ids, most: int):
    its = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    newest = case((_shared.c.first_shared_at.is_not(None), newest_number(Version.document_id, False)),
                  else_=newest_number(Version.document_id, True))
    return (in_their_rooms(viewer, Document).add_columns(Version.id.label("version_id"))
            .join(Thing, Thing.entry_id == Document.id).join(_shared, _shared.c.id == Thing.approval_id)
            .join(_asked, and_(_asked.c.id == Thing.approval_id, _asked.c.round == Thing.round))
            .join(Version, Version.document_id == Document.id).join(Blob, its)
            .where(Thing.approval_id.in_(approval_ids), Thing.kind == "version", Version.number == newest, Blob.pages > 1,
                   Blob.scan.in_(("none", "clean"))).order_by(Document.id.desc()).limit(most))
