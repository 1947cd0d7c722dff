"""Pictures of files: made after the request, one by one, each in a process that may take little and is watched."""
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select

from portal.base.database import db
from portal.channels.files import open_store
from portal.files.blob import Blob, picture_name
from portal.files.pictures import SIZES
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
    """The key of one blob whose picture is waited for, its try counted: one that brings a worker down is given up."""
    blob = db.session.scalar(select(Blob).where(Blob.picture == "waiting").order_by(Blob.tries, Blob.at).limit(1)
                             .with_for_update(skip_locked=True))
    if blob is not None:
        blob.tries += 1
        if blob.tries > TRIES:
            blob.picture = "refused"
    key = blob and (blob.workspace_id, blob.sha256)
    db.session.commit()
    return key


def _paint(workspace_id, sha256: bytes) -> None:
    blob = db.session.get(Blob, (workspace_id, sha256))
    name, waiting = blob.name, blob.picture == "waiting"
    # Nothing of the database is held while somebody else's bytes are unpacked.
    db.session.rollback()
    if waiting:
        size = _painted(name, workspace_id, sha256, open_store(current_settings()))
        blob = db.session.get(Blob, (workspace_id, sha256))
        blob.picture = "ready" if size else "refused"
        blob.width, blob.height = size or (None, None)
        db.session.commit()


def _painted(name: str, workspace_id, sha256: bytes, store) -> tuple[int, int] | None:
    with tempfile.TemporaryDirectory(prefix="portico-picture-") as folder:
        try:
            with store.near(name) as file:
                done = subprocess.run([sys.executable, "-m", "portal.files.painting", folder], stdin=file, capture_output=True,
                                      cwd=ROOT, timeout=PATIENCE, env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"})
        except (FileNotFoundError, subprocess.TimeoutExpired) as trouble:
            log.error("no picture", extra={"file": name, "trouble": type(trouble).__name__})
            return None
        if done.returncode:
            log.warning("no picture", extra={"file": name, "trouble": done.stderr.decode(errors="replace").strip()[-200:]})
            return None
        for size in SIZES:
            store.put(picture_name(workspace_id, sha256, size), iter([Path(folder, size).read_bytes()]))
        width, height = map(int, done.stdout.split())
        return width, height
