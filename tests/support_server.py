"""The application behind a real gunicorn, over the same database as the test's own application."""
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support_processes import answers, start, stop, wait_until

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Server:
    url: str
    log: Path
    process: subprocess.Popen

    def stop(self) -> int:
        return stop(self.process)


def environment(settings) -> dict:
    """The variables that give another process these settings."""
    return {**os.environ, "PORT": str(settings.port), "BASE_URL": settings.base_url, "PORTICO_DATA": str(settings.data),
            "DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key, "SMTP_URL": settings.smtp_url or "",
            "VAPID_PRIVATE_KEY": settings.vapid_private_key, "VAPID_SUBJECT": settings.vapid_subject,
            "RETIRE_WORKER": "1" if settings.retire_worker else "0", "PYTHONUNBUFFERED": "1"}


def start_server(settings) -> Server:
    log = settings.data / "server.log"
    with open(log, "ab") as out:
        process = start([sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py")],
                        cwd=ROOT, env=environment(settings), stdout=out, stderr=out)
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{settings.base_url}/healthz"),
                   within=180, what="the server answering")
        assert process.poll() is None, log.read_text()
    except AssertionError:
        stop(process)
        raise
    return Server(settings.base_url, log, process)
