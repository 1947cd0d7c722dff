"""Asking the virus scanner of the files that people sent: after the request, one by one, the newest first."""
import logging
from time import monotonic

from portal.base.database import db
from portal.channels.files import open_store
from portal.channels.scanner import TOO_LARGE, ScannerAway, harm_in
from portal.files.scanning import await_nobody, await_scanner, claimed, note_clean, note_infected, note_unavailable
from portal.jobs.queue import current_settings, every, job

log = logging.getLogger("portico.files")

#: Other work waits meanwhile: after so many seconds the rest is left for a round of its own, at once.
LONGEST = 15


@job
def scan_waiting() -> None:
    """Ask of everything that waits, until nothing does or the scanner cannot say."""
    until = monotonic() + LONGEST
    while _scan_next():
        if monotonic() > until:
            return scan_waiting.later()


@every(minutes=1)
def sweep_scans() -> None:
    """Find what a lost nudge or a crash left, and what was kept while no scanner was set."""
    if current_settings().scanner_url is None:
        await_nobody()
        db.session.commit()
        return
    while await_scanner():
        db.session.commit()
    db.session.commit()
    scan_waiting()


def _scan_next() -> bool:
    """Whether there was anything to ask, and an answer, or nothing left that could be asked of."""
    settings = current_settings()
    blob = claimed() if settings.scanner_url else None
    name, key = (blob.name, (blob.workspace_id, blob.sha256)) if blob else (None, None)
    # Nothing of the database is held while the scanner looks.
    db.session.commit()
    if blob is None:
        return False
    store = open_store(settings)
    try:
        harm = harm_in(store.read(name), settings.scanner_url)
    except ScannerAway as away:
        log.warning("nobody can say whether a file does harm", extra={"file": name, "trouble": str(away)})
        gone = _is_gone(name, store)
        note_unavailable(*key, "its bytes are gone" if gone else str(away), for_a_day=gone)
        db.session.commit()
        return gone
    _note(key, name, harm)
    db.session.commit()
    return True


def _is_gone(name: str, store) -> bool:
    """Whether it was the file that could not be read; all others can still be asked of."""
    try:
        return not store.holds(name)
    except OSError:
        return False


def _note(key: tuple, name: str, harm: str | None) -> None:
    if harm is None:
        return note_clean(*key)
    if harm == TOO_LARGE:
        return note_unavailable(*key, harm, for_a_day=True)
    log.warning("harm in a file", extra={"file": name, "harm": harm})
    return note_infected(*key, harm)
