"""Sending in parallel: so many lines by one channel, each with one parcel in flight and no more.

A line takes its next parcel only once the outcome of the last one stands in the database. So a worker that is killed
outright has at most one parcel a line that went out and was not written down; only those are sent again.
"""
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from portal.jobs.claiming import Owed

LINES = 8


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is owed, and what it says: a Mail or a Push."""

    owed: Owed
    said: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a parcel: sent; refused for good; later; gone, as its receiver is."""

    outcome: str
    trouble: str | None = None
    #: What was wrong with it: the letter, the address, or the server.
    about: str = "letter"
    #: Nobody else's parcel would be taken either.
    away: bool = False
    #: How long the other side asks to wait, in seconds.
    wait: float | None = None


@dataclass(slots=True)
class Heard:
    """An answer on its way to be written down; the line waits at the gate until it is."""

    parcel: Parcel
    answer: Answer | BaseException
    gate: Lock = field(default_factory=Lock)

    def __post_init__(self):
        self.gate.acquire()

    def told(self) -> tuple[Owed, Answer]:
        """Raises what kept the line from answering."""
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.parcel.owed, self.answer


@dataclass(slots=True)
class Round:
    """The parcels of one claim, shared among lines: whatever goes to one receiver goes one after another."""

    waiting: deque
    send: Callable[[Parcel], Answer]
    #: Whether nothing more is to be begun.
    ends: Callable[[], bool]
    heard: SimpleQueue = field(default_factory=SimpleQueue)
    left: list[Parcel] = field(default_factory=list)
    over: bool = False

    def work(self) -> None:
        """What each line does, until nothing is left or nothing more is to be begun."""
        while parcels := self._next():
            for parcel in parcels:
                self._one(parcel)

    def _next(self) -> list[Parcel] | None:
        try:
            return self.waiting.popleft()
        except IndexError:
            return None

    def _one(self, parcel: Parcel) -> None:
        if self.over or self.ends():
            self.left.append(parcel)
            return
        try:
            answer = self.send(parcel)
        except BaseException as error:
            answer = error
        said = Heard(parcel, answer)
        self.heard.put(said)
        said.gate.acquire()


def send_all(parcels: Iterable[Parcel], send: Callable[[Parcel], Answer], record: Callable[[list[tuple[Owed, Answer]]], None], *,
             within: Callable, ends: Callable[[], bool], lines: int = LINES) -> list[Parcel]:
    """Send in parallel, recording as answers come. Returns what was not begun before it should end.

    ``send`` runs in threads, each ``within()`` a context of the application; ``record`` in this one. What either raises
    beyond an answer ends the round: nothing more is begun, and nothing more is written down.
    """
    groups = _by_receiver(parcels)
    turn = Round(deque(groups), send, ends)
    crew = [Thread(target=_inside, args=(within, turn), daemon=True) for _ in range(min(lines, len(groups)))]
    for line in crew:
        line.start()
    _write_down(turn, record, len(crew))
    return turn.left


def _write_down(turn: Round, record: Callable[[list[tuple[Owed, Answer]]], None], living: int) -> None:
    trouble = None
    while living:
        heard = _gathered(turn.heard)
        living -= heard.count(None)
        answers = [each for each in heard if each is not None]
        try:
            if answers and trouble is None:
                record([each.told() for each in answers])
        except BaseException as error:
            trouble, turn.over = error, True
        for each in answers:
            each.gate.release()
    if trouble is not None:
        raise trouble


def _gathered(heard: SimpleQueue) -> list[Heard | None]:
    """The next answer, and those that came with it: one transaction writes them all down."""
    found = [heard.get()]
    try:
        while True:
            found.append(heard.get_nowait())
    except Empty:
        return found


def _inside(within: Callable, turn: Round) -> None:
    try:
        with within():
            turn.work()
    finally:
        turn.heard.put(None)


def _by_receiver(parcels: Iterable[Parcel]) -> list[list[Parcel]]:
    groups: dict[Any, list[Parcel]] = {}
    for parcel in parcels:
        groups.setdefault(parcel.owed.subscription_id or parcel.owed.address, []).append(parcel)
    return list(groups.values())
