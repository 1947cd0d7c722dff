"""Many writers at once wait for each other; none is told that the database is locked."""
import fcntl
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from portal.base import writing
from portal.base.writing import WriteLock
from tests.support_server import ROOT

WRITER = """
import sys
from sqlalchemy import create_engine, text
from portal.base.database import engine_options, prepare
file, lock, times = sys.argv[1:]
engine = create_engine("sqlite:///" + file, connect_args={"timeout": 0.001, "check_same_thread": False})
prepare(engine, lock)
for number in range(int(times)):
    with engine.begin() as connection:
        n = connection.scalar(text("SELECT n FROM counter"))
        connection.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})
"""


def test_processes_write_one_after_another_and_lose_nothing(tmp_path):
    file, lock = str(tmp_path / "x.sqlite3"), str(tmp_path / "lock")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0);")
    # A busy wait of a millisecond: without our lock these writers would soon fail.
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, file, lock, "100"], cwd=ROOT, stderr=subprocess.PIPE)
               for _ in range(3)]
    assert [(writer.communicate(timeout=60)[1], writer.returncode) for writer in writers] == [(b"", 0)] * 3
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT n FROM counter").fetchone() == (300,)


def test_a_second_writer_of_this_process_waits(tmp_path):
    lock, order = WriteLock(str(tmp_path / "lock")), []
    lock.take("first")
    second = threading.Thread(target=lambda: (lock.take("second"), order.append("second"), lock.drop("second")))
    second.start()
    second.join(0.1)
    order.append("first")
    lock.drop("first")
    second.join(60)
    assert order == ["first", "second"]


def test_taking_twice_is_taking_once_and_only_the_holder_lets_go(tmp_path):
    lock, other = WriteLock(str(tmp_path / "lock")), WriteLock(str(tmp_path / "lock"))
    lock.take("me")
    lock.take("me")
    lock.drop("somebody else")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "PATIENCE", 0.05)
        with pytest.raises(OperationalError, match="locked"):
            other.take("other")
    lock.drop("me")
    other.take("other")
    other.drop("other")


def test_writers_of_one_process_take_turns_as_they_came(tmp_path):
    lock, order = WriteLock(str(tmp_path / "lock")), []
    lock.take("first")
    later = [threading.Thread(target=lambda name=name: (lock.take(name), order.append(name), lock.drop(name))) for name in "abc"]
    for number, thread in enumerate(later, 1):
        thread.start()
        _until(lambda number=number: len(lock._within._waiting) == number)
    lock.drop("first")
    # Whoever asks just now comes after those who wait.
    lock.take("late")
    order.append("late")
    lock.drop("late")
    assert order == ["a", "b", "c", "late"]


def test_who_gave_up_waiting_does_not_hold_up_the_line(tmp_path):
    lock = WriteLock(str(tmp_path / "lock"))
    lock.take("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "PATIENCE", 0.02)
        with pytest.raises(OperationalError, match="locked"):
            lock.take("impatient")
    lock.drop("first")
    lock.take("next")
    lock.drop("next")


def test_another_process_comes_between_two_writers_of_this_one(tmp_path):
    path, order = str(tmp_path / "lock"), []
    # Two locks on one file stand for two processes.
    here, there = WriteLock(path), WriteLock(path)
    here.take("first")
    other = threading.Thread(target=lambda: (there.take("other"), order.append("other"), there.drop("other")))
    other.start()
    _until(lambda: not _free(f"{path}.next"))
    here.drop("first")
    here.take("second")
    order.append("second")
    here.drop("second")
    other.join(60)
    assert order == ["other", "second"]


def _free(path: str) -> bool:
    with open(path, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _until(holds) -> None:
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.005)
