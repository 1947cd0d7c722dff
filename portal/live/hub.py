"""The hub: one per process. It reads each new line of the log once, and writes it to the streams that may hear of it.

Streams are sockets and a few words; none holds a thread, a session or a connection to the database. Whatever is sent was
asked of the fence and of the sessions when it was sent.
"""
import logging
import resource
import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic, sleep, time
from uuid import UUID

from portal.base.away import log_failure
from portal.base.database import db, writes
from portal.history import telling
from portal.live import frames
from portal.live.cursor import Cursors, Position
from portal.live.held import Held
from portal.live.line import Line
from portal.live.living import living
from portal.live.log import lines_between, settled, settles_late
from portal.live.past import Past
from portal.live.stream import Stream
from portal.talk.audience import heard_by

log = logging.getLogger("portico.live")

#: Seconds. The log is looked at that often even when nobody calls; a stream hears something that often.
LOOK, BEAT, SWEEP = 4.0, 20.0, 5.0
#: Calls that come closer together are answered by one look; where nobody listens, a page only wants to know about where it is.
APART, FAR_APART = 0.05, 1.0
#: A cursor older than this may have missed signals that are gone: its pages are fetched anew.
REMEMBERS = 55 * 60
#: After so long a stream ends and is asked for again: whoever it belongs to comes through the door anew.
LASTS = 45 * 60
#: Where nothing can be gone on from.
ANEW = Position(-1, -1)
#: So many are told in one breath.
BREATH = 100
#: So many files of a process are left for everything else.
SPARE = 300


