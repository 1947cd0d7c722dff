"""What a virus scanner says of the bytes that are kept: it is asked once of each, by the worker, the newest first."""
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal.base.clock import now
from portal.base.database import db
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.version import Version
from portal.history.recording import record_events

#: So long nobody else asks of the same bytes.
LEASE = timedelta(minutes=10)
#: How long it waits where nobody could say: as long as they have been kept, within these; where that hardly changes.
SOONEST, LATEST, UNLIKELY = timedelta(minutes=1), timedelta(minutes=10), timedelta(days=1)
#: So many at a time, so that nobody who writes waits for it.
SOME = 500


def scan_of_new(scans: bool) -> dict:
    """What stands beside bytes that are kept just now: where a scanner is asked, it is to be asked of them at once."""
    return {"scan": "pending", "scan_due_at": now()} if scans else {"scan": "none"}


def check_harmless(workspace_id: UUID, uploads: Iterable[Upload]) -> None:
    """Raises FileRefused for bytes in which harm was found before."""
    names = {upload.sha256: upload.name for upload in uploads}
    found = db.session.scalar(select(Blob.sha256).where(Blob.workspace_id == workspace_id, Blob.sha256.in_(names),
                                                        Blob.scan == "infected").limit(1))
    if found is not None:
        raise FileRefused("virus", names[found])


def await_scanner() -> int:
    """Bytes that were kept while no scanner was set are to be asked of, too. Returns of how many; some at a time."""
    keys = db.session.execute(select(Blob.workspace_id, Blob.sha256).where(Blob.scan == "none").limit(SOME)).all()
    for workspace_id, sha256 in keys:
        _change(workspace_id, sha256, Blob.scan == "none", scan="pending", scan_due_at=now())
    return len(keys)


def await_nobody() -> None:
    """No scanner is set any more: nothing waits for it."""
    db.session.execute(update(Blob).where(Blob.scan_due_at.is_not(None)).values(scan="none", scan_due_at=None, scan_words=None),
                       execution_options={"synchronize_session": False})


def claimed() -> Blob | None:
    """The newest bytes that are to be asked of, kept from others for a while."""
    blob = db.session.scalar(select(Blob).where(Blob.scan_due_at <= now()).order_by(Blob.scan_due_at.desc()).limit(1)
                             .with_for_update(skip_locked=True))
    if blob is not None:
        blob.scan_due_at = now() + LEASE
    return blob


def note_clean(workspace_id, sha256: bytes) -> None:
    _change(workspace_id, sha256, scan="clean", scanned_at=now(), scan_words=None, scan_due_at=None)


def note_unavailable(workspace_id, sha256: bytes, why: str, *, for_a_day: bool = False) -> None:
    """Nobody could say. It is asked again, ever later; after a day where that is unlikely to change."""
    blob = db.session.get(Blob, (workspace_id, sha256))
    wait = UNLIKELY if for_a_day else min(max(now() - blob.at, SOONEST), LATEST)
    _change(workspace_id, sha256, scan="unavailable", scanned_at=now(), scan_words=why[:200], scan_due_at=now() + wait)


def note_infected(workspace_id, sha256: bytes, harm: str) -> None:
    """Nobody fetches these bytes any more; the team reads so in the history of each document that consists of them."""
    _change(workspace_id, sha256, scan="infected", scanned_at=now(), scan_words=harm[:200], scan_due_at=None)
    these = (select(Document).join(Version, Version.document_id == Document.id)
             .where(Version.workspace_id == workspace_id, Version.sha256 == sha256).distinct())
    record_events([{"workspace_id": workspace_id, "project_id": document.project_id, "entry_id": document.id, "actor_id": None,
                    "verb": "file_infected", "lane": "internal", "new": document.title, "reason": harm[:200]}
                   for document in db.session.scalars(these)])


def _change(workspace_id, sha256: bytes, *conditions, **facts) -> None:
    db.session.execute(update(Blob).where(Blob.workspace_id == workspace_id, Blob.sha256 == sha256, *conditions).values(**facts),
                       execution_options={"synchronize_session": False})
