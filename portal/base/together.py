"""Writing together: those who wait for SQLite's one write lock share one transaction, and one wait for the disk.

A request that has looked up all it needs leaves its statements for its commit (``leave_for_commit``). Whoever comes
first takes the lock for all who come meanwhile, writes one after the other, commits once, and only then is any of them
told: what is acknowledged is on the disk. Where a statement of one fails, all are undone and each is written alone.
On PostgreSQL, where writers do not wait for one another, statements run at once.
"""
import threading
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from portal.base.clock import now
from portal.base.compiled import THEN, Compiled, connection_of
from portal.base.database import db, lock_of
from portal.base.types import moment_as_text

WAITING = "portico_waiting"
#: So many share a transaction at most: the first of them shall not wait for a crowd.
MOST = 32
#: Nobody waits longer for the one who writes, who gives up much earlier.
LONGEST = 60


class Step(NamedTuple):
    """One statement to be run, the places in it that take the moment of writing, and what to raise if it meets no row."""

    compiled: Compiled
    values: list
    late: tuple[int, ...]
    otherwise: Exception | None


def leave_for_commit() -> bool:
    """From here on what this request writes by ``Prepared.write`` waits for its commit. False where it need not."""
    session = db.session()
    if connection_of(session).dialect.name != "sqlite":
        return False
    session.info[WAITING] = []
    return True


def moment_of_writing():
    """The moment at which what is written next is: told when its turn has come, so that times run like the keys."""
    return now() if db.session().info.get(WAITING) is None else THEN


def commit() -> None:
    """Commit what this request wrote, together with others where it waited for that; then the session reads anew.

    Raises what a step says that met no row, or the database.
    """
    session = db.session()
    steps = session.info.pop(WAITING, None)
    if not steps:
        session.commit()
        return
    if session.new or session.dirty or session.deleted:
        raise TypeError("what waits for its commit is written by Prepared.write alone")
    connection = connection_of(session)
    _line_of(connection.engine).write(steps, connection)
    driver = connection.connection.dbapi_connection
    driver.commit()
    driver.execute("BEGIN")
    # The session itself has only read: whoever listens for its commit hears of this one.
    session.dispatch.after_commit(session)


class Party:
    """The statements of one request, and how they went: not at all, as long as nothing else is known."""

    def __init__(self, steps: list[Step]):
        self.steps, self.leads = steps, False
        self.error: Exception | None = TimeoutError("not written")
        self._said: Exception | None = None
        self._turn = threading.Lock()
        self._turn.acquire()

    def wait(self) -> None:
        if not self._turn.acquire(timeout=LONGEST):
            raise self.error

    def wake(self) -> None:
        self._turn.release()

    def run(self, connection: Connection) -> None:
        """All of it, or nothing where a step says that it shall not be: those stand before whatever changes something."""
        moment, self._said = moment_as_text(now()), None
        for step in self.steps:
            for at in step.late:
                step.values[at] = moment
            if not step.compiled.meets(step.values, connection) and step.otherwise is not None:
                self._said = step.otherwise
                return

    def committed(self) -> None:
        self.error = self._said


class Line:
    """Those of one process who wait to write: the first leads, the others are written with it or after it."""

    def __init__(self):
        self._guard, self._waiting, self._led = threading.Lock(), [], False

    def write(self, steps: list[Step], connection: Connection) -> None:
        mine = Party(steps)
        with self._guard:
            self._waiting.append(mine)
            mine.leads, self._led = not self._led, True
        if not mine.leads:
            mine.wait()
        if mine.leads:
            self._lead(mine, connection)
        if mine.error is not None:
            raise mine.error

    def _lead(self, mine: Party, connection: Connection) -> None:
        together = [mine]
        try:
            with Lock(connection):
                together = self._come()
                _store(together, connection)
        except Exception as error:
            # Nobody let go of the lock in time.
            mine.error = error
        finally:
            self._hand_on(together)
            for each in together:
                if each is not mine:
                    each.leads = False
                    each.wake()

    def _come(self) -> list[Party]:
        with self._guard:
            return self._waiting[:MOST]

    def _hand_on(self, together: list[Party]) -> None:
        with self._guard:
            self._waiting = [each for each in self._waiting if each not in together]
            self._led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].wake()


class Lock:
    """The write lock, on the connection on which a request has only read so far."""

    def __init__(self, connection: Connection):
        self._driver = connection.connection.dbapi_connection
        self._lock = lock_of(connection.engine)

    def __enter__(self) -> None:
        # What it read belongs to a moment that is over: a writing transaction begins with what is there now.
        self._driver.commit()
        self._lock.take(self._driver)

    def __exit__(self, *failure) -> None:
        if self._driver.in_transaction:
            self._driver.rollback()
        self._lock.drop(self._driver)


def _store(together: list[Party], connection: Connection) -> None:
    driver = connection.connection.dbapi_connection
    try:
        driver.execute("BEGIN IMMEDIATE")
        for each in together:
            each.run(connection)
        driver.commit()
    except Exception as error:
        if driver.in_transaction:
            driver.rollback()
        if len(together) == 1:
            together[0].error = error
            return
        for each in together:
            _store([each], connection)
    else:
        for each in together:
            each.committed()


_lines: WeakKeyDictionary[Engine, Line] = WeakKeyDictionary()


def _line_of(engine: Engine) -> Line:
    return _lines.get(engine) or _lines.setdefault(engine, Line())
