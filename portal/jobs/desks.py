"""The desks of a worker: threads of its own that pay, so that no other job keeps them waiting, nor one the other.

What lets somebody in has a desk for itself. However many notices are owed, and however slowly their server takes them, a
code for signing in waits for none of them.
"""
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread
from time import monotonic
from weakref import WeakKeyDictionary

from portal.base.away import log_failure
from portal.base.database import db
from portal.jobs.claiming import MAILS, PRESSING, PUSHES, What

log = logging.getLogger("portico.paying")

#: How often each looks without being called, in seconds.
EVERY = {PRESSING: 0.5, PUSHES: 5, MAILS: 5}
#: After a failure, in seconds.
PAUSE = 5

_desks: WeakKeyDictionary = WeakKeyDictionary()


class Desk(Thread):
    """Pays one part of what is owed, whenever it is called and every so often."""

    def __init__(self, what: What, pay: Callable, within: Callable[[], AbstractContextManager]):
        super().__init__(name=what.name, daemon=True)
        self._what, self._pay, self._within = what, pay, within
        self._called, self._closing = Event(), Event()

    def call(self) -> None:
        self._called.set()

    def close(self) -> None:
        """Begin nothing more."""
        self._closing.set()
        self._called.set()

    def run(self) -> None:
        while not self._closing.is_set():
            self._called.clear()
            try:
                with self._within():
                    self._pay(self._what, self._closing.is_set)
            except Exception as error:
                log_failure(log, "a desk failed", error, desk=self._what.name)
                self._closing.wait(PAUSE)
            self._called.wait(EVERY[self._what])


def open_desks(pay: Callable, within: Callable[[], AbstractContextManager]) -> list[Desk]:
    """Open the desks of this process; ``within()`` is the context of the application they pay for."""
    desks = [Desk(what, pay, within) for what in (PRESSING, PUSHES, MAILS)]
    _desks[db.engine] = desks
    for desk in desks:
        desk.start()
    return desks


def call_desks() -> bool:
    """Have the desks of this process look now; whether there are any."""
    desks = _desks.get(db.engine, ())
    for desk in desks:
        desk.call()
    return bool(desks)


def close_desks(desks: list[Desk], patience: float = 5) -> None:
    """Let them finish what is in flight; whatever takes longer is somebody else's after its lease."""
    until = monotonic() + patience
    for desk in desks:
        desk.close()
    for desk in desks:
        desk.join(max(0.0, until - monotonic()))
    _desks.pop(db.engine, None)
