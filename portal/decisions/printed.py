"""Having a page printed: by a process that is watched, one at a time for each of ours."""
import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60

_turn = BoundedSemaphore(1)


class NotPrinted(Exception):
    """It took too long, or what it needs is not installed; the message says which."""


def printed(html: str, *styles: str) -> bytes:
    """The page as a PDF. Raises NotPrinted."""
    told = json.dumps({"html": html, "styles": styles}).encode()
    if not _turn.acquire(timeout=PATIENCE):
        raise NotPrinted("busy")
    try:
        done = subprocess.run([sys.executable, "-m", "portal.decisions.printing"], input=told, capture_output=True, cwd=ROOT,
                              timeout=PATIENCE, env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"})
    except subprocess.TimeoutExpired:
        raise NotPrinted("too slow") from None
    finally:
        _turn.release()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise NotPrinted(done.stderr.decode(errors="replace").strip()[-300:] or str(done.returncode))
    return done.stdout
