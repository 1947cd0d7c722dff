"""Kills parts of a running Portico as ``kill -9`` does, and only what the test itself has started."""
import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

#: How often each is struck, out of nine, or of ten where the server that keeps the workers is struck too.
WORKERS = {"web worker": 6, "job worker": 3}
ALL = WORKERS | {"web server": 1}


class Reaper(threading.Thread):
    """Kills so many programs below the supervisor at random times within ``lasting`` seconds."""

    def __init__(self, supervisor: int, kinds: dict[str, int], kills: int, lasting: float, random: Random):
        super().__init__(daemon=True)
        self.killed, self._supervisor, self._random = Counter(), supervisor, random
        self._moments = sorted(random.uniform(0.3, lasting) for _ in range(kills))
        # Each kind at least once, however few there are.
        self._kinds = [*kinds, *random.choices(list(kinds), kinds.values(), k=kills)][:kills]
        random.shuffle(self._kinds)

    def run(self) -> None:
        began = time.monotonic()
        for moment, kind in zip(self._moments, self._kinds, strict=True):
            time.sleep(max(0, began + moment - time.monotonic()))
            self._kill(kind)

    def _kill(self, kind: str) -> None:
        # What is dead still from the last blow is struck once it is back.
        while not (living := programs(self._supervisor).get(kind)):
            time.sleep(0.05)
        try:
            os.kill(self._random.choice(living), signal.SIGKILL)
            self.killed[kind] += 1
        except ProcessLookupError:
            self._kill(kind)


def programs(supervisor: int) -> dict[str, list[int]]:
    """What runs below a supervisor: {"web server": [pid], "web worker": [pid, pid], "job worker": [pid]}; only what lives."""
    found = {}
    for pid in children(supervisor):
        kind = "job worker" if "commands.worker" in words(pid) else "web server" if "gunicorn" in words(pid) else None
        if kind:
            found[kind] = [pid]
        if kind == "web server" and (workers := children(pid)):
            found["web worker"] = workers
    return found


def children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in found if words(int(child))]


def words(pid: int) -> list[str]:
    """The command line of a program; empty once it is dead."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0") if alive(pid) else []
    except OSError:
        return []


def alive(pid: int) -> bool:
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
