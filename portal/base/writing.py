"""One writer at a time on SQLite, waiting in Python so that other requests go on meanwhile.

Who came first writes first: a lottery would leave some of many writers waiting ten times as long as the others.
"""
import fcntl
import os
import threading
import time
from collections import deque

from sqlalchemy.exc import OperationalError

PATIENCE = 15.0
#: How often to look whether another process let go: as the next in line, and behind the next.
NEXT, BEHIND = 0.0004, 0.0015


class WriteLock:
    """A lock over threads (or greenlets) of this process, then over processes by locked files.

    Raises ``OperationalError`` when nobody let go within ``PATIENCE`` seconds.
    """

    def __init__(self, path: str | None):
        self._within = Line()
        # Who writes holds the first; who writes next the second. A process with many writers so waits its turn too.
        self._writer, self._next = (LockFile(path), LockFile(f"{path}.next")) if path else (None, None)
        self._holder: object | None = None

    def take(self, connection: object) -> None:
        if self._holder is connection:
            return
        until = time.monotonic() + PATIENCE
        if not self._within.enter(PATIENCE):
            raise _locked()
        try:
            self._take_files(until)
        except BaseException:
            self._within.leave()
            raise
        self._holder = connection

    def drop(self, connection: object) -> None:
        if connection is None or self._holder is not connection:
            return
        self._holder = None
        if self._writer:
            self._writer.drop()
        self._within.leave()

    def _take_files(self, until: float) -> None:
        if not self._writer:
            return
        self._next.take(BEHIND, until)
        try:
            self._writer.take(NEXT, until)
        finally:
            self._next.drop()


class Line:
    """Who waits in this process, in the order in which they came."""

    def __init__(self):
        self._guard, self._taken, self._waiting = threading.Lock(), False, deque()

    def enter(self, patience: float) -> bool:
        """Whether the turn came in time."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        came = False
        try:
            came = turn.acquire(timeout=patience)
        finally:
            if not came:
                self._give_up(turn)
        return came

    def leave(self) -> None:
        """The turn goes straight to the next: nobody who comes just now slips in before."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _give_up(self, turn) -> None:
        with self._guard:
            waiting = turn in self._waiting
            if waiting:
                self._waiting.remove(turn)
        if not waiting:
            self.leave()


class LockFile:
    """A lock between processes."""

    def __init__(self, path: str):
        self._path, self._file = path, None

    def take(self, every: float, until: float) -> None:
        while True:
            try:
                fcntl.flock(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise _locked() from None
                time.sleep(every)

    def drop(self) -> None:
        fcntl.flock(self._opened(), fcntl.LOCK_UN)

    def _opened(self) -> int:
        # A forked worker must not share its parent's open file: flock belongs to the open file.
        if self._file is None or self._file[0] != os.getpid():
            self._file = (os.getpid(), os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        return self._file[1]


def _locked() -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))
