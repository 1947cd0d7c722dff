"""What is shown of files: made after the request, one by one, each in a process that may take little and is watched."""
import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import func, select

from portal.base.database import db
from portal.channels.files import open_store
from portal.files.blob import Blob, picture_name
from portal.files.pictures import MOST_PAGES
from portal.jobs.queue import current_settings, every, job

log = logging.getLogger("portico.files")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
TRIES = 3


@job
def paint_waiting() -> None:
    """Make every picture that is waited for."""
    while (claimed := _claim()) is not None:
        _paint(*claimed)


@every(minutes=1)
def sweep_pictures() -> None:
    """Find what a lost nudge or a crash left."""
    paint_waiting()


def _claim() -> tuple | None:
    """The key of one blob whose picture is waited for, its try counted: one that brings a worker down is given up.

    What has nothing to show yet goes before the later pages of a long document.
    """
    blob = db.session.scalar(select(Blob).where(Blob.picture == "waiting")
                             .order_by(func.coalesce(Blob.pages, 0), Blob.tries, Blob.at).limit(1)
                             .with_for_update(skip_locked=True))
    if blob is not None:
        blob.tries += 1
        if blob.tries > TRIES:
            blob.picture = "ready" if blob.pages else "refused"
    key = blob and (blob.workspace_id, blob.sha256)
    db.session.commit()
    return key


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
    """What the process says it has made, each of it kept; nothing where it made nothing."""
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
    if made.startswith("page-"):
        return any(each.get("page") == int(made[5:]) for each in said)
    return bool(said)


def said_of(folder: str, first: int, file) -> list[dict]:
    """What a process of its own has made of a file in a folder, its pages from the first on, as it tells by itself."""
    command = [sys.executable, "-m", "portal.files.painting", folder, str(first)]
    try:
        done = subprocess.run(command, stdin=file, capture_output=True, cwd=ROOT, timeout=PATIENCE,
                              env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"})
        out, wrong = done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        out, wrong = late.stdout or b"", b"took too long"
    if wrong:
        log.warning("picture", extra={"trouble": wrong.decode(errors="replace").strip()[-200:]})
    return [json.loads(line) for line in out.splitlines() if line.endswith(b"}")]
