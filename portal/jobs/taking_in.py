"""The one way in for mail, whichever door it came through: when this returns, the mail is safe and committed.

Whoever is killed before that says nothing to who handed it over, gets it again, and it still posts once.
"""
import logging
from collections.abc import Collection
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from portal.base.away import log_failure
from portal.base.config import Settings
from portal.base.database import db, writes
from portal.channels.files import open_store
from portal.channels.scanner import TOO_LARGE, ScannerAway, harm_in
from portal.files.attaching import staged
from portal.jobs.picturing import paint_waiting
from portal.jobs.queue import current_settings
from portal.jobs.scanning import scan_waiting
from portal.letters.arrival import Arrival, arrivals, unlooked
from portal.letters.filing import NOTHING, Taken, not_repeated, take_files
from portal.letters.judging import judge
from portal.letters.letter import Letter
from portal.letters.settling import settle, taken_before

log = logging.getLogger("portico.letters")


class ComeBack(Exception):
    """Not now: the database or the disk does not take it, or nobody can say whether it does harm.

    Whoever has the mail keeps it and tries again.
    """


def take_in(raw: bytes, *, way: str, recipients: Collection[str] = (), whole: bool = True) -> list[Letter]:
    """Take in a mail as it came, once for each address of ours that it is for, and commit. Raises ComeBack.

    ``way`` is ``imap``, ``lmtp`` or ``http``; ``recipients`` what the envelope says, where there is one; not ``whole`` is
    one of which only the head came, because it is too large.
    """
    settings = current_settings()
    store = open_store(settings)
    try:
        return [_take(each, settings, store) for each in _arrived(raw, way, recipients, whole, settings, store)]
    except (OperationalError, OSError, ScannerAway) as error:
        db.session.rollback()
        raise ComeBack(type(error).__name__) from error


def _arrived(raw: bytes, way: str, recipients: Collection[str], whole: bool, settings: Settings, store) -> list[Arrival]:
    harm = _harm(raw, settings)
    if harm == TOO_LARGE:
        # Nothing was found in it: staff may have it as it came.
        harm, whole = None, False
    try:
        return arrivals(raw, way=way, recipients=recipients, whole=whole, harm=harm, settings=settings, store=store)
    except (OperationalError, OSError):
        raise
    except Exception:
        # Sent back, it would come again for ever, and stand before all the mail behind it.
        log.exception("mail not opened")
        db.session.rollback()
        return [unlooked(raw, way=way, recipients=recipients, store=store)]


def _harm(raw: bytes, settings: Settings) -> str | None:
    found = harm_in(raw, settings.scanner_url) if settings.scanner_url else None
    if found:
        log.warning("harm in a mail", extra={"harm": found})
    return found


def _take(arrival: Arrival, settings: Settings, store) -> Letter:
    try:
        letter = _settled(arrival, settings, store)
    except (OperationalError, OSError):
        raise
    except Exception:
        # Nothing that arrives is dropped, least of all for a mistake of ours.
        log.exception("mail not understood", extra={"sha256": arrival.sha256.hex()})
        db.session.rollback()
        with _writing(True):
            letter = _committed(settle(arrival, settings=settings, store=store, trouble=True))
    log.info("mail in", extra={"way": letter.way, "state": letter.state, "reason": letter.reason, "letter": letter.id})
    return letter


def _settled(arrival: Arrival, settings: Settings, store) -> Letter:
    with _writing(False):
        taken = _look(arrival, settings, store)
        db.session.rollback()
    with _writing(True):
        letter = _committed(settle(arrival, settings=settings, store=store, taken=taken))
    _let_go(taken, store)
    return letter


def _committed(letter: Letter) -> Letter:
    """The letter as it is now, on its own: asking it anything later would begin to write, with whoever waits for that."""
    db.session.flush()
    db.session.expunge(letter)
    db.session.commit()
    return letter


def _look(arrival: Arrival, settings: Settings, store) -> Taken:
    """What can be found out and kept before anybody has to wait for us to write: the files of what will be posted."""
    if taken_before(arrival, store)[0] is not None:
        return NOTHING
    judgement = judge(arrival, settings)
    if judgement.state != "posted" or not arrival.reading.files:
        return NOTHING
    files = not_repeated(arrival.reading.files, entry=judgement.entry, lane=judgement.address.lane, by=judgement.user)
    return take_files(files, by=judgement.user, workspace=judgement.entry.project.workspace, store=store)


def _let_go(taken: Taken, store) -> None:
    for name in staged(taken.uploads):
        store.delete(name)
    _nudge(paint_waiting, any(upload.is_picture for upload in taken.uploads))
    _nudge(scan_waiting, store.scans and taken.uploads)


def _nudge(job, wanted) -> None:
    try:
        if wanted:
            job.later()
    except Exception as error:
        # What is waited for is a row: the sweep finds it.
        log_failure(log, "nudge lost", error)


@contextmanager
def _writing(yes: bool):
    before = writes.set(yes)
    try:
        yield
    finally:
        writes.reset(before)
