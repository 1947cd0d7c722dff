"""What is shown of files: made after the request, one by one, each in a process that may take little and is watched."""
import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from math import inf
from pathlib import Path
from time import monotonic

from sqlalchemy import func, literal_column, select, text, update

from portal.base.database import db
from portal.channels.files import open_store
from portal.files.blob import UNREAD, Blob, blob_name, picture_name
from portal.files.pictures import FULL, MOST_PAGES, REFUSED
from portal.jobs.queue import current_settings, every, job

log = logging.getLogger("portico.files")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
TRIES = 3
#: Seconds that a sweep gives to what was drawn before its text was kept: others wait behind it, and the next goes on.
A_WHILE = 40


class Unfinished(Exception):
    """The process was stopped before it had made anything, which says nothing of the file: it may have been our machine."""


@job
def paint_waiting() -> None:
    """Make every picture that is waited for; what was stopped is left for the next round, and all where store or disk fail."""
    _one_by_one("pictures", _claim, _paint)


@every(minutes=1)
def sweep_pictures() -> None:
    """Find what a lost nudge or a crash left, and what was drawn before its text was kept."""
    paint_waiting()
    read_unread()


def read_unread() -> None:
    """Find what is written on pages that were drawn without it: their pictures stay, and are shown meanwhile."""
    _one_by_one("texts", _claim_unread, _read, ends=monotonic() + A_WHILE)


def _one_by_one(what: str, claim: Callable, work: Callable, ends: float = inf) -> None:
    """Until nothing is left to be claimed, or the time is up."""
    stopped: set[bytes] = set()
    while monotonic() < ends and (claimed := claim(stopped)) is not None:
        try:
            work(*claimed)
        except Unfinished:
            stopped.add(claimed[1])
        except OSError as trouble:
            log.error(f"no {what} for now", extra={"trouble": f"{type(trouble).__name__}: {trouble}"[:200]})
            return _give_back(*claimed[:2])


#: Said to the database as it stands at its index, which is never asked by a value that comes later.
_WAITS = Blob.picture == literal_column("'waiting'")


def _claim(but: Collection[bytes] = ()) -> tuple | None:
    """The key of one blob whose picture is waited for, its try counted: one that brings a worker down is given up.

    What has nothing to show yet goes before the later pages of a long document.
    """
    blob = db.session.scalar(select(Blob).where(_WAITS, Blob.sha256.not_in(but))
                             .order_by(func.coalesce(Blob.pages, 0), Blob.tries, Blob.at).limit(1)
                             .with_for_update(skip_locked=True))
    if blob is not None:
        blob.tries += 1
        if blob.tries > TRIES:
            blob.picture = "ready" if blob.pages else "refused"
    key = blob and (blob.workspace_id, blob.sha256)
    db.session.commit()
    return key


def _claim_unread(but: Collection[bytes]) -> tuple | None:
    """The key of one blob of which nothing was read, its try counted, and how many pages it shows.

    One that brings a worker down is given up: there is nothing to read.
    """
    blob = db.session.scalar(select(Blob).where(text(UNREAD), Blob.picture == "ready", Blob.sha256.not_in(but))
                             .order_by(Blob.tries, Blob.at).limit(1).with_for_update(skip_locked=True))
    if blob is not None:
        blob.tries += 1
        if blob.tries > TRIES:
            blob.page_words, blob.tries = [], 0
    key = blob and (blob.workspace_id, blob.sha256, blob.pages)
    db.session.commit()
    return key


def _read(workspace_id, sha256: bytes, pages: int) -> None:
    """Draw these pages once more, part by part, for what is written there; nothing is noted before all was read."""
    store, words = open_store(current_settings()), []
    while len(words) < pages and (told := _painted(blob_name(workspace_id, sha256), workspace_id, sha256, store, len(words) + 1)):
        words += [page.get("words", 0) for page in told]
    blob = db.session.get(Blob, (workspace_id, sha256))
    if blob.page_words is None and blob.pages == pages:
        blob.page_words, blob.tries = words[:pages], 0
    db.session.commit()


