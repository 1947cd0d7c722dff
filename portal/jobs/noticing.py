"""Reading history on: what people should know of it becomes notices, and what is owed for them.

Whoever writes history only writes it. The worker is woken by the commit and tells; a sweep each minute finds what a lost
call left. Where several workers tell, each round is written by one of them.
"""
import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from time import monotonic

from sqlalchemy.exc import IntegrityError

from portal.base.away import log_failure
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db, writes
from portal.base.reading import reading
from portal.inbox.late import late_round
from portal.inbox.news import ROUND, Round, next_round
from portal.inbox.noticing import Decided, decided_of, write
from portal.jobs.queue import current_settings, every, job
from portal.jobs.singly import singly
from portal.live.watching import watcher
from portal.people.mornings import House, awake

log = logging.getLogger("portico.notices")

NAME, LATE = "notices", "late"
#: So many notices are written at once, unless a single line comes to more; so often is a round begun anew.
MOST, TRIES = 1500, 3
#: Seconds between two looks, however often it is called; and the longest without a call.
APART, LOOK = 0.3, 5.0

_turn = threading.Lock()


@job
def tell_news() -> int:
    """Tell everything that is settled and not told yet. Returns in how many rounds."""
    with _turn:
        rounds = tries = 0
        while True:
            try:
                if not _tell_round():
                    return rounds
                rounds, tries = rounds + 1, 0
            except IntegrityError:
                # What it tells of went meanwhile (an item was deleted), or another worker was first: looked at anew.
                db.session.rollback()
                tries += 1
                if tries > TRIES:
                    raise


@every(minutes=1)
def sweep_news() -> None:
    """Find what a lost call or a crash left."""
    tell_news()


@every(minutes=10)
def tell_late() -> None:
    """Tell of what is late, or soon will be, once on each day of each workspace."""
    with reading():
        houses = awake(LATE)
    singly(houses, _tell_late)


def _tell_late(house: House) -> None:
    with reading():
        round_ = late_round(house)
        decided = decided_of(round_.lines, window=_window())
    _write(house.name, round_, decided)


def _tell_round() -> bool:
    """One round, if there is one: what is decided without a lock is written in one short transaction."""
    with reading():
        news, decided = _decided()
    if news is not None:
        _write(NAME, news, decided)
    return news is not None


def _write(name: str, round_: Round, decided: Decided) -> None:
    writing = writes.set(True)
    try:
        written, due_at = write(name, round_.since, round_.until, decided)
        db.session.commit()
    finally:
        writes.reset(writing)
    if written and due_at is not None:
        _nudge(due_at)


def _decided() -> tuple[Round | None, Decided | None]:
    """The next round and what it comes to; a smaller one where it is too much for one transaction."""
    most = ROUND
    while (news := next_round(NAME, most)) is not None:
        decided = decided_of(news.lines, window=_window())
        if len(decided.notices) <= MOST or most == 1:
            return news, decided
        most = max(1, min(most - 1, len(news.lines) * MOST // len(decided.notices)))
    return None, None


def _window() -> timedelta:
    return timedelta(minutes=current_settings().bundle_minutes)


def _nudge(due_at) -> None:
    from portal.jobs.paying import pay_owed

    if (wait := (due_at - now()).total_seconds()) < 60:
        try:
            pay_owed.later(delay=max(0.0, wait))
        except Exception as error:
            # What is owed is a row: the sweep finds it.
            log_failure(log, "nudge lost", error)


class Teller:
    """Tells whenever something was written, in a thread of the worker, until it is ended."""

    def __init__(self, settings: Settings, within: Callable[[], AbstractContextManager]):
        self._within, self._watch = within, watcher(settings)
        self._woken, self._ends = threading.Event(), False

    def start(self) -> None:
        threading.Thread(target=self._watch, args=(self._woken.set, lambda: self._ends), daemon=True,
                         name="watching for news").start()
        threading.Thread(target=self._run, daemon=True, name="telling news").start()

    def end(self) -> None:
        self._ends = True
        self._woken.set()

    def _run(self) -> None:
        while not self._ends:
            began = monotonic()
            try:
                with self._within():
                    tell_news()
            except Exception as error:
                log_failure(log, "telling news stumbled", error)
            self._woken.wait(LOOK)
            # What comes in quick succession is told together.
            threading.Event().wait(max(0.0, APART - (monotonic() - began)))
            self._woken.clear()
