"""Letting the client see one version of a document that they see, and hiding it again."""
from collections.abc import Callable

from sqlalchemy import exists, select

from portal.base.clock import now
from portal.base.database import db
from portal.entries.telling import tell
from portal.files.document import Document
from portal.files.lanes import open_to
from portal.files.out_of_sight import put_out_of_sight
from portal.files.retitling import call_as_shared
from portal.files.version import Version
from portal.projects.standing import Standing

#: Rooms above add here what follows for them when contacts see a version that they did not: called in its transaction.
version_shared: list[Callable[[Version, Document, Standing], None]] = []


def share_version(version: Version, *, document: Document, by: Standing) -> bool:
    """Let the client see a version from now on, with why it was made. Twice is once. Returns whether anything changed.

    The first one they see gives the document its name. A document that is hidden stays so: who shares it calls
    ``portal.entries.sharing`` after this. Raises PermissionError for the client side.
    """
    if not by.is_staff:
        raise PermissionError("the client side shares nothing")
    lane = db.session.scalar(select(Version.lane).where(Version.id == version.id).with_for_update())
    if lane == "shared" or version.withdrawn_at is not None:
        return False
    if not db.session.scalar(select(exists().where(Version.document_id == document.id, open_to(False)))):
        call_as_shared([(document, version.name)])
    version.lane, version.shared_at = "shared", now()
    if document.is_shared:
        tell(document, actor_id=by.viewer.user_id, verb="version_shared", new=version.name, reason=version.note or None)
    db.session.flush()
    for follow in version_shared:
        follow(version, document, by)
    return True


def unshare_version(version: Version, *, document: Document, by: Standing) -> bool:
    """Make a version the team's own again, with its pins and what history told of it. Twice is once; says whether it was shared.

    Questions to the client about exactly this one end. Where it was the last that contacts saw, the document is hidden.
    Raises PermissionError for the client side.
    """
    if not by.is_staff:
        raise PermissionError("the client side hides nothing")
    lane = db.session.scalar(select(Version.lane).where(Version.id == version.id).with_for_update())
    if lane != "shared" or version.withdrawn_at is not None:
        return False
    version.lane, version.shared_at = "internal", None
    tell(document, actor_id=by.viewer.user_id, verb="version_unshared", internal=True, new=version.name)
    put_out_of_sight([version], document, by.viewer.user, from_all=False)
    return True