def _give_back(workspace_id, sha256: bytes) -> None:
    """The try does not count: what failed was nothing of the file."""
    db.session.rollback()
    db.session.execute(update(Blob).where(Blob.workspace_id == workspace_id, Blob.sha256 == sha256, Blob.tries > 0)
                       .values(tries=Blob.tries - 1), execution_options={"synchronize_session": False})
    db.session.commit()


def _paint(workspace_id, sha256: bytes) -> None:
    blob = db.session.get(Blob, (workspace_id, sha256))
    name, waiting, done = blob.name, blob.picture == "waiting", blob.pages or 0
    # Nothing of the database is held while somebody else's bytes are unpacked.
    db.session.rollback()
    if waiting:
        told = _painted(name, workspace_id, sha256, open_store(current_settings()), done + 1)
        _note(db.session.get(Blob, (workspace_id, sha256)), told, done)
        db.session.commit()


def _note(blob: Blob, told: list[dict], done: int) -> None:
    """Write down what was made: all of it, or some pages more."""
    pages = [each for each in told if "page" in each]
    if (blob.pages or 0) != done:
        # Another worker was quicker.
        return
    if pages:
        blob.pages, blob.pages_in_all, blob.tries = pages[-1]["page"], pages[-1]["of"], 0
        blob.page_sizes = [*(blob.page_sizes or []), *(page["size"] for page in pages)]
        blob.page_words = [*(blob.page_words or []), *(page.get("words", 0) for page in pages)]
        blob.width, blob.height = blob.page_sizes[0]
        blob.picture = "waiting" if blob.pages < min(blob.pages_in_all, MOST_PAGES) else "ready"
    elif not told:
        # Pages that came before stay; the one that cannot be drawn is the last that was tried.
        blob.picture = "ready" if blob.pages else "refused"
    elif "text" in told[0]:
        blob.picture = "text"
    else:
        blob.picture, (blob.width, blob.height) = "ready", told[0]["size"]


def _painted(name: str, workspace_id, sha256: bytes, store, first: int) -> list[dict]:
    """What the process says it has made, each of it kept; nothing where nothing can be made. Raises as ``said_of``."""
    with tempfile.TemporaryDirectory(prefix="portico-picture-") as folder:
        try:
            with store.near(name) as file:
                said = said_of(folder, first, file)
        except FileNotFoundError as trouble:
            log.error("no picture", extra={"file": name, "trouble": type(trouble).__name__})
            return []
        # The pages of whoever was stopped between two of them are whole.
        for made in sorted(Path(folder).iterdir()):
            if _is_said(made.name, said):
                store.put(picture_name(workspace_id, sha256, made.name), iter([made.read_bytes()]))
        if not said:
            log.warning("no picture", extra={"file": name})
        return said


def _is_said(made: str, said: list[dict]) -> bool:
    """Whether what stands in the folder was finished, as far as was told."""
    what, _, number = made.partition("-")
    if what in ("page", "words"):
        return any(each.get("page") == int(number) for each in said)
    return bool(said)


def said_of(folder: str, first: int, file) -> list[dict]:
    """What a process of its own has made of a file in a folder, its pages from the first on, as it tells by itself.

    Nothing where it says that nothing can be made. Raises Unfinished where it was stopped before, OSError for a full disk.
    """
    command = [sys.executable, "-m", "portal.files.painting", folder, str(first)]
    try:
        done = subprocess.run(command, stdin=file, capture_output=True, cwd=ROOT, timeout=PATIENCE,
                              env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"})
        out, wrong, code = done.stdout, done.stderr, done.returncode
    except subprocess.TimeoutExpired as late:
        out, wrong, code = late.stdout or b"", b"took too long", None
    if wrong:
        log.warning("picture", extra={"trouble": wrong.decode(errors="replace").strip()[-200:]})
    said = [json.loads(line) for line in out.splitlines() if line.endswith(b"}")]
    if not said and code == FULL:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if not said and code not in (0, REFUSED):
        raise Unfinished
    return said
