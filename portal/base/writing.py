"""One writer at a time on SQLite, waiting in Python so that other requests go on meanwhile."""
import fcntl
import os
import threading
import time
from random import uniform

from sqlalchemy.exc import OperationalError

PATIENCE = 15.0


class WriteLock:
    """A lock over threads (or greenlets) of this process, then over processes by a locked file.

    Raises ``OperationalError`` when nobody let go within ``PATIENCE`` seconds.
    """

    def __init__(self, path: str | None):
        self._path, self._file = path, None
        self._within = threading.Lock()
        self._holder: object | None = None

    def take(self, connection: object) -> None:
        if self._holder is connection:
            return
        if not self._within.acquire(timeout=PATIENCE):
            raise _locked()
        try:
            self._take_file()
        except BaseException:
            self._within.release()
            raise
        self._holder = connection

    def drop(self, connection: object) -> None:
        if connection is None or self._holder is not connection:
            return
        self._holder = None
        if self._path:
            fcntl.flock(self._opened(), fcntl.LOCK_UN)
        self._within.release()

    def _take_file(self) -> None:
        if not self._path:
            return
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise _locked() from None
                time.sleep(uniform(0.0005, 0.003))

    def _opened(self) -> int:
        # A forked worker must not share its parent's open file: flock belongs to the open file.
        if self._file is None or self._file[0] != os.getpid():
            self._file = (os.getpid(), os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        return self._file[1]


def _locked() -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))
