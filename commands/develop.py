"""What ``bin/dev`` becomes: web with readable errors, and worker, both started anew when a source changes.

Whatever is joined, compiled or drawn once at a start (styles, scripts, catalogues, parts of pages) is then made anew, too.
"""
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from commands.children import ROOT, Child, Supervisor, say
from commands.supervise import announce, answers, end_with, listening_at, local_host, make_ready

SOURCES = ("app.py", "blueprints", "commands", "portal", "templates", "static", "translations", "service-worker.js",
           "manifest.json")
#: Seconds between two looks.
EVERY = 0.5


class Watch:
    """Says whether a file was written, made or deleted since it last said so."""

    def __init__(self, root: Path):
        self.root, self.seen, self.due = root, dict(_files(root)), 0.0

    def changed(self) -> str | None:
        """The name of a file that did; None where none did."""
        if time.monotonic() < self.due:
            return None
        now = dict(_files(self.root))
        names = {name for name, _ in self.seen.items() ^ now.items()}
        self.seen, self.due = now, time.monotonic() + EVERY
        return min(names, default=None)


def _files(root: Path) -> Iterator[tuple[str, int]]:
    for source in SOURCES:
        found = (root / source).rglob("*") if (root / source).is_dir() else [root / source]
        for file in found:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                yield str(file.relative_to(root)), file.stat().st_mtime_ns


def main() -> int:
    python = [sys.executable, "-m"]
    place = listening_at([*python, "commands"])
    if place is None or make_ready([*python, "commands"], demo=False):
        return 1
    host, port = place
    web = ["flask", "--app", "app", "run", "--debug", "--no-reload", "--host", host, "--port", str(port)]
    watch = Watch(ROOT)
    supervisor = Supervisor([Child("web", [*python, *web], signal.SIGTERM),
                             Child("worker", [*python, "commands.worker"], signal.SIGINT)])

    def renew() -> None:
        if name := watch.changed():
            say("started anew", changed=name)
            supervisor.renew()

    return supervisor.run(lambda: answers(local_host(), port) and not announce(), renew)


if __name__ == "__main__":
    end_with(main)
