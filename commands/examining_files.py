"""What ``doctor`` looks at of files: where their bytes are kept, and what looks for harm in them."""
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from commands.finding import Finding
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.channels.files import open_store
from portal.channels.scanner import reach_scanner
from portal.files.blob import Blob

#: So long a file may wait for the scanner before it is worth a look.
SLOW = timedelta(minutes=15)


def examine_files(settings: Settings) -> Iterator[Finding]:
    if settings.files_bucket:
        yield _bucket(settings)
    if settings.scanner_url:
        yield _scanner(settings.scanner_url)


def _bucket(settings: Settings) -> Finding:
    if trouble := open_store(settings).reach():
        return Finding("bucket", "trouble", f"{settings.files_bucket.url}: {trouble}; no file is taken or given back",
                       "Check FILES_URL, FILES_REGION, FILES_KEY_ID and FILES_SECRET, and that this machine may reach it.")
    return Finding("bucket", "ok", f"{settings.files_bucket.url} keeps the files, and lets us write")


def _scanner(url: str) -> Finding:
    if trouble := reach_scanner(url):
        return Finding("scanner", "trouble", f"{url}: {trouble}; no mail is taken in, and contacts save no new file",
                       "Start ClamAV's daemon and let it listen there, or leave SCANNER_URL out.")
    try:
        late, infected = _waiting(), _infected()
    except SQLAlchemyError:
        return Finding("scanner", "warning", "the files cannot be read", "See what is said of the database.")
    finally:
        db.session.rollback()
    if late:
        return Finding("scanner", "warning", f"of {late} files nobody could say whether they do harm; contacts cannot save them",
                       "Let ClamAV look into files of 100 MB: StreamMaxLength, MaxScanSize and MaxFileSize in clamd.conf.")
    return Finding("scanner", "ok", f"{url} looks at each mail and each file that comes in; it warned of {infected} files")


def _waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(Blob).where(
        Blob.scan_due_at.is_not(None), Blob.scan == "unavailable", Blob.at < now() - SLOW))


def _infected() -> int:
    return db.session.scalar(select(func.count()).select_from(Blob).where(Blob.scan == "infected"))