class Hub:
    def __init__(self, within: Callable[[], AbstractContextManager], cursors: Cursors, watch: Callable | None = None):
        self._within, self._cursors, self._watch = within, cursors, watch
        self._held, self._past = Held(), Past()
        self._arriving: deque[Stream] = deque()
        self._woken, self._ready = threading.Event(), threading.Event()
        self._started = threading.Lock()
        self._thread: threading.Thread | None = None
        self._looked = self._swept = 0.0
        self._called = self._settles_late = False
        self._again: list[float] = []
        self._ends = False
        #: Up to where the log has been read and told; also what a page may take as the place it was made at.
        self.position: Position | None = None

    # from outside

    def start(self) -> None:
        """Begin to watch; a second call does nothing."""
        with self._started:
            if self._thread is not None or self._ends:
                return
            self._thread = threading.Thread(target=self._run, name="portico-live", daemon=True)
            self._thread.start()
            telling.wakers.append(self.wake)
            if self._watch:
                threading.Thread(target=self._watch, args=(self.wake, lambda: self._ends), name="portico-wakeup",
                                 daemon=True).start()

    def wake(self) -> None:
        """Something may have been written."""
        if not self._called:
            self._called = True
            self._woken.set()

    def adopt(self, stream: Stream) -> None:
        """Take a connection in; it hears what was written since its position, then all that comes."""
        self.start()
        self._arriving.append(stream)
        self._woken.set()

    def place(self) -> Position | None:
        """Up to where the log was read just now: for a page that begins to be made. None where it cannot be read."""
        self.start()
        if self.position is None:
            # The first page of a process comes before the first look.
            self._ready.wait(0.5)
        return self.position

    def cursor_for(self, user_id: UUID, place: Position) -> str:
        """What a page hands to its stream, to go on from a place."""
        return self._cursors.seal(user_id, place)

    def position_of(self, user_id: UUID, cursor: str | None) -> Position | None:
        """Where a stream with this cursor goes on; None for one that begins now, ANEW where pages are fetched anew first."""
        if not cursor:
            return None
        opened = self._cursors.open(user_id, cursor)
        return opened[0] if opened and time() - opened[1] < REMEMBERS else ANEW

    @property
    def has_room(self) -> bool:
        """Whether another connection can be held, with some left for pages and files."""
        return self.held < resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE

    @property
    def held(self) -> int:
        return len(self._held) + len(self._arriving)

    def close(self) -> None:
        """End all streams, each with another moment to come again at."""
        self._ends = True
        if self.wake in telling.wakers:
            telling.wakers.remove(self.wake)
        for stream in [*self._held, *self._arriving]:
            self._held.end(stream, frames.retry(0.3, 4))
        self._arriving.clear()
        self._woken.set()

    # the loop

    def _run(self) -> None:
        writes.set(False)
        while not self._ends:
            try:
                self._turn()
            except Exception as error:
                log_failure(log, "the live hub stumbled", error)
                self._called = True
                self._woken.wait(1.0)
            self._woken.wait(self._patience())
            self._woken.clear()

    def _patience(self) -> float:
        due = [self._looked + (self._apart if self._called else LOOK), self._swept + SWEEP, *self._again]
        return min(1.0, max(0.02, min(due) - monotonic()))

    @property
    def _apart(self) -> float:
        return APART if self.held else FAR_APART

    def _turn(self) -> None:
        now = monotonic()
        woken = self._called and now - self._looked >= self._apart
        if woken and self._settles_late:
            # A line may settle a moment after it was told of, when an older transaction has ended.
            self._again = [now + 0.1, now + 0.4, now + 1.2]
        if self.position is None or woken or now - self._looked >= LOOK or any(at <= now for at in self._again):
            self._called = False
            self._looked, self._again = now, [at for at in self._again if at > now]
            self._welcome()
            self._look()
        elif self._arriving:
            self._welcome()
        if now - self._swept >= SWEEP:
            self._swept = now
            self._held.sweep()
        self._beat(now)

    def _look(self) -> None:
        with self._reading():
            until, known = settled(), self.position
            self._settles_late = settles_late()
            if known is None or until.event < known.event or until.signal < known.signal:
                # The first look, or another database behind the same name.
                self._past.begin(until)
                self.position = until
                self._ready.set()
                return
            if until == known:
                return
            lines = lines_between(known, until)
            if lines is None:
                self._lost(until)
            else:
                self._past.extend(lines)
                self._end_those_who_lost(lines)
                self._tell(lines, list(self._held), until)
            self.position = until

    def _lost(self, until: Position) -> None:
        """More was written at once than anybody catches up on: all look at everything again."""
        self._past.begin(until)
        for stream in self._held:
            self._send(stream, frames.event("again"), until)

    def _tell(self, lines: list[Line], streams: list[Stream], until: Position) -> None:
        heard = heard_by(lines, {stream.listener for stream in streams})
        # Whoever is left out here hears nothing at all of it, not even that something happened.
        hearing = [stream for stream in streams if stream.listener in heard]
        alive = living({stream.session_id for stream in hearing}) if hearing else set()
        bodies: dict = {}
        for number, stream in enumerate(hearing):
            if number % BREATH == BREATH - 1:
                # Pages go on being served while many are told.
                sleep(0)
            if stream.session_id not in alive:
                self._held.end(stream)
                continue
            me = stream.listener.user_id
            told = [(line, line.user_id == me) for line in heard[stream.listener] if self._is_new(line, stream)]
            key = tuple((id(line), own) for line, own in told)
            if key not in bodies:
                bodies[key] = frames.news(frames.rows_of(told)) if told else b""
            if bodies[key]:
                self._send(stream, bodies[key], until)

    @staticmethod
    def _is_new(line: Line, stream: Stream) -> bool:
        known = stream.position
        return known is None or line.place >= (known.event if line.log == "event" else known.signal)

    def _end_those_who_lost(self, lines: list[Line]) -> None:
        """Whoever lost something comes through the door anew, or stays outside."""
        sessions = {line.session_id for line in lines if line.kind == "access" and line.session_id}
        users = {line.user_id for line in lines if line.kind == "access" and not line.session_id}
        for stream in self._held if sessions or users else ():
            if stream.session_id in sessions or stream.listener.user_id in users:
                self._held.end(stream, frames.retry(0.3, 2))

    def _welcome(self) -> None:
        """Those who came meanwhile: each is told what it missed, in one go for all of them."""
        if not self._arriving:
            return
        # Another process may have told them of more than this one has read.
        self._look()
        arriving = [self._arriving.popleft() for _ in range(len(self._arriving))]
        for stream in arriving:
            self._held.add(stream)
        try:
            self._greet(arriving)
        except Exception:
            # They come again, and miss nothing.
            for stream in arriving:
                self._held.end(stream)
            raise

    def _greet(self, arriving: list[Stream]) -> None:
        with self._reading():
            # A session may have ended between the door and here.
            alive = living({stream.session_id for stream in arriving})
            for stream in arriving:
                stream.due = monotonic() + BEAT
                if stream.session_id not in alive or not stream.write(frames.retry(1, 4)):
                    self._held.end(stream)
            self._catch_up([stream for stream in arriving if stream.position and stream.fd >= 0])
        for stream in arriving:
            if stream.fd >= 0:
                self._send(stream, frames.event("beat"))
                stream.position = None

    def _catch_up(self, late: list[Stream]) -> None:
        self._past.reach_back([stream.position for stream in late if stream.position != ANEW])
        there = [stream for stream in late if self._past.covers(stream.position, self.position)]
        self._tell(list(self._past.lines), there, self.position)
        for stream in set(late) - set(there):
            self._send(stream, frames.event("again"))

    def _beat(self, now: float) -> None:
        for stream in self._held:
            if stream.due > now:
                continue
            if now > stream.until:
                self._held.end(stream, frames.retry(0.3, 4))
            else:
                stream.due = now + BEAT
                self._send(stream, frames.event("beat"))

    def _send(self, stream: Stream, body: bytes, at: Position | None = None) -> None:
        if not stream.write(frames.numbered(self._cursors.seal(stream.listener.user_id, at or self.position), body)):
            self._held.end(stream)

    def _reading(self) -> AbstractContextManager:
        return _Reading(self._within)


class _Reading:
    """A reading transaction of the hub's own, given back at once."""

    def __init__(self, within: Callable[[], AbstractContextManager]):
        self._within = within()

    def __enter__(self):
        self._within.__enter__()
        self._before = writes.set(False)

    def __exit__(self, *error):
        writes.reset(self._before)
        db.session.remove()
        return self._within.__exit__(*error)
